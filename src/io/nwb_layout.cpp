// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/units.hpp"

// Neurodata Without Borders 2.x: each TimeSeries is a group with `data` and its time, anywhere
// under /acquisition and /processing.
namespace calfemg::io {
namespace {

constexpr int kDeepest = 8;  // groups inside groups; links can make circles
// Largest distance of a time stamp from its place at a constant rate, in samples.
constexpr double kMostJitter = 0.1;

struct Grid {
  core::Hertz rate;
  double start_s = 0.0;
};

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

class Stamps {
 public:
  explicit Stamps(const Hdf5Node& series) : stored_(SampleDataset::open(series, "timestamps")) {
    if (stored_.rows() < 2 || stored_.columns() != 1)
      series.refuse("timestamps", "a time in seconds for each sample", "none that tell a rate");
  }

  [[nodiscard]] std::uint64_t count() const { return stored_.rows(); }

  // Seconds of some samples.
  [[nodiscard]] std::vector<double> read(std::uint64_t first, std::size_t count) {
    std::vector<double> seconds(count);
    const std::vector<ColumnRequest> request{{0, &as_stored_, seconds}};
    stored_.read_uv(first, count, request, buffer_);
    return seconds;
  }

 private:
  SampleDataset stored_;
  core::ChannelInfo as_stored_;
  std::vector<std::byte> buffer_;
};

// Rate and start from regular time stamps; irregular ones are refused.
Grid grid_of_stamps(const Hdf5Node& series, core::RecordingInfo& info) {
  Stamps stamps(series);
  const double first = stamps.read(0, 1).front();
  const double last = stamps.read(stamps.count() - 1, 1).front();
  const double step = (last - first) / static_cast<double>(stamps.count() - 1);
  if (!(step > 0.0)) series.refuse("timestamps", "times in seconds that increase", "others");
  constexpr std::uint64_t kBlock = 65'536;
  double worst = 0.0;
  std::uint64_t index = 0;
  while (index < stamps.count()) {
    for (const double stamp : stamps.read(index, std::min(kBlock, stamps.count() - index))) {
      const double off = (stamp - first) / step - static_cast<double>(index);
      if (!(std::abs(off) <= kMostJitter))
        series.refuse("timestamps",
                      "a constant rate within " + core::number_text(kMostJitter) + " samples",
                      "time stamp " + std::to_string(index) + " off by " +
                          core::fixed_text(off, 1) + " samples",
                      "write the pieces between the gaps as recordings of their own");
      worst = std::max(worst, std::abs(off));
      ++index;
    }
  }
  info.notes.push_back(series.inside() +
                       ": the rate is that of its time stamps, which deviate by up to " +
                       core::fixed_text(worst, 3) + " samples");
  return {core::Hertz(1.0 / step), first};
}

Grid grid_of(const Hdf5Node& series, const LayoutMap& map, core::RecordingInfo& info) {
  const auto start = series.child("starting_time");
  if (!start) return grid_of_stamps(series, info);
  const auto seconds = start->read_array();
  if (seconds.size() != 1 || !std::isfinite(seconds.front()))
    series.refuse("starting_time", "one time in seconds", "none");
  return {rate_of(*start, "rate", map), seconds.front()};
}

double number_or(const Hdf5Node& node, const std::string& attribute, double otherwise) {
  if (!node.has_attribute(attribute)) return otherwise;
  const auto value = node.number(attribute);
  if (!value) node.refuse(attribute, "a number", node.text(attribute).value_or("something else"));
  return *value;
}

void add_channels(FoundBlock& block, const Hdf5Node& series) {
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
  for (std::size_t i = 0; i < columns; ++i) {
    const std::string index = columns > 1 ? "[" + std::to_string(i) + "]" : "";
    FoundChannel channel;
    channel.column = i;
    channel.info.name = name + index;
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

void load_series(const Hdf5Node& series, const LayoutMap& map, FoundRecording& recording) {
  if (const auto reason = no_signal(series); !reason.empty()) {
    recording.info.notes.push_back(series.inside() + " " + reason + " and is left out");
    return;
  }
  const Grid grid = grid_of(series, map, recording.info);
  FoundBlock block;
  block.info.name = series.inside().substr(1);
  block.info.rate = grid.rate;
  block.info.start = core::Seconds(grid.start_s);
  add_dataset(block, SampleDataset::open(series, "data"), recording);
  add_channels(block, series);
  recording.blocks.push_back(std::move(block));
}

// The recording begins with its first series; times are relative to the start of the session.
void align_starts(FoundRecording& recording, const Hdf5Node& root) {
  double first = std::numeric_limits<double>::infinity();
  for (const auto& block : recording.blocks)
    first = std::min(first, block.info.start.value());
  for (auto& block : recording.blocks)
    block.info.start = core::Seconds(block.info.start.value() - first);
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
    load_series(group, map, recording);
  if (recording.blocks.empty())
    root.refuse("acquisition",
                "a TimeSeries with data here or in /processing",
                std::to_string(series.size()) + " time series, none with data");
  align_starts(recording, root);
  return recording;
}

}  // namespace calfemg::io
