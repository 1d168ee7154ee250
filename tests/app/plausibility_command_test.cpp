// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "app/results.hpp"
#include "io/hdf5_fixture.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kSamples = 30'000;  // 30 s

enum class Kind { raw, rectified };

// Two channels, of which each is raw EMG of 4 uV or its absolute value.
fs::path write_recording(const TemporaryFolder& folder, Kind medial, Kind lateral) {
  fs::path path = folder.path() / "night.h5";
  const Hdf5Fixture file(path);
  ChannelColumns columns;
  columns.scale = {0.1, 0.1};
  columns.offset = {0.0, 0.0};
  write_calfemg(file, columns);
  file.remove("/signals/emg/samples");
  std::mt19937 generator(3);
  std::normal_distribution<double> normal(0.0, 40.0);
  std::vector<double> samples;
  for (std::size_t i = 0; i < kSamples; ++i) {
    for (const Kind kind : {medial, lateral}) {
      const double value = normal(generator);
      samples.push_back(std::round(kind == Kind::raw ? value : std::abs(value)));
    }
  }
  file.dataset("/signals/emg/samples", H5T_STD_I16LE, {kSamples, 2}, samples);
  return path;
}

std::string report_of(const fs::path& out) {
  std::ifstream file(only_folder(out) / "report.json");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a recording without any plausible channel is refused with code 4",
          "[app][analyze][plausibility]") {
  const TemporaryFolder folder;
  const auto path = write_recording(folder, Kind::rectified, Kind::rectified);
  const auto out = folder.path() / "out";
  const auto run = run_program({"analyze", path.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(is_refusal(run, 4));
  CHECK(contains(run.err, "expected raw surface EMG in at least one of GM.L, GL.L"));
  CHECK(contains(run.err, "is never below zero"));
  CHECK(contains(run.err, "--accept-implausible"));
  CHECK(nothing_left(out));
}

TEST_CASE("inspect shows the verdict of the gate for each channel",
          "[app][inspect][plausibility]") {
  const TemporaryFolder folder;
  const auto path = write_recording(folder, Kind::raw, Kind::rectified).string();
  const auto text = run_program({"inspect", path});
  CAPTURE(text.out);
  CHECK(text.exit_code == 0);
  const auto has = [&](const std::string& pattern) {
    return std::regex_search(text.out, std::regex(pattern));
  };
  CHECK(has("\nemg +GM\\.L .* pass\n"));
  CHECK(has("\nemg +GL\\.L .* refuse\n"));
  CHECK(has("\nrefused by the gate: GL\\.L is never below zero "));
  CHECK_FALSE(has("refused by the gate: GM"));

  const auto json = nlohmann::json::parse(run_program({"inspect", path, "--json"}).out);
  const auto& channels = json["blocks"][0]["channels"];
  CHECK(channels[0]["gate"] == nlohmann::json{{"verdict", "pass"}});
  CHECK(channels[1]["gate"]["verdict"] == "refuse");
  CHECK(contains(channels[1]["gate"]["problem"].get<std::string>(), "is never below zero"));
  CHECK_FALSE(channels[1]["gate"]["advice"].get<std::string>().empty());
}

TEST_CASE("an implausible channel is left out, and the results say so",
          "[app][analyze][plausibility]") {
  const TemporaryFolder folder;
  const auto path = write_recording(folder, Kind::raw, Kind::rectified);
  const auto out = folder.path() / "out";
  const auto run = run_program({"analyze", path.string(), "--out", out.string()});
  CAPTURE(run.err);
  CHECK(run.exit_code == 0);
  CHECK(contains(run.err, "note: Left out as implausible: GL.L is never below zero"));
  const std::string report = report_of(out);
  CHECK(contains(report, "Left out as implausible: GL.L"));
  CHECK_FALSE(contains(report, "Not analysed, because they have no EMG role"));
}

TEST_CASE("what is accepted although implausible is recorded in the results",
          "[app][analyze][plausibility]") {
  const TemporaryFolder folder;
  const auto path = write_recording(folder, Kind::rectified, Kind::rectified);
  const auto out = folder.path() / "out";
  const auto run = run_program(
      {"analyze", path.string(), "--out", out.string(), "--quiet", "--accept-implausible"});
  CAPTURE(run.err);
  CHECK(run.exit_code == 0);
  CHECK(contains(report_of(out),
                 "Analysed although implausible, as --accept-implausible says: GM.L is never"));
}

TEST_CASE("a deep validation refuses what analyze would refuse", "[app][validate][plausibility]") {
  const TemporaryFolder folder;
  const auto path = write_recording(folder, Kind::rectified, Kind::rectified).string();
  CHECK(run_program({"validate", path}).exit_code == 0);
  const auto run = run_program({"validate", path, "--deep"});
  CHECK(run.exit_code == 4);
  CHECK(rows_of(run.out).at(0).at("reason") == "implausible");
}

TEST_CASE("a deep validation names a channel that would be left out",
          "[app][validate][plausibility]") {
  const TemporaryFolder folder;
  const auto path = write_recording(folder, Kind::raw, Kind::rectified).string();
  const auto run = run_program({"validate", path, "--deep"});
  CHECK(run.exit_code == 0);
  const auto row = rows_of(run.out).at(0);
  CHECK(row.at("verdict") == "ok");
  CHECK(contains(row.at("message"), "left out as implausible: GL.L is never below zero"));
}
