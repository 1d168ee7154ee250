// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/calfemg_layout.hpp"
#include "io/found_recording.hpp"

namespace calfemg::io {
namespace {

constexpr double kDefaultEpochSeconds = 30.0;
constexpr int kRemCode = 4;
constexpr int kUnscoredCode = 255;

Hdf5Node required_child(const Hdf5Node& group, const std::string& name, std::string expected) {
  auto child = group.child(name);
  if (!child) group.refuse(name, std::move(expected), "no such data set");
  return std::move(*child);
}

std::vector<double> required_numbers(const Hdf5Node& group,
                                     const std::string& name,
                                     std::string expected) {
  return required_child(group, name, std::move(expected)).read_numbers();
}

double number_or(const Hdf5Node& node, const std::string& attribute, double fallback) {
  if (!node.has_attribute(attribute)) return fallback;
  const auto value = node.number(attribute);
  if (!value || !std::isfinite(*value))
    node.refuse(attribute, "a number", node.text(attribute).value_or("no number"));
  return *value;
}

core::SleepStage stage_of(const Hdf5Node& node, double code, std::size_t epoch) {
  const auto whole = whole_number(code);
  if (whole == kUnscoredCode) return core::SleepStage::unscored;
  if (!whole || *whole > kRemCode)
    node.refuse("stage",
                "stage codes 0 (W), 1 (N1), 2 (N2), 3 (N3), 4 (REM) or 255 (not scored)",
                core::number_text(code) + " in epoch " + std::to_string(epoch));
  return static_cast<core::SleepStage>(*whole);
}

// Times and durations of two columns that must fit each other.
std::vector<core::Interval> read_intervals(const Hdf5Node& group, const std::string& start_name) {
  const auto starts = required_numbers(group, start_name, "start times in seconds");
  const auto durations = required_numbers(group, "duration_s", "durations in seconds");
  if (starts.size() != durations.size())
    group.refuse("duration_s",
                 std::to_string(starts.size()) + " entries, as in " + start_name,
                 std::to_string(durations.size()));
  std::vector<core::Interval> intervals;
  intervals.reserve(starts.size());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    if (!std::isfinite(starts[i]))
      group.refuse(start_name, "times in seconds", core::number_text(starts[i]));
    if (!(durations[i] >= 0.0 && std::isfinite(durations[i])))
      group.refuse(
          "duration_s", "durations of at least 0 seconds", core::number_text(durations[i]));
    intervals.push_back({starts[i], durations[i]});
  }
  return intervals;
}

}  // namespace

void read_hypnogram(const Hdf5Node& root, core::RecordingInfo& info) {
  const auto group = root.child("hypnogram");
  if (!group) return;
  core::Hypnogram hypnogram;
  hypnogram.epoch_s = number_or(*group, "epoch_seconds", kDefaultEpochSeconds);
  hypnogram.start_s = number_or(*group, "start_offset_s", 0.0);
  if (hypnogram.epoch_s <= 0.0)
    group->refuse("epoch_seconds", "epochs above 0 seconds", core::number_text(hypnogram.epoch_s));
  const auto codes = required_numbers(*group, "stage", "a list of stage codes");
  hypnogram.stages.reserve(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i)
    hypnogram.stages.push_back(stage_of(*group, codes[i], i));
  info.hypnogram = std::move(hypnogram);
}

void read_annotations(const Hdf5Node& root, core::RecordingInfo& info) {
  const auto group = root.child("annotations");
  if (!group) return;
  const auto intervals = read_intervals(*group, "onset_s");
  const auto labels = required_child(*group, "label", "a list of texts").read_texts();
  if (labels.size() != intervals.size())
    group->refuse("label",
                  std::to_string(intervals.size()) + " entries, as in onset_s",
                  std::to_string(labels.size()));
  for (std::size_t i = 0; i < labels.size(); ++i)
    info.annotations.push_back({intervals[i].start_s, intervals[i].duration_s, labels[i]});
  std::stable_sort(info.annotations.begin(),
                   info.annotations.end(),
                   [](const auto& a, const auto& b) { return a.onset_s < b.onset_s; });
}

void read_context(const Hdf5Node& root, core::RecordingInfo& info) {
  const auto group = root.child("context");
  if (!group) return;
  for (const auto& name : group->attribute_names()) {
    if (auto text = group->text(name))
      info.context[name] = std::move(*text);
    else
      info.notes.push_back("/context/" + name + " is neither a text nor a number and is left out");
  }
}

void read_gaps(const Hdf5Node& group, core::BlockInfo& block) {
  const auto gaps = group.child("gaps");
  if (!gaps) return;
  block.gaps = read_intervals(*gaps, "start_s");
  const double first_s = block.start.value();
  const double last_s = first_s + block.duration().value();
  const double tolerance_s = 1.0 / block.rate.value();
  for (const auto& gap : block.gaps) {
    if (gap.start_s >= first_s - tolerance_s && gap.end_s() <= last_s + tolerance_s) continue;
    gaps->refuse("",
                 "gaps inside the block, " + core::number_text(first_s) + " to " +
                     core::number_text(last_s) + " s from the start of the recording",
                 core::number_text(gap.start_s) + " to " + core::number_text(gap.end_s()) + " s");
  }
  std::stable_sort(block.gaps.begin(), block.gaps.end(), [](const auto& a, const auto& b) {
    return a.start_s < b.start_s;
  });
}

}  // namespace calfemg::io
