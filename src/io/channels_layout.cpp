// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"

// The plain layout of psg-utils (U-Time, U-Sleep): /channels/<name>, one rate, no unit.
namespace calfemg::io {
namespace {

constexpr const char* kRate = "sample_rate";
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kLatestUnixSeconds = 253'402'300'799.0;  // the end of the year 9999

struct NamedSignal {
  std::string name;
  double index = 0.0;
};

// Data sets of the group by their channel_index; by name where one has none.
std::vector<NamedSignal> signals_of(const Hdf5Node& group, core::RecordingInfo& info) {
  std::vector<NamedSignal> signals;
  bool all_indexed = true;
  for (const auto& name : group.children()) {
    const auto node = group.child(name);
    if (!node || !node->is_dataset()) {
      info.notes.push_back(group.inside() + "/" + name + " is no data set and is left out");
      continue;
    }
    const auto index = node->number("channel_index");
    all_indexed = all_indexed && index && std::isfinite(*index);
    signals.push_back({name, index.value_or(0.0)});
  }
  if (all_indexed)
    std::stable_sort(signals.begin(), signals.end(), [](const auto& a, const auto& b) {
      return a.index < b.index;
    });
  return signals;
}

core::StartTime from_unix(double seconds) {
  return {std::llround(seconds * kMicrosecondsPerSecond), 0};
}

// Unix seconds, a date as text, or "UNKNOWN".
void read_date(const Hdf5Node& root, core::RecordingInfo& info) {
  const auto text = root.text("date");
  if (!text || text->empty() || core::lower_case(*text) == "unknown") return;
  const auto seconds = root.number("date");
  if (seconds && *seconds >= 0.0 && *seconds <= kLatestUnixSeconds) {
    info.start_time = from_unix(*seconds);
    info.notes.emplace_back(
        "the file stores its start as Unix time; clock times are in UTC unless a map gives "
        "start_time");
    return;
  }
  info.start_time = core::start_time_from_iso(core::trimmed(*text));
  if (!info.start_time)
    info.notes.push_back("the start \"" + *text +
                         "\" is not understood; clock times are missing unless a map gives "
                         "start_time");
}

}  // namespace

bool is_channels(const Hdf5Node& root) {
  const auto group = root.child("channels");
  return group && group->is_group() && root.has_attribute(kRate);
}

FoundRecording load_channels(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const auto group = root.child("channels");
  if (!group || !group->is_group())
    root.refuse("channels", "a group with a data set for each channel", "no such group");
  FoundBlock block;
  block.info.name = "channels";
  block.info.rate = rate_of(root, kRate, map);
  for (const auto& signal : signals_of(*group, recording.info)) {
    auto samples = SampleDataset::open(*group, signal.name);
    if (samples.columns() != 1)
      group->refuse(signal.name, "one column of samples", std::to_string(samples.columns()));
    FoundChannel channel;
    channel.info.name = signal.name;
    channel.info.stored_at = samples.inside();
    channel.dataset = block.datasets.size();
    block.channels.push_back(std::move(channel));
    add_dataset(block, std::move(samples), recording);
  }
  if (block.channels.empty()) group->refuse("", "a data set for each channel", "none");
  recording.blocks.push_back(std::move(block));
  read_date(root, recording.info);
  return recording;
}

}  // namespace calfemg::io
