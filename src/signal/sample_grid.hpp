// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/quantity.hpp"

namespace calfemg::signal {

/// First sample of stretch `index` when stretches begin every `step`: rounded from the exact time
/// each time, so that odd rates (1259.259 Hz) and odd steps never drift.
[[nodiscard]] inline std::uint64_t first_sample(std::size_t index,
                                                core::Seconds step,
                                                core::Hertz rate) {
  return static_cast<std::uint64_t>(
      std::llround(static_cast<double>(index) * step.value() * rate.value()));
}

/// Number of samples of a stretch of that duration, at least 1.
[[nodiscard]] inline std::size_t samples_in(core::Seconds duration, core::Hertz rate) {
  const auto count = std::llround(duration.value() * rate.value());
  return count < 1 ? 1 : static_cast<std::size_t>(count);
}

}  // namespace calfemg::signal
