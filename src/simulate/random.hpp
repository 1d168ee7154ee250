// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace calfemg::simulate {

/// Random numbers that are the same with every compiler and standard library: SplitMix64 (Steele,
/// Lea & Flood 2014) and distributions of our own. Each thing that is simulated draws from a branch
/// of its own, so that adding one thing never changes another.
class Random {
 public:
  explicit Random(std::uint64_t key) : key_(key), state_(key) {}

  /// Another stream, fixed by this one's key, a label and a number; what was drawn from this one
  /// before makes no difference.
  [[nodiscard]] Random branch(std::string_view label, std::uint64_t index = 0) const;

  [[nodiscard]] std::uint64_t next();

  [[nodiscard]] double uniform();  ///< [0, 1)
  [[nodiscard]] double uniform(double low, double high);
  [[nodiscard]] double log_uniform(double low, double high);  ///< 0 < low <= high
  [[nodiscard]] double normal();                              ///< mean 0, SD 1 (Box & Muller 1958)
  [[nodiscard]] double exponential(double mean);

  /// Log-normal with mean 1 and this coefficient of variation.
  [[nodiscard]] double around_one(double cv);

  [[nodiscard]] bool chance(double probability);
  [[nodiscard]] std::size_t below(std::size_t count);  ///< 0 .. count - 1

  /// Mean 0, SD 1, sum of eight uniform numbers out of two draws: fast noise for millions of
  /// samples. Excess kurtosis -0.15, never beyond 4.9; filtering brings it nearer to Gaussian.
  [[nodiscard]] double noise();

 private:
  std::uint64_t key_;
  std::uint64_t state_;
};

/// A value that wanders round 0 and forgets with time constant `tau` (Ornstein-Uhlenbeck, exact
/// steps).
class Wander {
 public:
  Wander(double tau_s, double step_s, double standard_deviation, Random& random);

  [[nodiscard]] double next(Random& random);

 private:
  double keep_;
  double kick_;
  double value_;
};

}  // namespace calfemg::simulate
