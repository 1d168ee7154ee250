// SPDX-License-Identifier: Apache-2.0
#include "signal/mains.hpp"

#include <algorithm>
#include <cmath>

namespace calfemg::signal {
namespace {

constexpr double kHalfWidthHz = 0.5;  // mains drifts by 0.2 Hz, the Hann window smears 0.25 Hz
constexpr double kNeighbourFromHz = 2.0;
constexpr double kNeighbourToHz = 6.0;
constexpr double kLineOverNeighbours = 5.0;
constexpr double kShareOfExcerpts = 0.1;
constexpr std::size_t kFewestExcerpts = 2;
constexpr double kEuropeHz = 50.0;
constexpr double kAmericaHz = 60.0;

// Mean density over the bins with low <= |f - centre| <= high; 0 when there is none.
double mean_density(
    std::span<const double> psd, double bin_hz, double centre_hz, double low_hz, double high_hz) {
  double sum = 0.0;
  std::size_t count = 0;
  const double first = std::max(1.0, std::floor((centre_hz - high_hz) / bin_hz));
  const auto end = static_cast<std::size_t>(std::max(0.0, (centre_hz + high_hz) / bin_hz)) + 2;
  for (auto k = static_cast<std::size_t>(first); k < std::min(end, psd.size()); ++k) {
    const double distance = std::abs(static_cast<double>(k) * bin_hz - centre_hz);
    if (distance < low_hz || distance > high_hz) continue;
    sum += psd[k];
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

}  // namespace

MainsFinder::MainsFinder(std::size_t excerpt_samples, core::Hertz rate)
    : psd_(excerpt_samples, rate) {
  for (const double base_hz : {kEuropeHz, kAmericaHz}) {
    for (int k = 1; base_hz * k + kNeighbourToHz < rate.value() / 2.0; ++k)
      lines_.push_back({base_hz, base_hz * k, 0});
  }
}

void MainsFinder::add(std::span<const double> excerpt_uv) {
  const auto psd = psd_.of(excerpt_uv);
  const double bin_hz = psd_.bin_width().value();
  for (Line& line : lines_) {
    const double at = mean_density(psd, bin_hz, line.frequency_hz, 0.0, kHalfWidthHz);
    const double around =
        mean_density(psd, bin_hz, line.frequency_hz, kNeighbourFromHz, kNeighbourToHz);
    if (at > kLineOverNeighbours * around) ++line.seen;
  }
  ++excerpts_;
}

std::size_t MainsFinder::sightings(double base_hz) const {
  std::size_t sum = 0;
  for (const Line& line : lines_) {
    if (std::abs(line.base_hz - base_hz) < kHalfWidthHz) sum += line.seen;
  }
  return sum;
}

std::vector<double> MainsFinder::harmonics(double base_hz, double highest_hz) const {
  const double share = kShareOfExcerpts * static_cast<double>(excerpts_);
  std::vector<double> there;
  for (const Line& line : lines_) {
    const bool enough = line.seen >= kFewestExcerpts && static_cast<double>(line.seen) >= share;
    if (std::abs(line.base_hz - base_hz) < kHalfWidthHz && enough && line.frequency_hz < highest_hz)
      there.push_back(line.frequency_hz);
  }
  return there;
}

}  // namespace calfemg::signal
