// SPDX-License-Identifier: Apache-2.0
#include "exchange/night_table.hpp"

#include <array>

#include "batch/session_content.hpp"
#include "core/error.hpp"

namespace calfemg::exchange {
namespace {

using batch::SessionContent;
using batch::SessionRow;

struct TextColumn {
  const char* name;
  const char* meaning;
  const std::string& (*value)(const SessionRow& row);
};

struct NumberColumn {
  const char* name;
  const char* unit;
  const char* meaning;
  double (*value)(const SessionRow& row);
};

constexpr std::array<TextColumn, 4> kTexts{{
    {"folder",
     "Name of the session folder.",
     [](const SessionRow& r) -> const std::string& { return r.folder; }},
    {"subject",
     "Subject, as the recording names it.",
     [](const SessionRow& r) -> const std::string& { return r.subject; }},
    {"session",
     "Session, as the recording names it.",
     [](const SessionRow& r) -> const std::string& { return r.session; }},
    {"start_time",
     "Start of the recording, ISO 8601, clock of the recorder.",
     [](const SessionRow& r) -> const std::string& { return r.start_time; }},
}};

double number(int count) {
  return count;
}

constexpr std::array<NumberColumn, 12> kNumbers{{
    {"duration_s",
     "s",
     "Length of the recording.",
     [](const SessionRow& r) { return r.duration_s; }},
    {"usable_s",
     "s",
     "Time that could be used, mean over the channels.",
     [](const SessionRow& r) { return r.usable_s; }},
    {"sleep_s",
     "s",
     "Total sleep time by the hypnogram.",
     [](const SessionRow& r) { return r.sleep_s; }},
    {"cramps_definite",
     "1",
     "Cramps of grade definite.",
     [](const SessionRow& r) { return number(r.cramps_definite); }},
    {"cramps_probable",
     "1",
     "Cramps of grade probable.",
     [](const SessionRow& r) { return number(r.cramps_probable); }},
    {"cramps_possible",
     "1",
     "Cramps of grade possible.",
     [](const SessionRow& r) { return number(r.cramps_possible); }},
    {"cramps",
     "1",
     "Cramps of all grades.",
     [](const SessionRow& r) { return number(r.cramps()); }},
    {"cramp_s",
     "s",
     "Time in cramps, added up over heads.",
     [](const SessionRow& r) { return r.cramp_s; }},
    {"rejected_cramps",
     "1",
     "Cramp candidates that were turned down.",
     [](const SessionRow& r) { return number(r.rejected_cramps); }},
    {"tension_periods",
     "1",
     "Periods of elevated tension, added up over heads.",
     [](const SessionRow& r) { return number(r.tension_periods); }},
    {"tension_s",
     "s",
     "Time in them, added up over heads.",
     [](const SessionRow& r) { return r.tension_s; }},
    {"leg_movements",
     "1",
     "Leg movements of both legs.",
     [](const SessionRow& r) { return number(r.leg_movements); }},
}};

SessionContent content_of(const std::filesystem::path& session) {
  auto content = batch::read_session(session);
  if (!content)
    throw core::FormatError(session.string(),
                            {"",
                             "report.json and provenance.json of calfemg",
                             "something else",
                             "analyse the recording again"});
  return *std::move(content);
}

}  // namespace

std::set<std::string> context_names(const std::vector<std::filesystem::path>& sessions) {
  std::set<std::string> names;
  for (const auto& session : sessions) {
    for (const auto& [name, value] : content_of(session).row.context)
      names.insert(name);
  }
  return names;
}

TableShape nights_shape(const std::set<std::string>& context) {
  TableShape shape{"nights", {}};
  for (const auto& column : kTexts)
    shape.columns.push_back({column.name, Kind::text, "", column.meaning});
  for (const auto& column : kNumbers)
    shape.columns.push_back({column.name, Kind::number, column.unit, column.meaning});
  for (const auto& name : context)
    shape.columns.push_back(
        {"context_" + name, Kind::text, "", "What the recording or a list says: " + name + "."});
  return shape;
}

void add_night(TableWriter& table,
               const std::filesystem::path& session,
               const std::set<std::string>& context) {
  const SessionContent content = content_of(session);
  std::vector<Cell> cells;
  cells.reserve(kTexts.size() + kNumbers.size() + context.size());
  for (const auto& column : kTexts)
    cells.emplace_back(std::string_view(column.value(content.row)));
  for (const auto& column : kNumbers)
    cells.emplace_back(column.value(content.row));
  for (const auto& name : context) {
    const auto found = content.row.context.find(name);
    cells.emplace_back(found == content.row.context.end() ? std::string_view()
                                                          : std::string_view(found->second));
  }
  table.row(cells);
}

}  // namespace calfemg::exchange
