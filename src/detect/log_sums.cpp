// SPDX-License-Identifier: Apache-2.0
#include "detect/log_sums.hpp"

#include <algorithm>
#include <cmath>

#include "core/recording.hpp"

namespace calfemg::detect {
namespace {

constexpr double kSmallestUv = 1e-3;  // keeps the logarithm finite
constexpr double kLeastShare = 0.8;   // of a window that must be known

}  // namespace

LogSums::LogSums(const std::vector<float>& values_uv, std::span<const std::uint8_t> usable)
    : sums_(1), squares_(1), counts_(1) {
  sums_.reserve(values_uv.size() + 1);
  squares_.reserve(values_uv.size() + 1);
  counts_.reserve(values_uv.size() + 1);
  for (std::size_t i = 0; i < values_uv.size(); ++i) {
    const bool known = usable[i] != 0 && !std::isnan(values_uv[i]);
    const double value =
        known ? std::log(std::max(kSmallestUv, static_cast<double>(values_uv[i]))) : 0.0;
    sums_.push_back(sums_.back() + value);
    squares_.push_back(squares_.back() + value * value);
    counts_.push_back(counts_.back() + (known ? 1U : 0U));
  }
}

double LogSums::known_in(Run run) const {
  return static_cast<double>(counts_[run.end] - counts_[run.begin]);
}

double LogSums::mean(Run run) const {
  const double count = known_in(run);
  if (count < kLeastShare * static_cast<double>(run.size())) return core::kMissing;
  return (sums_[run.end] - sums_[run.begin]) / count;
}

double LogSums::spread(Run run) const {
  const double average = mean(run);
  const double count = known_in(run);
  const double power = (squares_[run.end] - squares_[run.begin]) / count;
  return std::sqrt(std::max(0.0, power - average * average));
}

}  // namespace calfemg::detect
