// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/expects.hpp"
#include "core/quantity.hpp"
#include "signal/sample_grid.hpp"

namespace calfemg::signal {

/// What is kept of the samples, bin by bin.
struct Envelope {
  std::vector<float> rms_uv;          ///< RMS of the filtered samples; NaN when one is missing
  std::vector<float> peak_uv;         ///< largest |x| of the filtered samples; NaN as above
  std::vector<std::uint8_t> quality;  ///< bits of core::Quality
};

/// Where the bins of a stream end: bin i begins at first_sample(i).
class BinCutter {
 public:
  /// @param rate  at least bins_per_second: each bin has a sample
  BinCutter(core::Hertz bins_per_second, core::Hertz rate)
      : step_(1.0 / bins_per_second.value()), rate_(rate) {
    CALFEMG_EXPECTS(rate >= bins_per_second);
    begin(0);
  }

  [[nodiscard]] std::size_t length() const { return end_ - first_; }  ///< samples of the bin

  void next() { begin(bin_ + 1); }

  [[nodiscard]] std::size_t bins_of(core::Seconds duration) const {
    return static_cast<std::size_t>(duration / step_) + 1;
  }

 private:
  void begin(std::size_t bin) {
    bin_ = bin;
    first_ = first_sample(bin, step_, rate_);
    end_ = first_sample(bin + 1, step_, rate_);
  }

  core::Seconds step_;
  core::Hertz rate_;
  std::size_t bin_ = 0;
  std::uint64_t first_ = 0;
  std::uint64_t end_ = 0;
};

/// RMS envelope on bins that do not overlap, with the tests that need single samples: gaps,
/// settling filters, flat signal (no sample differs from the one before), clipping (at least three
/// equal samples in a row at the largest or smallest value of the whole channel). Splitting the
/// input never changes the result, bit for bit.
class EnvelopeMeter {
 public:
  /// @param noise_uv  RMS of the quietest signal (NaN: unknown): a "rail" nearer to the middle of
  ///                  the signal than eight times this is resolution, not clipping
  EnvelopeMeter(core::Hertz bins_per_second, core::Hertz rate, double noise_uv);

  /// Takes memory for that much signal at once, instead of by doubling.
  void reserve(core::Seconds duration);

  /// Equally many samples of both streams, NaN where there are none.
  void push(std::span<const double> raw_uv, std::span<const double> clean_uv);

  /// The whole envelope; a last bin that is not full is left out. Call once, at the end.
  [[nodiscard]] Envelope finish();

 private:
  struct Rail {
    std::size_t bin;
    double value_uv;
  };

  void close_bin(std::span<const double> raw_uv, std::span<const double> clean_uv);
  [[nodiscard]] std::uint8_t look_at_raw(std::span<const double> raw_uv);
  [[nodiscard]] std::uint8_t look_at_each(std::span<const double> raw_uv);
  bool note_extremes(double raw_uv);
  void mark_clipped();

  double noise_uv_;
  Envelope envelope_;
  BinCutter cutter_;
  std::vector<double> raw_;  ///< samples of the bin that is not full yet
  std::vector<double> clean_;

  double previous_raw_;
  std::size_t equal_run_ = 1;
  double highest_;
  double lowest_;
  double middle_sum_ = 0.0;
  std::uint64_t middle_count_ = 0;
  std::vector<Rail> rails_;  ///< runs at what was the extreme value so far
};

/// RMS of one stream alone on the same bins; NaN when a sample is missing. Splitting the input
/// never changes the result, bit for bit.
class RmsMeter {
 public:
  RmsMeter(core::Hertz bins_per_second, core::Hertz rate);

  /// Takes memory for that much signal at once, instead of by doubling.
  void reserve(core::Seconds duration);

  void push(std::span<const double> samples_uv);

  /// [bin]; a last bin that is not full is left out. Call once, at the end.
  [[nodiscard]] std::vector<float> finish() { return std::move(rms_uv_); }

 private:
  BinCutter cutter_;
  std::vector<float> rms_uv_;
  std::vector<double> rest_;  ///< samples of the bin that is not full yet
};

}  // namespace calfemg::signal
