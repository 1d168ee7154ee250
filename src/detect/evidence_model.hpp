// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/event.hpp"

namespace calfemg::detect {

/// What one piece of evidence adds: a curve through (knot, weight), straight between the knots and
/// level outside of them.
struct EvidenceCurve {
  std::string evidence;         ///< name of a measure
  bool logarithmic = false;     ///< the knots are ln of the measure
  std::vector<double> knots;    ///< ascending
  std::vector<double> weights;  ///< one for each knot, log odds
  double missing = 0.0;         ///< when the measure is not known
};

/// Additive model: log odds = intercept + the weights of all evidence. Made by
/// scripts/train_cramp_model.py.
struct EvidenceModel {
  std::string name;  ///< with its version, for the provenance
  double intercept = 0.0;
  std::vector<EvidenceCurve> curves;
};

/// What a piece of evidence added to a decision.
struct Contribution {
  std::string evidence;
  double value = core::kMissing;
  double weight = 0.0;  ///< log odds: above 0 for, below 0 against
};

[[nodiscard]] double weight_of(const EvidenceCurve& curve, double value);

/// One for each curve, the largest (for or against) first.
[[nodiscard]] std::vector<Contribution> contributions(const EvidenceModel& model,
                                                      const std::vector<core::Measure>& measures);

/// 1 / (1 + exp(-(intercept + sum of the weights))).
[[nodiscard]] double probability(const EvidenceModel& model,
                                 const std::vector<Contribution>& contributions);

}  // namespace calfemg::detect
