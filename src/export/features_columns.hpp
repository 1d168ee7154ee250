// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace calfemg::exporting {

/// A column of features.tsv.gz that is not a feature.
struct FixedColumn {
  std::string_view name;
  std::string_view unit;     ///< "" for texts
  std::string_view meaning;  ///< one sentence
};

/// Left of the features: channel, leg, muscle, site, onset, coverage.
[[nodiscard]] std::span<const FixedColumn> identity_columns();

/// Right of the features: mains_rms_uv, low_rms_uv.
[[nodiscard]] std::span<const FixedColumn> quality_columns();

}  // namespace calfemg::exporting
