// SPDX-License-Identifier: Apache-2.0
#include "io/edf_annotations.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "io/edf_text.hpp"

namespace calfemg::io {
namespace {

constexpr char kTextEnd = '\x14';
constexpr char kDurationBegin = '\x15';
constexpr char kListEnd = '\0';

// Times of annotations are signed; 5 s before the start is "-5", 5 s after it "+5".
std::optional<double> signed_number(std::string_view text) {
  if (!text.starts_with('+') && !text.starts_with('-')) return std::nullopt;
  return edf_number(text);
}

std::optional<EdfAnnotationList> parse_list(std::string_view text) {
  EdfAnnotationList list;
  const auto end = text.find(kTextEnd);
  if (end == std::string_view::npos) return std::nullopt;
  const auto stamp = text.substr(0, end);
  const auto duration_at = std::min(stamp.find(kDurationBegin), stamp.size());
  const auto onset = signed_number(stamp.substr(0, duration_at));
  if (!onset) return std::nullopt;
  list.onset_s = *onset;
  if (duration_at < stamp.size()) {
    const auto duration = edf_number(stamp.substr(duration_at + 1));
    if (!duration || *duration < 0.0) return std::nullopt;
    list.duration_s = *duration;
  }
  text.remove_prefix(end + 1);
  list.keeps_time = text.starts_with(kTextEnd);
  while (!text.empty()) {
    const auto length = std::min(text.find(kTextEnd), text.size());
    std::string words = edf_text(text.substr(0, length));
    if (!words.empty()) list.texts.push_back(std::move(words));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return list;
}

// What one annotation signal adds from one data record.
void add_record(const EdfAnnotationBytes& found, EdfAnnotations& all) {
  for (const auto& list : found.lists) {
    for (const auto& text : list.texts)
      all.annotations.push_back({list.onset_s, list.duration_s, text});
  }
  if (found.has_broken_list) ++all.broken_records;
}

std::optional<double> time_kept(const EdfAnnotationBytes& found) {
  if (found.lists.empty() || !found.lists.front().keeps_time) return std::nullopt;
  return found.lists.front().onset_s;
}

}  // namespace

EdfAnnotationBytes parse_edf_annotations(std::string_view bytes) {
  EdfAnnotationBytes found;
  while (!bytes.empty()) {
    const auto length = std::min(bytes.find(kListEnd), bytes.size());
    const auto text = bytes.substr(0, length);
    bytes.remove_prefix(std::min(length + 1, bytes.size()));
    if (text.empty()) continue;
    if (auto list = parse_list(text))
      found.lists.push_back(std::move(*list));
    else
      found.has_broken_list = true;
  }
  return found;
}

EdfAnnotations read_edf_annotations(const ByteFile& file, const EdfHeader& header) {
  EdfAnnotations all;
  std::vector<char> bytes;
  bool first = true;
  for (const auto& signal : header.signals) {
    if (!signal.holds_annotations) continue;
    bytes.resize(signal.samples * header.sample_bytes());
    for (std::uint64_t record = 0; record < header.record_count; ++record) {
      file.read(header.byte_of(record, signal), std::as_writable_bytes(std::span(bytes)));
      const auto found = parse_edf_annotations({bytes.data(), bytes.size()});
      add_record(found, all);
      if (first && header.has_time_keeping) all.record_onsets.push_back(time_kept(found));
    }
    first = false;
  }
  return all;
}

}  // namespace calfemg::io
