// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <tuple>

#include "detect/support/hand_made.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::kLeftLateral;
using test::kLeftMedial;
using test::kLeftTibialis;
using test::kRightLateral;
using test::kRightMedial;
using test::kRightTibialis;
using test::steady;
using test::with_hold;
using test::with_train;

namespace {

constexpr double kRestUv = 3.0;

/// A night with a cramp, tension, a train, a hold and leg movements, and a gap in the middle.
core::SessionTable busy_night(double start_s = 0.0) {
  const test::Making making{1800.0, start_s};
  const auto rest = steady(kRestUv);
  const double origin = start_s;
  const auto at = [origin](double t) { return origin + t; };
  core::SessionTable table = test::session(
      {test::channel(kLeftMedial, making, with_hold(rest, at(300), at(340), 18.0, 3.0), 1),
       test::channel(kLeftLateral, making, with_hold(rest, at(700), at(900), 5.0, 5.0), 2),
       test::channel(
           kLeftTibialis, making, with_train(rest, {at(1000), 160.0}, 20.0, 2.0, 40.0), 3),
       test::channel(kRightMedial, making, with_train(rest, {at(1300), 30.0}, 0.8, 0.3, 40.0), 4),
       test::channel(kRightLateral, making, with_hold(rest, at(1500), at(1515), 30.0, 0.3), 5),
       test::channel(kRightTibialis, making, rest, 6)});
  for (core::ChannelTable& channel : table.channels) {
    for (std::size_t i = 11000; i < 12000; ++i) {
      channel.quality[i] = core::bits(core::Quality::gap);
      channel.envelope_uv[i] = std::nanf("");
      channel.peak_uv[i] = std::nanf("");
      channel.low_envelope_uv[i] = std::nanf("");
    }
  }
  return table;
}

std::vector<core::Event> events_of(const core::SessionTable& table) {
  return detect::find_events(table, test::by_rules()).events;
}

using Key = std::tuple<core::EventType, int, core::Muscle, double, double>;

/// What identifies the events, to the millisecond, in an order that does not depend on channels.
std::vector<Key> keys(const std::vector<core::Event>& events, double shift_s = 0.0) {
  constexpr double kPerSecond = 1000.0;
  std::vector<Key> found;
  found.reserve(events.size());
  for (const core::Event& e : events) {
    found.emplace_back(e.type,
                       e.leg ? static_cast<int>(*e.leg) : -1,
                       e.muscle,
                       std::round((e.onset_s - shift_s) * kPerSecond),
                       std::round(e.duration_s * kPerSecond));
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("the busy night holds what it should", "[detect][invariance]") {
  const auto events = events_of(busy_night());
  const auto has = [&](core::EventType type) {
    return std::any_of(events.begin(), events.end(), [&](const auto& e) { return e.type == type; });
  };
  CHECK(has(core::EventType::cramp));
  CHECK(has(core::EventType::tension));
  CHECK(has(core::EventType::hflm));
  CHECK(has(core::EventType::lm));
  CHECK(has(core::EventType::plm));
}

TEST_CASE("no detector minds the order of the channels", "[detect][invariance]") {
  core::SessionTable table = busy_night();
  const auto expected = keys(events_of(table));
  std::reverse(table.channels.begin(), table.channels.end());
  CHECK(keys(events_of(table)) == expected);
  std::rotate(table.channels.begin(), table.channels.begin() + 2, table.channels.end());
  CHECK(keys(events_of(table)) == expected);
}

TEST_CASE("with left and right exchanged the events change sides, no more",
          "[detect][invariance]") {
  core::SessionTable table = busy_night();
  auto expected = events_of(table);
  for (core::ChannelTable& channel : table.channels) {
    core::Leg& leg = channel.channel.role.leg;
    leg = leg == core::Leg::left ? core::Leg::right : core::Leg::left;
  }
  for (core::Event& event : expected) {
    if (event.leg) event.leg = *event.leg == core::Leg::left ? core::Leg::right : core::Leg::left;
  }
  CHECK(keys(events_of(table)) == keys(expected));
}

TEST_CASE("a night that begins later has the same events later", "[detect][invariance]") {
  const auto expected = keys(events_of(busy_night()));
  const double shift_s = GENERATE(0.05, 12.35, 3600.0);
  CAPTURE(shift_s);
  CHECK(keys(events_of(busy_night(shift_s)), shift_s) == expected);
}

TEST_CASE("two hours without data do not move or make events", "[detect][invariance]") {
  const core::SessionTable short_night = busy_night();
  core::SessionTable night = short_night;
  constexpr std::size_t kAt = 11500;     // inside the gap that is there
  constexpr std::size_t kMore = 144000;  // 2 h of 20 bins a second
  const auto insert = [](auto& values, auto value) {
    values.insert(values.begin() + kAt, kMore, value);
  };
  for (core::ChannelTable& channel : night.channels) {
    insert(channel.envelope_uv, std::nanf(""));
    insert(channel.peak_uv, std::nanf(""));
    insert(channel.low_envelope_uv, std::nanf(""));
    insert(channel.quality, core::bits(core::Quality::gap));
    channel.bins.count += kMore;
    const std::size_t row = kAt / 10;
    const auto insert_rows = [row](auto& values) {
      values.insert(values.begin() + static_cast<std::ptrdiff_t>(row), kMore / 10, std::nanf(""));
    };
    insert_rows(channel.coverage);
    insert_rows(channel.mains_rms_uv);
    insert_rows(channel.low_rms_uv);
    channel.rows.count += kMore / 10;
  }
  auto expected = events_of(short_night);
  auto found = events_of(night);
  const auto is_gap = [](const core::Event& e) { return e.type == core::EventType::artifact; };
  std::erase_if(expected, is_gap);  // the gap itself is longer
  std::erase_if(found, is_gap);
  for (core::Event& event : found) {
    if (event.onset_s > 575.0) event.onset_s -= 2.0 * 3600.0;
  }
  CHECK(keys(found) == keys(expected));
}
