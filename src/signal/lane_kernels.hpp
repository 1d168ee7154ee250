// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// The innermost loops of the signal path. Each is compiled for every instruction set of core::Simd
// from the one text in lane_kernels.inc; all give the same bits.
namespace calfemg::signal {

inline constexpr std::size_t kLanes = 4;  ///< channels that are filtered side by side
inline constexpr std::size_t kRegisterBytes = 32;

/// A second-order section of kLanes channels with b0 taken out, and its state:
///   y = x + z1;  z1 = (b1 x + z2) - a1 y;  z2 = b2 x - a2 y
struct alignas(kRegisterBytes) LaneSection {
  double b1[kLanes] = {};
  double b2[kLanes] = {};
  double a1[kLanes] = {};
  double a2[kLanes] = {};
  double z1[kLanes] = {};
  double z2[kLanes] = {};
};

/// What an envelope bin needs to know of its samples; all of them known.
struct SampleExtremes {
  double sum = 0.0;
  double smallest = 0.0;
  double largest = 0.0;
};

struct SquareSums {
  double first = 0.0;
  double second = 0.0;
};

struct LaneKernels {
  /// Filters `count` frames of kLanes samples in place, through all sections in one pass.
  /// @param gains  kLanes factors of the input: the product of the b0
  void (*filter)(LaneSection* sections,
                 std::size_t section_count,
                 const double* gains,
                 double* frames,
                 std::size_t count);
  /// frames[i * kLanes + lane] = lanes[lane][i] - offsets[lane]
  void (*interleave)(const double* const* lanes,
                     const double* offsets,
                     double* frames,
                     std::size_t count);
  /// lanes[lane][i] = frames[i * kLanes + lane]
  void (*deinterleave)(const double* frames, double* const* lanes, std::size_t count);
  /// sum(x); not a number or infinite when a sample is
  double (*sum)(const double* x, std::size_t count);
  /// sum(x^2)
  double (*square_sum)(const double* x, std::size_t count);
  /// `count` >= 1 samples; not a number in `sum` when one is missing or infinite
  SampleExtremes (*extremes)(const double* x, std::size_t count);
  /// to[i] = window[i] * (x[i] - mean of x)
  void (*window)(const double* x, const double* window, double* to, std::size_t count);
  /// to[k] = scale * |z[k]|^2 of `count` complex numbers
  void (*power)(const double* complex, double scale, double* to, std::size_t count);
  /// to[2 i] = window[i] * (first[i] - mean of first), to[2 i + 1] the same of second; gives the
  /// sums of their squares, not finite when a sample is not
  SquareSums (*window_pair)(const double* first,
                            const double* second,
                            const double* window,
                            double* to,
                            std::size_t count);
  /// Of a transform of `length` complex numbers whose real parts came from one real signal and
  /// whose imaginary parts from another, what `power` gives of either alone: length / 2 + 1 bins.
  void (*pair_power)(
      const double* complex, std::size_t length, double scale, double* first, double* second);
};

/// Those of core::simd().
[[nodiscard]] const LaneKernels& lane_kernels();

}  // namespace calfemg::signal
