// SPDX-License-Identifier: Apache-2.0

#include "app/evaluation.hpp"
#include "export/json.hpp"

namespace calfemg::app {
namespace {

using exporting::Json;
using exporting::number_json;

Json share_json(const evaluate::Proportion& share) {
  return {{"value", number_json(share.value)},
          {"low", number_json(share.low)},
          {"high", number_json(share.high)},
          {"successes", share.successes},
          {"total", share.total}};
}

Json spread_json(const evaluate::Spread& spread) {
  return {{"count", spread.count},
          {"median", number_json(spread.median)},
          {"first_quartile", number_json(spread.first_quartile)},
          {"third_quartile", number_json(spread.third_quartile)}};
}

Json time_json(const evaluate::TimeAgreement& time) {
  return {{"both_s", number_json(time.both_s)},
          {"truth_only_s", number_json(time.truth_only_s)},
          {"detected_only_s", number_json(time.detected_only_s)},
          {"neither_s", number_json(time.neither_s)},
          {"sensitivity", number_json(time.sensitivity())},
          {"ppv", number_json(time.ppv())},
          {"f1", number_json(time.f1())},
          {"kappa", number_json(time.kappa())}};
}

Json words_json(const std::vector<evaluate::WordCount>& words) {
  Json json = Json::array();
  for (const auto& entry : words)
    json.push_back({{"what", entry.word}, {"count", entry.count}});
  return json;
}

Json strata_json(const evaluate::TypeScore& score) {
  Json json = Json::array();
  for (const auto& stratum : score.strata) {
    json.push_back({{"by", stratum.attribute},
                    {"label", stratum.label},
                    {"sensitivity", share_json(stratum.sensitivity)},
                    {"ppv", share_json(stratum.ppv)}});
  }
  return json;
}

Json grades_json(const evaluate::TypeScore& score) {
  Json json = Json::array();
  for (const auto& row : score.by_grade) {
    json.push_back({{"at_least", core::name(row.at_least)},
                    {"sensitivity", share_json(row.sensitivity)},
                    {"ppv", share_json(row.ppv)},
                    {"f1", share_json(row.f1)},
                    {"false_alarms_per_8h", number_json(row.false_alarms_per_8h)}});
  }
  return json;
}

Json type_json(const evaluate::TypeScore& score) {
  return {{"type", core::name(score.type)},
          {"sensitivity", share_json(score.sensitivity)},
          {"ppv", share_json(score.ppv)},
          {"f1", share_json(score.f1)},
          {"false_alarms_per_8h", number_json(score.false_alarms_per_8h)},
          {"onset_error_s", spread_json(score.onset_error_s)},
          {"offset_error_s", spread_json(score.offset_error_s)},
          {"time", time_json(score.time)},
          {"by_grade", grades_json(score)},
          {"strata", strata_json(score)},
          {"false_alarms", words_json(score.false_alarms)},
          {"misses", words_json(score.misses)}};
}

}  // namespace

std::string evaluation_json(const evaluate::Evaluation& evaluation, const EvaluationInput& input) {
  Json sessions = Json::array();
  for (const auto& session : input.sessions)
    sessions.push_back(session.name);
  Json types = Json::array();
  for (const auto& score : evaluation.types)
    types.push_back(type_json(score));
  const Json json{{"sessions", sessions},
                  {"hours", number_json(evaluation.hours)},
                  {"unpaired", input.unpaired},
                  {"types", types}};
  return exporting::document(json);
}

}  // namespace calfemg::app
