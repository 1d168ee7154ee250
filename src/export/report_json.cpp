// SPDX-License-Identifier: Apache-2.0
#include "export/movement_indices_json.hpp"
#include "export/report_parts.hpp"
#include "export/session_files.hpp"
#include "export/tension_json.hpp"

namespace calfemg::exporting {
namespace {

constexpr const char* kLimits =
    "calfemg reports what surface EMG shows and does not diagnose: sleep-related leg cramp is a "
    "clinical diagnosis (ICSD-3). It does not detect trigger points.";

Json columns_json(const std::vector<core::FeatureColumn>& columns) {
  Json json = Json::array();
  for (const auto& column : columns)
    json.push_back({{"name", column.name}, {"unit", column.unit}, {"meaning", column.meaning}});
  return json;
}

Json head_json(const core::HeadSummary& head) {
  return {{"leg", core::name(head.leg)},
          {"muscle", core::name(head.muscle)},
          {"channels", head.channels},
          {"rest_uv", number_json(head.rest_uv)},
          {"usable_s", number_json(head.usable_s)},
          {"cramps_definite", head.cramps_definite},
          {"cramps_probable", head.cramps_probable},
          {"cramps_possible", head.cramps_possible},
          {"rejected_candidates", head.rejected_candidates},
          {"cramp_s", number_json(head.cramp_s)},
          {"longest_cramp_s", number_json(head.longest_cramp_s)},
          {"tension_periods", head.tension_periods},
          {"tension_s", number_json(head.tension_s)},
          {"longest_tension_s", number_json(head.longest_tension_s)}};
}

Json heads_json(const std::vector<core::HeadSummary>& heads) {
  Json json = Json::array();
  for (const auto& head : heads)
    json.push_back(head_json(head));
  return json;
}

Json legs_json(const std::vector<core::LegSummary>& legs) {
  Json json = Json::array();
  for (const auto& leg : legs)
    json.push_back({{"leg", core::name(leg.leg)},
                    {"leg_movements", leg.leg_movements},
                    {"derivation", text_json(leg.derivation)},
                    {"standard_derivation", leg.standard_derivation}});
  return json;
}

Json settings_json(const std::vector<core::Setting>& settings) {
  Json json = Json::array();
  for (const auto& setting : settings)
    json.push_back({{"key", setting.key},
                    {"value", setting.value},
                    {"default", setting.default_value},
                    {"unit", text_json(setting.unit)},
                    {"origin", setting.origin}});
  return json;
}

// Without arguments, times, memory and threads: those differ between runs with the same results.
Json origin_json(const core::Provenance& provenance) {
  Json json = {{"program_version", provenance.program_version},
               {"commit", provenance.commit},
               {"libraries", provenance.libraries},
               {"config_sha256", provenance.config_sha256},
               {"input_path", provenance.input_path},
               {"input_bytes", provenance.input_bytes},
               {"input_sha256", provenance.input_sha256},
               {"layout_map_path", text_json(provenance.layout_map_path)},
               {"layout_map_sha256", text_json(provenance.layout_map_sha256)},
               {"side_files", side_files_json(provenance)}};
  return json;
}

}  // namespace

std::string report_json(const core::SessionTable& table, const core::SessionResult& result) {
  const core::Findings& findings = result.findings;
  Json json = {{"format", "calfemg-report"}, {"format_version", "1.0"}, {"limits", kLimits}};
  json["recording"] = recording_json(table.recording);
  json["summary"] = {{"usable_s", number_json(findings.usable_s)},
                     {"sleep_s", number_json(findings.sleep_s)}};
  json["heads"] = heads_json(findings.heads);
  json["legs"] = legs_json(findings.legs);
  json["tension"] = tension_json(findings);
  json["leg_movements"] = leg_movements_json(findings.leg_movements);
  json["events"] = events_json(findings.events);
  json["channels"] = channels_json(table, findings);
  json["feature_columns"] = columns_json(table.columns);
  json["settings"] = settings_json(result.settings);
  json["notes"] = result.notes;
  json["provenance"] = origin_json(result.provenance);
  return document(json);
}

}  // namespace calfemg::exporting
