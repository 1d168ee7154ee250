// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/event.hpp"
#include "simulate/body.hpp"
#include "simulate/performance.hpp"

namespace calfemg::simulate {

/// Power that discharges give each electrode, from their energies alone: no noise, no sampling
/// rate, no filter. Bins of 50 ms.
class PowerTrace {
 public:
  static constexpr double kBinS = 0.05;

  /// @param covered  s; discharges outside are left out
  PowerTrace(const Body& body, std::vector<std::size_t> electrodes, const core::Interval& covered);

  void add(const Body& body, const std::vector<Spike>& spikes);

  [[nodiscard]] std::size_t bins() const { return bins_; }

  [[nodiscard]] double time_s(std::size_t bin) const;

  [[nodiscard]] const std::vector<std::size_t>& electrodes() const { return electrodes_; }

  /// RMS of activity and rest together over rest RMS of the i-th electrode, for each bin, over a
  /// window of `smoothing_s` round it.
  [[nodiscard]] std::vector<double> multiples(std::size_t i, double smoothing_s) const;

 private:
  double start_s_;
  std::size_t bins_;
  std::vector<std::size_t> electrodes_;
  std::vector<double> rest_uv_;
  std::vector<std::vector<double>> power_;  ///< [electrode][bin], uV^2
};

/// The event as it can be seen from the skin: from the first moment at which the discharge stands
/// out of the noise to the last. nullopt when it never does.
[[nodiscard]] std::optional<core::Event> find_truth(const Body& body,
                                                    const Performance& performance,
                                                    const Claim& claim);

/// Artefacts as events, one for each channel.
[[nodiscard]] std::vector<core::Event> artefact_truth(const Body& body,
                                                      const std::vector<Disturbance>& disturbances);

}  // namespace calfemg::simulate
