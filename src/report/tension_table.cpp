// SPDX-License-Identifier: Apache-2.0
#include "report/tension_table.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "report/clock.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr double kLongS = 480.0;  // Oestensvik 2009: periods of 8 min and more go with pain
constexpr double kPercent = 100.0;

std::string fixed_or_dash(double value, int decimals) {
  return std::isnan(value) ? "\xE2\x80\x93" : core::fixed_text(value, decimals);
}

int long_periods(const core::TensionSignature& signature) {
  int count = 0;
  for (const core::TensionBin& bin : signature.bins)
    count += bin.from_s >= kLongS ? bin.count : 0;
  return count;
}

// "1-3 min", "over 20 min"
std::string bin_title(const core::TensionBin& bin) {
  if (std::isnan(bin.to_s)) return "over " + duration_text(bin.from_s);
  return duration_text(bin.from_s) + " to " + duration_text(bin.to_s);
}

}  // namespace

Table tension_signature_table(const Session& session) {
  Table table{.caption = "Tension of each site over the session"};
  table.groups = {{"", 1}, {"Amplitude, x rest level", 3}, {"Share of time, %", 2}, {"", 2}};
  table.columns = {{"Site"},
                   {"P10", true},
                   {"P50", true},
                   {"P90", true},
                   {"Tense", true},
                   {"At rest", true},
                   {"Gaps per min", true},
                   {"Stretches of 8 min or more", true}};
  for (const core::TensionSignature& signature : session.findings().tension) {
    table.rows.push_back({{role_title(signature.role)},
                          {fixed_or_dash(signature.p10_rest_multiple, 2)},
                          {fixed_or_dash(signature.p50_rest_multiple, 2)},
                          {fixed_or_dash(signature.p90_rest_multiple, 2)},
                          {fixed_or_dash(kPercent * signature.tense_share, 1)},
                          {fixed_or_dash(kPercent * signature.rest_share, 1)},
                          {fixed_or_dash(signature.gaps_per_min, 2)},
                          {std::to_string(long_periods(signature))}});
  }
  table.note = "Movements, cramps and artefacts are left out.";
  return table;
}

Table tension_bins_table(const Session& session) {
  Table table{.caption = "Stretches above the tension gate by their length"};
  const auto& signatures = session.findings().tension;
  if (signatures.empty() || signatures.front().bins.empty()) return table;
  table.columns = {{"Site"}};
  for (const core::TensionBin& bin : signatures.front().bins)
    table.columns.push_back({bin_title(bin), true});
  for (const core::TensionSignature& signature : signatures) {
    std::vector<Cell> row{{role_title(signature.role)}};
    for (const core::TensionBin& bin : signature.bins)
      row.push_back({std::to_string(bin.count), bin.count > 0 ? duration_text(bin.total_s) : ""});
    table.rows.push_back(std::move(row));
  }
  table.note =
      "Count, and below it the time in all. Periods of eight minutes and more go with complaints "
      "in working people (Oestensvik 2009); for the night no such limit is known.";
  return table;
}

Table normalised_table(const Session& session) {
  Table table{.caption = "Normalised EMG by sleep stage"};
  table.columns = {{"Site"}, {"Stage"}, {"Time", true}};
  for (const double percent : core::kNormalisedPercents)
    table.columns.push_back({"P" + core::number_text(percent), true});
  for (const core::TensionSignature& signature : session.findings().tension) {
    for (const core::NormalisedEmg& part : signature.normalised) {
      std::vector<Cell> row{{role_title(signature.role)},
                            {std::string(part.stage)},
                            {duration_text(part.duration_s)}};
      for (const double value : part.percentiles)
        row.push_back({fixed_or_dash(value, 1)});
      table.rows.push_back(std::move(row));
    }
  }
  table.note =
      "Percentiles of the half-seconds: 0 is the quietest of the session, 100 the strongest; half "
      "a percent is trimmed at both ends.";
  return table;
}

Table asymmetry_table(const Session& session) {
  Table table{.caption = "Asymmetry of the time above the gate"};
  table.columns = {{"Compared"},
                   {"In"},
                   {"Index, \xE2\x88\x92"
                    "1 to 1",
                    true}};
  for (const core::TensionAsymmetry& asymmetry : session.findings().tension_asymmetries) {
    const bool legs = asymmetry.of == "left_right";
    const auto muscle = core::muscle_from_name(asymmetry.in);
    table.rows.push_back(
        {{legs ? "Left against right" : "Medial against lateral"},
         {muscle ? std::string(muscle_phrase(*muscle)) : std::string(asymmetry.in) + " leg"},
         {fixed_or_dash(asymmetry.index, 2)}});
  }
  table.note = "(a - b) / (a + b) of the tensest sites; above 0: left, or medial. A dash: neither.";
  return table;
}

}  // namespace calfemg::report
