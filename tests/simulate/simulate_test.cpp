// SPDX-License-Identifier: Apache-2.0
#include "simulate/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/error.hpp"
#include "io/recording_reader.hpp"
#include "signal/psd.hpp"
#include "small_scenario.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::simulate;
using namespace calfemg::test;

namespace {

Scenario cramp_scenario(double multiple) {
  Scenario scenario = small_scenario();
  EventSpec cramp = at(Kind::cramp, 15.0, 30.0);
  cramp.values["multiple"] = {multiple, multiple};
  for (const char* never :
       {"both_heads", "stretch_break", "residual", "motion", "awakening", "marker"})
    cramp.values[never] = {0.0, 0.0};
  cramp.values["fasciculations"] = {0.0, 0.0};
  cramp.values["rise_s"] = {1.0, 1.0};
  cramp.values["decay_s"] = {1.0, 1.0};
  scenario.events = {cramp};
  return scenario;
}

std::vector<core::Event> of_type(const std::vector<core::Event>& events, core::EventType type) {
  std::vector<core::Event> found;
  std::copy_if(events.begin(), events.end(), std::back_inserter(found), [&](const auto& event) {
    return event.type == type;
  });
  return found;
}

double median_frequency(const std::vector<double>& samples, double from_s, double to_s) {
  constexpr double kRate = 1000.0;
  const std::span<const double> part(samples.data() + static_cast<std::size_t>(from_s * kRate),
                                     static_cast<std::size_t>((to_s - from_s) * kRate));
  signal::Psd psd(part.size(), core::Hertz(kRate));
  const auto power = psd.of(part);
  double total = 0.0;
  for (const double value : power)
    total += value;
  double sum = 0.0;
  std::size_t bin = 0;
  while (sum < 0.5 * total)
    sum += power[bin++];
  return static_cast<double>(bin) * psd.bin_width().value();
}

}  // namespace

TEST_CASE("the same scenario and seed give the same bytes", "[simulate]") {
  const TemporaryFolder folder;
  const Scenario scenario = cramp_scenario(5.0);
  static_cast<void>(simulate::simulate(scenario, 3, folder.path() / "a.h5"));
  static_cast<void>(simulate::simulate(scenario, 3, folder.path() / "b.h5"));
  static_cast<void>(simulate::simulate(scenario, 4, folder.path() / "c.h5"));
  CHECK(contents(folder.path() / "a.h5") == contents(folder.path() / "b.h5"));
  CHECK(contents(folder.path() / "a.h5") != contents(folder.path() / "c.h5"));
}

TEST_CASE("the recorder's rate changes neither discharges nor truth", "[simulate]") {
  Scenario scenario = cramp_scenario(5.0);
  const Night reference = make_night(scenario, 3);
  scenario.device.rate_hz = GENERATE(256.0, 500.0, 1259.259, 2000.0, 2048.0);
  scenario.device.lowpass_hz = std::min(450.0, 0.4 * scenario.device.rate_hz);
  const Night night = make_night(scenario, 3);
  REQUIRE(night.spikes.size() == reference.spikes.size());
  for (std::size_t i = 0; i < night.spikes.size(); ++i)
    REQUIRE(night.spikes[i].time_s == reference.spikes[i].time_s);
  REQUIRE(night.truth.size() == reference.truth.size());
  for (std::size_t i = 0; i < night.truth.size(); ++i)
    CHECK(night.truth[i].onset_s == reference.truth[i].onset_s);
}

TEST_CASE("the activity itself is the same at each rate", "[simulate]") {
  Scenario scenario = cramp_scenario(8.0);
  scenario.montage.background = false;
  scenario.device.lowpass_hz = 400.0;
  const Night night = make_night(scenario, 2);
  const std::size_t channel = electrode(night, "GM.L.upper");
  const auto reference = samples_of(scenario, night)[channel];
  const double reference_rms = rms(reference, 20.0, 40.0, 1000.0);
  scenario.device.rate_hz = GENERATE(2000.0, 2048.0, 4000.0);
  const auto samples = samples_of(scenario, night)[channel];
  // Below 400 Hz all rates hold the same; the filters differ near half the rate.
  CHECK_THAT(rms(samples, 20.0, 40.0, scenario.device.rate_hz), WithinRel(reference_rms, 0.02));
}

TEST_CASE("rest has the configured level on every channel", "[simulate]") {
  Scenario scenario = small_scenario();
  scenario.device.mains_uv = {0.0, 0.0};
  scenario.device.drift_uv = {0.0, 0.0};
  scenario.montage.rest_uv = {2.0, 2.0};
  const Night night = make_night(scenario, 5);
  for (const auto& samples : samples_of(scenario, night)) {
    // The slow change of the level is 8 %, the band of the recorder a little wider than 20-450 Hz.
    CHECK_THAT(rms(samples, 1.0, 60.0, 1000.0), WithinRel(2.0, 0.12));
  }
}

TEST_CASE("surface EMG has its median frequency where it belongs", "[simulate]") {
  Scenario scenario = small_scenario();
  EventSpec hold = at(Kind::contraction, 10.0, 40.0);
  hold.values["multiple"] = {30.0, 30.0};
  hold.values["motion"] = {0.0, 0.0};
  scenario.events = {hold};
  const Night voluntary = make_night(scenario, 6);
  const std::size_t channel = electrode(voluntary, "GM.L.upper");
  const double held = median_frequency(samples_of(scenario, voluntary)[channel], 15.0, 45.0);
  CHECK(held > 70.0);
  CHECK(held < 110.0);
  const Scenario other = cramp_scenario(30.0);
  const Night cramp = make_night(other, 6);
  const double cramped = median_frequency(samples_of(other, cramp)[channel], 20.0, 40.0);
  CHECK(cramped > held);  // extremely short potentials: Roeleveld 2000
  CHECK(cramped < 150.0);
}

TEST_CASE("what the truth says of a cramp is in the signal", "[simulate]") {
  const double multiple = GENERATE(2.0, 3.0, 6.0, 20.0);
  const auto seed = GENERATE(1U, 2U, 3U);
  CAPTURE(multiple, seed);
  const Scenario scenario = cramp_scenario(multiple);
  const Night night = make_night(scenario, seed);
  const auto cramps = of_type(night.truth, core::EventType::cramp);
  REQUIRE(cramps.size() == 1);
  const core::Event& cramp = cramps.front();
  CHECK(cramp.muscle == core::Muscle::gastrocnemius_medialis);
  CHECK(cramp.onset_s >= 14.9);
  CHECK(cramp.onset_s < 20.0);
  CHECK(cramp.end_s() <= 45.5);
  CHECK_THAT(cramp.measure("median_rest_multiple"), WithinRel(multiple, 0.35));

  const auto samples = samples_of(scenario, night);
  double measured = 0.0;
  double expected = 0.0;
  for (std::size_t e = 0; e < samples.size(); ++e) {
    if (night.body.electrodes[e].role.muscle != cramp.muscle) continue;
    if (night.body.electrodes[e].role.leg != cramp.leg) continue;
    const double rest = rms(samples[e], 2.0, 13.0, 1000.0);
    measured = std::max(measured, rms(samples[e], cramp.onset_s, cramp.end_s(), 1000.0) / rest);
  }
  expected = cramp.measure("median_rest_multiple");
  // Root mean square against median of an uneven course: up to a third apart.
  CHECK_THAT(measured, WithinRel(expected, 0.35));
  // Half a second before it begins the channel is at rest.
  CHECK(rms(samples[electrode(night, cramp.channels.front())],
            cramp.onset_s - 1.5,
            cramp.onset_s - 0.5,
            1000.0) < 1.6 * cramp.measure("rest_uv"));
}

TEST_CASE("a cramp in one head leaves the other leg alone", "[simulate]") {
  const Scenario scenario = cramp_scenario(20.0);
  const Night night = make_night(scenario, 2);
  const auto samples = samples_of(scenario, night);
  const auto& right = samples[electrode(night, "GM.R.upper")];
  CHECK_THAT(rms(right, 20.0, 40.0, 1000.0), WithinRel(rms(right, 2.0, 13.0, 1000.0), 0.1));
}

TEST_CASE("the recording says that it is simulated, and holds what was rendered", "[simulate]") {
  const TemporaryFolder folder;
  Scenario scenario = cramp_scenario(5.0);
  scenario.night.hypnogram = true;
  scenario.device.unit = GENERATE("uV", "mV", "V");
  scenario.device.format = GENERATE("int16", "float32");
  const auto path = folder.path() / "a.h5";
  static_cast<void>(simulate::simulate(scenario, 3, path));
  const auto reader = io::open_recording(path, {});
  const core::RecordingInfo& info = reader->info();
  CHECK(info.context.at("notes").find("Simulated") == 0);
  CHECK(info.subject_id == "simulated");
  REQUIRE(info.hypnogram);
  CHECK(info.hypnogram->stages.size() == 2);
  REQUIRE(info.blocks.size() == 1);
  CHECK(info.blocks[0].channels.size() == 10);
  CHECK(info.blocks[0].sample_count == 60000);
  const std::vector<std::size_t> channel{0};
  std::vector<double> samples(60000);
  reader->read_uv(0, 0, samples.size(), channel, samples);
  const double rest_uv = make_night(scenario, 3).body.electrodes[0].rest_uv;
  CHECK_THAT(rms(samples, 2.0, 13.0, 1000.0), WithinRel(rest_uv, 0.2));
}

TEST_CASE("artefacts strike where the truth says", "[simulate]") {
  Scenario scenario = small_scenario();
  const auto on = [](Kind kind, double onset_s) {
    EventSpec event = at(kind, onset_s, 4.0);
    event.leg.reset();
    event.channel = "GM.L.upper";
    return event;
  };
  scenario.events = {on(Kind::flat, 5.0),
                     on(Kind::dropout, 12.0),
                     on(Kind::clip, 20.0),
                     on(Kind::mains, 30.0),
                     on(Kind::lead_off, 40.0),
                     on(Kind::gap, 50.0)};
  const Night night = make_night(scenario, 1);
  const auto truth = of_type(night.truth, core::EventType::artifact);
  REQUIRE(truth.size() == 6);  // a declared gap too: analyze lists it as a dropout
  const auto samples = samples_of(scenario, night)[0];
  const auto still = [&](double from_s, double to_s) {
    const auto first = samples.begin() + static_cast<std::ptrdiff_t>(from_s * 1000.0);
    const auto last = samples.begin() + static_cast<std::ptrdiff_t>(to_s * 1000.0);
    return std::all_of(first, last, [&](double value) { return value == *first; });
  };
  CHECK(still(5.01, 8.99));
  CHECK(still(12.01, 15.99));
  CHECK(still(20.01, 23.99));
  CHECK_THAT(std::abs(samples[22000]), WithinRel(0.2 * 32767, 1e-12));
  CHECK_FALSE(still(25.0, 26.0));
  CHECK(rms(samples, 31.0, 33.0, 1000.0) > 5.0);
  CHECK(rms(samples, 41.0, 43.0, 1000.0) > 50.0);
  REQUIRE(night.info.blocks[0].gaps.size() == 1);
}

TEST_CASE("an event that no electrode can see is not in the truth", "[simulate]") {
  Scenario scenario = cramp_scenario(5.0);
  scenario.montage.muscles = {core::Muscle::tibialis_anterior};
  CHECK(of_type(make_night(scenario, 1).truth, core::EventType::cramp).empty());
}

TEST_CASE("a series of leg movements is a series by the rules", "[simulate]") {
  Scenario scenario = small_scenario();
  scenario.night.duration_s = 600.0;
  EventSpec series = at(Kind::plm, 20.0, 2.0);
  series.values["movements"] = {12.0, 12.0};
  series.values["both_legs"] = {0.0, 0.0};
  scenario.events = {series};
  const auto truth = make_night(scenario, 1).truth;
  const auto members = of_type(truth, core::EventType::plm);
  REQUIRE(members.size() >= 4);
  CHECK(of_type(truth, core::EventType::lm).size() == members.size());
  for (std::size_t i = 1; i < members.size(); ++i) {
    CHECK(members[i].onset_s - members[i - 1].onset_s >= 10.0);
    CHECK(members[i].onset_s - members[i - 1].onset_s <= 90.0);
    CHECK(members[i].duration_s >= 0.5);
    CHECK(members[i].duration_s <= 10.0);
  }
}

TEST_CASE("random events of a leg do not overlap", "[simulate]") {
  Scenario scenario = small_scenario();
  scenario.night.duration_s = 3600.0;
  for (const Kind kind : {Kind::contraction, Kind::stretch, Kind::lmm}) {
    EventSpec event;
    event.kind = kind;
    event.count = Range{8.0, 8.0};
    scenario.events.push_back(event);
  }
  const auto truth = make_night(scenario, 1).truth;
  std::vector<core::Event> left;
  std::copy_if(truth.begin(), truth.end(), std::back_inserter(left), [](const auto& event) {
    return event.type != core::EventType::artifact && event.leg != core::Leg::right;
  });
  REQUIRE(left.size() > 8);
  for (std::size_t i = 1; i < left.size(); ++i)
    CHECK(left[i].onset_s >= left[i - 1].end_s());
}

TEST_CASE("movements beside other events fall on them, too", "[simulate]") {
  Scenario scenario = small_scenario();
  scenario.night.duration_s = 600.0;
  scenario.events.push_back(test::at(Kind::contraction, 100.0, 400.0));
  EventSpec movement;
  movement.kind = Kind::contraction;
  movement.leg = core::Leg::left;
  movement.count = Range{30.0, 30.0};
  movement.values["duration_s"] = {1.0, 1.0};
  movement.values["multiple"] = {60.0, 60.0};
  const auto on_the_hold = [&](bool beside) {
    movement.beside = beside;
    Scenario one = scenario;
    one.events.push_back(movement);
    const auto truth = make_night(one, 3).truth;
    return std::count_if(truth.begin(), truth.end(), [](const core::Event& event) {
      return event.type == core::EventType::contraction && event.duration_s < 5.0 &&
             event.onset_s > 105.0 && event.end_s() < 495.0;
    });
  };
  CHECK(on_the_hold(false) == 0);
  CHECK(on_the_hold(true) > 10);
}

TEST_CASE("an artefact on a channel that is not there is refused", "[simulate]") {
  Scenario scenario = small_scenario();
  EventSpec event = at(Kind::flat, 5.0, 4.0);
  event.channel = "SOL.L";
  scenario.events = {event};
  CHECK_THROWS_AS(make_night(scenario, 1), core::ConfigError);
}
