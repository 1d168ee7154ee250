// SPDX-License-Identifier: Apache-2.0
#include "report/tension_table.hpp"

#include <cmath>

#include "core/text.hpp"
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

}  // namespace calfemg::report
