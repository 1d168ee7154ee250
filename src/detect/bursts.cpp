// SPDX-License-Identifier: Apache-2.0
#include "detect/bursts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace calfemg::detect {
namespace {

constexpr double kHalf = 0.5;

/// Follows a level from trough to peak and says when a peak is over.
class PeakFollower {
 public:
  explicit PeakFollower(double return_ratio) : return_ratio_(return_ratio) {}

  /// The bin of a peak that the level has now come back from.
  std::optional<std::size_t> next(const std::vector<double>& level, std::size_t bin) {
    const double value = level[bin];
    if (!peak_) {
      trough_ = std::min(trough_, value);
      if (value >= return_ratio_ * trough_) peak_ = bin;
      return std::nullopt;
    }
    if (value > level[*peak_]) peak_ = bin;
    if (value * return_ratio_ > level[*peak_]) return std::nullopt;
    trough_ = value;
    return std::exchange(peak_, std::nullopt);
  }

 private:
  double return_ratio_;
  double trough_ = 1.0;  ///< rest
  std::optional<std::size_t> peak_;
};

Run upper_half(const std::vector<double>& level, std::size_t peak) {
  Run run{peak, peak + 1};
  while (run.begin > 0 && level[run.begin - 1] >= kHalf * level[peak])
    --run.begin;
  while (run.end < level.size() && level[run.end] >= kHalf * level[peak])
    ++run.end;
  return run;
}

}  // namespace

std::vector<Burst> bursts_of(const std::vector<double>& level, double return_ratio, double least) {
  std::vector<Burst> bursts;
  PeakFollower follower(return_ratio);
  for (std::size_t i = 0; i < level.size(); ++i) {
    if (std::isnan(level[i])) continue;
    const auto peak = follower.next(level, i);
    if (peak && level[*peak] >= least) bursts.push_back({upper_half(level, *peak), *peak});
  }
  return bursts;
}

}  // namespace calfemg::detect
