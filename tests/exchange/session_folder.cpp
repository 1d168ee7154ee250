// SPDX-License-Identifier: Apache-2.0
#include "exchange/session_folder.hpp"

#include <cmath>

#include "export/feature_rows.hpp"
#include "pipeline/session_folder.hpp"

namespace calfemg::test {
namespace {

using namespace core;

constexpr double kCrampOnset = 600.25;

ChannelTable channel(const std::string& name, const Role& role, double seconds) {
  ChannelTable table;
  table.channel.name = name;
  table.channel.role = role;
  table.channel.mvc_uv = 200.0;
  table.rate = Hertz(1000.0);
  table.conditions.band = {20.0, 450.0, ""};
  table.rows = {0.0, 0.5, 1.0, static_cast<std::size_t>(seconds / 0.5) - 1};
  table.features.resize(2);
  table.missing_because.resize(2);
  for (std::size_t i = 0; i < table.rows.count; ++i) {
    const double middle = table.rows.centre_s(i);
    const bool cramp = middle >= kCrampOnset && middle < kCrampOnset + 30.0;
    table.features[0].push_back(cramp ? 4.0F : 2.0F);
    table.features[1].push_back(static_cast<float>(100.0 + std::sin(static_cast<double>(i))));
    table.coverage.push_back(i == 0 ? 0.5F : 1.0F);
    table.mains_rms_uv.push_back(0.0F);
    table.low_rms_uv.push_back(0.1F);
  }
  return table;
}

/// The rows of the channels wait in files, as after an analysis.
void write_feature_parts(const std::filesystem::path& folder, const SessionTable& table) {
  for (std::size_t c = 0; c < table.channels.size(); ++c) {
    const ChannelTable& channel = table.channels[c];
    exporting::FeatureRowsWriter writer(
        exporting::feature_part(folder, c), channel.channel, channel.features.size());
    for (std::size_t i = 0; i < channel.rows.count; ++i) {
      const std::vector<float> values{channel.features[0][i], channel.features[1][i]};
      writer.add({channel.rows.time_s(i),
                  channel.coverage[i],
                  values,
                  channel.mains_rms_uv[i],
                  channel.low_rms_uv[i]});
    }
    writer.close();
  }
}

}  // namespace

std::vector<Event> session_events() {
  Event artifact;
  artifact.onset_s = 100.0;
  artifact.duration_s = 10.0;
  artifact.leg = Leg::left;
  artifact.muscle = Muscle::gastrocnemius_medialis;
  artifact.channels = {"=GM, left"};
  artifact.kind = "=cmd|' /C calc'!A0";
  Event cramp;
  cramp.type = EventType::cramp;
  cramp.onset_s = kCrampOnset;
  cramp.duration_s = 30.0;
  cramp.leg = Leg::left;
  cramp.muscle = Muscle::gastrocnemius_medialis;
  cramp.sites = {Site::upper};
  cramp.channels = {"=GM, left"};
  cramp.grade = Grade::probable;
  cramp.confidence = 0.75;
  cramp.stage = SleepStage::n2;
  cramp.measures = {{"peak_uv", 40.5}, {"odd_per_s", 3.0}};
  cramp.reasons = {"tonic", "+focal \"as\" said; <b>"};
  Event movement;
  movement.type = EventType::lm;
  movement.onset_s = 700.5;
  movement.duration_s = 2.125;
  movement.muscle = Muscle::tibialis_anterior;
  movement.channels = {"=GM, left", "TA right"};
  return {artifact, cramp, movement};
}

std::filesystem::path write_session(const std::filesystem::path& results,
                                    const std::string& subject,
                                    const std::string& session,
                                    double seconds) {
  SessionTable table;
  table.recording.path = "night.h5";
  table.recording.layout = "calfemg";
  table.recording.subject_id = subject;
  table.recording.session_id = session;
  table.recording.start_time = start_time_from_iso("2026-02-14T23:40:00.250+01:00");
  table.recording.context = {{"medication", "=none"}};
  Hypnogram hypnogram;
  hypnogram.stages.assign(static_cast<std::size_t>(seconds / 30.0), SleepStage::n2);
  hypnogram.stages.front() = SleepStage::wake;
  table.recording.hypnogram = hypnogram;
  table.columns = {{"rms_uv", "uV", "root mean square"}, {"mdf_hz", "Hz", "median frequency"}};
  const Role left{Leg::left, Muscle::gastrocnemius_medialis, Site::upper};
  const Role right{Leg::right, Muscle::tibialis_anterior, Site::whole};
  table.channels = {channel("=GM, left", left, seconds), channel("TA right", right, seconds)};
  BlockInfo block;
  block.name = "emg";
  block.rate = Hertz(1000.0);
  block.sample_count = static_cast<std::uint64_t>(seconds * 1000.0);
  block.sample_type = "int16";
  for (const auto& one : table.channels)
    block.channels.push_back(one.channel);
  table.recording.blocks = {block};
  SessionResult result;
  result.findings.events = session_events();
  result.findings.channels = {{"=GM, left", left, {2.0, 0.1, 1.5}, seconds, 0.0, {}},
                              {"TA right", right, {2.0, 0.1, 1.5}, seconds, 0.0, {}}};
  result.provenance.input_sha256 = "0";
  auto folder = results / (subject + "_" + session);
  std::filesystem::create_directories(folder);
  write_feature_parts(folder, table);
  pipeline::write_session_files(folder, table, result);
  return folder;
}

}  // namespace calfemg::test
