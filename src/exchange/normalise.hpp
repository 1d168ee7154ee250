// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "exchange/export_options.hpp"
#include "exchange/feature_reader.hpp"
#include "exchange/session_facts.hpp"

namespace calfemg::exchange {

/// Windows that count: complete, and not touched by an artifact of their channel.
[[nodiscard]] std::vector<bool> valid_windows(const ChannelFeatures& features,
                                              const SessionFacts& session,
                                              double window_s);

/// The column after the normalisation: rest, mvc and dne change rms_uv alone, because rest level
/// and maximal contraction are RMS amplitudes; z changes every column.
[[nodiscard]] Column normalised(const Column& column, Normalisation how);

/// Normalises the values in place, by the valid windows of this channel and night.
///   rest: rms / rest level; mvc: 100 rms / mvc_uv (NaN where it is not known);
///   z: (x - mean) / SD; dne: 100 (x - P0.5) / (P99.5 - P0.5), cut to 0..100 (PMID 28329117)
void normalise(ChannelFeatures& features,
               const std::vector<std::string>& names,
               const std::vector<bool>& valid,
               const ChannelFacts& channel,
               Normalisation how);

/// The value below which `percent` of the sorted values lie, linear between neighbours; NaN for
/// none.
[[nodiscard]] double percentile_of_sorted(const std::vector<double>& sorted, double percent);

}  // namespace calfemg::exchange
