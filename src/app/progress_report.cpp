// SPDX-License-Identifier: Apache-2.0
#include "app/progress_report.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

#include "core/text.hpp"

namespace calfemg::app {
namespace {

constexpr double kSecondsBetweenLines = 5.0;
constexpr double kSecondsBetweenBars = 0.1;
constexpr double kSecondsBeforePace = 0.5;  // earlier estimates of what is left jump about
constexpr int kBarCells = 30;
constexpr double kPercent = 100.0;
constexpr double kSlow = 10.0;  // below, the factor gets a decimal

std::string factor_text(double recording_s, double passed_s) {
  const double factor = recording_s / passed_s;
  return core::fixed_text(factor, factor < kSlow ? 1 : 0) + " times real time";
}

double share_of(double done_s, double total_s) {
  return total_s > 0.0 ? std::clamp(done_s / total_s, 0.0, 1.0) : 0.0;
}

std::string bar_text(double share) {
  const int cells = static_cast<int>(share * kBarCells);
  std::string text = "[";
  for (int i = 0; i < kBarCells; ++i)
    text += i < cells ? '#' : ' ';
  return text + "]";
}

}  // namespace

std::string duration_text(double seconds) {
  constexpr long long kSixty = 60;
  constexpr long long kTen = 10;
  const auto two_digits = [](long long value) {
    return (value < kTen ? "0" : "") + std::to_string(value);
  };
  const long long whole = std::llround(seconds);
  const long long minutes = whole / kSixty;
  if (minutes < kSixty) return std::to_string(minutes) + ":" + two_digits(whole % kSixty);
  return std::to_string(minutes / kSixty) + ":" + two_digits(minutes % kSixty) + ":" +
         two_digits(whole % kSixty);
}

std::string pace_text(double done_s, double total_s, double passed_s) {
  const double share = share_of(done_s, total_s);
  std::string text = core::fixed_text(std::floor(kPercent * share), 0) + " %";
  if (passed_s < kSecondsBeforePace || share <= 0.0) return text;
  text += ", " + factor_text(done_s, passed_s);
  return text + ", " + duration_text(passed_s * (1.0 - share) / share) + " left";
}

ProgressReport::ProgressReport(Surroundings surroundings, std::string title)
    : surroundings_(std::move(surroundings)), title_(std::move(title)) {
  start_s_ = surroundings_.now_s();
  stage_start_s_ = start_s_;
  last_shown_s_ = start_s_;
  line("started");
}

ProgressReport::~ProgressReport() {
  wipe();
}

void ProgressReport::stage(std::string_view name) {
  stage_ = std::string(name);
  stage_start_s_ = surroundings_.now_s();
  if (surroundings_.style == ProgressStyle::bar) draw(bar_text(0.0) + " " + stage_ + "  " + title_);
}

void ProgressReport::advance(double done_s, double total_s) {
  const double now_s = surroundings_.now_s();
  const bool bar = surroundings_.style == ProgressStyle::bar;
  if (now_s - last_shown_s_ < (bar ? kSecondsBetweenBars : kSecondsBetweenLines)) return;
  last_shown_s_ = now_s;
  const std::string pace = pace_text(done_s, total_s, now_s - stage_start_s_);
  if (bar) {
    draw(bar_text(share_of(done_s, total_s)) + " " + stage_ + " " + pace + "  " + title_);
  } else {
    line(stage_ + " " + pace);
  }
}

bool ProgressReport::cancelled() const {
  return surroundings_.cancelled();
}

void ProgressReport::finish(double recording_s) {
  const double passed_s = surroundings_.now_s() - start_s_;
  std::string text = "finished in " + core::fixed_text(passed_s, 1) + " s";
  if (passed_s > 0.0) text += ", " + factor_text(recording_s, passed_s);
  line(text);
}

void ProgressReport::line(const std::string& text) {
  if (surroundings_.style == ProgressStyle::none) return;
  wipe();
  surroundings_.stream << title_ << ": " << text << std::endl;
}

void ProgressReport::draw(const std::string& text) {
  wipe();
  // A line that wraps could not be wiped.
  const auto room = static_cast<std::size_t>(std::max(surroundings_.columns - 1, 0));
  surroundings_.stream << text.substr(0, room) << std::flush;
  bar_is_drawn_ = true;
}

void ProgressReport::wipe() {
  constexpr std::string_view kStartOfLineAndClear = "\r\x1B[K";
  if (bar_is_drawn_) surroundings_.stream << kStartOfLineAndClear << std::flush;
  bar_is_drawn_ = false;
}

}  // namespace calfemg::app
