// SPDX-License-Identifier: Apache-2.0
#include "report/review_table.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr std::array<std::string_view, 4> kDecisions{"accepted", "rejected", "changed", "added"};

// "cramp 500.2 75.7" in words.
std::string found_text(const Session& session, const core::Verdict& verdict) {
  if (verdict.found_as.empty()) return "nothing here";
  std::vector<std::string> parts(1);
  for (const char c : verdict.found_as) {
    if (c == ' ') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  constexpr std::size_t kParts = 3;
  if (parts.size() != kParts) return verdict.found_as;
  const auto type = core::event_type_from_name(parts[0]);
  const auto onset_s = core::number_from_text(parts[1]);
  const auto duration_s = core::number_from_text(parts[2]);
  if (!type || !onset_s || !duration_s) return verdict.found_as;
  return capitalised(std::string(event_phrase(*type))) + ", " + session.clock.at(*onset_s) + ", " +
         duration_text(*duration_s);
}

std::string reviewer_text(const Session& session, const core::Verdict& verdict) {
  if (verdict.decision == "rejected") return "No such event";
  return capitalised(std::string(event_phrase(verdict.event.type))) + ", " +
         session.clock.at(verdict.event.onset_s) + ", " + duration_text(verdict.event.duration_s);
}

}  // namespace

Table review_table(const Session& session) {
  Table table{.caption = "Verdicts of the reviewer beside those of the program"};
  table.columns = {
      {"Where"}, {"Program"}, {"Reviewer"}, {"Decision"}, {"Comment"}, {"By, at (UTC)"}};
  for (const auto& verdict : session.result.verdicts) {
    table.rows.push_back({{place_title(verdict.event.leg, verdict.event.muscle)},
                          {found_text(session, verdict)},
                          {reviewer_text(session, verdict)},
                          {verdict.decision.empty() ? "comment only" : verdict.decision},
                          {verdict.comment},
                          {verdict.reviewer, verdict.reviewed_at}});
  }
  limit_rows(table, "the reviewed table");
  if (!table.note.empty()) table.note += ' ';
  table.note += "All other parts of this page show what the program found.";
  return table;
}

std::string review_sentence(const Session& session) {
  const auto& verdicts = session.result.verdicts;
  if (verdicts.empty()) return {};
  std::vector<std::string> reviewers;
  for (const auto& verdict : verdicts) {
    if (std::find(reviewers.begin(), reviewers.end(), verdict.reviewer) == reviewers.end())
      reviewers.push_back(verdict.reviewer);
  }
  std::vector<std::string> parts;
  for (const auto decision : kDecisions) {
    const auto count = static_cast<std::size_t>(
        std::count_if(verdicts.begin(), verdicts.end(), [&](const auto& verdict) {
          return verdict.decision == decision;
        }));
    if (count > 0) parts.push_back(number_word(count) + " " + std::string(decision));
  }
  return "Reviewed by " + enumeration(reviewers) +
         (parts.empty() ? "." : ": " + core::join(parts, ", ") + ".");
}

}  // namespace calfemg::report
