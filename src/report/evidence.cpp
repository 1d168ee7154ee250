// SPDX-License-Identifier: Apache-2.0
#include "report/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "core/text.hpp"
#include "report/measure_words.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr std::string_view kFor = "for a cramp: ";
constexpr std::string_view kAgainst = "against: ";
constexpr double kBarWidth = 120.0;
constexpr double kBarHeight = 10.0;
constexpr double kFullWeight = 3.0;  // log-odds that fill half of the bar: 20 to 1

// "head_dominance 2.62 (+1.6)"
std::optional<EvidenceTerm> term_from(std::string_view text) {
  const auto blank = text.find(' ');
  const auto open = text.rfind('(');
  if (blank == std::string_view::npos || open == std::string_view::npos || !text.ends_with(')'))
    return std::nullopt;
  std::string_view number = text.substr(open + 1, text.size() - open - 2);
  if (number.starts_with('+')) number.remove_prefix(1);
  const auto weight = core::number_from_text(number);
  if (!weight) return std::nullopt;
  return EvidenceTerm{std::string(text.substr(0, blank)), *weight};
}

std::string weight_bar(double weight) {
  SvgWriter svg;
  const double half = kBarWidth / 2.0;
  const double length = std::min(1.0, std::abs(weight) / kFullWeight) * half;
  svg.open("svg",
           {{"class", "weight"},
            {"viewBox", "0 0 " + px(kBarWidth) + " " + px(kBarHeight)},
            {"width", px(kBarWidth)},
            {"height", px(kBarHeight)},
            {"aria-hidden", "true"}});
  svg.leaf("rect",
           {{"class", weight < 0.0 ? "against" : "for"},
            {"x", px(weight < 0.0 ? half - length : half)},
            {"width", px(length)},
            {"height", px(kBarHeight)}});
  svg.leaf("path", {{"class", "zero"}, {"d", "M" + px(half) + " 0V" + px(kBarHeight)}});
  return std::move(svg).finished();
}

std::string weight_text(double weight) {
  return (weight < 0.0 ? "\xE2\x88\x92" : "+") + core::fixed_text(std::abs(weight), 1);
}

}  // namespace

std::vector<EvidenceTerm> evidence_terms(const std::string& reason) {
  std::string_view rest = reason;
  if (rest.starts_with(kFor)) {
    rest.remove_prefix(kFor.size());
  } else if (rest.starts_with(kAgainst)) {
    rest.remove_prefix(kAgainst.size());
  } else {
    return {};
  }
  std::vector<EvidenceTerm> terms;
  while (!rest.empty()) {
    const auto comma = rest.find(", ");
    auto term = term_from(rest.substr(0, comma));
    if (!term) return {};
    terms.push_back(std::move(*term));
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 2);
  }
  return terms;
}

std::vector<std::string> plain_reasons(const core::Event& event) {
  std::vector<std::string> plain;
  for (const auto& reason : event.reasons) {
    if (evidence_terms(reason).empty()) plain.push_back(sentence(reason));
  }
  return plain;
}

Table evidence_table(const core::Event& event) {
  std::vector<EvidenceTerm> terms;
  for (const auto& reason : event.reasons) {
    const auto listed = evidence_terms(reason);
    terms.insert(terms.end(), listed.begin(), listed.end());
  }
  std::stable_sort(
      terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
  Table table{.caption = "What the model weighed"};
  table.columns = {{"Evidence"}, {"Here", true}, {"Against or for, log-odds"}};
  for (const auto& term : terms) {
    const bool timed = term.measure == "duration_s";
    const double value = timed ? event.duration_s : event.measure(term.measure);
    const auto words = measure_text({term.measure, value});
    table.rows.push_back({{words.name},
                          {std::isnan(value) ? "unknown" : words.value},
                          {weight_text(term.weight), "", weight_bar(term.weight)}});
  }
  return table;
}

}  // namespace calfemg::report
