// SPDX-License-Identifier: Apache-2.0
#include "report/html_text.hpp"

#include <array>
#include <optional>

namespace calfemg::report {
namespace {

constexpr std::size_t kLongestText = 1000;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;
};

// RFC 3629: lead byte pattern, payload bits of the lead byte, smallest value of that length.
struct Utf8Length {
  unsigned mask;
  unsigned pattern;
  std::size_t bytes;
  char32_t smallest;
};

constexpr std::array<Utf8Length, 4> kLengths{{{0x80U, 0x00U, 1, 0x0},
                                              {0xE0U, 0xC0U, 2, 0x80},
                                              {0xF0U, 0xE0U, 3, 0x800},
                                              {0xF8U, 0xF0U, 4, 0x10000}}};
constexpr unsigned kTailMask = 0xC0U;
constexpr unsigned kTailPattern = 0x80U;
constexpr unsigned kTailBits = 6;
constexpr char32_t kLastCodePoint = 0x10FFFF;
constexpr char32_t kFirstSurrogate = 0xD800;
constexpr char32_t kLastSurrogate = 0xDFFF;

std::optional<CodePoint> with_length(std::string_view text, const Utf8Length& length) {
  if (text.size() < length.bytes) return std::nullopt;
  CodePoint point{static_cast<unsigned char>(text[0]) & ~length.mask, length.bytes};
  for (std::size_t i = 1; i < length.bytes; ++i) {
    const unsigned tail = static_cast<unsigned char>(text[i]);
    if ((tail & kTailMask) != kTailPattern) return std::nullopt;
    point.value = (point.value << kTailBits) | (tail & ~kTailMask);
  }
  const bool surrogate = point.value >= kFirstSurrogate && point.value <= kLastSurrogate;
  if (point.value < length.smallest || point.value > kLastCodePoint || surrogate)
    return std::nullopt;
  return point;
}

std::optional<CodePoint> first_code_point(std::string_view text) {
  const unsigned lead = static_cast<unsigned char>(text[0]);
  for (const auto& length : kLengths) {
    if ((lead & length.mask) == length.pattern) return with_length(text, length);
  }
  return std::nullopt;
}

struct Range {
  char32_t first;
  char32_t last;
};

// C0 and C1 controls (blanks are handled before), bidirectional marks, overrides and isolates,
// byte order mark, non-characters at the end of the basic plane.
constexpr std::array<Range, 8> kUnwanted{{{0x00, 0x1F},
                                          {0x7F, 0x9F},
                                          {0x200E, 0x200F},
                                          {0x2028, 0x2029},
                                          {0x202A, 0x202E},
                                          {0x2066, 0x2069},
                                          {0xFEFF, 0xFEFF},
                                          {0xFFFE, 0xFFFF}}};

bool is_unwanted(char32_t value) {
  for (const auto& range : kUnwanted) {
    if (value >= range.first && value <= range.last) return true;
  }
  return false;
}

std::string_view replacement_of(std::string_view character, char32_t value) {
  switch (value) {
    case U'\t':
    case U'\n':
    case U'\r':
      return " ";
    case U'&':
      return "&amp;";
    case U'<':
      return "&lt;";
    case U'>':
      return "&gt;";
    case U'"':
      return "&quot;";
    case U'\'':
      return "&#39;";
    default:
      return is_unwanted(value) ? kReplacement : character;
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  std::size_t written = 0;
  while (!text.empty() && written < kLongestText) {
    const auto point = first_code_point(text);
    const std::size_t bytes = point ? point->bytes : 1;
    safe += point ? replacement_of(text.substr(0, bytes), point->value) : kReplacement;
    text.remove_prefix(bytes);
    ++written;
  }
  if (!text.empty()) safe += kEllipsis;
  return safe;
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const auto point = first_code_point(text);
    const std::size_t bytes = point ? point->bytes : 1;
    const bool blank = point && (point->value == U'\t' || point->value == U'\n');
    const bool kept = point && (blank || !is_unwanted(point->value));
    valid += kept ? text.substr(0, bytes) : kReplacement;
    text.remove_prefix(bytes);
  }
  return valid;
}

std::string shortened(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  std::size_t last_fit = 0;  // where to cut so that the ellipsis fits too
  for (std::size_t count = 0; end < text.size(); ++count) {
    if (count == characters) return std::string(text.substr(0, last_fit)).append(kEllipsis);
    if (count + 1 == characters) last_fit = end;
    const auto point = first_code_point(text.substr(end));
    end += point ? point->bytes : 1;
  }
  return std::string(text);
}

std::string file_name_of(std::string_view path) {
  const auto slash = path.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace calfemg::report
