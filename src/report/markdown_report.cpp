// SPDX-License-Identifier: Apache-2.0
#include "report/markdown_report.hpp"

#include <string_view>

#include "report/event_cards.hpp"
#include "report/html_text.hpp"
#include "report/key_figures.hpp"
#include "report/review_table.hpp"
#include "report/session.hpp"
#include "report/summary_text.hpp"

namespace calfemg::report {
namespace {

constexpr std::size_t kLongestCell = 400;

// Nothing that Markdown or HTML reads as more than text.
std::string plain(std::string_view text) {
  constexpr std::string_view kSpecial = "\\`*_{}[]<>#|!~$&@";
  std::string safe;
  for (const char c : valid_utf8(shortened(text, kLongestCell))) {
    if (c == '\n' || c == '\t') {
      safe += ' ';
      continue;
    }
    if (kSpecial.find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

std::string cell_text(const Cell& cell) {
  return cell.hint.empty() ? plain(cell.text) : plain(cell.text) + " (" + plain(cell.hint) + ")";
}

std::string cramp_lines(const EventCard& card) {
  std::string text =
      "### " + plain(card.number) + ". " + plain(card.title) + "\n\n" + plain(card.when) + ". ";
  for (const auto& fact : card.facts)
    text += plain(fact.name) + ": " + plain(fact.value) + "; ";
  text.resize(text.size() - 2);
  text += ".\n\n";
  for (const auto& part : card.story)
    text += "- " + plain(part.name) + ": " + plain(part.value) + "\n";
  for (const auto& reason : card.reasons)
    text += "- " + plain(reason) + "\n";
  return text + "\n";
}

}  // namespace

std::string markdown(const Table& table) {
  if (table.rows.empty()) return {};
  std::string text = "**" + plain(table.caption) + "**\n\n|";
  for (const auto& column : table.columns)
    text += " " + plain(column.title) + " |";
  text += "\n|";
  for (const auto& column : table.columns)
    text += column.number ? " ---: |" : " --- |";
  text += "\n";
  for (const auto& row : table.rows) {
    text += "|";
    for (const auto& cell : row)
      text += " " + cell_text(cell) + " |";
    text += "\n";
  }
  return text + (table.note.empty() ? "\n" : "\n" + plain(table.note) + "\n\n");
}

std::string session_report_markdown(const core::SessionTable& table,
                                    const core::SessionResult& result) {
  const Session session(table, result);
  const NightSummary summary = night_summary(session);
  std::string text = "# Session " + plain(session.recording().session_id) + "\n\n";
  if (session.is_simulated())
    text += "**Simulated recording.** These signals were computed, not measured on a person.\n\n";
  for (const auto& sentence_text : summary.sentences)
    text += plain(sentence_text) + "\n\n";
  const std::string reviewed = review_sentence(session);
  if (!reviewed.empty()) text += plain(reviewed) + "\n\n";
  for (const auto& limit : summary.limits)
    text += "- " + plain(limit) + "\n";
  if (!summary.limits.empty()) text += "\n";
  text += "## Key figures\n\n" + markdown(key_figures(session));
  text += "## Cramps\n\n";
  const auto cards = cramp_cards(session);
  if (cards.empty()) text += "No cramp was found.\n\n";
  for (const auto& card : cards)
    text += cramp_lines(card);
  text += markdown(review_table(session));
  return text +
         "calfemg does not diagnose: sleep-related leg cramp is a clinical diagnosis (ICSD-3). "
         "Elevated tension is measured by site; it is not a detection of trigger points.\n";
}

}  // namespace calfemg::report
