// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/units.hpp"

// Dreem polysomnograms (DOD-H, DOD-O): /signals/{eeg,emg,eog}/<name>, rate and unit at each group,
// /hypnogram in epochs of 30 s.
namespace calfemg::io {
namespace {

constexpr const char* kRate = "fs";
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kLatestUnixSeconds = 253'402'300'799.0;  // the end of the year 9999

bool is_kind(const Hdf5Node& group, const std::string& name) {
  const auto kind = group.child(name);
  return kind && kind->is_group() && kind->has_attribute(kRate);
}

void read_kind(const Hdf5Node& kind, const LayoutMap& map, FoundRecording& recording) {
  const core::Hertz rate = rate_of(kind, kRate, map);
  const std::string unit(unit_from_word(core::trimmed(kind.text("unit").value_or(""))));
  for (const auto& name : kind.children()) {
    auto samples = SampleDataset::open_column(kind, name);
    FoundChannel channel;
    channel.info.name = name;
    channel.info.stored_at = samples.inside();
    channel.info.unit = unit;
    if (!unit.empty()) channel.info.unit_origin = "file";
    FoundBlock& block = block_for(recording, rate, samples.rows());
    channel.dataset = block.datasets.size();
    block.channels.push_back(std::move(channel));
    add_dataset(block, std::move(samples), recording);
  }
}

// 0 W, 1 N1, 2 N2, 3 N3, 4 REM, -1 not scored; the same in all files of DOD.
core::SleepStage stage_of(const Hdf5Node& hypnogram, double code) {
  constexpr double kUnscored = -1.0;
  if (code <= kUnscored && code >= kUnscored) return core::SleepStage::unscored;
  const auto whole = whole_number(code);
  if (!whole || *whole > 4) hypnogram.refuse("", "stages -1 to 4", core::number_text(code));
  return static_cast<core::SleepStage>(*whole);
}

void read_hypnogram(const Hdf5Node& root, core::RecordingInfo& info) {
  const auto node = root.child("hypnogram");
  if (!node || !node->is_dataset()) return;
  core::Hypnogram hypnogram;
  for (const double code : node->read_numbers())
    hypnogram.stages.push_back(stage_of(*node, code));
  info.hypnogram = std::move(hypnogram);
}

void read_start(const Hdf5Node& root, core::RecordingInfo& info) {
  const auto seconds = root.number("start_time");
  if (!seconds || !(*seconds > 0.0 && *seconds <= kLatestUnixSeconds)) return;
  info.start_time = core::StartTime{std::llround(*seconds * kMicrosecondsPerSecond), 0};
  info.notes.emplace_back(
      "the file stores its start as Unix time; clock times are in UTC unless a map gives "
      "start_time");
}

}  // namespace

bool is_dreem(const Hdf5Node& root) {
  const auto group = root.child("signals");
  if (!group || !group->is_group()) return false;
  for (const auto& name : group->children()) {
    if (is_kind(*group, name)) return true;
  }
  return false;
}

FoundRecording load_dreem(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const auto group = root.child("signals");
  if (!group || !group->is_group())
    root.refuse("signals", "a group with eeg, emg, eog, ...", "no such group");
  for (const auto& name : group->children()) {
    if (is_kind(*group, name)) {
      read_kind(*group->child(name), map, recording);
    } else {
      recording.info.notes.push_back(group->inside() + "/" + name +
                                     " has no rate (fs) and is left out");
    }
  }
  if (recording.blocks.empty())
    group->refuse("", "groups of signals with the attribute fs", "none");
  make_names_unique(recording, NamePrefix::block);
  read_hypnogram(root, recording.info);
  read_start(root, recording.info);
  return recording;
}

}  // namespace calfemg::io
