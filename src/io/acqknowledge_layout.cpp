// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/units.hpp"

// BIOPAC AcqKnowledge, converted by acq2hdf5 (bioread): /channels/channel_N, each with its own
// rate, scale and unit, and /event_markers.
namespace calfemg::io {
namespace {

constexpr const char* kRate = "samples_per_second";
constexpr const char* kDivider = "frequency_divider";
constexpr double kSampleRounding = 1e-3;
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
  auto samples = SampleDataset::open_column(group, name);
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

// AcqKnowledge appends what is recorded later to the same samples, with a marker between them.
bool begins_segment(const Hdf5Node& marker, const std::string& label) {
  return marker.text("type_code").value_or("") == "apnd" || label.starts_with("Segment ");
}

struct Marker {
  double index = 0.0;  // of the samples at the rate of the file
  std::string label;
  bool is_break = false;  // what follows was recorded later
};

std::vector<Marker> markers_of(const Hdf5Node& root, core::RecordingInfo& info) {
  std::vector<Marker> markers;
  const auto group = root.child("event_markers");
  if (!group) return markers;
  for (const auto& name : group->children()) {
    const auto node = group->child(name);
    const auto index = node ? node->number("global_sample_index") : std::nullopt;
    if (!index || !(*index >= 0.0)) {
      info.notes.push_back(group->inside() + "/" + name + " has no time and is left out");
      continue;
    }
    Marker marker{*index, node->text("label").value_or(""), false};
    marker.is_break = *index > 0.0 && begins_segment(*node, marker.label);
    markers.push_back(std::move(marker));
  }
  std::stable_sort(markers.begin(), markers.end(), [](const auto& a, const auto& b) {
    return a.index < b.index;
  });
  return markers;
}

// Samples of the file's rate that are a whole number of samples in every channel.
std::uint64_t common_step(const FoundRecording& recording, double rate) {
  std::uint64_t step = 1;
  for (const auto& block : recording.blocks) {
    const double divider = rate / block.info.rate.value();
    step = std::lcm(step, static_cast<std::uint64_t>(std::max(1.0, std::round(divider))));
  }
  return step;
}

// A pause of unknown length stands as the shortest gap that keeps the channels together.
void insert_gap(FoundBlock& block, double stored_s, double gap_s) {
  const double rate = block.info.rate.value();
  const auto gap = static_cast<std::uint64_t>(std::llround(gap_s * rate));
  if (block.pieces.empty()) block.pieces.push_back({0, 0, block.info.sample_count});
  Piece& last = block.pieces.back();
  const auto at = static_cast<std::uint64_t>(std::ceil(stored_s * rate - kSampleRounding));
  if (at <= last.stored || at >= last.stored + last.count) return;
  const Piece next{at, last.first + (at - last.stored) + gap, last.stored + last.count - at};
  last.count = at - last.stored;
  const double from_s = static_cast<double>(last.first + last.count) / rate;
  block.info.gaps.push_back({from_s, static_cast<double>(gap) / rate});
  block.info.sample_count = next.first + next.count;
  block.pieces.push_back(next);
}

// Markers become annotations; what follows a pause moves behind its gap.
void read_markers(const Hdf5Node& root, FoundRecording& recording) {
  const auto rate = root.number(kRate);
  if (!rate || !(*rate > 0.0)) return;
  core::RecordingInfo& info = recording.info;
  const double gap_s = static_cast<double>(common_step(recording, *rate)) / *rate;
  double moved_s = 0.0;
  for (const auto& marker : markers_of(root, info)) {
    const double stored_s = marker.index / *rate;
    if (marker.is_break) {
      for (auto& block : recording.blocks)
        insert_gap(block, stored_s, gap_s);
      info.notes.push_back("the recording was stopped and continued at " +
                           core::number_text(stored_s + moved_s) + " s (" + marker.label +
                           "); how long it paused is not in the file: a gap of " +
                           core::number_text(gap_s) +
                           " s stands there, and clock times after it "
                           "are too early");
      moved_s += gap_s;
    }
    info.annotations.push_back({stored_s + moved_s, 0.0, marker.label});
  }
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
  make_names_unique(recording, NamePrefix::dataset);
  read_markers(root, recording);
  return recording;
}

}  // namespace calfemg::io
