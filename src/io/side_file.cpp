// SPDX-License-Identifier: Apache-2.0
#include "io/side_file.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/byte_file.hpp"
#include "io/edf_annotations.hpp"
#include "io/edf_header.hpp"

namespace calfemg::io {
namespace {

constexpr std::uint64_t kLargestBytes = 64ULL << 20U;  // a night of stages and events is 1 MB
constexpr double kMicrosecondsPerSecond = 1e6;

std::string text_of(const std::filesystem::path& path) {
  const ByteFile file(path);
  if (file.size() > kLargestBytes)
    throw core::FileError(path.string(),
                          "is larger than 64 MB; this is no file of stages or events.");
  std::string text(file.size(), '\0');
  file.read(0, std::as_writable_bytes(std::span(text)));
  return text;
}

// Seconds from the start of the recording to that of its annotations.
double delay_of(const std::string& path,
                const std::optional<core::StartTime>& annotations,
                const std::optional<core::StartTime>& recording,
                std::vector<std::string>& notes) {
  constexpr double kLongest = 86'400.0;
  if (!annotations || !recording) return 0.0;
  const double delay_s =
      static_cast<double>(annotations->local_microseconds - recording->local_microseconds) /
      kMicrosecondsPerSecond;
  if (std::abs(delay_s) > kLongest)
    throw core::FormatError(path,
                            {"byte 168 (start date)",
                             "a start within a day of the recording's, " + core::to_iso(*recording),
                             core::to_iso(*annotations),
                             "does it belong to another night?"});
  if (std::abs(delay_s) > 0.0)
    notes.push_back(path + " starts " + core::number_text(delay_s) +
                    " s after the recording; its times are moved by that");
  return delay_s;
}

// EDF+ links an annotation to a signal by "text@@signal".
SideEvent event_of(const core::Annotation& annotation) {
  const auto link = annotation.label.rfind("@@");
  if (link == std::string::npos)
    return {annotation.onset_s, annotation.duration_s, annotation.label, {}};
  return {annotation.onset_s,
          annotation.duration_s,
          annotation.label.substr(0, link),
          annotation.label.substr(link + 2)};
}

SideFile read_edf(const std::filesystem::path& path, const std::optional<core::StartTime>& start) {
  const ByteFile file(path);
  const EdfHeader header = read_edf_header(file);
  auto annotations = read_edf_annotations(file, header);
  SideFile found;
  const double delay_s = delay_of(path.string(), header.start.time, start, found.notes);
  for (auto& annotation : annotations.annotations) {
    annotation.onset_s += delay_s;
    if (const auto stage = stage_from_annotation(annotation))
      found.stages.push_back({annotation.onset_s, annotation.duration_s, *stage});
    else
      found.events.push_back(event_of(annotation));
  }
  if (annotations.broken_records > 0)
    found.notes.push_back(path.string() + ": " + std::to_string(annotations.broken_records) +
                          " data records hold annotations that are not understood");
  return found;
}

bool is_xml(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return core::trimmed(text).starts_with('<');
}

}  // namespace

std::vector<std::string> side_lines(const std::string& text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  std::string_view rest = text;
  if (rest.starts_with(kMark)) rest.remove_prefix(kMark.size());
  std::vector<std::string> lines;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

std::vector<std::string> side_cells(const std::string& line, char separator) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == separator && !quoted)
      cells.emplace_back();
    else
      cells.back() += c;
  }
  for (auto& cell : cells)
    cell = std::string(core::trimmed(cell));
  return cells;
}

SideFile read_side_file(const std::filesystem::path& path,
                        const std::optional<core::StartTime>& start) {
  if (looks_like_edf(path)) return read_edf(path, start);
  const std::string text = text_of(path);
  if (is_xml(text)) return read_nsrr_xml(path.string(), text);
  if (is_side_table(text)) return read_side_table(path.string(), text);
  return read_luna_annotations(path.string(), text, start);
}

core::Hypnogram read_hypnogram(const std::filesystem::path& path,
                               const std::optional<core::StartTime>& start,
                               std::vector<std::string>& notes) {
  SideFile found = read_side_file(path, start);
  notes.insert(notes.end(), found.notes.begin(), found.notes.end());
  auto hypnogram = hypnogram_from(std::move(found.stages), notes);
  if (!hypnogram)
    throw core::FormatError(
        path.string(),
        {"",
         "sleep stages",
         found.events.empty() ? "none" : std::to_string(found.events.size()) + " other events",
         "docs/data_format.md says which words are stages"});
  return std::move(*hypnogram);
}

}  // namespace calfemg::io
