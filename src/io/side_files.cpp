// SPDX-License-Identifier: Apache-2.0
#include "io/side_files.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "io/described_reader.hpp"
#include "io/side_file.hpp"
#include "io/stage_labels.hpp"

namespace calfemg::io {
namespace {

void set_hypnogram(core::RecordingInfo& info, const std::filesystem::path& path) {
  auto hypnogram = read_hypnogram(path, info.start_time, info.notes);
  info.notes.push_back("the hypnogram is that of " + path.filename().string() +
                       (info.hypnogram ? ", not that of the recording" : ""));
  info.hypnogram = std::move(hypnogram);
}

void add_annotations(core::RecordingInfo& info, SideFile found, const std::filesystem::path& path) {
  info.notes.insert(info.notes.end(), found.notes.begin(), found.notes.end());
  info.notes.push_back(std::to_string(found.events.size()) + " annotations are from " +
                       path.filename().string());
  for (auto& event : found.events) {
    if (!event.channel.empty()) event.label += " (" + event.channel + ")";
    info.annotations.push_back({event.onset_s, event.duration_s, std::move(event.label)});
  }
  std::stable_sort(info.annotations.begin(),
                   info.annotations.end(),
                   [](const auto& a, const auto& b) { return a.onset_s < b.onset_s; });
  if (found.stages.empty()) return;
  if (info.hypnogram) {
    info.notes.push_back("the sleep stages in " + path.filename().string() + " are not used");
    return;
  }
  info.hypnogram = hypnogram_from(std::move(found.stages), info.notes);
  info.notes.push_back("the hypnogram is that of " + path.filename().string());
}

}  // namespace

std::unique_ptr<RecordingReader> open_recording(const std::filesystem::path& path,
                                                const LayoutMap& map,
                                                const SideFiles& side_files) {
  auto reader = open_recording(path, map);
  if (!side_files.hypnogram && !side_files.annotations) return reader;
  core::RecordingInfo info = reader->info();
  if (side_files.hypnogram) set_hypnogram(info, *side_files.hypnogram);
  if (side_files.annotations)
    add_annotations(
        info, read_side_file(*side_files.annotations, info.start_time), *side_files.annotations);
  return with_info(std::move(reader), std::move(info));
}

}  // namespace calfemg::io
