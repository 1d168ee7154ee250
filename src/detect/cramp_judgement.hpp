// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/event.hpp"
#include "detect/cramp_evidence.hpp"
#include "detect/options.hpp"

namespace calfemg::detect {

/// What was decided about a candidate, and why.
struct CrampJudgement {
  core::Grade grade = core::Grade::none;  ///< `none`: turned down
  double confidence = core::kMissing;  ///< probability of a cramp, where the way of judging has one
  std::string code;                    ///< why it was turned down; empty for a cramp
  std::vector<std::string> reasons;    ///< plain sentences, the deciding one first
};

/// Decides by rules, in the order of the table in docs/detectors.md#cramp. Looks at the evidence
/// only, so that another way of weighing it can take its place. Codes: artifact, too_short,
/// too_long, too_weak, part_of_longer, bursts, not_tonic, crosstalk, co_contraction,
/// voluntary_like, tension_like.
[[nodiscard]] CrampJudgement judge_by_rules(const CrampEvidence& evidence,
                                            const CrampOptions& options);

}  // namespace calfemg::detect
