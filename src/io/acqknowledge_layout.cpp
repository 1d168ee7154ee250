// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/units.hpp"

// BIOPAC AcqKnowledge, converted by acq2hdf5 (bioread): /channels/channel_N, each with its own
// rate, scale and unit, and /event_markers.
namespace calfemg::io {
namespace {

constexpr const char* kRate = "samples_per_second";
constexpr const char* kDivider = "frequency_divider";
constexpr double kSameRate = 1e-6;  // rates are written as floats of the recorder

// Rate of a channel: its own, or that of the file by the divider.
core::Hertz channel_rate(const Hdf5Node& root, const Hdf5Node& channel, const LayoutMap& map) {
  const auto divider = channel.number(kDivider);
  if (channel.has_attribute(kDivider) && !(divider && *divider >= 1.0))
    channel.refuse(
        kDivider, "a divider of at least 1", channel.text(kDivider).value_or("no number"));
  if (!channel.has_attribute(kRate))
    return core::Hertz(rate_of(root, kRate, map).value() / divider.value_or(1.0));
  const core::Hertz rate = rate_of(channel, kRate, map);
  const auto whole = root.number(kRate);
  if (divider && whole && std::abs(rate.value() * *divider / *whole - 1.0) > kSameRate)
    channel.refuse(kRate,
                   core::number_text(*whole / *divider) + " Hz, by the " + kDivider,
                   core::number_text(rate.value()) + " Hz",
                   "convert the recording again with acq2hdf5");
  return rate;
}

double factor_of(const Hdf5Node& channel, const std::string& attribute) {
  const auto value = channel.number(attribute);
  if (!value)
    channel.refuse(attribute,
                   "a number (value = stored * scale + offset)",
                   channel.text(attribute).value_or("no such attribute"),
                   "convert the recording again with acq2hdf5");
  return *value;
}

void read_channel(const Hdf5Node& group,
                  const std::string& name,
                  core::Hertz rate,
                  FoundRecording& recording) {
  auto samples = SampleDataset::open(group, name);
  if (samples.columns() != 1)
    group.refuse(name, "one column of samples", std::to_string(samples.columns()));
  const auto node = group.child(name);
  FoundChannel channel;
  channel.info.name = core::trimmed(node->text("name").value_or(""));
  if (channel.info.name.empty()) channel.info.name = name;
  channel.info.stored_at = samples.inside();
  channel.info.unit = unit_from_word(core::trimmed(node->text("units").value_or("")));
  if (!channel.info.unit.empty()) channel.info.unit_origin = "file";
  channel.scale = factor_of(*node, "scale");
  channel.offset = factor_of(*node, "offset");
  FoundBlock& block = block_for(recording, rate, samples.rows());
  channel.dataset = block.datasets.size();
  block.channels.push_back(std::move(channel));
  add_dataset(block, std::move(samples), recording);
}

// Two channels may have one name ("Analog input"); then the data set goes in front.
void make_names_unique(FoundRecording& recording) {
  std::map<std::string, int> uses;
  for (const auto& block : recording.blocks) {
    for (const auto& channel : block.channels)
      ++uses[channel.info.name];
  }
  for (auto& block : recording.blocks) {
    for (auto& channel : block.channels) {
      if (uses[channel.info.name] < 2) continue;
      const std::string& path = channel.info.stored_at;
      channel.info.name = path.substr(path.rfind('/') + 1) + "/" + channel.info.name;
    }
  }
}

// AcqKnowledge appends what is recorded later to the same samples, with a marker between them.
bool begins_segment(const Hdf5Node& marker, const std::string& label) {
  return marker.text("type_code").value_or("") == "apnd" || label.starts_with("Segment ");
}

void read_markers(const Hdf5Node& root, core::RecordingInfo& info) {
  const auto group = root.child("event_markers");
  const auto rate = root.number(kRate);
  if (!group || !rate || !(*rate > 0.0)) return;
  for (const auto& name : group->children()) {
    const auto marker = group->child(name);
    const auto index = marker ? marker->number("global_sample_index") : std::nullopt;
    if (!index || !(*index >= 0.0)) {
      info.notes.push_back(group->inside() + "/" + name + " has no time and is left out");
      continue;
    }
    const core::Annotation annotation{*index / *rate, 0.0, marker->text("label").value_or("")};
    if (*index > 0.0 && begins_segment(*marker, annotation.label))
      info.notes.push_back("the recording was stopped and continued at " +
                           core::number_text(annotation.onset_s) + " s (" + annotation.label +
                           "); the pause is not in the file, so that clock times after "
                           "it are too early");
    info.annotations.push_back(annotation);
  }
  std::stable_sort(info.annotations.begin(),
                   info.annotations.end(),
                   [](const auto& a, const auto& b) { return a.onset_s < b.onset_s; });
}

}  // namespace

bool is_acqknowledge(const Hdf5Node& root) {
  const auto group = root.child("channels");
  return group && group->is_group() && root.has_attribute(kRate);
}

FoundRecording load_acqknowledge(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const auto group = root.child("channels");
  if (!group || !group->is_group())
    root.refuse("channels", "a group with channel_0, channel_1, ...", "no such group");
  for (const auto& [number, name] : numbered_children(*group, "channel_")) {
    core::Hertz rate;
    {
      // Closed again before the samples are opened with their own cache.
      const auto node = group->child(name);
      if (!node) group->refuse(name, "a data set of samples", "none that can be opened");
      rate = channel_rate(root, *node, map);
    }
    read_channel(*group, name, rate, recording);
  }
  if (recording.blocks.empty()) group->refuse("", "data sets of samples (channel_0, ...)", "none");
  make_names_unique(recording);
  read_markers(root, recording.info);
  return recording;
}

}  // namespace calfemg::io
