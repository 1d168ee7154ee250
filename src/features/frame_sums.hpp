// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// What the kernels give: sums over a frame or a spectrum from which features are made.
namespace calfemg::features {

struct Centred {
  double mean = 0.0;
  double largest = 0.0;  ///< |x - mean|
};

/// Sums over the samples x[0..count) of a frame without mean, in uV and its powers.
struct TimeSums {
  std::size_t count = 0;
  double magnitude = 0.0;           ///< |x|
  double square = 0.0;              ///< x^2
  double cube = 0.0;                ///< x^3
  double fourth = 0.0;              ///< x^4
  double step_magnitude = 0.0;      ///< |x[i+1] - x[i]|
  double step_square = 0.0;         ///< (x[i+1] - x[i])^2
  double bend_square = 0.0;         ///< (x[i+1] - 2 x[i] + x[i-1])^2
  double teager_kaiser = 0.0;       ///< x[i]^2 - x[i-1] x[i+1]
  double zero_crossings = 0.0;      ///< x[i] x[i+1] < 0 with a step of at least the threshold
  double slope_sign_changes = 0.0;  ///< extrema with a step of at least the threshold to a side
  double large_steps = 0.0;         ///< steps of at least the threshold
  double first_step = 0.0;          ///< x[1] - x[0]
  double last_step = 0.0;
  double whole_step = 0.0;  ///< last sample - first
};

/// Where the bins of a spectrum lie: bin i at (first + i) * step_hz.
struct Bins {
  double first = 0.0;
  double step_hz = 0.0;
};

struct SpectralSums {
  double of_1 = 0.0;
  double of_f = 0.0;
  double of_f2 = 0.0;
  double of_f3 = 0.0;
};

struct DimitrovSums {
  double of_inverse_f = 0.0;
  double of_f5 = 0.0;
};

struct BoxExtremes {
  double smallest = 0.0;
  double largest = 0.0;
  std::size_t largest_at = 0;
};

}  // namespace calfemg::features
