// SPDX-License-Identifier: Apache-2.0
#include "signal/envelope.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/expects.hpp"
#include "core/session_table.hpp"
#include "signal/lane_kernels.hpp"

namespace calfemg::signal {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kClippedRun = 3;  // samples; docs/detectors.md, artifact
constexpr double kRailOverNoise = 8.0;

bool same(double a, double b) {
  return !(a < b) && !(b < a);
}

void append(std::vector<double>& to, std::span<const double> samples) {
  to.insert(to.end(), samples.begin(), samples.end());
}

float root_mean(double square_sum, std::size_t count) {
  return static_cast<float>(std::sqrt(square_sum / static_cast<double>(count)));
}

}  // namespace

EnvelopeMeter::EnvelopeMeter(core::Hertz bins_per_second, core::Hertz rate, double noise_uv)
    : noise_uv_(std::isnan(noise_uv) ? 0.0 : noise_uv),
      cutter_(bins_per_second, rate),
      previous_raw_(std::numeric_limits<double>::quiet_NaN()),
      highest_(-kInfinity),
      lowest_(kInfinity) {}

void EnvelopeMeter::reserve(core::Seconds duration) {
  const std::size_t bins = cutter_.bins_of(duration);
  envelope_.rms_uv.reserve(bins);
  envelope_.peak_uv.reserve(bins);
  envelope_.quality.reserve(bins);
}

// A bin is measured when all of it is there, so that pieces of the input never change a sum.
void EnvelopeMeter::push(std::span<const double> raw_uv, std::span<const double> clean_uv) {
  CALFEMG_EXPECTS(raw_uv.size() == clean_uv.size());
  while (raw_.size() + raw_uv.size() >= cutter_.length()) {
    const std::size_t missing = cutter_.length() - raw_.size();
    if (raw_.empty()) {
      close_bin(raw_uv.first(missing), clean_uv.first(missing));
    } else {
      append(raw_, raw_uv.first(missing));
      append(clean_, clean_uv.first(missing));
      close_bin(raw_, clean_);
      raw_.clear();
      clean_.clear();
    }
    raw_uv = raw_uv.subspan(missing);
    clean_uv = clean_uv.subspan(missing);
    cutter_.next();
  }
  append(raw_, raw_uv);
  append(clean_, clean_uv);
}

// Follows the extremes of the channel; a run of equal samples at an extreme may be a rail. Tells
// whether the sample differs from the one before it.
bool EnvelopeMeter::note_extremes(double raw_uv) {
  const bool equal = same(raw_uv, previous_raw_) && !std::isnan(previous_raw_);
  equal_run_ = equal ? equal_run_ + 1 : 1;
  const bool changed = !equal && !std::isnan(previous_raw_);
  highest_ = std::max(highest_, raw_uv);
  lowest_ = std::min(lowest_, raw_uv);
  middle_sum_ += raw_uv;
  ++middle_count_;
  if (equal_run_ < kClippedRun || !(same(raw_uv, highest_) || same(raw_uv, lowest_)))
    return changed;
  const std::size_t bin = envelope_.rms_uv.size();
  if (rails_.empty() || rails_.back().bin != bin || !same(rails_.back().value_uv, raw_uv))
    rails_.push_back({bin, raw_uv});
  return changed;
}

// Single samples matter only where one is missing or where a rail may be.
std::uint8_t EnvelopeMeter::look_at_raw(std::span<const double> raw_uv) {
  if (raw_uv.empty()) return bits(core::Quality::flat);
  const SampleExtremes bin = lane_kernels().extremes(raw_uv.data(), raw_uv.size());
  const bool inside = bin.largest < highest_ && bin.smallest > lowest_;
  if (!std::isfinite(bin.sum) || !inside) return look_at_each(raw_uv);
  const bool changed = !same(bin.smallest, bin.largest) ||
                       (!std::isnan(previous_raw_) && !same(raw_uv.front(), previous_raw_));
  middle_sum_ += bin.sum;
  middle_count_ += raw_uv.size();
  equal_run_ = 1;  // a run that is not at an extreme is none that counts
  previous_raw_ = raw_uv.back();
  return changed ? 0 : bits(core::Quality::flat);
}

std::uint8_t EnvelopeMeter::look_at_each(std::span<const double> raw_uv) {
  bool missing = false;
  bool changed = false;
  for (const double x : raw_uv) {
    if (std::isfinite(x)) {
      changed = note_extremes(x) || changed;
    } else {
      missing = true;
      equal_run_ = 1;
    }
    previous_raw_ = x;
  }
  if (missing) return bits(core::Quality::gap);
  return changed ? 0 : bits(core::Quality::flat);
}

void EnvelopeMeter::close_bin(std::span<const double> raw_uv, std::span<const double> clean_uv) {
  std::uint8_t quality = look_at_raw(raw_uv);
  const double squares = lane_kernels().square_sum(clean_uv.data(), clean_uv.size());
  if (std::isnan(squares) || clean_uv.empty()) {
    if (!has(quality, core::Quality::gap)) quality |= bits(core::Quality::settling);
    envelope_.rms_uv.push_back(kNone);
    envelope_.peak_uv.push_back(kNone);
  } else {
    const SampleExtremes clean = lane_kernels().extremes(clean_uv.data(), clean_uv.size());
    envelope_.rms_uv.push_back(root_mean(squares, clean_uv.size()));
    envelope_.peak_uv.push_back(
        static_cast<float>(std::max(std::abs(clean.smallest), std::abs(clean.largest))));
  }
  envelope_.quality.push_back(quality);
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
  (void)look_at_each(raw_);  // no bin, but it may hold the extremes
  mark_clipped();
  return std::move(envelope_);
}

RmsMeter::RmsMeter(core::Hertz bins_per_second, core::Hertz rate)
    : cutter_(bins_per_second, rate) {}

void RmsMeter::reserve(core::Seconds duration) {
  rms_uv_.reserve(cutter_.bins_of(duration));
}

void RmsMeter::push(std::span<const double> samples_uv) {
  while (rest_.size() + samples_uv.size() >= cutter_.length()) {
    const std::size_t missing = cutter_.length() - rest_.size();
    auto bin = samples_uv.first(missing);
    if (!rest_.empty()) {
      append(rest_, bin);
      bin = rest_;
    }
    rms_uv_.push_back(
        root_mean(lane_kernels().square_sum(bin.data(), bin.size()), cutter_.length()));
    rest_.clear();
    samples_uv = samples_uv.subspan(missing);
    cutter_.next();
  }
  append(rest_, samples_uv);
}

}  // namespace calfemg::signal
