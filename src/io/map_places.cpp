// SPDX-License-Identifier: Apache-2.0
#include "io/map_places.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fnmatch.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/matrix_plan.hpp"

namespace calfemg::io {
namespace {

constexpr std::string_view kEdf = "edf";

[[noreturn]] void refuse_map(const LayoutMap& map, core::FormatProblem problem) {
  throw core::FormatError(map.path.empty() ? "the layout map" : map.path, std::move(problem));
}

std::vector<std::string> words_at(const Hdf5Node& root, const std::string& place) {
  auto texts = texts_at(root, place);
  if (!texts.empty()) return texts;
  for (const double number : numbers_at(root, place))
    texts.push_back(core::number_text(number));
  return texts;
}

void read_start(const Hdf5Node& root, const LayoutMap& map, core::RecordingInfo& info) {
  if (!map.start_time_from || map.start_time) return;
  const auto words = words_at(root, *map.start_time_from);
  const std::string text(words.size() == 1 ? core::trimmed(words.front()) : "");
  info.start_time = core::start_time_from_iso(text);
  if (info.start_time) return;
  constexpr double kMicrosecondsPerSecond = 1e6;
  constexpr double kLatestUnixSeconds = 253'402'300'799.0;  // the end of the year 9999
  const auto seconds = core::number_from_text(text);
  if (!seconds || !(*seconds >= 0.0 && *seconds <= kLatestUnixSeconds))
    refuse_map(map,
               {"start_time_from",
                "a time in ISO 8601, or Unix seconds, at " + *map.start_time_from,
                text.empty() ? "none" : "\"" + text + "\"",
                "give start_time instead"});
  info.start_time = core::StartTime{std::llround(*seconds * kMicrosecondsPerSecond), 0};
}

void read_hypnogram(const Hdf5Node& root, const LayoutMap& map, core::RecordingInfo& info) {
  if (!map.hypnogram) return;
  const auto words = words_at(root, map.hypnogram->stages);
  if (words.empty())
    refuse_map(map, {"hypnogram.stages", "sleep stages at " + map.hypnogram->stages, "none", ""});
  core::Hypnogram hypnogram;
  hypnogram.epoch_s = map.hypnogram->epoch_s;
  hypnogram.start_s = map.hypnogram->start_s;
  for (const auto& word : words) {
    const auto code = map.hypnogram->codes.find(std::string(core::trimmed(word)));
    if (code == map.hypnogram->codes.end())
      refuse_map(map,
                 {"hypnogram.codes",
                  "a meaning for every stage at " + map.hypnogram->stages,
                  "none for \"" + word + "\"",
                  "add for example `\"" + word + "\" = \"unscored\"`"});
    hypnogram.stages.push_back(code->second);
  }
  info.hypnogram = std::move(hypnogram);
}

void read_annotations(const Hdf5Node& root, const LayoutMap& map, core::RecordingInfo& info) {
  if (!map.annotations) return;
  const auto onsets = numbers_at(root, map.annotations->onset);
  const auto labels = words_at(root, map.annotations->label);
  auto durations = map.annotations->duration.empty() ? std::vector<double>(onsets.size(), 0.0)
                                                     : numbers_at(root, map.annotations->duration);
  if (onsets.empty())
    refuse_map(map,
               {"annotations.onset", "times in seconds at " + map.annotations->onset, "none", ""});
  if (labels.size() != onsets.size() || durations.size() != onsets.size())
    refuse_map(map,
               {"annotations",
                std::to_string(onsets.size()) + " labels and durations, as there are onsets",
                std::to_string(labels.size()) + " and " + std::to_string(durations.size()),
                ""});
  for (std::size_t i = 0; i < onsets.size(); ++i) {
    if (!std::isfinite(onsets[i]) || !(durations[i] >= 0.0 && std::isfinite(durations[i])))
      refuse_map(map,
                 {"annotations",
                  "onsets that are numbers and durations of at least 0 seconds",
                  core::number_text(onsets[i]) + " and " + core::number_text(durations[i]),
                  ""});
    info.annotations.push_back({onsets[i], durations[i], labels[i]});
  }
  std::stable_sort(info.annotations.begin(),
                   info.annotations.end(),
                   [](const auto& a, const auto& b) { return a.onset_s < b.onset_s; });
}

bool fits(const std::string& pattern, const LayoutMap& map, const std::string& recording) {
  const std::filesystem::path path(recording);
  if (fnmatch(pattern.c_str(), path.filename().c_str(), 0) == 0) return true;
  if (map.path.empty()) return false;
  const auto folder = std::filesystem::absolute(map.path).lexically_normal().parent_path();
  const auto below = std::filesystem::absolute(path).lexically_normal().lexically_relative(folder);
  return fnmatch(pattern.c_str(), below.c_str(), 0) == 0;
}

template <class Value>
void take(std::optional<Value>& into, const std::optional<Value>& given) {
  if (given) into = given;
}

template <class Value>
void take(std::vector<Value>& into, const std::vector<Value>& given) {
  if (!given.empty()) into = given;
}

void take_rule(LayoutMap& map, const LayoutMap& rule) {
  take(map.layout, rule.layout);
  take(map.subject_id, rule.subject_id);
  take(map.session_id, rule.session_id);
  take(map.start_time, rule.start_time);
  take(map.unit, rule.unit);
  take(map.sampling_rate_hz, rule.sampling_rate_hz);
  take(map.samples, rule.samples);
  take(map.orientation, rule.orientation);
  take(map.names, rule.names);
  take(map.sampling_rate_from, rule.sampling_rate_from);
  take(map.names_from, rule.names_from);
  take(map.unit_from, rule.unit_from);
  take(map.start_time_from, rule.start_time_from);
  take(map.scale, rule.scale);
  take(map.offset, rule.offset);
  take(map.fill, rule.fill);
  take(map.hypnogram, rule.hypnogram);
  take(map.annotations, rule.annotations);
  take(map.derivations, rule.derivations);
  for (const auto& channel : rule.channels) {
    std::erase_if(map.channels, [&](const auto& old) { return old.match == channel.match; });
    map.channels.push_back(channel);
  }
}

// An EDF file has no places inside.
void refuse_hdf5_places(const LayoutMap& map) {
  const auto refuse = [&](const std::string& key, const std::string& hint) {
    refuse_map(map, {key, "it only for HDF5 files", "an EDF file", hint});
  };
  if (map.start_time_from) refuse("start_time_from", "give start_time instead");
  if (map.hypnogram) refuse("hypnogram", "give the stages with --hypnogram FILE");
  if (map.annotations) refuse("annotations", "give them with --annotations FILE");
}

}  // namespace

LayoutMap map_for_file(const LayoutMap& map, const std::string& recording) {
  LayoutMap own = map;
  own.files.clear();
  for (const auto& file : map.files) {
    if (fits(file.match, map, recording)) take_rule(own, file.map);
  }
  return own;
}

void check_places(const LayoutMap& map, std::string_view layout) {
  if (layout == "matrix" || layout == "matlab73") return;
  const auto refuse = [&](const std::string& key) {
    refuse_map(map,
               {key,
                "it only for the layouts matrix and matlab73",
                "the layout " + std::string(layout),
                layout == kEdf ? "take it out; an EDF file says it itself"
                               : "take it out, or write `layout = \"matrix\"`"});
  };
  if (!map.samples.empty()) refuse("samples");
  if (map.orientation) refuse("orientation");
  if (!map.names.empty()) refuse("names");
  if (map.names_from) refuse("names_from");
  if (map.unit_from) refuse("unit_from");
  if (map.sampling_rate_from) refuse("sampling_rate_from");
  if (layout == kEdf) refuse_hdf5_places(map);
}

void apply_places(const Hdf5Node& root, const LayoutMap& map, core::RecordingInfo& info) {
  read_start(root, map, info);
  read_hypnogram(root, map, info);
  read_annotations(root, map, info);
}

}  // namespace calfemg::io
