// SPDX-License-Identifier: Apache-2.0
#include "features/requirement.hpp"

#include <cmath>

#include "frames.hpp"
#include "support/catch.hpp"

using namespace calfemg::features;
using namespace calfemg::test;
using calfemg::core::Hertz;

TEST_CASE("a band that is covered to its edges needs no reason", "[features][requirement]") {
  const Requirement needs{Needs::filtered_band, {30.0, 350.0}};
  CHECK(reason_missing(needs, Hertz(1000.0), conditions(30.0, 350.0)).empty());
  CHECK_FALSE(reason_missing(needs, Hertz(1000.0), conditions(30.1, 350.0)).empty());
  CHECK_FALSE(reason_missing(needs, Hertz(1000.0), conditions(30.0, 349.9)).empty());
}

TEST_CASE("the reason says what is needed, what there is and what limits it",
          "[features][requirement]") {
  const Requirement needs{Needs::filtered_band, {30.0, 350.0}};
  auto c = conditions(20.0, 115.2);
  CHECK(reason_missing(needs, Hertz(256.0), c) ==
        "needs 30-350 Hz, the recording covers 20-115.2 Hz");
  c.band.limited_by = "sampling rate 256 Hz";
  CHECK(reason_missing(needs, Hertz(256.0), c) ==
        "needs 30-350 Hz, the recording covers 20-115.2 Hz (sampling rate 256 Hz)");
}

TEST_CASE("the recorded band ends at the recorder's filters or at half the rate",
          "[features][requirement]") {
  auto c = conditions(20.0, 450.0);
  CHECK(recorded_band(Hertz(1000.0), c).low_hz == 0.0);
  CHECK(recorded_band(Hertz(1000.0), c).high_hz == 500.0);
  c.recorder_highpass_hz = 10.0;
  c.recorder_lowpass_hz = 470.0;
  CHECK(recorded_band(Hertz(1000.0), c).low_hz == 10.0);
  CHECK(recorded_band(Hertz(1000.0), c).high_hz == 470.0);
  CHECK(recorded_band(Hertz(256.0), c).high_hz == 128.0);

  const Requirement needs{Needs::recorded_band, {5.0, 450.0}};
  CHECK(reason_missing(needs, Hertz(1000.0), c) ==
        "needs 5-450 Hz before the filters, the recorder covers 10-470 Hz");
}

TEST_CASE("counts need a noise level above 0", "[features][requirement]") {
  const Requirement needs{Needs::noise_level, {}};
  auto c = conditions(20.0, 450.0);
  c.noise_uv = 2.0;
  CHECK(reason_missing(needs, Hertz(1000.0), c).empty());
  CHECK(count_threshold_uv(c, {}) == 6.0);
  c.noise_uv = calfemg::core::kMissing;
  CHECK(reason_missing(needs, Hertz(1000.0), c) ==
        "needs the noise level of the channel, which is not known");
  CHECK(std::isnan(count_threshold_uv(c, {})));
  c.noise_uv = 0.0;
  CHECK(reason_missing(needs, Hertz(1000.0), c) ==
        "needs a noise level above 0 uV: the channel is flat where it is quietest");
  CHECK(std::isnan(count_threshold_uv(c, {})));
}
