// SPDX-License-Identifier: Apache-2.0
#include "report/clock.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <string_view>

#include "core/text.hpp"

namespace calfemg::report {
namespace {

constexpr double kTenSeconds = 10.0;
constexpr long long kMinute = 60;
constexpr long long kHour = 3600;
constexpr long long kDay = 86400;
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr std::size_t kSecondsPart = 3;  // ":05"

constexpr const char* kNoBreak = "\xC2\xA0";  // a number stays with its unit

constexpr std::array<std::string_view, 12> kMonths{"January",
                                                   "February",
                                                   "March",
                                                   "April",
                                                   "May",
                                                   "June",
                                                   "July",
                                                   "August",
                                                   "September",
                                                   "October",
                                                   "November",
                                                   "December"};

std::string with_unit(const std::string& number, std::string_view unit) {
  return number + kNoBreak + std::string(unit);
}

std::string two_parts(long long whole,
                      std::string_view big,
                      long long rest,
                      std::string_view small) {
  std::string text = with_unit(std::to_string(whole), big);
  if (rest > 0) text += kNoBreak + with_unit(std::to_string(rest), small);
  return text;
}

}  // namespace

std::string Clock::at(double seconds) const {
  return start_ ? core::clock_time(*start_, seconds) : core::elapsed_time(seconds);
}

std::string Clock::to_the_minute(double seconds) const {
  const std::string text = at(seconds);
  return text.substr(0, text.size() - kSecondsPart);
}

std::string Clock::in_full(double seconds) const {
  const std::string elapsed = core::elapsed_time(seconds) + " after the start";
  return start_ ? at(seconds) + " (" + elapsed + ")" : elapsed;
}

std::string Clock::date(double seconds) const {
  if (!start_) return {};
  const std::chrono::microseconds since_1970(
      start_->local_microseconds + static_cast<long long>(seconds * kMicrosecondsPerSecond));
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::microseconds>(since_1970))};
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         std::string(kMonths.at(static_cast<unsigned>(date.month()) - 1)) + " " +
         std::to_string(static_cast<int>(date.year()));
}

std::string Clock::zone() const {
  if (!start_) return {};
  if (!start_->utc_offset_minutes) return "local time, zone unknown";
  const std::string iso = core::to_iso(*start_);
  constexpr std::size_t kOffsetPart = 6;  // "+01:00"
  return "UTC" + iso.substr(iso.size() - kOffsetPart);
}

double Clock::start_of_day_offset_s() const {
  if (!start_) return 0.0;
  const double seconds = static_cast<double>(start_->local_microseconds) / kMicrosecondsPerSecond;
  return seconds - std::floor(seconds / static_cast<double>(kDay)) * static_cast<double>(kDay);
}

std::string duration_text(double seconds) {
  if (std::isnan(seconds)) return "n/a";
  const long long whole = std::llround(seconds);
  if (seconds > 0.0 && seconds < kTenSeconds) return with_unit(core::fixed_text(seconds, 1), "s");
  if (whole < kMinute) return with_unit(std::to_string(whole), "s");
  if (whole < kHour) return two_parts(whole / kMinute, "min", whole % kMinute, "s");
  const long long minutes = std::llround(seconds / static_cast<double>(kMinute));
  return two_parts(minutes / kMinute, "h", minutes % kMinute, "min");
}

}  // namespace calfemg::report
