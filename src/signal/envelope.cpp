// SPDX-License-Identifier: Apache-2.0
#include "signal/envelope.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/expects.hpp"
#include "core/session_table.hpp"
#include "signal/sample_grid.hpp"

namespace calfemg::signal {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kClippedRun = 3;  // samples; docs/detectors.md, artifact
constexpr double kRailOverNoise = 8.0;

bool same(double a, double b) {
  return !(a < b) && !(b < a);
}

}  // namespace

EnvelopeMeter::EnvelopeMeter(core::Hertz bins_per_second, core::Hertz rate, double noise_uv)
    : step_(1.0 / bins_per_second.value()),
      rate_(rate),
      noise_uv_(std::isnan(noise_uv) ? 0.0 : noise_uv),
      previous_raw_(std::numeric_limits<double>::quiet_NaN()),
      highest_(-kInfinity),
      lowest_(kInfinity) {
  bin_end_ = first_sample(1, step_, rate_);
}

void EnvelopeMeter::reserve(core::Seconds duration) {
  const auto bins = static_cast<std::size_t>(duration / step_) + 1;
  envelope_.rms_uv.reserve(bins);
  envelope_.peak_uv.reserve(bins);
  envelope_.quality.reserve(bins);
}

void EnvelopeMeter::push(std::span<const double> raw_uv, std::span<const double> clean_uv) {
  CALFEMG_EXPECTS(raw_uv.size() == clean_uv.size());
  for (std::size_t i = 0; i < raw_uv.size(); ++i)
    add(raw_uv[i], clean_uv[i]);
}

void EnvelopeMeter::add(double raw_uv, double clean_uv) {
  if (!std::isfinite(raw_uv)) {
    missing_raw_ = true;
    equal_run_ = 1;
  } else {
    note_extremes(raw_uv);
  }
  previous_raw_ = raw_uv;
  if (std::isnan(clean_uv)) {
    missing_clean_ = true;
  } else {
    square_sum_ += clean_uv * clean_uv;
    peak_ = std::max(peak_, std::abs(clean_uv));
  }
  ++samples_;
  if (++position_ >= bin_end_) close_bin();
}

// Follows the extremes of the channel; a run of equal samples at an extreme may be a rail.
void EnvelopeMeter::note_extremes(double raw_uv) {
  const bool equal = same(raw_uv, previous_raw_) && !std::isnan(previous_raw_);
  equal_run_ = equal ? equal_run_ + 1 : 1;
  if (!equal && !std::isnan(previous_raw_)) changed_ = true;
  highest_ = std::max(highest_, raw_uv);
  lowest_ = std::min(lowest_, raw_uv);
  middle_sum_ += raw_uv;
  ++middle_count_;
  if (equal_run_ < kClippedRun || !(same(raw_uv, highest_) || same(raw_uv, lowest_))) return;
  const std::size_t bin = envelope_.rms_uv.size();
  if (rails_.empty() || rails_.back().bin != bin || !same(rails_.back().value_uv, raw_uv))
    rails_.push_back({bin, raw_uv});
}

void EnvelopeMeter::close_bin() {
  std::uint8_t quality = 0;
  if (missing_raw_) quality |= bits(core::Quality::gap);
  if (missing_clean_ && !missing_raw_) quality |= bits(core::Quality::settling);
  if (!missing_raw_ && !changed_) quality |= bits(core::Quality::flat);
  const bool valid = !missing_clean_;
  envelope_.rms_uv.push_back(
      valid ? static_cast<float>(std::sqrt(square_sum_ / static_cast<double>(samples_))) : kNone);
  envelope_.peak_uv.push_back(valid ? static_cast<float>(peak_) : kNone);
  envelope_.quality.push_back(quality);
  start_bin();
}

void EnvelopeMeter::start_bin() {
  bin_end_ = first_sample(envelope_.rms_uv.size() + 1, step_, rate_);
  square_sum_ = 0.0;
  peak_ = 0.0;
  samples_ = 0;
  missing_raw_ = false;
  missing_clean_ = false;
  changed_ = false;
}

// A rail is the extreme of the whole channel, far from its middle, with runs of equal samples. A
// flat bin is flat, not clipped.
void EnvelopeMeter::mark_clipped() {
  const double middle =
      middle_sum_ / static_cast<double>(std::max<std::uint64_t>(1, middle_count_));
  const double far_uv = kRailOverNoise * noise_uv_;
  for (const Rail& rail : rails_) {
    const bool extreme = same(rail.value_uv, highest_) || same(rail.value_uv, lowest_);
    const bool far = std::abs(rail.value_uv - middle) > far_uv;
    if (!extreme || !far || rail.bin >= envelope_.quality.size()) continue;
    auto& quality = envelope_.quality[rail.bin];
    if (!has(quality, core::Quality::flat)) quality |= bits(core::Quality::clipped);
  }
}

Envelope EnvelopeMeter::finish() {
  mark_clipped();
  return std::move(envelope_);
}

RmsMeter::RmsMeter(core::Hertz bins_per_second, core::Hertz rate)
    : step_(1.0 / bins_per_second.value()), rate_(rate), bin_end_(first_sample(1, step_, rate_)) {}

void RmsMeter::reserve(core::Seconds duration) {
  rms_uv_.reserve(static_cast<std::size_t>(duration / step_) + 1);
}

void RmsMeter::push(std::span<const double> samples_uv) {
  for (const double x : samples_uv) {
    square_sum_ += x * x;
    ++samples_;
    if (++position_ < bin_end_) continue;
    rms_uv_.push_back(static_cast<float>(std::sqrt(square_sum_ / static_cast<double>(samples_))));
    bin_end_ = first_sample(rms_uv_.size() + 1, step_, rate_);
    square_sum_ = 0.0;
    samples_ = 0;
  }
}

}  // namespace calfemg::signal
