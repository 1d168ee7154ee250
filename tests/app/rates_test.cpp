// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/analysis.hpp"
#include "app/program.hpp"
#include "io/hdf5_fixture.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kNone;  // compared with: a failure shows what differs

constexpr double kToneHz = 60.0;
constexpr double kToneUv = 100.0;  // RMS

// Noise of 2 uV, and a tone from `from_s` on.
std::vector<double> tone(double rate, double duration_s, double from_s) {
  std::mt19937 random(3);
  std::vector<double> signal(static_cast<std::size_t>(duration_s * rate));
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const double time_s = static_cast<double>(i) / rate;
    signal[i] = static_cast<double>(random() % 1001) / 250.0 - 2.0;
    if (time_s >= from_s)
      signal[i] +=
          kToneUv * std::numbers::sqrt2 * std::sin(2.0 * std::numbers::pi * kToneHz * time_s);
  }
  return signal;
}

// A block of one channel.
void add_block(const Hdf5Fixture& file,
               const std::string& name,
               double rate,
               const std::vector<double>& samples,
               const std::string& leg) {
  const std::string group = "/signals/" + name;
  file.text("/", "format", "calfemg-recording");
  file.text("/", "format_version", "1.0");
  file.group(group);
  file.number(group, "sampling_rate_hz", rate);
  file.dataset(group + "/samples", H5T_IEEE_F32LE, {samples.size(), 1}, samples, {1000, 1});
  file.texts(group + "/channels/name", {name});
  file.texts(group + "/channels/unit", {leg.empty() ? "g" : "uV"});
  file.texts(group + "/channels/leg", {leg.empty() ? "left" : leg});
  file.texts(group + "/channels/muscle", {leg.empty() ? "" : "GM"});
}

const Row& row_at(const std::vector<Row>& rows, const std::string& channel, double onset_s) {
  for (const auto& row : rows) {
    if (row.at("channel") == channel && std::stod(row.at("onset")) == onset_s) return row;
  }
  FAIL("no row of " << channel << " at " << onset_s << " s");
  return rows.front();
}

// The window of 1 s from 580 s on holds the tone for 0.75 s; 12 ms more or less show.
void check_step_at_580(const std::vector<Row>& rows, const std::string& channel) {
  const double rms_uv = std::stod(row_at(rows, channel, 580.0).at("rms_uv"));
  CAPTURE(channel);
  CHECK_THAT(rms_uv, WithinRel(kToneUv * std::sqrt(0.75), 0.008));
  CHECK(std::stod(row_at(rows, channel, 579.0).at("rms_uv")) < 4.0);
  CHECK_THAT(std::stod(row_at(rows, channel, 581.5).at("rms_uv")), WithinRel(kToneUv, 0.01));
}

}  // namespace

TEST_CASE("blocks of odd and different rates keep their rates and their times",
          "[app][analyze][rates]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "mixed.h5";
  constexpr double kEmgHz = 1259.259;
  constexpr double kMotionHz = 148.148;
  constexpr double kSleepHz = 256.0;
  {
    const Hdf5Fixture file(path);
    add_block(file, "emg", kEmgHz, tone(kEmgHz, 600.0, 580.25), "right");
    add_block(file, "imu", kMotionHz, tone(kMotionHz, 600.0, 700.0), "");
    add_block(file, "slow", 10.0, tone(10.0, 600.0, 700.0), "");
    add_block(file, "psg", kSleepHz, tone(kSleepHz, 600.0, 580.25), "left");
    file.numbers("/signals/psg/channels/highpass_hz", {10.0});
    file.numbers("/signals/psg/channels/lowpass_hz", {100.0});
  }
  const auto inspected = run_program({"inspect", path.string(), "--json"});
  REQUIRE(inspected.exit_code == 0);
  const auto json = nlohmann::json::parse(inspected.out);
  std::vector<double> rates;
  for (const auto& block : json["blocks"])
    rates.push_back(block["sampling_rate_hz"]);
  std::sort(rates.begin(), rates.end());
  CHECK(rates == std::vector<double>{10.0, kMotionHz, kSleepHz, kEmgHz});

  const auto rows = analyse(path, folder.path() / "out", {"--set", "signal.mains=off"}).features;
  check_step_at_580(rows, "emg");
  check_step_at_580(rows, "psg");
  // 10 to 100 Hz of the recorder: what needs more is missing, amplitude is not.
  const Row& sleep = row_at(rows, "psg", 590.0);
  for (const char* name : {"mdf_hz", "mnf_hz", "power_95_145_uv2", "power_145_245_uv2"}) {
    CAPTURE(name);
    CHECK(sleep.at(name) == "n/a");
  }
  CHECK(row_at(rows, "emg", 590.0).at("mdf_hz") != "n/a");
}

TEST_CASE("10 kHz and 1000.0000000001 Hz are taken as they are", "[app][analyze][rates]") {
  const TemporaryFolder folder;
  const auto features_of = [&](const std::string& name, double rate) {
    const fs::path path = folder.path() / (name + ".h5");
    { add_block(Hdf5Fixture(path), "emg", rate, tone(rate, 30.0, 20.25), "right"); }
    return analyse(path, folder.path() / name, {"--set", "signal.mains=off"}).features;
  };
  const auto fast = features_of("fast", 10'000.0);
  CHECK_THAT(std::stod(row_at(fast, "emg", 20.0).at("rms_uv")),
             WithinRel(kToneUv * std::sqrt(0.75), 0.008));
  CHECK(row_at(fast, "emg", 25.0).at("mdf_hz") != "n/a");
  const auto whole = features_of("whole", 1000.0);
  const auto nearly = features_of("nearly", 1000.0000000001);
  CHECK(differences(whole, nearly, 1e-6) == kNone);
}
