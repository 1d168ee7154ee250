// SPDX-License-Identifier: Apache-2.0
#include "io/edf_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"

namespace calfemg::io {
namespace {

constexpr unsigned char kDelete = 0x7f;
constexpr unsigned char kFirstBeyondAscii = 0x80;
constexpr int kDateParts = 3;
constexpr std::string_view kDateForUnknown = "1985-01-01";  // EDF+ specification, 2.1.3.2

// Length of the UTF-8 sequence that a byte begins; 0 when it begins none.
std::size_t sequence_length(unsigned char first) {
  constexpr unsigned char kTwo = 0xc2;
  constexpr unsigned char kThree = 0xe0;
  constexpr unsigned char kFour = 0xf0;
  constexpr unsigned char kBeyond = 0xf5;
  if (first < kFirstBeyondAscii) return 1;
  if (first < kTwo || first >= kBeyond) return 0;
  if (first < kThree) return 2;
  return first < kFour ? 3 : 4;
}

bool continues(char c) {
  constexpr unsigned kMask = 0xc0;
  return (static_cast<unsigned char>(c) & kMask) == kFirstBeyondAscii;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = sequence_length(static_cast<unsigned char>(text.front()));
    if (length == 0 || length > text.size()) return false;
    const auto rest = text.substr(1, length - 1);
    if (!std::all_of(rest.begin(), rest.end(), continues)) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string from_latin1(std::string_view text) {
  constexpr unsigned kBits = 6;
  constexpr unsigned kTwoByteMark = 0xc0;
  constexpr unsigned kLowBits = 0x3f;
  std::string utf8;
  for (const char c : text) {
    const unsigned code = static_cast<unsigned char>(c);
    if (code < kFirstBeyondAscii) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(kTwoByteMark | (code >> kBits));
      utf8 += static_cast<char>(kFirstBeyondAscii | (code & kLowBits));
    }
  }
  return utf8;
}

std::string_view without_padding(std::string_view bytes) {
  const auto is_padding = [](char c) { return c == ' ' || c == '\0'; };
  while (!bytes.empty() && is_padding(bytes.front()))
    bytes.remove_prefix(1);
  while (!bytes.empty() && is_padding(bytes.back()))
    bytes.remove_suffix(1);
  return bytes;
}

// The number that a text begins with, and whether kilohertz follow it.
std::optional<double> leading_hertz(std::string_view text) {
  constexpr double kHertzPerKilohertz = 1000.0;
  text = core::trimmed(text);
  if (core::lower_case(text.substr(0, 2)) == "dc") return 0.0;
  const auto end = std::min(text.find_first_not_of("0123456789.,"), text.size());
  const auto number = edf_number(text.substr(0, end));
  if (!number) return std::nullopt;
  const bool kilo = core::lower_case(core::trimmed(text.substr(end))).starts_with("khz");
  return kilo ? *number * kHertzPerKilohertz : *number;
}

// What follows "hp:" where it begins a word.
std::optional<double> hertz_after(const std::string& text, std::string_view word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || std::isalpha(static_cast<unsigned char>(text[at - 1])) == 0;
    if (begins) return leading_hertz(std::string_view(text).substr(at + word.size()));
  }
  return std::nullopt;
}

std::optional<double> above_zero(std::optional<double> value) {
  return value && *value > 0.0 ? value : std::nullopt;
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

// Three whole numbers of two digits each with dots (or ':', '-', '/') between.
std::optional<std::array<std::int64_t, kDateParts>> three_numbers(std::string_view text) {
  constexpr std::size_t kStep = 3;
  text = without_padding(text);
  if (text.size() != kDateParts * kStep - 1) return std::nullopt;
  std::array<std::int64_t, kDateParts> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto field = text.substr(i * kStep, 2);
    if (field.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    parts.at(i) = edf_integer(field).value_or(0);
    if (i > 0 && std::string_view(".:-/").find(text[i * kStep - 1]) == std::string_view::npos)
      return std::nullopt;
  }
  return parts;
}

// "dd.mm.yy" as "yyyy-mm-dd"; the years are 1985 to 2084.
std::string date_of_header(std::string_view date) {
  constexpr std::int64_t kFirstYear = 85;
  constexpr std::int64_t kCentury = 100;
  constexpr std::int64_t kTwentieth = 1900;
  const auto parts = three_numbers(date);
  if (!parts) return {};
  const auto [day, month, year] = *parts;
  const std::int64_t full = kTwentieth + year + (year < kFirstYear ? kCentury : 0);
  return padded(full, 4) + "-" + padded(month, 2) + "-" + padded(day, 2);
}

// "Startdate 02-MAR-2002 ..." as "2002-03-02"; "X" when EDF+ says that it is not known.
std::string date_of_recording(std::string_view recording) {
  constexpr std::string_view kWord = "Startdate ";
  constexpr std::size_t kLength = 11;
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  constexpr std::size_t kLetters = 3;
  constexpr std::size_t kYearAt = 7;
  if (!recording.starts_with(kWord)) return {};
  const auto text = recording.substr(kWord.size());
  if (text.starts_with("X ") || without_padding(text) == "X") return "X";
  if (text.size() < kLength || text[2] != '-' || text[kYearAt - 1] != '-') return {};
  const auto month = kMonths.find(core::lower_case(text.substr(kLetters, kLetters)));
  const auto day = edf_integer(text.substr(0, 2));
  const auto year = edf_integer(text.substr(kYearAt, 4));
  if (month == std::string_view::npos || month % kLetters != 0 || !day || !year) return {};
  return padded(*year, 4) + "-" + padded(static_cast<std::int64_t>(month / kLetters) + 1, 2) + "-" +
         padded(*day, 2);
}

std::string shown(std::string_view bytes) {
  return "\"" + edf_text(bytes) + "\"";
}

}  // namespace

std::string edf_text(std::string_view bytes) {
  const auto text = without_padding(bytes);
  std::string utf8 = is_utf8(text) ? std::string(text) : from_latin1(text);
  for (char& c : utf8) {
    const auto code = static_cast<unsigned char>(c);
    if (code < ' ' || code == kDelete) c = '?';
  }
  return utf8;
}

std::optional<double> edf_number(std::string_view bytes) {
  auto text = without_padding(bytes);
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  return core::number_from_text(plain);
}

std::optional<std::int64_t> edf_integer(std::string_view bytes) {
  constexpr double kExact = 0x1p53;
  const auto number = edf_number(bytes);
  if (!number || std::abs(*number) > kExact || std::abs(std::nearbyint(*number) - *number) > 0.0)
    return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

EdfFilters edf_filters(std::string_view prefilter) {
  const std::string text = core::lower_case(prefilter);
  EdfFilters filters;
  filters.highpass_hz = hertz_after(text, "hp:");
  filters.lowpass_hz = above_zero(hertz_after(text, "lp:"));
  filters.notch_hz = above_zero(hertz_after(text, "n:"));
  if (!filters.notch_hz) filters.notch_hz = above_zero(hertz_after(text, "notch:"));
  return filters;
}

EdfStart edf_start(std::string_view date, std::string_view time, std::string_view recording) {
  const std::string in_header = date_of_header(date);
  const std::string in_recording = date_of_recording(recording);
  const auto clock = three_numbers(time);
  const auto at = [&](const std::string& day) -> std::optional<core::StartTime> {
    if (day.empty() || !clock) return std::nullopt;
    return core::start_time_from_iso(day + "T" + padded((*clock)[0], 2) + ":" +
                                     padded((*clock)[1], 2) + ":" + padded((*clock)[2], 2));
  };
  const auto by_header = at(in_header);
  if (in_recording == "X") {
    const std::string day = by_header ? in_header : std::string(kDateForUnknown);
    const std::string note = "the date of the recording is not known (EDF+ \"Startdate X\"); " +
                             day + " stands for it, clock times are right";
    if (const auto start = at(day)) return {start, note};
  }
  const auto by_recording = in_recording == "X" ? std::nullopt : at(in_recording);
  if (by_recording && by_header &&
      by_recording->local_microseconds != by_header->local_microseconds)
    return {by_recording,
            "the header gives two dates, " + in_header + " (byte 168) and " + in_recording +
                " (EDF+ Startdate, byte 88); the second is taken"};
  if (by_recording) return {by_recording, {}};
  if (by_header) return {by_header, {}};
  return {std::nullopt,
          "byte 168 (start date and time): expected dd.mm.yy and hh.mm.ss, found " + shown(date) +
              " and " + shown(time) +
              "; clock times are missing unless a map gives start_time (--layout FILE)"};
}

}  // namespace calfemg::io
