// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "detect/cramp_evidence.hpp"
#include "detect/options.hpp"

namespace calfemg::detect {

/// Evidence put as yes or no. What is not known is no.
struct CrampTraits {
  bool focal = false;       ///< this head far more active than the other one
  bool co_active = false;   ///< muscles beyond this calf take part
  bool abrupt = false;      ///< starts and stops within `abrupt_s`
  bool in_context = false;  ///< an awakening or a patient marker goes with it
  bool brief = false;       ///< shorter than `short_duration_s`
};

[[nodiscard]] CrampTraits traits_of(const CrampEvidence& evidence, const CrampOptions& options);

/// What speaks for and against a candidate, as plain sentences.
[[nodiscard]] std::vector<std::string> reasons_of(const CrampEvidence& evidence,
                                                  const CrampTraits& traits);

}  // namespace calfemg::detect
