// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "app/program.hpp"
#include "app/results.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

// A bin of the envelope is 50 ms: edges that another rate or step moves by a few of them agree.
constexpr double kEdgeS = 0.25;

const std::vector<std::string> kTypes = {"cramp", "tension", "contraction", "lmm", "lm"};

using Change = std::pair<std::string, std::string>;  // a line of the scenario, what replaces it

// The recording of scenario `sample`, which is SIMULATED, by a changed recorder.
fs::path recording(const TemporaryFolder& folder,
                   const std::string& name,
                   const std::vector<Change>& changes) {
  std::ifstream file(CALFEMG_SOURCE_DIR "/pipelines/scenarios/sample.toml");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  for (const auto& [line, other] : changes)
    text = std::regex_replace(text, std::regex(line), other);
  const fs::path scenario = folder.write(name + ".toml", text);
  fs::path path = folder.path() / (name + ".h5");
  const auto run = run_program(
      {"simulate", "--scenario", scenario.string(), "--seed", "5", "--out", path.string()});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  return path;
}

std::vector<Row> events(const TemporaryFolder& folder,
                        const fs::path& path,
                        const std::vector<std::string>& more = {}) {
  const fs::path out =
      folder.path() / ("out_" + path.stem().string() + std::to_string(more.size()));
  std::vector<std::string> words{
      "analyze", path.string(), "--out", out.string(), "--quiet", "--set", "features.only=rms_uv"};
  words.insert(words.end(), more.begin(), more.end());
  const auto run = run_program(words);
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  return table(only_folder(out) / "events.tsv");
}

void check_same(const std::vector<Row>& one, const std::vector<Row>& other, double tolerance_s) {
  for (const std::string& type : kTypes) {
    CAPTURE(type);
    const auto a = of_type(one, type);
    const auto b = of_type(other, type);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      CAPTURE(a[i].at("onset"), b[i].at("onset"), a[i].at("duration"), b[i].at("duration"));
      CHECK(a[i].at("leg") == b[i].at("leg"));
      CHECK(a[i].at("muscle") == b[i].at("muscle"));
      const double onset_s = std::stod(a[i].at("onset"));
      const double other_s = std::stod(b[i].at("onset"));
      CHECK(std::abs(onset_s - other_s) <= tolerance_s);
      CHECK(std::abs(onset_s + std::stod(a[i].at("duration")) - other_s -
                     std::stod(b[i].at("duration"))) <= tolerance_s);
    }
  }
}

}  // namespace

TEST_CASE("the same night at another rate has the same events", "[app][analyze][invariance]") {
  const TemporaryFolder folder;
  const auto reference = events(folder, recording(folder, "at_1000", {}));
  REQUIRE(of_type(reference, "cramp").size() == 1);
  REQUIRE_FALSE(of_type(reference, "tension").empty());
  for (const std::string rate : {"500", "2000"}) {  // 2048: docs/validation.md#rates
    CAPTURE(rate);
    std::string device = "rate_hz = " + rate;
    if (rate == "500") device += "\nlowpass_hz = 200";
    check_same(reference,
               events(folder, recording(folder, "at_" + rate, {{"rate_hz = 1000", device}})),
               kEdgeS);
  }
}

TEST_CASE("the same night in another unit has the same events", "[app][analyze][invariance]") {
  const TemporaryFolder folder;
  const auto recorded_in = [&folder](const std::string& unit) {
    std::string device = "rate_hz = 1000\nformat = \"float32\"\nunit = \"";
    device += unit;
    device += '"';
    return events(folder, recording(folder, "in_" + unit, {{"rate_hz = 1000", device}}));
  };
  const auto microvolts = recorded_in("uV");
  constexpr double kRoundingS = 0.051;  // a value on a threshold may fall to either side
  for (const std::string unit : {"mV", "V"}) {
    CAPTURE(unit);
    check_same(microvolts, recorded_in(unit), kRoundingS);
  }
}

TEST_CASE("threads and reading in other pieces change no event", "[app][analyze][invariance]") {
  const TemporaryFolder folder;
  const fs::path path = recording(folder, "night", {});
  const auto reference = events(folder, path);
  CHECK(events(folder, path, {"--threads", "1"}) == reference);
  CHECK(events(folder, path, {"--threads", "3", "--simd", "baseline"}) == reference);
}
