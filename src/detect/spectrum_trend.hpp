// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/event.hpp"
#include "core/session_table.hpp"
#include "core/tension_signature.hpp"

namespace calfemg::detect {

/// All columns of features that detection looks at.
inline constexpr std::array<std::string_view, 2> kTrendColumns{"rms_uv", "mdf_hz"};

/// Joint analysis of spectrum and amplitude (JASA, Luttmann): each tension period of a channel goes
/// to one of four kinds by the signs of the slopes (least squares) of RMS and of median frequency.
/// Needs the features of kTrendColumns.
[[nodiscard]] core::SpectrumTrend spectrum_trend(const core::SessionTable& session,
                                                 const core::ChannelTable& channel,
                                                 std::span<const core::Event> events);

}  // namespace calfemg::detect
