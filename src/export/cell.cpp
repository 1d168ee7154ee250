// SPDX-License-Identifier: Apache-2.0
#include "export/cell.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "export/json.hpp"

namespace calfemg::exporting {
namespace {

constexpr double kMillisecondsPerSecond = 1000.0;

bool is_plain(char c) {
  return c >= ' ' && c <= '~';
}

bool is_control(char c) {
  constexpr char kDelete = '\x7f';
  return (c >= '\0' && c < ' ') || c == kDelete;
}

std::string escaped(std::string_view part, char separator) {
  std::string text;
  for (const char c : part) {
    if (c == separator || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

std::string text_cell(std::string_view text) {
  if (text.empty()) return std::string(kNotAvailable);
  std::string cell(text);
  if (std::all_of(cell.begin(), cell.end(), is_plain)) return cell;
  std::replace_if(cell.begin(), cell.end(), is_control, ' ');
  return valid_utf8(cell);
}

std::string text_from_cell(std::string_view cell) {
  return cell == kNotAvailable ? std::string() : std::string(cell);
}

std::string number_cell(double value) {
  return std::isfinite(value) ? core::number_text(value) : std::string(kNotAvailable);
}

double to_millisecond(double seconds) {
  return std::round(seconds * kMillisecondsPerSecond) / kMillisecondsPerSecond;
}

std::string list_cell(const std::vector<std::string>& parts, char separator) {
  // A bar stands apart so that sentences stay readable; the other separators stay tight.
  const std::string between = separator == '|' ? " | " : std::string(1, separator);
  std::string cell;
  for (const auto& part : parts) {
    const auto text = core::trimmed(part);
    if (text.empty()) continue;
    if (!cell.empty()) cell += between;
    cell += escaped(text, separator);
  }
  return text_cell(cell);
}

std::vector<std::string> list_from_cell(std::string_view cell, char separator) {
  std::vector<std::string> parts;
  if (cell == kNotAvailable) return parts;
  std::string part;
  const auto finish = [&parts, &part] {
    parts.emplace_back(core::trimmed(part));
    part.clear();
  };
  bool literal = false;
  for (const char c : cell) {
    if (!literal && c == separator) {
      finish();
      continue;
    }
    const bool escape = !literal && c == '\\';
    if (!escape) part += c;
    literal = escape;
  }
  finish();
  return parts;
}

}  // namespace calfemg::exporting
