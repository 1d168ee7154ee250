// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/quantity.hpp"

namespace calfemg::signal {

/// What is kept of the samples, bin by bin.
struct Envelope {
  std::vector<float> rms_uv;          ///< RMS of the filtered samples; NaN when one is missing
  std::vector<float> peak_uv;         ///< largest |x| of the filtered samples; NaN as above
  std::vector<std::uint8_t> quality;  ///< bits of core::Quality
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

  void add(double raw_uv, double clean_uv);
  void close_bin();
  void start_bin();
  void note_extremes(double raw_uv);
  void mark_clipped();

  core::Seconds step_;
  core::Hertz rate_;
  double noise_uv_;
  Envelope envelope_;

  std::uint64_t bin_end_ = 0;  ///< first sample of the next bin
  std::uint64_t position_ = 0;
  double square_sum_ = 0.0;
  double peak_ = 0.0;
  std::size_t samples_ = 0;
  bool missing_raw_ = false;
  bool missing_clean_ = false;
  bool changed_ = false;  ///< a sample of the bin differs from the one before it

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
  core::Seconds step_;
  core::Hertz rate_;
  std::vector<float> rms_uv_;
  std::uint64_t bin_end_;  ///< first sample of the next bin
  std::uint64_t position_ = 0;
  double square_sum_ = 0.0;  ///< NaN when a sample of the bin is missing
  std::size_t samples_ = 0;
};

}  // namespace calfemg::signal
