// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/quantity.hpp"
#include "signal/biquad.hpp"

namespace calfemg::signal {

/// Digital Butterworth band-pass: analogue prototype, band-pass transform, bilinear transform with
/// prewarped corners. `order` sections, each with gain 1 at the centre of the band. The same filter
/// as scipy.signal.butter(order, [low, high], 'bandpass', output='sos').
/// Source: Parks & Burrus 1987, Digital Filter Design, chapter 7.
/// @throws core::ConfigError  unless 0 < low < high < rate / 2 and 1 <= order <= 10
[[nodiscard]] std::vector<BiquadCoefficients> design_bandpass(int order,
                                                              core::Hertz low,
                                                              core::Hertz high,
                                                              core::Hertz rate);

}  // namespace calfemg::signal
