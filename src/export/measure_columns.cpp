// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "export/event_columns.hpp"

namespace calfemg::exporting {
namespace {

constexpr std::array<MeasureColumn, 23> kMeasures{{
    {"rest_uv", "uV", "Rest level of the leading channel."},
    {"median_uv", "uV", "Median RMS amplitude within the event, of the leading channel."},
    {"peak_uv",
     "uV",
     "Largest smoothed RMS amplitude within the event; of an artifact: largest absolute value."},
    {"median_rest_multiple", "1", "Median RMS amplitude divided by the rest level."},
    {"peak_rest_multiple", "1", "Largest RMS amplitude divided by the rest level."},
    {"tonicity", "1", "Share of short frames above the offset gate, 0 to 1."},
    {"modulation_depth",
     "1",
     "(P90 - P10) / (P90 + P10) of the envelope after its slow trend is removed, 0 to 1."},
    {"returns_per_s", "1/s", "Returns of the envelope to rest, for each second of the event."},
    {"rise_s", "s", "Time from the onset to 90 % of the median height."},
    {"decay_s", "s", "Time from 90 % of the median height to the end."},
    {"head_dominance",
     "1",
     "ln of the rest multiple of this head over that of the other head of the leg; above 0: this "
     "head leads."},
    {"head_lag_s",
     "s",
     "Onset of the other head of the leg after this one; below 0: it began before; n/a: it takes "
     "no "
     "part."},
    {"site_lag_s", "s", "Onset of the second site of the head after the first one."},
    {"spread_mm_per_s",
     "mm/s",
     "Distance between the sites over that lag, where the distance is known."},
    {"contralateral_rest_multiple",
     "1",
     "Amplitude over rest level of the strongest calf channel of the other leg."},
    {"tibialis_rest_multiple",
     "1",
     "Amplitude over rest level of the strongest tibialis anterior channel of this leg."},
    {"co_activation_share",
     "1",
     "Largest share of the time in which the tibialis anterior or the other leg is active, 0 to "
     "1."},
    {"synchronous_groups", "1", "Number of muscle groups beyond this calf that begin with it."},
    {"artifact_share", "1", "Share of the event that is artifact or gap, 0 to 1."},
    {"awakening_latency_s",
     "s",
     "Time from the onset to the change from sleep to wake; below 0: before the onset."},
    {"marker_latency_s",
     "s",
     "Time from the onset to the patient marker; below 0: before the onset."},
    {"rectified_uv", "uV", "Mean rectified amplitude within the event."},
    {"standard_derivation",
     "1",
     "1: scored on the tibialis anterior, as the rules for leg movements demand; 0: on another "
     "muscle."},
}};

}  // namespace

std::span<const MeasureColumn> measure_columns() {
  return kMeasures;
}

}  // namespace calfemg::exporting
