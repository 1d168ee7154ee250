// SPDX-License-Identifier: Apache-2.0
#include "detect/edges.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace calfemg::detect {
namespace {

/// Bins that say how strong the activity is beyond the search, and just after the edge.
constexpr std::size_t kInsideBins = 10;
constexpr std::size_t kNextBins = 3;

enum class Side { past, future };

/// The bins of a channel seen from one side: from the past for an onset, from the future for an
/// end. Position 0 is the first bin of that direction.
class Approach {
 public:
  Approach(const ChannelView& channel, Run run, Side side) : channel_(channel), side_(side) {
    const std::size_t count = channel.table->envelope_uv.size();
    edge_ = side == Side::past ? run.begin : count - run.end;
    end_ = edge_ + run.size();
  }

  [[nodiscard]] std::size_t edge() const { return edge_; }

  /// One past the last position of the run.
  [[nodiscard]] std::size_t end() const { return end_; }

  /// Power of a bin; nullopt when it is not usable.
  [[nodiscard]] std::optional<double> power(std::size_t position) const {
    const std::size_t i = bin(position);
    if (channel_.artifacts.usable[i] == 0) return std::nullopt;
    const auto value = static_cast<double>(channel_.table->envelope_uv[i]);
    return value * value;
  }

  /// Mean power of the usable bins in [begin, end); nullopt when there is none.
  [[nodiscard]] std::optional<double> mean_power(std::size_t begin, std::size_t end) const {
    double sum = 0.0;
    std::size_t known = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const std::optional<double> value = power(i);
      if (!value) continue;
      sum += *value;
      ++known;
    }
    if (known == 0) return std::nullopt;
    return sum / static_cast<double>(known);
  }

  /// Time of a place between bins: `position` bins from the near end of the recording.
  [[nodiscard]] double time_s(double position) const {
    const core::Grid& bins = channel_.table->bins;
    const auto count = static_cast<double>(channel_.table->envelope_uv.size());
    return bins.start_s + bins.step_s * (side_ == Side::past ? position : count - position);
  }

 private:
  [[nodiscard]] std::size_t bin(std::size_t position) const {
    return side_ == Side::past ? position : channel_.table->envelope_uv.size() - 1 - position;
  }

  const ChannelView& channel_;
  Side side_;
  std::size_t edge_ = 0;
  std::size_t end_ = 0;
};

/// Share of the bins `position - 1` and `position` that the activity fills, 0..2.
double filled_bins(const Approach& approach, std::size_t position, double rest_power) {
  const std::size_t next_end = std::min(position + 1 + kNextBins, approach.end());
  const double here = approach.power(position).value_or(rest_power);
  const double inside = approach.mean_power(position + 1, next_end).value_or(here);
  if (inside <= rest_power) return 1.0;
  double excess = here - rest_power;
  if (position > 0) {
    excess += std::max(0.0, approach.power(position - 1).value_or(rest_power) - rest_power);
  }
  return std::clamp(excess / (inside - rest_power), 0.0, 2.0);
}

double edge_time_s(const Approach& approach, std::size_t reach, const EdgeLevels& levels) {
  const std::size_t middle = std::min(approach.edge() + reach, approach.end() - 1);
  const std::size_t inside_end = std::min(middle + kInsideBins, approach.end());
  const double rest_power = levels.rest_uv * levels.rest_uv;
  const double inside_uv = std::sqrt(approach.mean_power(middle, inside_end).value_or(rest_power));
  const double threshold =
      std::max(levels.gate_uv, levels.rest_uv + levels.height_share * (inside_uv - levels.rest_uv));
  for (std::size_t i = approach.edge() - std::min(approach.edge(), reach); i <= middle; ++i) {
    const std::optional<double> power = approach.power(i);
    if (!power || *power <= threshold * threshold) continue;
    return approach.time_s(static_cast<double>(i + 1) - filled_bins(approach, i, rest_power));
  }
  return approach.time_s(static_cast<double>(approach.edge()));
}

}  // namespace

core::Interval refined(const ChannelView& channel,
                       Run run,
                       std::size_t reach,
                       const EdgeLevels& levels) {
  const double onset = edge_time_s(Approach(channel, run, Side::past), reach, levels);
  const double end = edge_time_s(Approach(channel, run, Side::future), reach, levels);
  const double first = std::max(onset, channel.table->bins.start_s);
  return {first, std::max(0.0, end - first)};
}

}  // namespace calfemg::detect
