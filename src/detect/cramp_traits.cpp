// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_traits.hpp"

#include <cmath>

#include "core/text.hpp"

namespace calfemg::detect {
namespace {

/// One decimal is what a reviewer can use.
std::string text(double value) {
  return core::fixed_text(value, 1);
}

std::string percent(double share) {
  return core::fixed_text(100.0 * share, 0) + " %";
}

std::string spread_sentence(const CrampEvidence& evidence, const CrampTraits& traits) {
  if (std::isnan(evidence.head_dominance)) return "no other head was recorded to compare it with";
  if (traits.focal) {
    return "this head is " + text(std::exp(evidence.head_dominance)) +
           " times as active as the other one (against their rest levels)";
  }
  return "the heads of this calf are about equally active";
}

std::string timing(double latency_s) {
  return text(std::abs(latency_s)) + (latency_s < 0.0 ? " s before" : " s after") + " its onset";
}

}  // namespace

CrampTraits traits_of(const CrampEvidence& evidence, const CrampOptions& options) {
  CrampTraits traits{};
  traits.focal = evidence.head_dominance >= options.focal_dominance;
  traits.co_active = evidence.co_activation_share >= options.co_activation_share;
  traits.abrupt = evidence.rise_s < options.abrupt_s && evidence.decay_s < options.abrupt_s;
  traits.in_context =
      !std::isnan(evidence.awakening_latency_s) || !std::isnan(evidence.marker_latency_s);
  traits.brief = evidence.duration_s < options.short_duration_s;
  return traits;
}

std::vector<std::string> reasons_of(const CrampEvidence& evidence, const CrampTraits& traits) {
  std::vector<std::string> reasons;
  reasons.push_back("sustained for " + text(evidence.duration_s) + " s at " +
                    text(evidence.median_rest_multiple) + " times rest (" +
                    percent(evidence.tonicity) + " of the time above rest)");
  reasons.push_back(spread_sentence(evidence, traits));
  if (!std::isnan(evidence.awakening_latency_s)) {
    reasons.push_back("the sleeper wakes " + timing(evidence.awakening_latency_s));
  }
  if (!std::isnan(evidence.marker_latency_s)) {
    reasons.push_back("a patient marker was set " + timing(evidence.marker_latency_s));
  }
  if (!traits.in_context) reasons.emplace_back("no awakening and no patient marker goes with it");
  if (traits.abrupt)
    reasons.emplace_back("it starts and stops abruptly, which speaks against a cramp");
  if (traits.brief) reasons.emplace_back("it is as short as a leg movement");
  if (traits.co_active)
    reasons.emplace_back("muscles beyond this calf are active at the same time");
  return reasons;
}

}  // namespace calfemg::detect
