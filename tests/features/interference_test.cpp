// SPDX-License-Identifier: Apache-2.0
#include "features/interference.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "frames.hpp"
#include "support/catch.hpp"

using namespace calfemg::features;
using namespace calfemg::test;

TEST_CASE("the mains RMS of a sine at a harmonic is that of the sine", "[features][interference]") {
  auto c = conditions(20.0, 450.0);
  c.notches_hz = {50.0, 150.0};
  // At half a bin from 50 Hz the fourth bin of the main lobe, 1.9 % of the power, is left out and
  // taken for background: 2.7 % of the power of that sine, 0.9 % of the RMS of both.
  const double wander = GENERATE(0.0, 0.2, -0.5);
  const auto x = sum(sine({8.0, 50.0 + wander}, 2000.0, 2000), sine({6.0, 150.0}, 2000.0, 2000));
  CHECK_THAT(mains_rms_uv(psd_of(x, 2000.0), 1.0, c), WithinRel(std::sqrt(50.0), 0.01));
}

TEST_CASE("the width of a harmonic follows wide and narrow bins", "[features][interference]") {
  auto c = conditions(20.0, 450.0);
  c.notches_hz = {60.0};
  const std::size_t count = GENERATE(500U, 1000U, 4000U);  // bins of 4, 2 and 0.5 Hz
  const auto psd = psd_of(sine({8.0, 60.0}, 2000.0, count), 2000.0);
  CHECK_THAT(mains_rms_uv(psd, 2000.0 / static_cast<double>(count), c),
             WithinRel(8.0 / std::numbers::sqrt2, 1e-3));
}

TEST_CASE("what the neighbours have too is not mains", "[features][interference]") {
  auto c = conditions(20.0, 450.0);
  c.notches_hz = {50.0};
  std::vector<double> psd(501, 2.0);
  CHECK_THAT(mains_rms_uv(psd, 1.0, c), WithinAbs(0.0, 1e-7));
  psd[50] += 9.0;
  CHECK_THAT(mains_rms_uv(psd, 1.0, c), WithinRel(3.0, 1e-10));
  psd[50] = 0.0;  // a dip is not a negative power
  CHECK(mains_rms_uv(psd, 1.0, c) == 0.0);
}

TEST_CASE("the mean at 0 Hz is no background of a harmonic", "[features][interference]") {
  auto c = conditions(20.0, 450.0);
  c.notches_hz = {50.0};
  std::vector<double> psd(51, 0.0);  // bins of 10 Hz: the background reaches down to 0 Hz
  psd[0] = 1e6;
  psd[5] = 0.9;
  CHECK_THAT(mains_rms_uv(psd, 10.0, c), WithinRel(3.0, 1e-10));
}

TEST_CASE("in bins of half a hertz both ends of plus and minus 1 Hz belong to the harmonic",
          "[features][interference]") {
  auto c = conditions(20.0, 450.0);
  c.notches_hz = {50.0};
  for (const std::size_t bin : {98U, 102U}) {
    std::vector<double> psd(501, 0.0);
    psd[bin] = 2.0;
    CHECK_THAT(mains_rms_uv(psd, 0.5, c), WithinRel(1.0, 1e-10));
  }
  for (const std::size_t bin : {97U, 103U}) {
    std::vector<double> psd(501, 0.0);
    psd[bin] = 2.0;
    CHECK(mains_rms_uv(psd, 0.5, c) == 0.0);
  }
}

TEST_CASE("without harmonics, or beyond the spectrum, there is no mains",
          "[features][interference]") {
  auto c = conditions(20.0, 450.0);
  const auto psd = psd_of(sine({8.0, 50.0}, 400.0, 400), 400.0);
  CHECK(mains_rms_uv(psd, 1.0, c) == 0.0);
  CHECK(mains_share(psd, 1.0, c) == 0.0);
  c.notches_hz = {250.0};
  CHECK(mains_rms_uv(psd, 1.0, c) == 0.0);
  CHECK(mains_rms_uv({}, 1.0, c) == 0.0);
}

TEST_CASE("the low-frequency RMS is that of what lies below the limit",
          "[features][interference]") {
  const auto x = sum(sine({4.0, 3.0}, 1000.0, 1000), sine({10.0, 80.0}, 1000.0, 1000));
  CHECK_THAT(low_frequency_rms_uv(psd_of(x, 1000.0), 1.0, 20.0),
             WithinRel(4.0 / std::numbers::sqrt2, 1e-9));
  std::vector<double> psd(100, 0.0);
  psd[0] = 1e6;   // the mean is no movement
  psd[20] = 1e6;  // the limit itself lies outside
  psd[1] = 9.0;
  CHECK_THAT(low_frequency_rms_uv(psd, 1.0, 20.0), WithinRel(3.0, 1e-12));
  CHECK(low_frequency_rms_uv(psd, 30.0, 20.0) == 0.0);
}

TEST_CASE("the mains share is a part of the power in the pass band", "[features][interference]") {
  auto c = conditions(20.0, 450.0);
  c.notches_hz = {50.0, 500.0};
  const auto x = sum(sum(sine({3.0, 50.0}, 2000.0, 2000), sine({4.0, 200.0}, 2000.0, 2000)),
                     sine({70.0, 500.0}, 2000.0, 2000));  // outside the pass band
  CHECK_THAT(mains_share(psd_of(x, 2000.0), 1.0, c), WithinRel(9.0 / 25.0, 1e-6));
  CHECK_THAT(mains_share(psd_of(sine({3.0, 50.0}, 2000.0, 2000), 2000.0), 1.0, c),
             WithinRel(1.0, 1e-6));
  CHECK(std::isnan(mains_share(std::vector<double>(1001, 0.0), 1.0, c)));
}
