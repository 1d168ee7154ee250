// SPDX-License-Identifier: Apache-2.0
#include "detect/evidence_model.hpp"

#include <algorithm>
#include <cmath>

namespace calfemg::detect {
namespace {

constexpr double kSmallest = 1e-6;  // keeps the logarithm of a measure of 0 finite

double value_of(const std::vector<core::Measure>& measures, const std::string& name) {
  const auto found = std::find_if(measures.begin(), measures.end(), [&name](const auto& measure) {
    return measure.name == name;
  });
  return found == measures.end() ? core::kMissing : found->value;
}

}  // namespace

double weight_of(const EvidenceCurve& curve, double value) {
  const double x = curve.logarithmic ? std::log(std::max(value, kSmallest)) : value;
  if (std::isnan(value) || curve.knots.empty()) return curve.missing;
  const auto above = std::upper_bound(curve.knots.begin(), curve.knots.end(), x);
  if (above == curve.knots.begin()) return curve.weights.front();
  if (above == curve.knots.end()) return curve.weights.back();
  const auto i = static_cast<std::size_t>(above - curve.knots.begin());
  const double along = (x - curve.knots[i - 1]) / (curve.knots[i] - curve.knots[i - 1]);
  return curve.weights[i - 1] + along * (curve.weights[i] - curve.weights[i - 1]);
}

std::vector<Contribution> contributions(const EvidenceModel& model,
                                        const std::vector<core::Measure>& measures) {
  std::vector<Contribution> result;
  for (const EvidenceCurve& curve : model.curves) {
    const double value = value_of(measures, curve.evidence);
    result.push_back({curve.evidence, value, weight_of(curve, value)});
  }
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    return std::abs(a.weight) > std::abs(b.weight);
  });
  return result;
}

double probability(const EvidenceModel& model, const std::vector<Contribution>& contributions) {
  double log_odds = model.intercept;
  for (const Contribution& contribution : contributions)
    log_odds += contribution.weight;
  return 1.0 / (1.0 + std::exp(-log_odds));
}

}  // namespace calfemg::detect
