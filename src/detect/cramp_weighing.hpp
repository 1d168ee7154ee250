// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "detect/cramp_evidence.hpp"
#include "detect/cramp_judgement.hpp"
#include "detect/options.hpp"

namespace calfemg::detect {

/// Decides by the sum of the weights that `options.model` gives to the evidence. What rules demand
/// of any candidate (length, readable signal) holds here too. Turned down, the code is that of the
/// rule which speaks against it, else `unconvincing`. Reasons: those of the rules, then the
/// strongest contributions with their weights.
[[nodiscard]] CrampJudgement judge_by_model(const CrampEvidence& evidence,
                                            const CrampOptions& options);

/// By `options.scorer`.
[[nodiscard]] CrampJudgement judge(const CrampEvidence& evidence, const CrampOptions& options);

}  // namespace calfemg::detect
