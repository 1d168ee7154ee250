// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "features/feature_extractor.hpp"
#include "features/interference.hpp"
#include "frames.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::features;
using namespace calfemg::test;

namespace {

// Both sides sum a few thousand doubles; a cell is a float.
constexpr double kAgreement = 1e-6;

using Case = std::map<std::string, std::vector<double>>;

Case read_case(const std::string& name) {
  const std::string path =
      std::string(CALFEMG_SOURCE_DIR) + "/tests/features/oracle/" + name + ".tsv";
  std::ifstream file(path);
  INFO(path);
  REQUIRE(file.good());
  Case values;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line);
    std::string key;
    std::getline(cells, key, '\t');
    auto& list = values[key];
    for (std::string cell; std::getline(cells, cell, '\t');)
      list.push_back(cell == "n/a" ? core::kMissing : core::number_from_text(cell).value());
  }
  return values;
}

core::ChannelConditions conditions_of(const Case& oracle) {
  auto c = conditions(oracle.at("band_hz")[0], oracle.at("band_hz")[1]);
  c.noise_uv = oracle.at("noise_uv")[0];
  c.notches_hz = oracle.at("notches_hz");
  c.recorder_highpass_hz = oracle.at("recorder_hz")[0];
  c.recorder_lowpass_hz = oracle.at("recorder_hz")[1];
  return c;
}

FrameInput input_of(const Case& oracle) {
  return {oracle.at("clean_uv"),
          oracle.at("raw_uv"),
          oracle.at("clean_psd"),
          oracle.at("raw_psd"),
          oracle.at("bin_width_hz")[0]};
}

const char* any_case() {
  return GENERATE("emg_2000", "sine_1259", "leg_256", "spikes_1000", "coarse_2000");
}

}  // namespace

TEST_CASE("every feature agrees with NumPy and SciPy", "[features][oracle]") {
  const char* name = any_case();
  const Case oracle = read_case(name);
  FeatureOptions options;
  options.threshold_noise = oracle.at("threshold_noise")[0];
  const Row row(input_of(oracle), oracle.at("rate_hz")[0], conditions_of(oracle), options);
  for (const std::string& feature : feature_names()) {
    CAPTURE(name, feature);
    const auto expected = oracle.find("feature:" + feature);
    if (expected == oracle.end()) {
      CHECK(std::isnan(row[feature]));
    } else {
      CHECK(row.reason(feature).empty());
      CHECK_THAT(row[feature], WithinRel(expected->second.at(0), kAgreement));
    }
  }
}

TEST_CASE("the oracle leaves out no feature in all of its cases", "[features][oracle]") {
  const Case oracle = read_case("emg_2000");
  for (const std::string& feature : feature_names()) {
    CAPTURE(feature);
    CHECK(oracle.count("feature:" + feature) == 1);
  }
}

TEST_CASE("mains and low-frequency RMS agree with NumPy", "[features][oracle]") {
  const char* name = any_case();
  CAPTURE(name);
  const Case oracle = read_case(name);
  const double width = oracle.at("bin_width_hz")[0];
  const double mains = oracle.at("mains_rms_uv")[0];
  const double slow = oracle.at("low_frequency_rms_uv")[0];
  const auto& raw = oracle.at("raw_psd");
  CHECK_THAT(mains_rms_uv(raw, width, conditions_of(oracle)), WithinRel(mains, 1e-9));
  CHECK_THAT(low_frequency_rms_uv(raw, width, oracle.at("band_hz")[0]), WithinRel(slow, 1e-9));
}

TEST_CASE("the spectrum of these tests agrees with SciPy's periodogram", "[features][oracle]") {
  const Case oracle = read_case(any_case());
  const auto psd = psd_of(oracle.at("raw_uv"), oracle.at("rate_hz")[0]);
  const auto& expected = oracle.at("raw_psd");
  REQUIRE(psd.size() == expected.size());
  for (std::size_t k = 1; k < psd.size(); ++k)
    CHECK_THAT(psd[k], WithinRel(expected[k], 1e-6) || WithinAbs(expected[k], 1e-12));
}
