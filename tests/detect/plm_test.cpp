// SPDX-License-Identifier: Apache-2.0
#include "detect/plm.hpp"

#include <cmath>
#include <vector>

#include "detect/plm_event.hpp"
#include "detect/plm_groups.hpp"
#include "detect/plm_indices.hpp"
#include "detect/plm_intervals.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using core::Leg;
using detect::MarkedNight;
using detect::MovementClass;
using detect::PlmOptions;
using detect::Side;

namespace {

/// Movements of 2 s of the left leg at these onsets, hypnogram absent.
MarkedNight night_of(const std::vector<double>& onsets_s) {
  MarkedNight night;
  for (const double onset_s : onsets_s)
    night.movements.push_back({Leg::left, onset_s, onset_s + 2.0});
  return night;
}

int members(const MarkedNight& night, const PlmOptions& options = {}) {
  int count = 0;
  for (const auto& movement : score_movements(night, options))
    count += movement.all.is_member() ? 1 : 0;
  return count;
}

PlmOptions aasm() {
  PlmOptions options;
  options.rules = "aasm2016";
  return options;
}

core::Hypnogram epochs(std::vector<core::SleepStage> stages) {
  core::Hypnogram hypnogram;
  hypnogram.stages = std::move(stages);
  return hypnogram;
}

}  // namespace

TEST_CASE("four movements make a series and three do not", "[detect][plm]") {
  CHECK(members(night_of({0.0, 20.0, 40.0, 60.0})) == 4);
  CHECK(members(night_of({0.0, 20.0, 40.0})) == 0);
}

TEST_CASE("an interval of exactly 10 s is periodic whatever the binary fraction of the onsets",
          "[detect][plm]") {
  CHECK(members(night_of({60.1, 70.1, 80.1, 90.1})) == 4);
  CHECK(members(night_of({60.1, 70.09, 80.09, 90.09})) == 0);
}

TEST_CASE("an interval of exactly 90 s is periodic unless the option leaves it out",
          "[detect][plm]") {
  const auto night = night_of({0.0, 90.0, 180.0, 270.0});
  PlmOptions options;
  CHECK(members(night, options) == 4);
  options.max_interval_included = false;
  CHECK(members(night, options) == 0);
  CHECK(members(night_of({0.0, 89.9, 179.8, 269.7}), options) == 4);
}

TEST_CASE("a movement after a short interval begins a series unless the option forbids it",
          "[detect][plm]") {
  const auto night = night_of({0.0, 5.0, 25.0, 45.0, 65.0});
  PlmOptions options;
  CHECK(members(night, options) == 4);
  options.short_interval_starts_series = false;
  CHECK(members(night, options) == 0);
}

TEST_CASE("an arousal at exactly the gap counts unless the option leaves it out", "[detect][plm]") {
  auto night = night_of({10.0});
  night.arousals = {{12.5, 3.0}};
  PlmOptions options;
  CHECK(score_movements(night, options).front().arousal);
  options.arousal_gap_included = false;
  CHECK_FALSE(score_movements(night, options).front().arousal);
  night.arousals = {{12.49, 3.0}};
  CHECK(score_movements(night, options).front().arousal);
}

TEST_CASE("a night without movements has no movement and no rate", "[detect][plm]") {
  const MarkedNight night;
  const auto movements = score_movements(night, {});
  CHECK(movements.empty());
  CHECK(std::isnan(movement_counts(night, movements).front().per_hour));
  CHECK(std::isnan(group_indices(night, movements, {}).front().periodicity));
}

TEST_CASE("the order of the marks and the names of the legs do not matter", "[detect][plm]") {
  MarkedNight night;
  MarkedNight mirrored;
  for (int i = 0; i < 9; ++i) {
    const double onset_s = 20.0 * ((i * 4) % 9);
    const bool is_left = i % 3 == 0;
    night.movements.push_back({is_left ? Leg::left : Leg::right, onset_s, onset_s + 1.5});
    mirrored.movements.insert(mirrored.movements.begin(),
                              {is_left ? Leg::right : Leg::left, onset_s, onset_s + 1.5});
  }
  const auto one = score_movements(night, {});
  const auto two = score_movements(mirrored, {});
  REQUIRE(one.size() == two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].onset_s == two[i].onset_s);
    CHECK(one[i].all.number == two[i].all.number);
    CHECK((one[i].side == Side::left) == (two[i].side == Side::right));
  }
}

TEST_CASE("AASM makes one movement of two legs whose onsets are less than 5 s apart",
          "[detect][plm]") {
  MarkedNight night;
  night.movements = {{Leg::left, 10.0, 11.0}, {Leg::right, 14.9, 16.0}};
  const auto one = score_movements(night, aasm());
  REQUIRE(one.size() == 1);
  CHECK(one.front().side == Side::bilateral);
  CHECK(score_movements(night, {}).size() == 2);  // WASM: 3.9 s after the end of the other
  night.movements[1].onset_s = 15.0;
  CHECK(score_movements(night, aasm()).size() == 2);
}

TEST_CASE("AASM takes at most one movement of each leg into a combined one", "[detect][plm]") {
  MarkedNight night;
  night.movements = {{Leg::left, 10.0, 11.0}, {Leg::right, 12.0, 13.0}, {Leg::left, 14.0, 15.0}};
  const auto movements = score_movements(night, aasm());
  REQUIRE(movements.size() == 2);
  CHECK(movements[1].side == Side::left);
}

TEST_CASE("AASM takes intervals from 5 s on into a series", "[detect][plm]") {
  CHECK(members(night_of({0.0, 5.0, 10.0, 15.0}), aasm()) == 4);
  CHECK(members(night_of({0.0, 4.9, 9.8, 14.7}), aasm()) == 0);
}

TEST_CASE("AASM passes over movements awake, near respiratory events and over 10 s",
          "[detect][plm]") {
  using core::SleepStage;
  auto night = night_of({5.0, 35.0, 65.0, 95.0, 125.0});
  night.hypnogram =
      epochs({SleepStage::n2, SleepStage::n2, SleepStage::wake, SleepStage::n2, SleepStage::rem});
  const auto movements = score_movements(night, aasm());
  CHECK(movements[2].type == MovementClass::not_scored);
  CHECK(movements[3].all.interval_s == 60.0);
  CHECK(movements[4].all.length == 4);

  night.respiratory_events = {{90.0, 4.6}};
  CHECK(members(night, aasm()) == 0);
  night.respiratory_events = {{90.0, 4.4}};
  CHECK(members(night, aasm()) == 4);

  night.movements[4].offset_s = 135.1;
  CHECK(score_movements(night, aasm())[4].type == MovementClass::not_scored);
}

TEST_CASE("the histogram holds every interval up to the longest of a series", "[detect][plm]") {
  const auto night = night_of({0.0, 1.0 + 2.0, 13.0, 103.0, 200.0});
  const auto movements = score_movements(night, {});
  const auto counts = interval_counts(night, movements, &detect::ScoredMovement::all, PlmOptions{});
  const auto& histogram = counts.front().histogram;
  REQUIRE(histogram.size() == 45);
  CHECK(histogram[1] == 1);   // 3 s
  CHECK(histogram[5] == 1);   // 10 s
  CHECK(histogram[44] == 1);  // 90 s
  CHECK(counts.front().too_long == 1);
}

TEST_CASE("each lm of a series gets a plm beside it with the derivation of the lm",
          "[detect][plm]") {
  std::vector<core::Event> events;
  for (int i = 0; i < 5; ++i) {
    core::Event event;
    event.type = core::EventType::lm;
    event.onset_s = i < 4 ? 20.0 * i : 400.0;
    event.duration_s = 2.0;
    event.leg = i % 2 == 0 ? Leg::left : Leg::right;
    event.measures = {{"rectified_uv", 30.0}, {"standard_derivation", 0.0}};
    event.reasons = {"non-standard derivation"};
    events.push_back(event);
  }
  const auto periodic = detect::find_periodic_movements(events, std::nullopt, {});
  REQUIRE(periodic.size() == 4);
  for (std::size_t i = 0; i < periodic.size(); ++i) {
    CHECK(periodic[i].type == core::EventType::plm);
    CHECK(periodic[i].onset_s == events[i].onset_s);
    CHECK(periodic[i].leg == events[i].leg);
    CHECK(periodic[i].measure("standard_derivation") == 0.0);
    CHECK(periodic[i].measure("number_in_series") == static_cast<double>(i + 1));
    CHECK(periodic[i].measure("series_length") == 4.0);
    CHECK(periodic[i].reasons == events[i].reasons);
  }
  PlmOptions off;
  off.enabled = false;
  CHECK(detect::find_periodic_movements(events, std::nullopt, off).empty());
}
