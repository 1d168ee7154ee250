// SPDX-License-Identifier: Apache-2.0
#include "fake_session.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace calfemg::test {
namespace {

using core::EventType;
using core::Grade;
using core::Leg;
using core::Muscle;
using core::Site;

constexpr double kRate = 2000.0;
constexpr double kBin = 0.05;
constexpr std::array<Site, 2> kBothSites{Site::upper, Site::lower};

core::ChannelTable resting_channel(core::Role role, double duration_s, unsigned seed) {
  core::ChannelTable channel;
  channel.channel.name = core::label(role);
  channel.channel.role = role;
  channel.channel.role_origin = "file";
  channel.channel.unit = "uV";
  channel.channel.unit_origin = "file";
  channel.channel.stored_at = "/signals/emg/samples[:, " + std::to_string(seed) + "]";
  channel.block = "emg";
  channel.rate = core::Hertz(kRate);
  channel.conditions.band = {20.0, 450.0, ""};
  channel.conditions.mains_hz = 50.0;
  channel.conditions.notches_hz = {50.0, 150.0};
  channel.conditions.noise_uv = 1.4;
  channel.bins = {0.0, kBin, kBin, static_cast<std::size_t>(std::ceil(duration_s / kBin))};
  std::mt19937 generator(seed);
  std::normal_distribution<float> noise(0.0F, 0.14F);
  const float rest = 2.2F + 0.2F * static_cast<float>(seed % 5U);
  for (std::size_t i = 0; i < channel.bins.count; ++i) {
    channel.envelope_uv.push_back(rest * std::exp(noise(generator)));
    channel.peak_uv.push_back(3.0F * channel.envelope_uv.back());
    channel.quality.push_back(0);
  }
  return channel;
}

void add_channel(FakeSession& session, core::Role role, double duration_s) {
  const auto seed = static_cast<unsigned>(session.table.channels.size());
  session.table.channels.push_back(resting_channel(role, duration_s, seed));
  const auto& channel = session.table.channels.back();
  session.table.recording.blocks.front().channels.push_back(channel.channel);
  core::ChannelSummary summary;
  summary.name = channel.channel.name;
  summary.role = role;
  summary.rest = {2.2 + 0.2 * (seed % 5U), 0.3, 1.6};
  summary.usable_s = duration_s;
  session.result.findings.channels.push_back(summary);
}

void add_head(FakeSession& session, Leg leg, Muscle muscle, double duration_s) {
  core::HeadSummary head;
  head.leg = leg;
  head.muscle = muscle;
  for (const auto site : kBothSites) {
    add_channel(session, {leg, muscle, site}, duration_s);
    head.channels.push_back(session.table.channels.back().channel.name);
  }
  head.rest_uv = 2.2;
  head.usable_s = duration_s;
  session.result.findings.heads.push_back(head);
}

void set_level(core::ChannelTable& channel, double from_s, double to_s, float uv) {
  const std::size_t last = std::min(channel.bins.first_from(to_s), channel.envelope_uv.size());
  for (std::size_t i = channel.bins.first_from(from_s); i < last; ++i)
    channel.envelope_uv[i] *= uv / 2.4F;
}

void add_movements(FakeSession& session) {
  double onset_s = 700.0;
  for (int i = 0; i < 14; ++i) {
    core::Event movement;
    movement.type = EventType::lm;
    movement.onset_s = onset_s;
    movement.duration_s = 2.1;
    movement.leg = i % 3 == 0 ? Leg::right : Leg::left;
    movement.stage = core::SleepStage::n2;
    for (auto& channel : session.table.channels) {
      if (channel.channel.role.leg == *movement.leg)
        set_level(channel, onset_s, onset_s + movement.duration_s, 24.0F);
    }
    session.result.findings.events.push_back(movement);
    if (i < 10) {
      movement.type = EventType::plm;
      session.result.findings.events.push_back(movement);
    }
    onset_s += 21.0 + 3.0 * (i % 4);
  }
  session.result.findings.legs = {{Leg::left, 9, "gastrocnemius", false},
                                  {Leg::right, 5, "gastrocnemius", false}};
}

void add_artifact(FakeSession& session, std::size_t index, core::Interval when, const char* kind) {
  core::Event artifact;
  artifact.onset_s = when.start_s;
  artifact.duration_s = when.duration_s;
  artifact.kind = kind;
  auto& channel = session.table.channels[index];
  artifact.leg = channel.channel.role.leg;
  artifact.muscle = channel.channel.role.muscle;
  artifact.channels = {channel.channel.name};
  session.result.findings.events.push_back(artifact);
  auto& summary = session.result.findings.channels[index];
  summary.excluded_by_kind_s[kind] += when.duration_s;
  summary.excluded_s += when.duration_s;
  summary.usable_s -= when.duration_s;
  set_level(channel, when.start_s, when.end_s(), 90.0F);
}

void add_gap(FakeSession& session, core::Interval when) {
  for (std::size_t c = 0; c < session.table.channels.size(); ++c) {
    auto& channel = session.table.channels[c];
    for (std::size_t i = channel.bins.first_from(when.start_s);
         i < channel.bins.first_from(when.end_s());
         ++i) {
      channel.envelope_uv[i] = std::numeric_limits<float>::quiet_NaN();
      channel.quality[i] = core::bits(core::Quality::gap);
    }
    auto& summary = session.result.findings.channels[c];
    summary.excluded_by_kind_s["gap"] += when.duration_s;
    summary.excluded_s += when.duration_s;
    summary.usable_s -= when.duration_s;
  }
}

core::Hypnogram half_hour_of_sleep() {
  using core::SleepStage;
  core::Hypnogram hypnogram;
  const std::array<std::pair<SleepStage, int>, 9> parts{{{SleepStage::wake, 8},
                                                         {SleepStage::n1, 4},
                                                         {SleepStage::n2, 12},
                                                         {SleepStage::n3, 8},
                                                         {SleepStage::n2, 6},
                                                         {SleepStage::wake, 5},
                                                         {SleepStage::n1, 3},
                                                         {SleepStage::n2, 6},
                                                         {SleepStage::rem, 8}}};
  for (const auto& [stage, epochs] : parts)
    hypnogram.stages.insert(hypnogram.stages.end(), static_cast<std::size_t>(epochs), stage);
  return hypnogram;
}

core::Event tension_event() {
  core::Event tension;
  tension.type = EventType::tension;
  tension.onset_s = 330.0;
  tension.duration_s = 265.0;
  tension.leg = Leg::right;
  tension.muscle = Muscle::gastrocnemius_lateralis;
  tension.sites = {Site::lower, Site::upper};
  tension.stage = core::SleepStage::n2;
  tension.measures = {{"median_uv", 6.1}, {"median_rest_multiple", 2.6}, {"clean_fraction", 0.98}};
  tension.reasons = {"Sustained above the rest level for more than 60 s.",
                     "Below the level of a cramp throughout."};
  return tension;
}

core::Event rejected_event() {
  core::Event rejected =
      cramp_event(1620.0, 12.0, Leg::right, Muscle::gastrocnemius_medialis, Grade::none);
  rejected.type = EventType::rejected_cramp;
  rejected.kind = "co_contraction";
  rejected.reasons = {"muscles beyond this calf are active in 62 % of it",
                      "it starts and stops abruptly, which speaks against a cramp"};
  return rejected;
}

void add_settings(core::SessionResult& result) {
  result.settings = {
      {"filter.highpass_hz", "30", "20", "Hz", "pipeline /home/somebody/nights/night.toml:12"},
      {"filter.lowpass_hz", "450", "450", "Hz", "default"},
      {"cramp.onset_sd", "5", "5", "SD", "default"},
      {"tension.min_s", "90", "60", "s", "--set"}};
  auto& provenance = result.provenance;
  provenance.program_version = "0.1.0";
  provenance.commit = "0123abc";
  provenance.libraries = {{"Eigen", "3.4.0"}, {"FFTW", "3.3.10"}, {"HDF5", "1.10.8"}};
  provenance.config_sha256 = std::string(64, 'c');
  provenance.input_path = "/home/somebody/nights/night-07.h5";
  provenance.input_bytes = 5263360;
  provenance.input_sha256 = std::string(64, 'a');
  provenance.started_utc = "2026-03-29T08:00:00Z";
  provenance.threads = 7;
}

void add_missing_features(core::SessionTable& table) {
  table.columns = {{"rms_uv", "uV", "Root mean square."},
                   {"mdf_hz", "Hz", "Median frequency."},
                   {"finsm5", "1", "Dimitrov's fatigue index."}};
  for (auto& channel : table.channels)
    channel.missing_because = {"", "", "needs 8-500 Hz, the recording covers 20-450 Hz"};
}

void finish(FakeSession& session) {
  auto& findings = session.result.findings;
  std::stable_sort(findings.events.begin(), findings.events.end(), core::comes_before);
  double usable_s = 0.0;
  for (const auto& channel : findings.channels)
    usable_s += channel.usable_s;
  findings.usable_s = usable_s / static_cast<double>(findings.channels.size());
}

}  // namespace

core::Event cramp_event(
    double onset_s, double duration_s, core::Leg leg, core::Muscle muscle, core::Grade grade) {
  core::Event cramp;
  cramp.type = EventType::cramp;
  cramp.onset_s = onset_s;
  cramp.duration_s = duration_s;
  cramp.leg = leg;
  cramp.muscle = muscle;
  cramp.sites = {Site::lower, Site::upper};
  cramp.grade = grade;
  cramp.measures = {{"peak_uv", 182.4},
                    {"median_uv", 96.0},
                    {"peak_rest_multiple", 78.2},
                    {"median_rest_multiple", 41.3},
                    {"rise_s", 4.6},
                    {"decay_s", 21.0},
                    {"tonicity", 0.97},
                    {"co_activation_share", 0.02},
                    {"marker_latency_s", core::kMissing}};
  cramp.reasons = {
      "sustained for " + std::to_string(static_cast<int>(duration_s)) + " s at 41.3 times rest",
      "this head is 33.1 times as active as the other one"};
  return cramp;
}

void raise_envelope(core::SessionTable& table, const core::Event& event, float uv) {
  for (auto& channel : table.channels) {
    const auto& role = channel.channel.role;
    if (!event.leg || role.leg != *event.leg || role.muscle != event.muscle) continue;
    const std::size_t first = channel.bins.first_from(event.onset_s);
    const std::size_t last = channel.bins.first_from(event.end_s());
    for (std::size_t i = first; i < last; ++i) {
      const float done = static_cast<float>(i - first) / static_cast<float>(last - first);
      const float shape = std::min(1.0F, std::min(done / 0.15F, (1.0F - done) / 0.3F) + 0.05F);
      const float site = role.site == Site::upper ? 0.6F : 1.0F;
      channel.envelope_uv[i] *= 1.0F + site * shape * (uv / 2.4F - 1.0F);
    }
  }
}

FakeSession quiet_session(double duration_s) {
  FakeSession session;
  auto& recording = session.table.recording;
  recording.path = "/home/somebody/nights/night-07.h5";
  recording.layout = "calfemg";
  recording.subject_id = "S07";
  recording.session_id = "S07-night-1";
  recording.start_time = core::start_time_from_iso("2026-03-28T23:41:20+01:00");
  core::BlockInfo block;
  block.name = "emg";
  block.rate = core::Hertz(kRate);
  block.sample_count = static_cast<std::uint64_t>(duration_s * kRate);
  recording.blocks.push_back(block);
  for (const auto leg : {Leg::left, Leg::right}) {
    for (const auto muscle : {Muscle::gastrocnemius_medialis, Muscle::gastrocnemius_lateralis})
      add_head(session, leg, muscle, duration_s);
  }
  finish(session);
  return session;
}

FakeSession eventful_session() {
  FakeSession session = quiet_session(1800.0);
  auto& recording = session.table.recording;
  auto& findings = session.result.findings;
  recording.hypnogram = half_hour_of_sleep();
  recording.context = {{"notes", "Simulated recording, no person was measured"},
                       {"medication", "none"},
                       {"room_temperature_c", "19"},
                       {"foot_position", "plantarflexed"}};
  recording.annotations = {{20.0, 0.0, "lights off"}, {1168.0, 0.0, "patient marker: cramp"}};
  session.result.notes = {"The recorder filter of /home/somebody/nights/night-07.h5 is unknown."};
  session.table.channels[5].conditions.band = {20.0, 240.0, "recorder low-pass 240 Hz"};

  add_movements(session);
  auto first =
      cramp_event(1110.0, 85.0, Leg::left, Muscle::gastrocnemius_medialis, Grade::definite);
  first.stage = core::SleepStage::n2;
  first.confidence = 0.93;
  first.reasons.emplace_back("a patient marker was set 58.0 s after its onset");
  auto second =
      cramp_event(1390.0, 38.0, Leg::right, Muscle::gastrocnemius_lateralis, Grade::probable);
  second.stage = core::SleepStage::n2;
  second.sites = {Site::upper};
  second.reasons.emplace_back("no awakening and no patient marker goes with it");
  const auto tension = tension_event();
  const auto rejected = rejected_event();
  raise_envelope(session.table, first, 160.0F);
  raise_envelope(session.table, second, 70.0F);
  raise_envelope(session.table, tension, 6.5F);
  raise_envelope(session.table, rejected, 40.0F);
  for (const auto& event : {first, second, tension, rejected})
    findings.events.push_back(event);

  findings.heads[0].cramps_definite = 1;
  findings.heads[0].cramp_s = findings.heads[0].longest_cramp_s = 85.0;
  findings.heads[3].cramps_probable = 1;
  findings.heads[3].cramp_s = findings.heads[3].longest_cramp_s = 38.0;
  findings.heads[3].tension_periods = 1;
  findings.heads[3].tension_s = findings.heads[3].longest_tension_s = 265.0;
  findings.heads[2].rejected_candidates = 1;
  findings.sleep_s = 47 * 30.0;

  add_artifact(session, 2, {880.0, 150.0}, "motion");
  add_artifact(session, 2, {1500.0, 22.0}, "clip");
  add_artifact(session, 6, {90.0, 60.0}, "mains");
  add_gap(session, {640.0, 25.0});
  add_settings(session.result);
  add_missing_features(session.table);
  finish(session);
  return session;
}

}  // namespace calfemg::test
