// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "features/frame_sums.hpp"

// The innermost loops of the features. Each is compiled for every instruction set of core::Simd
// from the one text in frame_kernels.inc; all give the same bits.
namespace calfemg::features {

struct FrameKernels {
  /// to[i] = x[i] - mean of x; gives the mean and the largest |to[i]|
  Centred (*centre)(const double* x, std::size_t count, double* to);
  /// Sums over `count` >= 3 samples without mean
  TimeSums (*time_sums)(const double* x, std::size_t count, double threshold_uv);
  /// sum(psd)
  double (*sum)(const double* psd, std::size_t count);
  /// sum(psd * f^k), k = 0..3, with f = (first + i) * step_hz
  SpectralSums (*spectral_sums)(const double* psd, std::size_t count, Bins bins);
  /// sum(psd * (f - centre_hz)^2)
  double (*spread)(const double* psd, std::size_t count, Bins bins, double centre_hz);
  /// sum(psd / f) and sum(psd * f^5)
  DimitrovSums (*dimitrov_sums)(const double* psd, std::size_t count, Bins bins);
  /// sum(p ln p) with p = psd / total; 0 ln 0 = 0
  double (*entropy_sum)(const double* psd, std::size_t count, double total);
  /// largest psd
  double (*largest)(const double* psd, std::size_t count);
  /// smallest and largest sum of `width` neighbours, and where the largest first begins;
  /// `count` >= `width`
  BoxExtremes (*box_extremes)(const double* psd, std::size_t count, std::size_t width);
};

/// Those of core::simd().
[[nodiscard]] const FrameKernels& frame_kernels();

}  // namespace calfemg::features
