// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event.hpp"
#include "evaluate/options.hpp"
#include "evaluate/session.hpp"

namespace calfemg::evaluate {

/// How far two tables agree in time, summed over the places (heads, legs or channels) of an event
/// type. Recordings are cut into bins; a bin counts as marked when its middle lies in an event.
struct TimeAgreement {
  double both_s = 0.0;
  double truth_only_s = 0.0;
  double detected_only_s = 0.0;
  double neither_s = 0.0;  ///< missing when the duration of a recording is not known

  [[nodiscard]] double sensitivity() const;  ///< of the time; missing when there is none
  [[nodiscard]] double ppv() const;
  [[nodiscard]] double f1() const;
  /// Cohen's kappa (1960) of marked and not marked; missing without the duration of the recording
  /// or when chance alone would agree everywhere.
  [[nodiscard]] double kappa() const;
};

/// The places are those of the channels of the recording (both gastrocnemius heads for what is
/// told by head) and those that an event of the type names.
[[nodiscard]] TimeAgreement time_agreement(const Session& session,
                                           core::EventType type,
                                           double bin_s);

/// Adds up recordings.
[[nodiscard]] TimeAgreement operator+(const TimeAgreement& a, const TimeAgreement& b);

}  // namespace calfemg::evaluate
