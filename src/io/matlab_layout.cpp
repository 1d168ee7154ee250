// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/field_words.hpp"
#include "io/found_recording.hpp"
#include "io/matlab_variable.hpp"
#include "io/matrix_plan.hpp"

// MATLAB 7.3 and Octave: everybody's own variables. Where a matrix stands beside a rate and a list
// of as many names as it has channels, the file says enough; elsewhere a map must.
namespace calfemg::io {
namespace {

using Kind = MatlabVariable::Kind;

constexpr int kDeepest = 3;  // structures inside structures

struct Search {
  std::vector<MatrixPlan> plans;
  std::vector<std::string> seen;  // variables, for the message
};

// What the variables of a scope say about its matrices; what they leave open is inherited.
void read_sayings(const std::vector<MatlabVariable>& variables, MatrixPlan& plan) {
  for (const auto& variable : variables) {
    const FieldMeaning meaning = meaning_of_field(variable.name);
    if (meaning == FieldMeaning::rate) {
      const auto rate = matlab_number(variable);
      if (!rate) continue;
      plan.rate = core::Hertz(*rate);
      plan.rate_place = variable.data.inside().substr(1);
    } else if (meaning == FieldMeaning::names) {
      auto names = matlab_texts(variable);
      if (!names.empty()) plan.names = std::move(names);
    } else if (meaning == FieldMeaning::unit) {
      auto units = matlab_texts(variable);
      if (!units.empty()) plan.units = std::move(units);
    }
  }
}

// Whether the matrix has as many columns as there are names, one way round or the other.
bool fits(const Hdf5Node& data, const MatrixPlan& plan) {
  const auto shape = data.shape();
  if (shape.size() != 2 || !data.holds_numbers() || plan.names.empty()) return false;
  const std::uint64_t names = plan.names.size();
  const std::uint64_t other = shape[0] == names ? shape[1] : shape[0];
  return (shape[0] == names || shape[1] == names) && other > 1;
}

MatrixPlan plan_for(const Hdf5Node& data, MatrixPlan plan) {
  const auto shape = data.shape();
  plan.samples = {data.inside()};
  if (shape[0] != shape[1])
    plan.orientation =
        shape[0] == plan.names.size() ? Orientation::channel_first : Orientation::time_first;
  return plan;
}

std::string shape_text(const Hdf5Node& data) {
  std::vector<std::string> extents;
  for (const auto extent : data.shape())
    extents.push_back(std::to_string(extent));
  return data.inside() + " (" + core::join(extents, ", ") + ")";
}

void search(const Hdf5Node& scope, MatrixPlan inherited, int depth, Search& found) {
  const auto variables = matlab_variables(scope);
  read_sayings(variables, inherited);
  for (const auto& variable : variables) {
    if (variable.kind == Kind::structure && depth < kDeepest)
      search(variable.data, inherited, depth + 1, found);
    if (variable.kind != Kind::numbers || matlab_number(variable)) continue;
    found.seen.push_back(shape_text(variable.data));
    if (inherited.rate && fits(variable.data, inherited))
      found.plans.push_back(plan_for(variable.data, inherited));
  }
}

constexpr const char* kSayMore =
    "write a map (--layout FILE) with samples, orientation, sampling_rate_hz, names and unit; "
    "`calfemg inspect --suggest-map FILE` drafts one";

MatrixPlan only_plan(const Hdf5Node& root, Search& found) {
  if (found.plans.size() == 1) return std::move(found.plans.front());
  constexpr std::size_t kShown = 8;
  const bool more = found.seen.size() > kShown;
  if (more) found.seen.resize(kShown);
  std::string list = found.seen.empty() ? "none" : core::join(found.seen, ", ");
  if (more) list += ", ...";
  if (found.plans.empty())
    root.refuse(
        "",
        "a matrix beside a sampling rate (fs) and as many names (labels) as it has channels",
        "the matrices " + list,
        kSayMore);
  root.refuse("",
              "one matrix of samples",
              std::to_string(found.plans.size()) + " that fit the names",
              "say in a map (--layout FILE) which one it is, for example `samples = \"" +
                  found.plans.front().samples.front() + "\"`");
}

MatrixPlan chosen_plan(const Hdf5Node& root, const LayoutMap& map) {
  Search found;
  search(root, {}, 0, found);
  if (map.samples.empty()) return only_plan(root, found);
  for (auto& plan : found.plans) {
    if (map.samples.size() == 1 && plan.samples == map.samples) return std::move(plan);
  }
  return {};
}

}  // namespace

bool is_matlab73(const Hdf5Node& root) {
  for (const auto& name : root.children()) {
    const auto node = name.starts_with("#") ? std::nullopt : root.child(name);
    if (node && is_matlab_variable(*node)) return true;
  }
  return false;
}

FoundRecording load_matlab73(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const MatrixPlan plan = with_map(root, map, chosen_plan(root, map));
  recording.blocks.push_back(load_plan(root, map, plan, recording));
  recording.blocks.back().info.name = plan.samples.front().substr(1);
  return recording;
}

}  // namespace calfemg::io
