// SPDX-License-Identifier: Apache-2.0
#include "export/sample_session.hpp"

#include <string>

namespace calfemg::test {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

core::ChannelInfo channel_info(const std::string& name, core::Site site) {
  core::ChannelInfo channel;
  channel.name = name;
  channel.role = {core::Leg::left, core::Muscle::gastrocnemius_medialis, site};
  channel.role_origin = "file";
  channel.unit = "uV";
  channel.unit_origin = "file";
  channel.uv_per_count = 0.25;
  channel.stored_at = "/signals/emg/samples";
  return channel;
}

core::RecordingInfo recording() {
  core::RecordingInfo info;
  info.path = "night.h5";
  info.layout = "calfemg";
  info.subject_id = "S01";
  info.start_time = core::start_time_from_iso("2026-03-28T23:10:05.250+01:00");
  core::BlockInfo block;
  block.name = "emg";
  block.rate = core::Hertz(1000.0);
  block.sample_count = 2000;
  block.sample_type = "int16";
  block.channels = {channel_info("GM.L.upper", core::Site::upper),
                    channel_info("GM.L.lower", core::Site::lower)};
  core::ChannelInfo trigger;
  trigger.name = "trigger";
  block.channels.push_back(trigger);
  block.gaps = {{0.5, 0.25}};
  info.blocks = {block};
  info.hypnogram = core::Hypnogram{30.0, 0.0, {core::SleepStage::n2}};
  info.annotations = {{1.5, 0.0, "marker"}};
  info.context = {{"room_temperature_c", "21"}, {"medication", "none"}};
  info.notes = {"The file holds a channel that is not EMG: trigger."};
  return info;
}

core::ChannelTable upper_channel() {
  core::ChannelTable table;
  table.channel = channel_info("GM.L.upper", core::Site::upper);
  table.block = "emg";
  table.rate = core::Hertz(1000.0);
  table.conditions.band = {20.0, 400.0, "recorder low-pass 400 Hz"};
  table.conditions.mains_hz = 50.0;
  table.conditions.notches_hz = {50.0, 150.0};
  table.conditions.noise_uv = 0.75;
  table.rows = {0.0, 0.5, 1.0, 3};
  table.features = {{1.5F, 2.25F, kNan}, {80.0F, 0.1F, kNan}};
  table.missing_because = {"", ""};
  table.coverage = {1.0F, 0.75F, 0.0F};
  table.mains_rms_uv = {0.5F, 0.5F, kNan};
  table.low_rms_uv = {3.0F, 12345.678F, kNan};
  return table;
}

core::ChannelTable lower_channel() {
  core::ChannelTable table = upper_channel();
  table.channel = channel_info("GM.L.lower", core::Site::lower);
  table.rows = {0.1, 0.1, 1.0, 2};
  table.features = {{1e-7F, std::numeric_limits<float>::infinity()}, {}};
  table.missing_because = {"", "the band 20-400 Hz is not covered"};
  table.coverage = {1.0F, 1.0F};
  table.mains_rms_uv = {0.0F, 0.0F};
  table.low_rms_uv = {};
  return table;
}

core::Findings findings() {
  core::Findings found;
  found.events = sample_events();
  core::ChannelSummary upper;
  upper.name = "GM.L.upper";
  upper.rest = {2.5, 0.25, 1.75};
  upper.usable_s = 1.5;
  upper.excluded_s = 0.5;
  upper.excluded_by_kind_s = {{"gap", 0.25}, {"pop", 0.25}};
  core::ChannelSummary lower;
  lower.name = "GM.L.lower";
  found.channels = {upper, lower};
  core::HeadSummary head;
  head.muscle = core::Muscle::gastrocnemius_medialis;
  head.channels = {"GM.L.upper", "GM.L.lower"};
  head.rest_uv = 2.5;
  head.usable_s = 1.5;
  head.cramps_definite = 1;
  head.cramp_s = 42.125;
  head.longest_cramp_s = 42.125;
  found.heads = {head};
  found.legs = {{core::Leg::left, 1, "gastrocnemius_medialis", false}};
  found.usable_s = 1.5;
  return found;
}

}  // namespace

std::vector<core::Event> sample_events() {
  core::Event cramp;
  cramp.type = core::EventType::cramp;
  cramp.onset_s = 3600.125;
  cramp.duration_s = 42.125;
  cramp.leg = core::Leg::left;
  cramp.muscle = core::Muscle::gastrocnemius_medialis;
  cramp.sites = {core::Site::lower, core::Site::upper};
  cramp.channels = {"GM.L.lower", "GM.L.upper"};
  cramp.grade = core::Grade::definite;
  cramp.confidence = 0.875;
  cramp.stage = core::SleepStage::n2;
  cramp.measures = {{"peak_uv", 123.456},
                    {"median_rest_multiple", 1.0 / 3.0},
                    {"novel_count", 3.0},
                    {"a=b;c_uv", -2.5}};
  cramp.reasons = {"Tonic for 42 s.", "Marker \"pain | left\" 8 s after the onset."};

  core::Event movement;
  movement.type = core::EventType::lm;
  movement.onset_s = 3700.0;
  movement.duration_s = 0.5;

  core::Event artifact;
  artifact.type = core::EventType::artifact;
  artifact.onset_s = 3800.001;
  artifact.duration_s = 1.0;
  artifact.leg = core::Leg::right;
  artifact.muscle = core::Muscle::tibialis_anterior;
  artifact.sites = {core::Site::whole};
  artifact.channels = {"TA, right \\ old"};
  artifact.kind = "lead_off";
  artifact.stage = core::SleepStage::wake;
  return {cramp, movement, artifact};
}

core::SessionTable sample_table() {
  core::SessionTable table;
  table.recording = recording();
  table.columns = {{"rms_uv", "uV", "Root mean square."},
                   {"mdf_hz", "Hz", "Frequency that halves the power."}};
  table.channels = {upper_channel(), lower_channel()};
  return table;
}

core::SessionResult sample_result() {
  core::SessionResult result;
  result.findings = findings();
  result.settings = {{"filter.highpass_hz", "20", "20", "Hz", "default"}};
  result.notes = {"The band ends at 400 Hz."};
  core::Provenance& provenance = result.provenance;
  provenance.program_version = "0.1.0";
  provenance.commit = "0123abc";
  provenance.libraries = {{"fftw", "3.3.10"}};
  provenance.config_toml = "filter.highpass_hz = 20\n";
  provenance.config_sha256 = std::string(64, 'a');
  provenance.input_path = "night.h5";
  provenance.input_bytes = 12345;
  provenance.input_sha256 = std::string(64, 'b');
  provenance.arguments = {"calfemg", "analyze", "night.h5"};
  provenance.started_utc = "2026-03-29T08:00:00Z";
  provenance.finished_utc = "2026-03-29T08:00:05Z";
  provenance.wall_s = 5.25;
  provenance.peak_memory_bytes = 1000000;
  provenance.threads = 2;
  return result;
}

}  // namespace calfemg::test
