// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "detect/plm.hpp"
#include "detect/plm_groups.hpp"
#include "detect/plm_indices.hpp"
#include "detect/plm_intervals.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using detect::MovementClass;
using detect::ScoredMovement;
using detect::Side;

namespace {

constexpr int kNights = 20;
constexpr double kSixDigits = 1e-5;  // rates and means are stored with six digits

/// A line of an expected table: name (and side) and one number for each group of stages.
struct Row {
  std::string tag;
  std::string name;
  std::string side;
  std::vector<double> values;  // NaN for n/a
};

struct OracleNight {
  detect::MarkedNight night;
  std::vector<ScoredMovement> movements;
  std::vector<Row> rows;
};

core::SleepStage stage_from(char letter, char number) {
  if (letter == 'W') return core::SleepStage::wake;
  if (letter == 'R') return core::SleepStage::rem;
  return number == '1'   ? core::SleepStage::n1
         : number == '2' ? core::SleepStage::n2
                         : core::SleepStage::n3;
}

core::Hypnogram hypnogram_from(std::istringstream& fields) {
  core::Hypnogram hypnogram;
  double start = 0.0;
  double epoch = 0.0;
  fields >> start >> epoch;
  hypnogram.start_s = start / 100.0;
  hypnogram.epoch_s = epoch / 100.0;
  for (std::string run; fields >> run;) {
    const auto star = run.find('*');
    hypnogram.stages.insert(
        hypnogram.stages.end(), std::stoul(run.substr(star + 1)), stage_from(run[0], run[1]));
  }
  return hypnogram;
}

ScoredMovement movement_from(long onset, long duration, std::istringstream& fields) {
  ScoredMovement movement;
  std::string code;
  fields >> code >> movement.all.series >> movement.not_respiratory.series;
  movement.onset_s = static_cast<double>(onset) / 100.0;
  movement.offset_s = static_cast<double>(onset + duration) / 100.0;
  movement.side = code[0] == 'L' ? Side::left : code[0] == 'R' ? Side::right : Side::bilateral;
  const auto parts_end = code.size() - 3;
  movement.parts = std::stoi(code.substr(1, parts_end - 1));
  movement.type = code[parts_end] == 'C' ? MovementClass::clm : MovementClass::non_clm;
  movement.respiratory = code[parts_end + 1] == 'r';
  movement.arousal = code[parts_end + 2] == 'a';
  return movement;
}

void add_timed(OracleNight& oracle,
               const std::string& tag,
               std::istringstream& fields,
               std::map<std::string, long>& last) {
  long step = 0;
  long duration = 0;
  fields >> step >> duration;
  const long onset = last[tag] += step;
  const double onset_s = static_cast<double>(onset) / 100.0;
  const double offset_s = static_cast<double>(onset + duration) / 100.0;
  const core::Interval interval{onset_s, static_cast<double>(duration) / 100.0};
  if (tag == "l") oracle.night.movements.push_back({core::Leg::left, onset_s, offset_s});
  if (tag == "r") oracle.night.movements.push_back({core::Leg::right, onset_s, offset_s});
  if (tag == "a") oracle.night.arousals.push_back(interval);
  if (tag == "e") oracle.night.respiratory_events.push_back(interval);
  if (tag == "m") oracle.movements.push_back(movement_from(onset, duration, fields));
}

Row row_from(const std::string& tag, std::istringstream& fields) {
  Row row{tag, {}, {}, {}};
  fields >> row.name;
  if (tag == "c") fields >> row.side;
  for (std::string cell; fields >> cell;)
    row.values.push_back(core::number_from_text(cell).value_or(core::kMissing));
  return row;
}

OracleNight oracle_night(int number) {
  const std::string path = std::string(CALFEMG_SOURCE_DIR) + "/tests/detect/plm_oracle/night_" +
                           (number < 10 ? "0" : "") + std::to_string(number) + ".tsv";
  std::ifstream file(path);
  REQUIRE(file);
  OracleNight oracle;
  std::map<std::string, long> last;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string tag;
    fields >> tag;
    if (tag == "H") {
      oracle.night.hypnogram = hypnogram_from(fields);
    } else if (std::string("lraem").find(tag) != std::string::npos) {
      add_timed(oracle, tag, fields, last);
    } else {
      oracle.rows.push_back(row_from(tag, fields));
    }
  }
  return oracle;
}

/// Numbers the members of each series in order of onset, from the series alone.
void number_members(std::vector<ScoredMovement>& movements,
                    detect::SeriesPlace ScoredMovement::*place) {
  std::map<int, int> members;
  for (auto& movement : movements) {
    auto& here = movement.*place;
    if (here.is_member()) here.number = ++members[here.series];
  }
  for (auto& movement : movements)
    if ((movement.*place).is_member()) (movement.*place).length = members[(movement.*place).series];
}

std::string place_text(const detect::SeriesPlace& place) {
  return std::to_string(place.series) + ":" + std::to_string(place.number) + "/" +
         std::to_string(place.length);
}

std::string text_of(const ScoredMovement& movement) {
  return core::fixed_text(movement.onset_s, 2) + " to " + core::fixed_text(movement.offset_s, 2) +
         " side " + std::to_string(static_cast<int>(movement.side)) + " parts " +
         std::to_string(movement.parts) + " class " +
         std::to_string(static_cast<int>(movement.type)) +
         (movement.respiratory ? " respiratory" : "") + (movement.arousal ? " arousal" : "") +
         " series " + place_text(movement.all) + " nr " + place_text(movement.not_respiratory);
}

const detect::MovementCount& count_of(const std::vector<detect::MovementCount>& counts,
                                      const std::string& kind,
                                      const std::string& side,
                                      std::size_t group) {
  const auto found = std::find_if(counts.begin(), counts.end(), [&](const auto& count) {
    return count.kind == kind && count.side == side &&
           count.group == detect::kStageGroups.at(group).name;
  });
  REQUIRE(found != counts.end());
  return *found;
}

double of_interval(const detect::IntervalCount& count, const std::string& name) {
  if (name == "too_short") return count.too_short;
  if (name == "periodic") return count.periodic;
  if (name == "too_long") return count.too_long;
  return name == "geometric_mean_s" ? count.geometric_mean_s : count.geometric_sd;
}

double hundredths(double value) {
  return std::floor(value * 100.0 + 0.5 + 1e-9) / 100.0;
}

double of_group(const detect::GroupIndices& group, const std::string& name) {
  if (name == "periodicity") return hundredths(group.periodicity);
  if (name == "periodicity_not_respiratory") return hundredths(group.periodicity_not_respiratory);
  if (name == "duration_s") return group.duration_s;
  if (name == "respiratory") return group.respiratory.count;
  if (name == "with_clm_percent") return group.respiratory.with_clm_share * 100.0;
  REQUIRE(name == "arousal");
  return group.arousal.count;
}

bool agrees(double value, double expected, double tolerance) {
  if (std::isnan(expected) || std::isnan(value)) return std::isnan(expected) && std::isnan(value);
  return std::abs(value - expected) <= tolerance * std::abs(expected);
}

/// What the program gives for a row of the oracle.
double given(const Row& row,
             std::size_t group,
             const OracleNight& oracle,
             const std::vector<ScoredMovement>& movements,
             const std::vector<detect::MovementCount>& counts) {
  const detect::PlmOptions options;
  const auto place = row.tag == "i" ? &ScoredMovement::all : &ScoredMovement::not_respiratory;
  if (row.tag == "c") return count_of(counts, row.name, row.side, group).count;
  if (row.tag == "h") return count_of(counts, row.name, "any", group).per_hour;
  if (row.tag == "u") return count_of(counts, row.name, "any", group).mean_s;
  if (row.tag == "i" || row.tag == "j")
    return of_interval(interval_counts(oracle.night, movements, place, options)[group], row.name);
  return of_group(group_indices(oracle.night, movements, options)[group], row.name);
}

}  // namespace

TEST_CASE("classes, series and associations equal PLMScoRe on every movement of 20 nights",
          "[detect][plm]") {
  std::size_t compared = 0;
  for (int number = 1; number <= kNights; ++number) {
    CAPTURE(number);
    auto oracle = oracle_night(number);
    number_members(oracle.movements, &ScoredMovement::all);
    number_members(oracle.movements, &ScoredMovement::not_respiratory);
    const auto movements = detect::score_movements(oracle.night, {});
    REQUIRE(movements.size() == oracle.movements.size());
    for (std::size_t i = 0; i < movements.size(); ++i)
      CHECK(text_of(movements[i]) == text_of(oracle.movements[i]));
    compared += movements.size();
  }
  CHECK(compared == 6308);
}

TEST_CASE("counts and indices equal PLMScoRe on 20 nights", "[detect][plm]") {
  std::size_t compared = 0;
  for (int number = 1; number <= kNights; ++number) {
    const auto oracle = oracle_night(number);
    const auto movements = detect::score_movements(oracle.night, {});
    const auto counts = detect::movement_counts(oracle.night, movements);
    for (const Row& row : oracle.rows) {
      REQUIRE(row.values.size() == detect::kStageGroups.size());
      const bool whole = row.tag == "c" || row.tag == "t" || row.tag == "p";
      for (std::size_t group = 0; group < row.values.size(); ++group) {
        CAPTURE(number, row.tag, row.name, row.side, group);
        const double value = given(row, group, oracle, movements, counts);
        CAPTURE(value, row.values[group]);
        CHECK(agrees(value, row.values[group], whole ? 0.0 : kSixDigits));
        ++compared;
      }
    }
  }
  CHECK(compared > 4000);
}
