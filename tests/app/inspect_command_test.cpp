// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>
#include <regex>
#include <string>
#include <vector>

#include <hdf5.h>
#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "core/recording.hpp"
#include "io/recording_writer.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

constexpr double kRateHz = 500.0;
constexpr std::size_t kSamples = 30'000;  // one minute
constexpr double kAmplitudeUv = 100.0;

core::RecordingInfo sample_info() {
  core::ChannelInfo medial;
  medial.name = "GM.L.upper";
  medial.role = {core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Site::upper};
  medial.unit = "uV";
  medial.uv_per_count = 0.5;
  medial.highpass_hz = 10.0;
  core::ChannelInfo other = medial;
  other.name = "aux";
  other.role = {};
  core::BlockInfo block;
  block.name = "emg";
  block.rate = core::Hertz(kRateHz);
  block.sample_type = "int16";
  block.channels = {medial, other};
  block.gaps = {{20.0, 5.0}};

  core::RecordingInfo info;
  info.subject_id = "S1";
  info.session_id = "N1";
  info.start_time = core::start_time_from_iso("2026-03-28T23:10:05+01:00");
  info.blocks = {block};
  info.hypnogram = core::Hypnogram{30.0, 0.0, {core::SleepStage::wake, core::SleepStage::n2}};
  info.annotations = {{12.5, 0.0, "patient marker"}};
  info.context = {{"intervention", "before"}};
  return info;
}

// A minute of a 50-Hz sine of 100 uV on both channels.
std::string write_sample(const TemporaryFolder& folder) {
  const auto path = folder.path() / "sample.h5";
  std::vector<double> planar(2 * kSamples);
  for (std::size_t i = 0; i < planar.size(); ++i)
    planar[i] = kAmplitudeUv * std::sin(2.0 * std::numbers::pi * 50.0 *
                                        static_cast<double>(i % kSamples) / kRateHz);
  io::RecordingWriter writer(path, sample_info());
  writer.append_uv(0, planar);
  writer.finish();
  return path.string();
}

}  // namespace

TEST_CASE("inspect shows what a recording holds", "[app][inspect]") {
  const TemporaryFolder folder;
  const std::string path = write_sample(folder);
  const auto run = run_program({"inspect", path});
  CAPTURE(run.out);
  CHECK(run.exit_code == 0);
  CHECK(run.err.empty());
  const auto has = [&](const std::string& pattern) {
    return std::regex_search(run.out, std::regex(pattern));
  };
  CHECK(has("layout +calfemg\n"));
  CHECK(has("subject +S1\n"));
  CHECK(has("session +N1\n"));
  CHECK(has("start +2026-03-28T23:10:05\\+01:00\n"));
  CHECK(has("duration +0:01:00"));
  CHECK(has("\nemg +2 +500 +30000 +int16 +0 +0:01:00\n"));
  // 100 uV / sqrt(2), two decimals; steps of 0.5 uV add less than 0.02 uV.
  CHECK(
      has("\nemg +GM\\.L\\.upper +GM\\.L\\.upper +file +uV +file +500 +10-\\? Hz +70\\.7[0-9] +"));
  CHECK(has("\nemg +aux +- +- +uV +file +500 "));
  CHECK(has("\nhypnogram: 2 epochs of 30 s from 0 s on; W 1 N1 0 N2 1 "));
  CHECK(has("\nannotations: 1\n  12\\.500 s: patient marker\n"));
  CHECK(has("\ngaps in emg: 1, 5\\.000 s together\n  20\\.000 s for 5\\.000 s\n"));
  CHECK(has("\ncontext:\n  intervention = before\n"));
}

TEST_CASE("inspect --json holds the same for machines", "[app][inspect]") {
  const TemporaryFolder folder;
  const auto run = run_program({"inspect", "--json", write_sample(folder)});
  CHECK(run.exit_code == 0);
  CHECK(run.err.empty());
  const auto json = nlohmann::json::parse(run.out);
  CHECK(json["layout"] == "calfemg");
  CHECK(json["subject_id"] == "S1");
  CHECK(json["start_time"] == "2026-03-28T23:10:05+01:00");
  CHECK(json["duration_s"] == 60.0);
  const auto& block = json["blocks"][0];
  CHECK(block["sampling_rate_hz"] == 500.0);
  CHECK(block["sample_count"] == 30'000);
  CHECK(block["gaps"][0]["start_s"] == 20.0);
  const auto& channel = block["channels"][0];
  CHECK(channel["name"] == "GM.L.upper");
  CHECK(channel["leg"] == "left");
  CHECK(channel["muscle"] == "gastrocnemius_medialis");
  CHECK(channel["site"] == "upper");
  CHECK(channel["role_origin"] == "file");
  CHECK(channel["highpass_hz"] == 10.0);
  CHECK(channel["lowpass_hz"].is_null());
  CHECK_THAT(channel["amplitude"]["rms_median_uv"].get<double>(),
             WithinAbs(kAmplitudeUv / std::numbers::sqrt2, 0.05));
  CHECK(channel["amplitude"]["nan_fraction"].get<double>() > 0.0);
  CHECK(channel["gate"]["verdict"] == "pass");
  CHECK(block["channels"][1]["muscle"].is_null());
  CHECK(block["channels"][1]["gate"].is_null());
  CHECK(json["hypnogram"]["stages"] == nlohmann::json::array({"W", "N2"}));
  CHECK(json["annotations"][0]["label"] == "patient marker");
  CHECK(json["context"]["intervention"] == "before");
}

TEST_CASE("inspect --layouts lists one layout a line and takes nothing else", "[app][inspect]") {
  const auto run = run_program({"inspect", "--layouts"});
  CHECK(run.exit_code == 0);
  CHECK(run.err.empty());
  CHECK(run.out.starts_with("calfemg  "));
  CHECK(contains(run.out, "\nopensignals "));
  CHECK(contains(run.out, "\nchannels "));
  CHECK(is_refusal(run_program({"inspect", "--layouts", "night.h5"}), 2));
  CHECK(is_refusal(run_program({"inspect", "--layouts", "--json"}), 2));
}

TEST_CASE("inspect refuses what it cannot read with one sentence", "[app][inspect]") {
  const TemporaryFolder folder;
  CHECK(is_refusal(run_program({"inspect", (folder.path() / "missing.h5").string()}), 3));
  CHECK(is_refusal(run_program({"inspect", folder.path().string()}), 3));
  CHECK(is_refusal(run_program({"inspect", folder.write("a.txt", "text\n").string()}), 3));
  CHECK(is_refusal(run_program({"inspect", write_sample(folder), "--layout", "calfemgg"}), 2));
}

TEST_CASE("inspect refuses a recording without units with code 4", "[app][inspect]") {
  const TemporaryFolder folder;
  const std::string path = write_sample(folder);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  REQUIRE(file >= 0);
  REQUIRE(H5Ldelete(file, "/signals/emg/channels/unit", H5P_DEFAULT) >= 0);
  H5Fclose(file);
  const auto run = run_program({"inspect", path});
  CAPTURE(run.err);
  CHECK(is_refusal(run, 4));
  CHECK(contains(run.err, path));
  CHECK(contains(run.err, "unit"));
}

TEST_CASE("control characters of a file do not reach the terminal", "[app][inspect]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "escape.h5";
  auto info = sample_info();
  info.annotations = {{1.0, 0.0, "\x1B[31mred\ntwo lines"}};
  {
    io::RecordingWriter writer(path, info);
    writer.append_uv(0, std::vector<double>(2 * kSamples));
    writer.finish();
  }
  const auto run = run_program({"inspect", path.string()});
  CHECK(run.exit_code == 0);
  CHECK(!contains(run.out, "\x1B"));
  CHECK(contains(run.out, "?[31mred?two lines\n"));
}
