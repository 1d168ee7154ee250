// SPDX-License-Identifier: Apache-2.0
#include "detect/tension_signature.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "detect/normalised_emg.hpp"
#include "detect/numbers.hpp"
#include "detect/spectrum_trend.hpp"
#include "detect/tension_trace.hpp"

namespace calfemg::detect {
namespace {

// Oestensvik 2009: ten bins from 1.6 s to over 20 min; the limits between are ours.
constexpr std::array kBinLimitsS{1.6, 5.0, 10.0, 20.0, 60.0, 120.0, 240.0, 480.0, 720.0, 1200.0};
constexpr double kShortestGapS = 0.2;  // Veiersted 1990
constexpr double kSecondsPerMinute = 60.0;

// Jonsson 1982: static, median and peak level.
constexpr double kStaticPercent = 10.0;
constexpr double kMedianPercent = 50.0;
constexpr double kPeakPercent = 90.0;

Flags flags_where(const std::vector<Activity>& activity, Activity value) {
  Flags flags(activity.size());
  std::transform(activity.begin(), activity.end(), flags.begin(), [value](Activity a) {
    return static_cast<std::uint8_t>(a == value ? 1 : 0);
  });
  return flags;
}

std::vector<core::TensionBin> bins_of(const std::vector<Run>& runs, double step_s) {
  std::vector<core::TensionBin> bins;
  for (const double from_s : kBinLimitsS) {
    if (!bins.empty()) bins.back().to_s = from_s;
    bins.push_back({from_s, core::kMissing, 0, 0.0});
  }
  for (const Run& run : runs) {
    const double duration_s = static_cast<double>(run.size()) * step_s;
    const auto* const above = std::upper_bound(kBinLimitsS.begin(), kBinLimitsS.end(), duration_s);
    if (above == kBinLimitsS.begin()) continue;
    core::TensionBin& bin = bins[static_cast<std::size_t>(above - kBinLimitsS.begin()) - 1];
    ++bin.count;
    bin.total_s += duration_s;
  }
  return bins;
}

void describe_amplitudes(core::TensionSignature& signature,
                         const TensionTrace& trace,
                         double rest_uv) {
  std::vector<double> multiples;
  for (std::size_t i = 0; i < trace.level_uv.size(); ++i) {
    if (trace.activity[i] != Activity::unknown) multiples.push_back(trace.level_uv[i] / rest_uv);
  }
  if (multiples.empty()) return;
  signature.p10_rest_multiple = percentile(multiples, kStaticPercent);
  signature.p50_rest_multiple = percentile(multiples, kMedianPercent);
  signature.p90_rest_multiple = percentile(std::move(multiples), kPeakPercent);
}

void describe_times(core::TensionSignature& signature, const TensionTrace& trace, double step_s) {
  const Flags tense = flags_where(trace.activity, Activity::active);
  const Flags resting = flags_where(trace.activity, Activity::rest);
  const auto tense_s = static_cast<double>(std::count(tense.begin(), tense.end(), 1)) * step_s;
  const auto rest_s = static_cast<double>(std::count(resting.begin(), resting.end(), 1)) * step_s;
  signature.judged_s = tense_s + rest_s;
  if (!(signature.judged_s > 0.0)) return;
  signature.tense_share = tense_s / signature.judged_s;
  signature.rest_share = rest_s / signature.judged_s;
  const auto gaps = at_least(runs_of(resting), steps_in(kShortestGapS, step_s, 1)).size();
  signature.gaps_per_min = static_cast<double>(gaps) / (signature.judged_s / kSecondsPerMinute);
  signature.bins = bins_of(runs_of(tense), step_s);
}

double index_of(double a, double b) {
  return a + b > 0.0 ? (a - b) / (a + b) : core::kMissing;
}

}  // namespace

std::vector<core::TensionSignature> tension_signatures(const SessionView& view,
                                                       std::span<const core::Event> events,
                                                       const TensionOptions& options) {
  std::vector<core::TensionSignature> signatures;
  for (const ChannelView& channel : view.channels) {
    if (!core::is_gastrocnemius(channel.role().muscle) || !(channel.rest.level_uv > 0.0)) continue;
    const TensionTrace trace = judged_trace(channel, events, options);
    core::TensionSignature signature;
    signature.channel = channel.table->channel.name;
    signature.role = channel.role();
    describe_amplitudes(signature, trace, channel.rest.level_uv);
    describe_times(signature, trace, channel.table->bins.step_s);
    signature.normalised = normalised_emg(channel, view.table->recording.hypnogram);
    signature.trend = spectrum_trend(*view.table, *channel.table, events);
    signatures.push_back(std::move(signature));
  }
  return signatures;
}

std::vector<core::TensionAsymmetry> tension_asymmetries(
    std::span<const core::TensionSignature> signatures) {
  using core::Leg;
  using core::Muscle;
  std::map<std::pair<Leg, Muscle>, double> shares;  // of the tensest site
  for (const core::TensionSignature& signature : signatures) {
    if (std::isnan(signature.tense_share)) continue;
    double& share = shares[{signature.role.leg, signature.role.muscle}];
    share = std::max(share, signature.tense_share);
  }
  constexpr std::array kHeads{Muscle::gastrocnemius_medialis, Muscle::gastrocnemius_lateralis};
  std::vector<core::TensionAsymmetry> found;
  const auto add = [&](std::string_view of, std::string_view in, auto a, auto b) {
    if (shares.count(a) == 0 || shares.count(b) == 0) return;
    found.push_back({of, in, index_of(shares[a], shares[b])});
  };
  for (const Muscle head : kHeads)
    add("left_right", core::name(head), std::pair(Leg::left, head), std::pair(Leg::right, head));
  for (const Leg leg : {Leg::left, Leg::right}) {
    add("medial_lateral", core::name(leg), std::pair(leg, kHeads[0]), std::pair(leg, kHeads[1]));
  }
  return found;
}

}  // namespace calfemg::detect
