// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <functional>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <nlohmann/json.hpp>

#include "export/sample_session.hpp"
#include "export/session_files.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using nlohmann::json;

namespace {

json sample_report() {
  return json::parse(exporting::report_json(test::sample_table(), test::sample_result()));
}

const valijson::Schema& schema() {
  static const auto parsed = [] {
    const json document = json::parse(std::ifstream(CALFEMG_SOURCE_DIR "/docs/report.schema.json"));
    auto made = std::make_unique<valijson::Schema>();
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document),
                                            *made);
    return made;
  }();
  return *parsed;
}

// The first complaint; empty when the document is valid.
std::string complaint_about(const json& document) {
  valijson::ValidationResults results;
  valijson::Validator validator;
  if (validator.validate(schema(), valijson::adapters::NlohmannJsonAdapter(document), &results))
    return {};
  valijson::ValidationResults::Error error;
  std::string text = "invalid";
  while (results.popError(error)) {
    text += "; ";
    for (const auto& part : error.context)
      text += part;
    text += ": " + error.description;
  }
  return text;
}

}  // namespace

TEST_CASE("the report agrees with its schema", "[export][report]") {
  CHECK(complaint_about(sample_report()).empty());
}

TEST_CASE("the report of a bare session agrees with its schema", "[export][report]") {
  core::SessionResult result;
  result.provenance.config_sha256 = std::string(64, '0');
  result.provenance.input_sha256 = std::string(64, '0');
  CHECK(complaint_about(json::parse(exporting::report_json({}, result))).empty());
}

TEST_CASE("a broken report does not agree with the schema", "[export][report]") {
  const std::vector<std::pair<std::string, std::function<void(json&)>>> breakages{
      {"a member is missing", [](json& r) { r.erase("events"); }},
      {"an unknown member", [](json& r) { r["verdict"] = "ill"; }},
      {"another format", [](json& r) { r["format"] = "report"; }},
      {"another major version", [](json& r) { r["format_version"] = "2.0"; }},
      {"an unknown event type", [](json& r) { r["events"][0]["type"] = "spasm"; }},
      {"a text for a number", [](json& r) { r["events"][0]["onset_s"] = "1"; }},
      {"a missing onset", [](json& r) { r["events"][0]["onset_s"] = nullptr; }},
      {"a confidence above one", [](json& r) { r["events"][0]["confidence"] = 1.5; }},
      {"a measure that is a text", [](json& r) { r["events"][0]["measures"]["peak_uv"] = "high"; }},
      {"an unknown member of an event", [](json& r) { r["events"][0]["colour"] = "red"; }},
      {"a negative count", [](json& r) { r["heads"][0]["tension_periods"] = -1; }},
      {"a fractional count", [](json& r) { r["heads"][0]["tension_periods"] = 1.5; }},
      {"a mains of 55 Hz", [](json& r) { r["channels"][0]["conditions"]["mains_hz"] = 55.0; }},
      {"an unknown stage", [](json& r) { r["recording"]["hypnogram"]["stages"][0] = "N4"; }},
      {"a hash that is none", [](json& r) { r["provenance"]["config_sha256"] = "abc"; }},
      {"a time in the provenance", [](json& r) { r["provenance"]["started_utc"] = "now"; }}};
  for (const auto& [what, breakage] : breakages) {
    CAPTURE(what);
    json report = sample_report();
    breakage(report);
    CHECK_FALSE(complaint_about(report).empty());
  }
}

TEST_CASE("the report carries what the session holds", "[export][report]") {
  const json report = sample_report();
  CHECK(report["format"] == "calfemg-report");
  CHECK(report["format_version"] == "1.0");
  CHECK(report["recording"]["start_time"] == "2026-03-28T23:10:05.250000+01:00");
  CHECK(report["recording"]["duration_s"] == 2.0);
  CHECK(report["recording"]["context"]["room_temperature_c"] == "21");
  CHECK(report["recording"]["blocks"][0]["gaps"][0] ==
        json{{"start_s", 0.5}, {"duration_s", 0.25}});
  CHECK(report["recording"]["hypnogram"]["stages"] == json{"N2"});
  CHECK(report["recording"]["annotations"][0]["label"] == "marker");
  CHECK(report["channels"][0]["conditions"]["band"]["limited_by"] == "recorder low-pass 400 Hz");
  CHECK(report["channels"][0]["conditions"]["notches_hz"] == json{50.0, 150.0});
  CHECK(report["channels"][0]["rest"]["level_uv"] == 2.5);
  CHECK(report["channels"][0]["excluded_by_kind_s"] == json{{"gap", 0.25}, {"pop", 0.25}});
  CHECK(report["channels"][1]["missing_features"][0]["feature"] == "mdf_hz");
  CHECK(report["heads"][0]["cramps_definite"] == 1);
  CHECK(report["legs"][0]["standard_derivation"] == false);
  CHECK(report["settings"][0]["key"] == "filter.highpass_hz");
  CHECK(report["notes"][0] == "The band ends at 400 Hz.");
  CHECK(report["limits"].get<std::string>().find("does not diagnose") != std::string::npos);
}

TEST_CASE("events of the report carry measures, sites and reasons", "[export][report]") {
  const json report = sample_report();
  const json& cramp = report["events"][0];
  CHECK(cramp["sites"] == json{"lower", "upper"});
  CHECK(cramp["measures"]["median_rest_multiple"] == 1.0 / 3.0);
  CHECK(cramp["measures"]["novel_count"] == 3.0);
  CHECK(cramp["reasons"].size() == 2);
  CHECK(report["events"][1]["leg"] == "both");
  CHECK(report["events"][1]["muscle"].is_null());
  CHECK(report["events"][2]["kind"] == "lead_off");
}

TEST_CASE("what is missing is null, never a number or a NaN", "[export][report]") {
  const json report = sample_report();
  CHECK(report["events"][1]["confidence"].is_null());
  CHECK(report["events"][1]["grade"].is_null());
  CHECK(report["summary"]["sleep_s"].is_null());
  CHECK(report["channels"][1]["rest"]["level_uv"].is_null());
  CHECK(report["channels"][0]["conditions"]["lsb_uv"].is_null());
  CHECK(report["recording"]["session_id"].is_null());
}

TEST_CASE("a channel that is not EMG has no role", "[export][report]") {
  const json trigger = sample_report()["recording"]["blocks"][0]["channels"][2];
  CHECK(trigger["name"] == "trigger");
  CHECK(trigger["leg"].is_null());
  CHECK(trigger["muscle"].is_null());
  CHECK(trigger["site"].is_null());
}

TEST_CASE("neither time nor machine nor arguments change the report", "[export][report]") {
  auto result = test::sample_result();
  const std::string report = exporting::report_json(test::sample_table(), result);
  result.provenance.arguments = {"elsewhere"};
  result.provenance.started_utc = "2030-01-01T00:00:00Z";
  result.provenance.finished_utc = "2030-01-01T00:00:01Z";
  result.provenance.wall_s = 1.0;
  result.provenance.peak_memory_bytes = 1;
  result.provenance.threads = 64;
  CHECK(exporting::report_json(test::sample_table(), result) == report);
}

TEST_CASE("text that is no UTF-8 still gives a report", "[export][report]") {
  auto result = test::sample_result();
  result.notes = {"5 \xB5V"};
  const json report = json::parse(exporting::report_json(test::sample_table(), result));
  CHECK(report["notes"][0] == "5 \xEF\xBF\xBDV");
}

TEST_CASE("provenance keeps time and machine in one member", "[export][provenance]") {
  const std::map<std::string, std::string> hashes{{"events.tsv", std::string(64, 'c')}};
  auto provenance = test::sample_result().provenance;
  const json one = json::parse(exporting::provenance_json(provenance, hashes));
  CHECK(one["format"] == "calfemg-provenance");
  CHECK(one["program"] == json{{"name", "calfemg"}, {"version", "0.1.0"}, {"commit", "0123abc"}});
  CHECK(one["libraries"] == json{{"fftw", "3.3.10"}});
  CHECK(one["config"]["toml"] == "filter.highpass_hz = 20\n");
  CHECK(one["input"]["bytes"] == 12345);
  CHECK(one["layout_map"].is_null());
  CHECK(one["output_sha256"]["events.tsv"] == std::string(64, 'c'));
  CHECK(one["run"]["threads"] == 2);
  CHECK(one["run"]["arguments"] == json{"calfemg", "analyze", "night.h5"});

  provenance.arguments = {"elsewhere"};
  provenance.started_utc = "2030-01-01T00:00:00Z";
  provenance.finished_utc = "2030-01-01T00:00:01Z";
  provenance.wall_s = 1.0;
  provenance.peak_memory_bytes = 1;
  provenance.threads = 64;
  json another = json::parse(exporting::provenance_json(provenance, hashes));
  CHECK(another != one);
  another["run"] = one["run"];
  CHECK(another == one);
}

TEST_CASE("provenance and report name the side files that were used", "[export][provenance]") {
  auto result = test::sample_result();
  const json none = json::parse(exporting::provenance_json(result.provenance, {}));
  CHECK(none["side_files"] == json::array());
  result.provenance.side_files = {{"hypnogram", "night/stages.tsv", 5, std::string(64, 'e')}};
  const json expected = {{{"role", "hypnogram"},
                          {"path", "night/stages.tsv"},
                          {"bytes", 5},
                          {"sha256", std::string(64, 'e')}}};
  CHECK(json::parse(exporting::provenance_json(result.provenance, {}))["side_files"] == expected);
  const json report = json::parse(exporting::report_json(test::sample_table(), result));
  CHECK(report["provenance"]["side_files"] == expected);
}

TEST_CASE("provenance names the layout map that was used", "[export][provenance]") {
  auto provenance = test::sample_result().provenance;
  provenance.layout_map_path = "maps/solo.toml";
  provenance.layout_map_bytes = 77;
  provenance.layout_map_sha256 = std::string(64, 'd');
  const json written = json::parse(exporting::provenance_json(provenance, {}));
  CHECK(written["layout_map"] ==
        json{{"path", "maps/solo.toml"}, {"bytes", 77}, {"sha256", std::string(64, 'd')}});
  CHECK(written["output_sha256"] == json::object());
}
