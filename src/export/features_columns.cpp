// SPDX-License-Identifier: Apache-2.0
#include "export/features_columns.hpp"

#include <array>

namespace calfemg::exporting {
namespace {

constexpr std::array<FixedColumn, 6> kIdentity{{
    {"channel", "", "Name of the channel in the recording."},
    {"leg", "", "Leg of the channel."},
    {"muscle", "", "Muscle under the electrodes (SENIAM name)."},
    {"site", "", "Position of the electrodes on the head."},
    {"onset",
     "s",
     "Begin of the analysis window, from the start of the recording, to the microsecond."},
    {"coverage",
     "1",
     "Share of the window's samples that are valid: neither in a gap nor while filters settle."},
}};

constexpr std::array<FixedColumn, 2> kQuality{{
    {"mains_rms_uv", "uV", "RMS at the mains harmonics, before the notches."},
    {"low_rms_uv", "uV", "RMS below the pass band: motion and drift."},
}};

}  // namespace

std::span<const FixedColumn> identity_columns() {
  return kIdentity;
}

std::span<const FixedColumn> quality_columns() {
  return kQuality;
}

}  // namespace calfemg::exporting
