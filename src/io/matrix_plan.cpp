// SPDX-License-Identifier: Apache-2.0
#include "io/matrix_plan.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/matlab_variable.hpp"
#include "io/units.hpp"

namespace calfemg::io {
namespace {

[[noreturn]] void refuse_map(const Hdf5Node& root,
                             const LayoutMap& map,
                             core::FormatProblem problem) {
  throw core::FormatError(map.path.empty() ? root.file_path() : map.path, std::move(problem));
}

std::string last_part(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// The variable around a place: Octave keeps its values in a group.
std::optional<MatlabVariable> variable_at(const Hdf5Node& root, const std::string& path) {
  const auto slash = path.find_last_of('/');
  const bool in_root = slash == std::string::npos || slash == 0;
  const auto scope = in_root ? std::optional<Hdf5Node>() : root.at(path.substr(0, slash));
  if (!in_root && !scope) return std::nullopt;
  for (auto& variable : matlab_variables(in_root ? root : *scope)) {
    if (variable.name == last_part(path)) return std::move(variable);
  }
  return std::nullopt;
}

Orientation orientation_of(const Hdf5Node& dataset, const MatrixPlan& plan) {
  const auto shape = dataset.shape();
  if (plan.orientation) return *plan.orientation;
  if (shape.size() == 2)
    dataset.refuse("",
                   "an orientation in the map, because the data set has two dimensions",
                   "none",
                   "add `orientation = \"time_first\"` for " + std::to_string(shape[0]) +
                       " samples of " + std::to_string(shape[1]) +
                       " channels, or \"channel_first\" for " + std::to_string(shape[1]) +
                       " samples of " + std::to_string(shape[0]) + " (MATLAB, Octave)");
  return Orientation::time_first;
}

SampleDataset open_samples(const Hdf5Node& root, const std::string& text, const MatrixPlan& plan) {
  const PlacePath place = place_path(root, text);
  const auto node = root.at(place.object);
  if (!node)
    root.refuse(text.substr(text.find_first_not_of('/')),
                "the data set that the map calls `samples`",
                "none of that path");
  const auto slash = place.object.find_last_of('/');
  const std::string name = last_part(place.object);
  const bool in_root = slash == std::string::npos || slash == 0;
  const auto parent = in_root ? std::optional<Hdf5Node>() : root.at(place.object.substr(0, slash));
  const Hdf5Node& group = parent ? *parent : root;
  if (!place.field.empty()) return SampleDataset::open_field(group, name, place.field);
  if (!node->is_dataset()) {
    // Octave: the numbers of a variable are one group deeper.
    const auto value = is_matlab_variable(*node) ? node->child("value") : std::nullopt;
    if (!value || !value->is_dataset())
      node->refuse("", "the data set that the map calls `samples`", "a group");
    return SampleDataset::open(*node, "value", orientation_of(*value, plan));
  }
  return SampleDataset::open(group, name, orientation_of(*node, plan));
}

core::Hertz rate_of_plan(const Hdf5Node& root, const LayoutMap& map, const MatrixPlan& plan) {
  if (!plan.rate) return rate_of(root, "sampling_rate_hz", map);
  const double rate = plan.rate->value();
  if (!(std::isfinite(rate) && rate > 0.0))
    root.refuse(plan.rate_place, "a sampling rate above 0 Hz", core::number_text(rate));
  require_rate_of_map(map, *plan.rate, root.file_path(), plan.rate_place);
  return *plan.rate;
}

std::string index_of(const SampleDataset& samples, std::size_t column, bool channel_first) {
  if (samples.rank() == 1 && samples.columns() == 1) return "";
  const std::string number = std::to_string(column);
  return samples.rank() == 2 && channel_first ? "[" + number + ",:]" : "[:," + number + "]";
}

std::string name_of_samples(const SampleDataset& samples) {
  std::string name = last_part(samples.inside());
  if (!name.ends_with(']') || samples.columns() > 1) return name;
  const auto bracket = name.find('[');  // a field of a table is called like the field
  return name.substr(bracket + 1, name.size() - bracket - 2);
}

void add_columns(FoundBlock& block, const MatrixPlan& plan) {
  const SampleDataset& samples = block.datasets.back();
  const std::string name = name_of_samples(samples);
  for (std::size_t i = 0; i < samples.columns(); ++i) {
    FoundChannel channel;
    channel.dataset = block.datasets.size() - 1;
    channel.column = i;
    channel.info.name = samples.columns() > 1 ? name + "[" + std::to_string(i) + "]" : name;
    channel.info.stored_at =
        samples.inside() + index_of(samples, i, plan.orientation == Orientation::channel_first);
    block.channels.push_back(std::move(channel));
  }
}

void name_columns(const Hdf5Node& root,
                  const LayoutMap& map,
                  const MatrixPlan& plan,
                  FoundBlock& block) {
  const std::string columns = std::to_string(block.channels.size());
  if (!plan.names.empty() && plan.names.size() != block.channels.size())
    refuse_map(root,
               map,
               {"names",
                columns + " names, one for each channel of " + core::join(plan.samples, ", "),
                std::to_string(plan.names.size()),
                ""});
  for (std::size_t i = 0; i < plan.names.size(); ++i)
    block.channels[i].info.name = plan.names[i];
  if (plan.units.empty()) return;
  if (plan.units.size() != 1 && plan.units.size() != block.channels.size())
    refuse_map(root,
               map,
               {"unit_from",
                "one unit, or " + columns + ", one for each channel",
                std::to_string(plan.units.size()),
                ""});
  for (std::size_t i = 0; i < block.channels.size(); ++i) {
    core::ChannelInfo& info = block.channels[i].info;
    info.unit = unit_from_word(plan.units.size() == 1 ? plan.units.front() : plan.units[i]);
    if (info.unit.empty()) continue;
    info.unit_origin = "file";
    block.channels[i].scale = map.scale.value_or(1.0);
    block.channels[i].offset = map.offset.value_or(0.0);
  }
}

}  // namespace

PlacePath place_path(const Hdf5Node& root, const std::string& text) {
  if (root.at(text)) return {text, "", ""};
  const auto at = text.rfind('@');
  if (at != std::string::npos) return {text.substr(0, at), "", text.substr(at + 1)};
  const auto bracket = text.find('[');
  if (bracket == std::string::npos || !text.ends_with(']')) return {text, "", ""};
  return {text.substr(0, bracket), text.substr(bracket + 1, text.size() - bracket - 2), ""};
}

std::vector<std::string> texts_at(const Hdf5Node& root, const std::string& place) {
  const PlacePath parts = place_path(root, place);
  const bool is_root = parts.object.find_first_not_of('/') == std::string::npos;
  const auto node = is_root ? std::optional<Hdf5Node>() : root.at(parts.object);
  if (!node && !is_root) return {};
  const Hdf5Node& object = node ? *node : root;
  if (!parts.attribute.empty()) return object.texts(parts.attribute);
  if (!parts.field.empty()) return object.field_texts(parts.field);
  if (object.holds_texts()) {
    const bool is_single = object.shape().empty();
    return is_single ? std::vector<std::string>{object.read_text()} : object.read_texts();
  }
  const auto variable = variable_at(root, parts.object);
  return variable ? matlab_texts(*variable) : std::vector<std::string>{};
}

std::vector<double> numbers_at(const Hdf5Node& root, const std::string& place) {
  const PlacePath parts = place_path(root, place);
  const bool is_root = parts.object.find_first_not_of('/') == std::string::npos;
  const auto node = is_root ? std::optional<Hdf5Node>() : root.at(parts.object);
  if (!node && !is_root) return {};
  const Hdf5Node& object = node ? *node : root;
  if (!parts.attribute.empty()) {
    const auto numbers = object.numbers(parts.attribute);
    const auto single = numbers.empty() ? object.number(parts.attribute) : std::nullopt;
    return single ? std::vector<double>{*single} : numbers;
  }
  if (!parts.field.empty()) return object.field_numbers(parts.field);
  if (object.holds_numbers()) return object.read_array();
  const auto variable = variable_at(root, parts.object);
  if (!variable || variable->kind != MatlabVariable::Kind::numbers) return {};
  return variable->data.read_array();
}

MatrixPlan with_map(const Hdf5Node& root, const LayoutMap& map, MatrixPlan plan) {
  if (!map.samples.empty()) plan.samples = map.samples;
  if (map.orientation) plan.orientation = map.orientation;
  if (!map.names.empty()) plan.names = map.names;
  if (map.names_from) {
    plan.names = texts_at(root, *map.names_from);
    if (plan.names.empty())
      refuse_map(root, map, {"names_from", "names at " + *map.names_from, "none", ""});
  }
  if (map.unit_from) {
    plan.units = texts_at(root, *map.unit_from);
    if (plan.units.empty())
      refuse_map(root, map, {"unit_from", "a unit at " + *map.unit_from, "none", ""});
  }
  if (map.sampling_rate_from) {
    const auto numbers = numbers_at(root, *map.sampling_rate_from);
    if (numbers.size() != 1)
      refuse_map(root,
                 map,
                 {"sampling_rate_from",
                  "one number at " + *map.sampling_rate_from,
                  numbers.empty() ? "none" : std::to_string(numbers.size()),
                  ""});
    plan.rate = core::Hertz(numbers.front());
    plan.rate_place = *map.sampling_rate_from;
  }
  return plan;
}

FoundBlock load_plan(const Hdf5Node& root,
                     const LayoutMap& map,
                     const MatrixPlan& plan,
                     FoundRecording& recording) {
  FoundBlock block;
  block.info.name = "matrix";
  block.info.rate = rate_of_plan(root, map, plan);
  for (const auto& path : plan.samples) {
    add_dataset(block, open_samples(root, path, plan), recording);
    add_columns(block, plan);
  }
  name_columns(root, map, plan, block);
  return block;
}

}  // namespace calfemg::io
