// SPDX-License-Identifier: Apache-2.0
#include "export/tension_json.hpp"

#include "export/report_parts.hpp"

namespace calfemg::exporting {
namespace {

Json bins_json(const std::vector<core::TensionBin>& bins) {
  Json json = Json::array();
  for (const core::TensionBin& bin : bins)
    json.push_back({{"from_s", bin.from_s},
                    {"to_s", number_json(bin.to_s)},
                    {"count", bin.count},
                    {"total_s", number_json(bin.total_s)}});
  return json;
}

Json normalised_json(const std::vector<core::NormalisedEmg>& stages) {
  Json json = Json::array();
  for (const core::NormalisedEmg& stage : stages)
    json.push_back({{"stage", stage.stage},
                    {"duration_s", number_json(stage.duration_s)},
                    {"percents", core::kNormalisedPercents},
                    {"values", stage.percentiles}});
  return json;
}

Json trend_json(const core::SpectrumTrend& trend) {
  if (!trend.known) return nullptr;
  return {{"force_increase_s", number_json(trend.force_increase_s)},
          {"fatigue_s", number_json(trend.fatigue_s)},
          {"recovery_s", number_json(trend.recovery_s)},
          {"force_decrease_s", number_json(trend.force_decrease_s)}};
}

Json signature_json(const core::TensionSignature& signature) {
  Json json = {{"channel", signature.channel}};
  json.update(role_json(signature.role));
  json["judged_s"] = number_json(signature.judged_s);
  json["p10_rest_multiple"] = number_json(signature.p10_rest_multiple);
  json["p50_rest_multiple"] = number_json(signature.p50_rest_multiple);
  json["p90_rest_multiple"] = number_json(signature.p90_rest_multiple);
  json["tense_share"] = number_json(signature.tense_share);
  json["rest_share"] = number_json(signature.rest_share);
  json["gaps_per_min"] = number_json(signature.gaps_per_min);
  json["durations"] = bins_json(signature.bins);
  json["normalised_emg"] = normalised_json(signature.normalised);
  json["spectrum_trend"] = trend_json(signature.trend);
  return json;
}

}  // namespace

Json tension_json(const core::Findings& findings) {
  Json json = {{"signatures", Json::array()}, {"asymmetries", Json::array()}};
  for (const core::TensionSignature& signature : findings.tension)
    json["signatures"].push_back(signature_json(signature));
  for (const core::TensionAsymmetry& asymmetry : findings.tension_asymmetries)
    json["asymmetries"].push_back(
        {{"of", asymmetry.of}, {"in", asymmetry.in}, {"index", number_json(asymmetry.index)}});
  return json;
}

}  // namespace calfemg::exporting
