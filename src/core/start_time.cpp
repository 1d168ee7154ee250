// SPDX-License-Identifier: Apache-2.0
#include "core/start_time.hpp"

#include <chrono>
#include <cmath>

namespace calfemg::core {
namespace {

constexpr long long kMicrosecondsPerSecond = 1'000'000;
constexpr int kFractionDigits = 6;
constexpr int kSecondsPerMinute = 60;
constexpr int kMinutesPerHour = 60;
constexpr int kHoursPerDay = 24;
constexpr int kSecondsPerHour = kSecondsPerMinute * kMinutesPerHour;
constexpr int kSecondsPerDay = kSecondsPerHour * kHoursPerDay;

// Reads the text from the left; a step that does not fit makes it bad for good.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; ++i) {
      const char c = next();
      if (c < '0' || c > '9') good_ = false;
      value = value * 10 + (c - '0');  // NOLINT(readability-magic-numbers): decimal digits
    }
    return value;
  }

  [[nodiscard]] char next() {
    if (text_.empty()) {
      good_ = false;
      return '\0';
    }
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }

  void expect(std::string_view any_of) {
    if (any_of.find(next()) == std::string_view::npos) good_ = false;
  }

  [[nodiscard]] bool accept(char wanted) {
    if (text_.empty() || text_.front() != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }

  // ".25" -> 250000; digits beyond the microsecond are read and dropped.
  [[nodiscard]] long long fraction_microseconds() {
    if (!accept('.') && !accept(',')) return 0;
    long long value = 0;
    int count = 0;
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') {
      const int digit = digits(1);
      if (count < kFractionDigits) value = value * 10 + digit;  // NOLINT(readability-magic-numbers)
      ++count;
    }
    if (count == 0) good_ = false;
    for (; count < kFractionDigits; ++count)
      value *= 10;  // NOLINT(readability-magic-numbers)
    return value;
  }

  void fail() { good_ = false; }

  [[nodiscard]] bool good() const { return good_; }

  [[nodiscard]] bool at_end() const { return text_.empty(); }

 private:
  std::string_view text_;
  bool good_ = true;
};

std::optional<int> read_utc_offset(Scanner& scanner) {
  if (scanner.accept('Z') || scanner.accept('z')) return 0;
  const bool minus = scanner.accept('-');
  if (!minus && !scanner.accept('+')) return std::nullopt;
  const int hours = scanner.digits(2);
  (void)scanner.accept(':');
  const int minutes = scanner.at_end() ? 0 : scanner.digits(2);
  if (hours >= kHoursPerDay || minutes >= kMinutesPerHour) scanner.fail();
  const int offset = hours * kMinutesPerHour + minutes;
  return minus ? -offset : offset;
}

std::string padded(long long value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::string clock(long long hours, long long minutes, long long seconds) {
  return padded(hours, 2) + ":" + padded(minutes, 2) + ":" + padded(seconds, 2);
}

}  // namespace

std::optional<StartTime> start_time_from_iso(std::string_view text) {
  Scanner scanner(text);
  const int year = scanner.digits(4);
  scanner.expect("-");
  const auto month = static_cast<unsigned>(scanner.digits(2));
  scanner.expect("-");
  const auto day = static_cast<unsigned>(scanner.digits(2));
  scanner.expect("T t");
  const int hour = scanner.digits(2);
  scanner.expect(":");
  const int minute = scanner.digits(2);
  const bool has_seconds = scanner.accept(':');
  const int second = has_seconds ? scanner.digits(2) : 0;
  const long long fraction = has_seconds ? scanner.fraction_microseconds() : 0;

  StartTime start;
  start.utc_offset_minutes = read_utc_offset(scanner);
  const std::chrono::year_month_day date{
      std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!scanner.good() || !scanner.at_end() || !date.ok()) return std::nullopt;
  if (hour >= kHoursPerDay || minute >= kMinutesPerHour || second > kSecondsPerMinute)
    return std::nullopt;
  const long long days = std::chrono::sys_days(date).time_since_epoch().count();
  const long long seconds = days * kSecondsPerDay + static_cast<long long>(hour) * kSecondsPerHour +
                            static_cast<long long>(minute) * kSecondsPerMinute + second;
  start.local_microseconds = seconds * kMicrosecondsPerSecond + fraction;
  return start;
}

std::string to_iso(const StartTime& start) {
  using std::chrono::microseconds;
  const std::chrono::sys_time<microseconds> moment{microseconds(start.local_microseconds)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss<microseconds> time{moment - day};
  std::string text = padded(static_cast<int>(date.year()), 4) + "-" +
                     padded(static_cast<unsigned>(date.month()), 2) + "-" +
                     padded(static_cast<unsigned>(date.day()), 2) + "T" +
                     clock(time.hours().count(), time.minutes().count(), time.seconds().count());
  const auto fraction = time.subseconds().count();
  if (fraction != 0) text += "." + padded(fraction, kFractionDigits);
  if (start.utc_offset_minutes) {
    const int offset = *start.utc_offset_minutes;
    const int size = offset < 0 ? -offset : offset;
    text += offset < 0 ? '-' : '+';
    text += padded(size / kMinutesPerHour, 2) + ":" + padded(size % kMinutesPerHour, 2);
  }
  return text;
}

std::string clock_time(const StartTime& start, double seconds_after) {
  const double total =
      static_cast<double>(start.local_microseconds) / static_cast<double>(kMicrosecondsPerSecond) +
      seconds_after;
  const auto whole = static_cast<long long>(std::floor(total));
  const long long of_day = ((whole % kSecondsPerDay) + kSecondsPerDay) % kSecondsPerDay;
  return clock(of_day / kSecondsPerHour,
               of_day / kSecondsPerMinute % kMinutesPerHour,
               of_day % kSecondsPerMinute);
}

std::string elapsed_time(double seconds) {
  const auto floored = static_cast<long long>(std::floor(seconds));
  const long long whole = floored < 0 ? -floored : floored;
  return (floored < 0 ? "-" : "") + std::to_string(whole / kSecondsPerHour) + ":" +
         padded(whole / kSecondsPerMinute % kMinutesPerHour, 2) + ":" +
         padded(whole % kSecondsPerMinute, 2);
}

}  // namespace calfemg::core
