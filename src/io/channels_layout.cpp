// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"

// The plain layout of psg-utils (U-Time, U-Sleep): /channels/<name>, no unit; a group holds for all
// that is inside.
namespace calfemg::io {
namespace {

constexpr const char* kRate = "sample_rate";
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kLatestUnixSeconds = 253'402'300'799.0;  // the end of the year 9999

constexpr std::array<const char*, 3> kGroups{"channels", "signals", "psg"};
constexpr int kDeepest = 4;  // groups inside groups

struct NamedSignal {
  std::string parent;  // path of its group
  std::string name;
  std::string rate_at;  // path of the object that says its rate, itself or an ancestor
  std::optional<double> index;
};

// The group of signals of a file that says a rate at the root, at the group or at a signal.
std::optional<Hdf5Node> group_of(const Hdf5Node& root) {
  for (const char* name : kGroups) {
    auto group = root.child(name);
    if (!group || !group->is_group()) continue;
    if (root.has_attribute(kRate) || group->has_attribute(kRate)) return group;
    for (const auto& inner : group->children()) {
      const auto node = group->child(inner);
      if (node && node->has_attribute(kRate)) return group;
    }
  }
  return std::nullopt;
}

// Data sets below a group. A rate holds for all that is inside.
void find_signals(const Hdf5Node& group,
                  const std::string& rate_at,
                  int depth,
                  std::vector<NamedSignal>& signals) {
  for (const auto& name : group.children()) {
    const auto node = group.child(name);
    if (!node) continue;
    const std::string& place = node->has_attribute(kRate) ? node->inside() : rate_at;
    if (node->is_dataset()) {
      signals.push_back({group.inside(), name, place, node->number("channel_index")});
    } else if (depth < kDeepest) {
      find_signals(*node, place, depth + 1, signals);
    }
  }
}

// In the order of channel_index; by path where one has none.
std::vector<NamedSignal> signals_of(const Hdf5Node& group) {
  std::vector<NamedSignal> signals;
  find_signals(group, group.has_attribute(kRate) ? group.inside() : "/", 0, signals);
  const bool all_indexed = std::all_of(signals.begin(), signals.end(), [](const auto& signal) {
    return signal.index && std::isfinite(*signal.index);
  });
  if (all_indexed)
    std::stable_sort(signals.begin(), signals.end(), [](const auto& a, const auto& b) {
      return *a.index < *b.index;
    });
  if (signals.empty()) group.refuse("", "a data set for each channel", "none");
  return signals;
}

FoundBlock& block_of_rate(FoundRecording& recording, core::Hertz rate) {
  for (auto& block : recording.blocks) {
    if (std::equal_to<>()(block.info.rate.value(), rate.value())) return block;
  }
  FoundBlock block;
  block.info.rate = rate;
  block.info.name = recording.blocks.empty() ? "channels" : core::number_text(rate.value()) + " Hz";
  return recording.blocks.emplace_back(std::move(block));
}

void read_signal(const Hdf5Node& root,
                 const NamedSignal& signal,
                 const LayoutMap& map,
                 FoundRecording& recording) {
  core::Hertz rate;
  {
    // Closed again before the samples are opened with their own cache.
    const auto place = signal.rate_at == "/" ? std::nullopt : root.at(signal.rate_at);
    rate = rate_of(place ? *place : root, kRate, map);
  }
  const auto group = root.at(signal.parent);
  auto samples = SampleDataset::open_column(*group, signal.name);
  FoundChannel channel;
  channel.info.name = signal.name;
  channel.info.stored_at = samples.inside();
  FoundBlock& block = block_of_rate(recording, rate);
  channel.dataset = block.datasets.size();
  block.channels.push_back(std::move(channel));
  add_dataset(block, std::move(samples), recording);
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
  return group_of(root).has_value();
}

FoundRecording load_channels(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  auto group = group_of(root);
  if (!group) group = root.child(kGroups.front());  // the rate may come from a map
  if (!group || !group->is_group())
    root.refuse("channels", "a group with a data set for each channel", "no such group");
  for (const auto& signal : signals_of(*group))
    read_signal(root, signal, map, recording);
  make_names_unique(recording, NamePrefix::block);
  read_date(root, recording.info);
  return recording;
}

}  // namespace calfemg::io
