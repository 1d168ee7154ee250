// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "app/evaluation.hpp"
#include "app/text_table.hpp"
#include "core/text.hpp"

namespace calfemg::app {
namespace {

using evaluate::Proportion;
using Rows = std::vector<std::vector<std::string>>;

std::string number(double value) {
  return std::isfinite(value) ? core::fixed_text(value, 2) : "-";
}

std::string interval(const Proportion& share) {
  return share.total == 0 ? "-" : number(share.low) + " to " + number(share.high);
}

std::string counts(const Proportion& share) {
  return std::to_string(share.successes) + " of " + std::to_string(share.total);
}

std::string spread(const evaluate::Spread& errors) {
  if (errors.count == 0) return "-";
  return number(errors.median) + " (" + number(errors.first_quartile) + " to " +
         number(errors.third_quartile) + ")";
}

std::string type_name(const evaluate::TypeScore& score) {
  return std::string(core::name(score.type));
}

Rows overview(const evaluate::Evaluation& evaluation) {
  Rows rows{{"type",
             "true",
             "detected",
             "matched",
             "sensitivity",
             "95 %",
             "PPV",
             "95 %",
             "F1",
             "95 %",
             "false per 8 h"}};
  for (const auto& score : evaluation.types) {
    rows.push_back({type_name(score),
                    std::to_string(score.sensitivity.total),
                    std::to_string(score.ppv.total),
                    std::to_string(score.sensitivity.successes),
                    number(score.sensitivity.value),
                    interval(score.sensitivity),
                    number(score.ppv.value),
                    interval(score.ppv),
                    number(score.f1.value),
                    interval(score.f1),
                    number(score.false_alarms_per_8h)});
  }
  return rows;
}

Rows timing(const evaluate::Evaluation& evaluation) {
  Rows rows{{"type",
             "onset error s, median (quartiles)",
             "offset error s",
             "time sensitivity",
             "time PPV",
             "time F1",
             "kappa"}};
  for (const auto& score : evaluation.types) {
    rows.push_back({type_name(score),
                    spread(score.onset_error_s),
                    spread(score.offset_error_s),
                    number(score.time.sensitivity()),
                    number(score.time.ppv()),
                    number(score.time.f1()),
                    number(score.time.kappa())});
  }
  return rows;
}

Rows strata(const evaluate::TypeScore& score) {
  Rows rows{{"by", "", "sensitivity", "found", "95 %", "PPV", "right", "95 %"}};
  for (const auto& stratum : score.strata) {
    rows.push_back({stratum.attribute,
                    stratum.label,
                    number(stratum.sensitivity.value),
                    counts(stratum.sensitivity),
                    interval(stratum.sensitivity),
                    number(stratum.ppv.value),
                    counts(stratum.ppv),
                    interval(stratum.ppv)});
  }
  return rows;
}

Rows grades(const evaluate::TypeScore& score) {
  Rows rows{{"grade at least", "sensitivity", "found", "PPV", "right", "F1", "false per 8 h"}};
  for (const auto& row : score.by_grade) {
    rows.push_back({std::string(core::name(row.at_least)),
                    number(row.sensitivity.value),
                    counts(row.sensitivity),
                    number(row.ppv.value),
                    counts(row.ppv),
                    number(row.f1.value),
                    number(row.false_alarms_per_8h)});
  }
  return rows;
}

std::string words(const std::string& title, const std::vector<evaluate::WordCount>& counted) {
  if (counted.empty()) return "";
  Rows rows{{title, "events"}};
  for (const auto& entry : counted)
    rows.push_back({entry.word, std::to_string(entry.count)});
  return "\n" + text_table(rows);
}

std::string details(const evaluate::TypeScore& score) {
  if (score.strata.empty()) return "";
  std::string text = "\n== " + type_name(score) + " ==\n\n";
  if (!score.by_grade.empty()) text += text_table(grades(score)) + "\n";
  text += text_table(strata(score));
  text += words("false alarms really were", score.false_alarms);
  return text + words("instead of the missed was detected", score.misses);
}

}  // namespace

std::string evaluation_text(const evaluate::Evaluation& evaluation) {
  std::string text = std::to_string(evaluation.sessions) + " recordings";
  if (std::isfinite(evaluation.hours))
    text += ", " + core::fixed_text(evaluation.hours, 1) + " hours";
  text += "\n\n" + text_table(overview(evaluation)) + "\n" + text_table(timing(evaluation));
  for (const auto& score : evaluation.types)
    text += details(score);
  return text;
}

}  // namespace calfemg::app
