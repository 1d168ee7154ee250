// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/units.hpp"

// HDPhysio5: /<participant>/<data set> with the attributes SR, modality and units; the root lists
// the participants and the times of markers.
namespace calfemg::io {
namespace {

constexpr const char* kParticipants = "participants";
constexpr const char* kRate = "SR";

// "mv" is how the specification wants millivolts written, in lower case.
std::string unit_of(const std::string& text) {
  const std::string unit(core::trimmed(text));
  if (unit == "mv") return "mV";
  if (unit == "uv") return "uV";
  if (unit == "v") return "V";
  return std::string(unit_from_word(unit));
}

void read_participant(const Hdf5Node& group, const LayoutMap& map, FoundRecording& recording) {
  for (const auto& name : group.children()) {
    FoundChannel channel;
    core::Hertz rate;
    {
      // Closed again before the samples are opened with their own cache.
      const auto node = group.child(name);
      if (!node || !node->is_dataset()) continue;
      rate = rate_of(*node, kRate, map);
      channel.info.unit = unit_of(node->text("units").value_or(""));
    }
    auto samples = SampleDataset::open_column(group, name);
    channel.info.name = name;
    channel.info.stored_at = samples.inside();
    if (!channel.info.unit.empty()) channel.info.unit_origin = "file";
    FoundBlock& block = block_for(recording, rate, samples.rows());
    channel.dataset = block.datasets.size();
    block.channels.push_back(std::move(channel));
    add_dataset(block, std::move(samples), recording);
  }
}

void read_markers(const Hdf5Node& root, core::RecordingInfo& info) {
  for (const auto& marker : root.texts("markers")) {
    for (const double seconds : root.numbers(marker)) {
      if (std::isfinite(seconds)) info.annotations.push_back({seconds, 0.0, marker});
    }
  }
  std::stable_sort(info.annotations.begin(),
                   info.annotations.end(),
                   [](const auto& a, const auto& b) { return a.onset_s < b.onset_s; });
}

}  // namespace

bool is_hdphysio5(const Hdf5Node& root) {
  const auto participants = root.texts(kParticipants);
  return !participants.empty() &&
         std::any_of(participants.begin(), participants.end(), [&](const std::string& name) {
           const auto group = root.child(name);
           return group && group->is_group();
         });
}

FoundRecording load_hdphysio5(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const auto participants = root.texts(kParticipants);
  if (participants.empty())
    root.refuse(kParticipants, "a list of participants", "no such attribute");
  if (participants.size() > 1)
    root.refuse(kParticipants,
                "one participant, because a recording is of one person",
                std::to_string(participants.size()),
                "write a file for each participant");
  const auto group = root.child(participants.front());
  if (!group || !group->is_group())
    root.refuse(participants.front(), "the group of the participant", "no such group");
  recording.info.subject_id = participants.front();
  read_participant(*group, map, recording);
  if (recording.blocks.empty()) group->refuse("", "data sets of samples", "none");
  read_markers(root, recording.info);
  if (const auto date = root.text("date"))
    recording.info.start_time = core::start_time_from_iso(core::trimmed(*date));
  return recording;
}

}  // namespace calfemg::io
