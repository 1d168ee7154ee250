// SPDX-License-Identifier: Apache-2.0
#include "features/feature_extractor.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "frames.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::features;
using namespace calfemg::test;

namespace {

constexpr double kCell = 1e-6;  // a cell is a float: half of 2^-23

// Amplitudes follow the gain with this power; everything else is a shape.
const std::set<std::string> kFirstPower{"rms_uv", "mav_uv", "iemg_uv_s", "wl_uv"};
const std::set<std::string> kCounts{"zc", "ssc", "wamp"};

bool is_second_power(const core::FeatureColumn& column) {
  return column.unit.rfind("uV^2", 0) == 0;
}

bool is_missing_when_flat(const core::FeatureColumn& column) {
  return column.unit.rfind("uV", 0) != 0 && kCounts.count(column.name) == 0;
}

}  // namespace

TEST_CASE("a sine fills a row with its known numbers", "[features][feature_extractor]") {
  const TestFrame frame(sine({10.0, 80.0}, 2000.0, 2000), 2000.0);
  auto c = conditions(20.0, 450.0);
  c.noise_uv = 0.5;  // a threshold of 1.5 uV; the sine steps by 2.5 uV where it crosses zero
  const Row row(frame.input(), 2000.0, c);
  CHECK_THAT(row["rms_uv"], WithinRel(10.0 / std::numbers::sqrt2, kCell));
  CHECK_THAT(row["ttp_uv2"], WithinRel(50.0, kCell));
  CHECK_THAT(row["mnf_hz"], WithinRel(80.0, kCell));
  CHECK_THAT(row["mdf_hz"], WithinRel(80.0, kCell));
  CHECK_THAT(row["pkf_hz"], WithinRel(80.0, kCell));
  CHECK_THAT(row["power_45_95_uv2"], WithinRel(50.0, kCell));
  CHECK_THAT(row["psr"], WithinRel(1.0, kCell));
  CHECK_THAT(row["kurtosis"], WithinRel(1.5, kCell));
  CHECK(row["zc"] == 160.0);
}

TEST_CASE("the mean of a frame is in none of its features", "[features][feature_extractor]") {
  const auto x = noise(5.0, 400, 1);
  std::vector<double> shifted = x;
  for (double& value : shifted)
    value += 64.0;
  const TestFrame frame(x, 1000.0);
  FrameInput input = frame.input();
  const auto c = conditions(20.0, 450.0);
  const Row centred(input, 1000.0, c);
  input.clean_uv = shifted;
  const Row row(input, 1000.0, c);
  for (const std::string& name : feature_names()) {
    CAPTURE(name);
    if (!std::isnan(centred[name])) CHECK_THAT(row[name], WithinRel(centred[name], kCell));
  }
}

TEST_CASE("white noise fills the bands in proportion to their width",
          "[features][feature_extractor]") {
  const TestFrame frame(noise(10.0, 4000, 21), 2000.0);
  const Row row(frame.input(), 2000.0, conditions(20.0, 450.0));
  // 100 uV^2 over 1000 Hz. A band of B Hz over T s has about 2 B T degrees of freedom, fewer by
  // 1.5 for the window: standard error sqrt(1.5 / (B T)); four of them.
  const auto error = [](double width_hz) { return 4.0 * std::sqrt(1.5 / (width_hz * 2.0)); };
  CHECK_THAT(row["power_145_245_uv2"], WithinRel(10.0, error(100.0)));
  CHECK_THAT(row["power_245_450_uv2"], WithinRel(20.5, error(205.0)));
  CHECK_THAT(row["ttp_uv2"], WithinRel(43.0, error(430.0)));
  CHECK_THAT(row["mnf_hz"], WithinRel(235.0, 0.1));
  CHECK_THAT(row["fr"], WithinRel(220.0 / 200.0, error(100.0)));
}

TEST_CASE("the band powers add up to the total power", "[features][feature_extractor]") {
  const TestFrame frame(noise(10.0, 1259, 2), 1259.259);
  const Row row(frame.input(), 1259.259, conditions(20.0, 450.0));
  const double bands = row["power_20_45_uv2"] + row["power_45_95_uv2"] + row["power_95_145_uv2"] +
                       row["power_145_245_uv2"] + row["power_245_450_uv2"];
  CHECK_THAT(bands, WithinRel(row["ttp_uv2"], kCell));
}

TEST_CASE("a gain changes amplitudes by itself, powers by its square and shapes not at all",
          "[features][feature_extractor]") {
  const double k = GENERATE(0.125, 1000.0);
  const auto x = noise(4.0, 1000, 9);
  auto c = conditions(20.0, 450.0);
  const TestFrame frame(x, 2000.0);
  const TestFrame louder(scaled(x, k), 2000.0);
  const Row a(frame.input(), 2000.0, c);
  c.noise_uv *= k;  // the noise of the channel goes through the same gain
  const Row b(louder.input(), 2000.0, c);
  for (const core::FeatureColumn& column : feature_columns({})) {
    CAPTURE(column.name, k);
    double factor = is_second_power(column) ? k * k : 1.0;
    if (kFirstPower.count(column.name) != 0) factor = k;
    CHECK_THAT(b[column.name], WithinRel(factor * a[column.name], kCell));
  }
}

TEST_CASE("a flat frame has amplitudes of 0, no ratios, and nothing infinite",
          "[features][feature_extractor]") {
  const double value = GENERATE(0.0, 0.1, 3000.0);
  const std::vector<double> x(1000, value);
  const std::vector<double> psd(501, 0.0);
  const Row row({x, x, psd, psd, 2.0}, 2000.0, conditions(20.0, 450.0));
  for (const core::FeatureColumn& column : feature_columns({})) {
    CAPTURE(column.name);
    if (is_missing_when_flat(column)) {
      CHECK(std::isnan(row[column.name]));
    } else {
      CHECK(row[column.name] == 0.0);
    }
    CHECK(row.reason(column.name).empty());
  }
}

TEST_CASE("tiny frames and empty spectra leave cells empty, never infinite",
          "[features][feature_extractor]") {
  const std::size_t count = GENERATE(0U, 1U, 2U, 3U, 4U);
  const std::vector<double> x = noise(3.0, count, 4);
  const std::vector<double> psd = count < 2 ? std::vector<double>{} : psd_of(x, 2000.0);
  const double width = count < 2 ? 0.0 : 2000.0 / static_cast<double>(count);
  const Row row({x, x, psd, psd, width}, 2000.0, conditions(20.0, 450.0));
  for (const float cell : row.cells())
    CHECK_FALSE(std::isinf(cell));
  CHECK(std::isnan(row["rms_uv"]) == (count == 0));
  CHECK(std::isnan(row["mdf_hz"]));
}

TEST_CASE("a value that no float holds is missing, not infinite", "[features][feature_extractor]") {
  const TestFrame frame(noise(1e18, 500, 4), 1000.0);
  const Row row(frame.input(), 1000.0, conditions(20.0, 450.0));
  CHECK(std::isnan(row["sm3_uv2_hz3"]));
  CHECK(std::isfinite(row["rms_uv"]));
}

TEST_CASE("a recording with a 100-Hz low-pass has amplitudes but no spectral features",
          "[features][feature_extractor]") {
  const TestFrame frame(noise(4.0, 256, 3), 256.0);
  const Row row(frame.input(), 256.0, conditions(20.0, 100.0));
  for (const char* name : {"rms_uv", "mav_uv", "zc", "kurtosis", "power_20_45_uv2", "mains_share"})
    CHECK(std::isfinite(row[name]));
  for (const char* name : {"mnf_hz",
                           "mdf_hz",
                           "pkf_hz",
                           "ttp_uv2",
                           "sm1_uv2_hz",
                           "sm2_uv2_hz2",
                           "sm3_uv2_hz3",
                           "vcf_hz2",
                           "spectral_entropy",
                           "psr",
                           "hjorth_mobility_per_s",
                           "hjorth_complexity"}) {
    CAPTURE(name);
    CHECK(std::isnan(row[name]));
    CHECK(row.reason(name) == "needs 30-350 Hz, the recording covers 20-100 Hz");
  }
  CHECK(row.reason("power_95_145_uv2") == "needs 95-145 Hz, the recording covers 20-100 Hz");
  CHECK(row.reason("fr") == "needs 30-450 Hz, the recording covers 20-100 Hz");
  CHECK(row.reason("finsm5") == "needs 20-450 Hz, the recording covers 20-100 Hz");
  CHECK(row.reason("snr_db") == "needs 20-450 Hz before the filters, the recorder covers 0-128 Hz");
  CHECK(row.reason("smr_db") == "needs 10-450 Hz before the filters, the recorder covers 0-128 Hz");
}

TEST_CASE("counts are missing, with the reason, when the noise is not known",
          "[features][feature_extractor]") {
  const TestFrame frame(noise(4.0, 500, 3), 1000.0);
  auto c = conditions(20.0, 450.0);
  c.noise_uv = core::kMissing;
  const Row row(frame.input(), 1000.0, c);
  for (const char* name : {"zc", "ssc", "wamp"}) {
    CHECK(std::isnan(row[name]));
    CHECK(row.reason(name) == "needs the noise level of the channel, which is not known");
  }
  CHECK(std::isfinite(row["rms_uv"]));
}

TEST_CASE("the threshold of the counts is the multiple of the noise that the options ask for",
          "[features][feature_extractor]") {
  std::vector<double> x(100);
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = i % 2 == 0 ? 2.0 : -2.0;  // steps of 4
  const TestFrame frame(x, 1000.0);
  auto c = conditions(20.0, 450.0);
  c.noise_uv = 2.0;
  FeatureOptions options;
  options.threshold_noise = 2.0;
  CHECK(Row(frame.input(), 1000.0, c, options)["wamp"] == 99.0);
  options.threshold_noise = 2.001;
  CHECK(Row(frame.input(), 1000.0, c, options)["wamp"] == 0.0);
}

TEST_CASE("columns keep the order of the table whatever the order of the selection",
          "[features][feature_extractor]") {
  FeatureOptions options;
  options.only = {"mdf_hz", "rms_uv", "mdf_hz"};
  const auto columns = feature_columns(options);
  REQUIRE(columns.size() == 2);
  CHECK(columns[0].name == "rms_uv");
  CHECK(columns[1].name == "mdf_hz");
  CHECK(columns[1].unit == "Hz");

  const TestFrame frame(noise(4.0, 500, 3), 1000.0);
  const auto c = conditions(20.0, 450.0);
  const Row all(frame.input(), 1000.0, c);
  const Row some(frame.input(), 1000.0, c, options);
  CHECK(some["rms_uv"] == all["rms_uv"]);
  CHECK(some["mdf_hz"] == all["mdf_hz"]);
}

TEST_CASE("an unknown feature is refused with the nearest name", "[features][feature_extractor]") {
  FeatureOptions options;
  options.only = {"rms_uv", "mdf_hzz"};
  CHECK_THROWS_AS(feature_columns(options), core::ConfigError);
  CHECK_THROWS_WITH(feature_columns(options),
                    "features.only: there is no feature \"mdf_hzz\"; did you mean \"mdf_hz\"?");
  CHECK_THROWS_AS(FeatureExtractor(core::Hertz(1000.0), conditions(20.0, 450.0), options),
                  core::ConfigError);
}

TEST_CASE("every feature has a name of its own, a unit and a meaning",
          "[features][feature_extractor]") {
  const auto names = feature_names();
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  for (const core::FeatureColumn& column : feature_columns({})) {
    CAPTURE(column.name);
    CHECK_FALSE(column.unit.empty());
    CHECK_FALSE(column.meaning.empty());
  }
}

TEST_CASE("a frame leaves no trace in the next row", "[features][feature_extractor]") {
  const TestFrame first(noise(400.0, 500, 3), 1000.0);
  const TestFrame second(noise(4.0, 300, 8), 1000.0);
  const auto c = conditions(20.0, 450.0);
  FeatureExtractor extractor(core::Hertz(1000.0), c, {});
  std::vector<float> row(feature_names().size());
  extractor.extract(first.input(), row);
  extractor.extract(second.input(), row);
  const Row fresh(second.input(), 1000.0, c);
  const bool same = std::equal(row.begin(), row.end(), fresh.cells().begin(), [](float a, float b) {
    return (std::isnan(a) && std::isnan(b)) || (a <= b && a >= b);
  });
  CHECK(same);  // bit for bit
}
