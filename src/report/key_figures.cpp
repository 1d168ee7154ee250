// SPDX-License-Identifier: Apache-2.0
#include "report/key_figures.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr double kSecondsPerHour = 3600.0;
constexpr double kSecondsPerMinute = 60.0;
constexpr const char* kDash = "\xE2\x80\x93";

std::string count_text(int count) {
  return std::to_string(count);
}

std::string rate_text(std::size_t count, double seconds) {
  if (!(seconds > 0.0)) return kDash;
  return core::fixed_text(static_cast<double>(count) * kSecondsPerHour / seconds, 2);
}

std::string some_duration(double seconds) {
  return seconds > 0.0 ? duration_text(seconds) : kDash;
}

bool is_of(const core::Event& event, const core::HeadSummary& head) {
  return event.muscle == head.muscle && (!event.leg || *event.leg == head.leg);
}

std::size_t cramps_in_sleep(const Session& session, const core::HeadSummary& head) {
  const auto cramps = session.events_of(core::EventType::cramp);
  return static_cast<std::size_t>(
      std::count_if(cramps.begin(), cramps.end(), [&](const core::Event* cramp) {
        return is_of(*cramp, head) && core::is_sleep(cramp->stage);
      }));
}

std::vector<Cell> cramp_cells(const Session& session, const core::HeadSummary& head) {
  if (head.muscle == core::Muscle::tibialis_anterior)
    return std::vector<Cell>(7, {kDash});  // NOLINT(readability-magic-numbers) columns below
  const int cramps = head.cramps_definite + head.cramps_probable + head.cramps_possible;
  return {{count_text(head.cramps_definite)},
          {count_text(head.cramps_probable)},
          {count_text(head.cramps_possible)},
          {rate_text(cramps_in_sleep(session, head), session.findings().sleep_s)},
          {rate_text(static_cast<std::size_t>(std::max(0, cramps)), session.duration_s)},
          {some_duration(head.longest_cramp_s)},
          {count_text(head.rejected_candidates)}};
}

std::vector<Cell> tension_cells(const core::HeadSummary& head) {
  if (!core::is_gastrocnemius(head.muscle)) return std::vector<Cell>(3, {kDash});
  return {{core::fixed_text(head.tension_s / kSecondsPerMinute, 1)},
          {count_text(head.tension_periods)},
          {some_duration(head.longest_tension_s)}};
}

std::vector<Cell> row_of(const Session& session, const core::HeadSummary& head) {
  std::vector<Cell> row{{place_title(head.leg, head.muscle)}};
  for (auto& cell : cramp_cells(session, head))
    row.push_back(std::move(cell));
  for (auto& cell : tension_cells(head))
    row.push_back(std::move(cell));
  row.push_back({core::fixed_text(head.rest_uv, 1)});
  row.push_back({core::fixed_text(head.usable_s / kSecondsPerHour, 2)});
  return row;
}

}  // namespace

Table key_figures(const Session& session) {
  constexpr std::size_t kCrampColumns = 7;
  Table table{.caption = "Cramps, elevated tension and signal by leg and head"};
  table.groups = {{"", 1}, {"Cramps", kCrampColumns}, {"Elevated tension", 3}, {"Signal", 2}};
  table.columns = {{"Leg and head"},
                   {"Definite", true},
                   {"Probable", true},
                   {"Possible", true},
                   {"Per hour of sleep", true},
                   {"Per hour of recording", true},
                   {"Longest", true},
                   {"Turned down", true},
                   {"Minutes", true},
                   {"Periods", true},
                   {"Longest", true},
                   {"Rest level, \xC2\xB5V", true},
                   {"Usable, h", true}};
  for (const auto& head : session.findings().heads)
    table.rows.push_back(row_of(session, head));
  table.note =
      "Definite: tonic and focal, with an awakening or a patient marker. Probable: tonic, and "
      "focal "
      "or otherwise typical. Possible: short or doubtful. Per hour of sleep counts cramps that "
      "begin in sleep. A dash means not assessed or not known.";
  return table;
}

}  // namespace calfemg::report
