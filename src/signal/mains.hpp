// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "signal/psd.hpp"

namespace calfemg::signal {

/// Looks for mains interference in excerpts of one channel. In each excerpt a harmonic counts as
/// seen when the power within 0.5 Hz of it exceeds what the neighbourhood (2 to 6 Hz away) leads to
/// expect by a factor that noise reaches in less than one of a thousand excerpts; it is really
/// there when it is seen in a tenth of the excerpts (at least two of them).
class MainsFinder {
 public:
  /// @param excerpt_samples  about 4 s: resolves 0.25 Hz
  MainsFinder(std::size_t excerpt_samples, core::Hertz rate);

  /// One excerpt without NaN, `excerpt_samples` long.
  void add(std::span<const double> excerpt_uv);

  /// Excerpts in which harmonics of `base_hz` (50 or 60) were seen, summed over the harmonics.
  [[nodiscard]] std::size_t sightings(double base_hz) const;

  /// Harmonics of `base_hz` below `highest_hz` that are really there.
  [[nodiscard]] std::vector<double> harmonics(double base_hz, double highest_hz) const;

 private:
  struct Line {
    double base_hz;
    double frequency_hz;
    std::size_t seen;
  };

  Psd psd_;
  std::size_t excerpts_ = 0;
  std::vector<Line> lines_;
};

}  // namespace calfemg::signal
