// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/nwb_tables.hpp"
#include "io/time_stamps.hpp"
#include "io/units.hpp"

// Neurodata Without Borders 2.x: each TimeSeries is a group with `data` and its time, anywhere
// under /acquisition and /processing.
namespace calfemg::io {
namespace {

constexpr int kDeepest = 8;  // groups inside groups; links can make circles

// Series of this group and of the groups inside.
void find_series(const Hdf5Node& group, int depth, std::vector<Hdf5Node>& found) {
  if (depth > kDeepest) return;
  for (const auto& name : group.children()) {
    auto child = group.child(name);
    if (!child || !child->is_group()) continue;
    const bool has_time = child->child("starting_time") || child->child("timestamps");
    if (has_time) {
      found.push_back(std::move(*child));
    } else {
      find_series(*child, depth + 1, found);
    }
  }
}

// Time by a start and a rate, or by time stamps.
StampedGrid grid_of(const Hdf5Node& series, const LayoutMap& map) {
  const auto start = series.child("starting_time");
  if (!start) {
    const SampleDataset stamps = SampleDataset::open(series, "timestamps");
    return grid_of_stamps(*series.child("timestamps"), stamps, 1.0);
  }
  const auto seconds = start->read_array();
  if (seconds.size() != 1 || !std::isfinite(seconds.front()))
    series.refuse("starting_time", "one time in seconds", "none");
  StampedGrid grid;
  grid.rate = rate_of(*start, "rate", map);
  grid.start_s = seconds.front();
  return grid;
}

double number_or(const Hdf5Node& node, const std::string& attribute, double otherwise) {
  if (!node.has_attribute(attribute)) return otherwise;
  const auto value = node.number(attribute);
  if (!value) node.refuse(attribute, "a number", node.text(attribute).value_or("something else"));
  return *value;
}

void add_channels(FoundBlock& block, const Hdf5Node& root, const Hdf5Node& series) {
  const std::size_t columns = block.datasets.front().columns();
  const auto data = series.child("data");
  const double conversion = number_or(*data, "conversion", 1.0);
  const double offset = number_or(*data, "offset", 0.0);
  std::vector<double> factors(columns, 1.0);
  if (const auto node = series.child("channel_conversion")) factors = node->read_numbers();
  if (factors.size() != columns)
    series.refuse("channel_conversion",
                  std::to_string(columns) + " numbers, one for each channel",
                  std::to_string(factors.size()));
  const std::string name = series.inside().substr(series.inside().rfind('/') + 1);
  const auto electrodes = nwb_electrode_names(root, series, columns);
  for (std::size_t i = 0; i < columns; ++i) {
    const std::string index = columns > 1 ? "[" + std::to_string(i) + "]" : "";
    FoundChannel channel;
    channel.column = i;
    channel.info.name = electrodes.empty() ? name + index : electrodes[i];
    channel.info.stored_at = data->inside() + (columns > 1 ? "[:," + std::to_string(i) + "]" : "");
    channel.info.unit = unit_from_word(core::trimmed(data->text("unit").value_or("")));
    if (!channel.info.unit.empty()) channel.info.unit_origin = "file";
    channel.scale = conversion * factors[i];
    channel.offset = offset;
    block.channels.push_back(std::move(channel));
  }
}

// Why a series is no signal; empty when it is one.
std::string no_signal(const Hdf5Node& series) {
  const auto data = series.child("data");
  if (!data || !data->is_dataset()) return "holds no data";
  const auto shape = data->shape();
  if (shape.empty() || shape.size() > 2) return "is no (time) or (time, channel)";
  if (!data->holds_numbers()) return "holds no numbers";
  return "";
}

void load_series(const Hdf5Node& root,
                 const Hdf5Node& series,
                 const LayoutMap& map,
                 FoundRecording& recording) {
  if (const auto reason = no_signal(series); !reason.empty()) {
    recording.info.notes.push_back(series.inside() + " " + reason + " and is left out");
    return;
  }
  const StampedGrid grid = grid_of(series, map);
  FoundBlock block;
  block.info.name = series.inside().substr(1);
  block.info.rate = grid.rate;
  block.info.start = core::Seconds(grid.start_s);
  add_dataset(block, SampleDataset::open(series, "data"), recording);
  if (!grid.pieces.empty()) place_on_grid(block, grid, recording);
  add_channels(block, root, series);
  recording.blocks.push_back(std::move(block));
}

// The recording begins with its first series; times are relative to the start of the session.
void align_starts(FoundRecording& recording, const Hdf5Node& root) {
  double first = std::numeric_limits<double>::infinity();
  for (const auto& block : recording.blocks)
    first = std::min(first, block.info.start.value());
  for (auto& block : recording.blocks) {
    block.info.start = core::Seconds(block.info.start.value() - first);
    for (auto& gap : block.info.gaps)
      gap.start_s -= first;
  }
  read_nwb_intervals(root, first, recording.info);
  constexpr double kMicrosecondsPerSecond = 1e6;
  for (const char* name : {"timestamps_reference_time", "session_start_time"}) {
    const auto node = root.child(name);
    if (!node) continue;
    recording.info.start_time = core::start_time_from_iso(node->read_text());
    if (!recording.info.start_time) continue;
    recording.info.start_time->local_microseconds += std::llround(first * kMicrosecondsPerSecond);
    return;
  }
}

}  // namespace

bool is_nwb(const Hdf5Node& root) {
  return root.has_attribute("nwb_version");
}

FoundRecording load_nwb(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  std::vector<Hdf5Node> series;
  for (const char* name : {"acquisition", "processing"}) {
    const auto group = root.child(name);
    if (group) find_series(*group, 0, series);
  }
  for (const auto& group : series)
    load_series(root, group, map, recording);
  if (recording.blocks.empty())
    root.refuse("acquisition",
                "a TimeSeries with data here or in /processing",
                std::to_string(series.size()) + " time series, none with data");
  make_names_unique(recording, NamePrefix::block);
  align_starts(recording, root);
  return recording;
}

}  // namespace calfemg::io
