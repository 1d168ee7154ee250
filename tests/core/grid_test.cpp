// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "core/session_table.hpp"
#include "support/catch.hpp"

using namespace calfemg::core;

TEST_CASE("a grid tells where its stretches lie", "[core][grid]") {
  const Grid grid{10.0, 0.5, 1.0, 4};
  CHECK(grid.time_s(0) == 10.0);
  CHECK(grid.time_s(3) == 11.5);
  CHECK(grid.centre_s(1) == 11.0);
  CHECK(grid.end_s() == 12.0);
}

TEST_CASE("the first stretch from a moment begins at or after it", "[core][grid]") {
  const Grid grid{10.0, 0.5, 1.0, 4};
  CHECK(grid.first_from(9.0) == 0);
  CHECK(grid.first_from(10.0) == 0);
  CHECK(grid.first_from(10.01) == 1);
  CHECK(grid.first_from(10.5) == 1);
  CHECK(grid.first_from(11.5) == 3);
  CHECK(grid.first_from(11.51) == 4);
  CHECK(grid.first_from(1e300) == 4);
  CHECK(grid.first_from(-1e300) == 0);
  CHECK(Grid{}.first_from(0.0) == 0);
}

TEST_CASE("a stretch is found again by its own time, whatever the step", "[core][grid]") {
  // Steps that no double holds exactly: here a plain division is off by one.
  for (const double step : {0.05, 0.1, 1.0 / 3.0, 512.0 / 1111.11}) {
    const Grid grid{0.3, step, step, 5000};
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < grid.count; ++i)
      wrong += grid.first_from(grid.time_s(i)) == i ? 0U : 1U;
    CAPTURE(step);
    CHECK(wrong == 0);
  }
}

TEST_CASE("no stretch begins after a moment that is not a number", "[core][grid]") {
  CHECK((Grid{0.0, 0.5, 1.0, 4}.first_from(std::numeric_limits<double>::quiet_NaN())) == 4);
}

TEST_CASE("a column is found by its name", "[core][table]") {
  SessionTable table;
  table.columns = {{"rms_uv", "uV", ""}, {"mdf_hz", "Hz", ""}};
  CHECK(table.column("rms_uv") == 0);
  CHECK(table.column("mdf_hz") == 1);
  CHECK(table.column("mnf_hz") == 2);
}

TEST_CASE("quality bits are found in any combination", "[core][table]") {
  const auto both = static_cast<std::uint8_t>(bits(Quality::gap) | bits(Quality::clipped));
  CHECK(has(both, Quality::gap));
  CHECK(has(both, Quality::clipped));
  CHECK_FALSE(has(both, Quality::flat));
  CHECK_FALSE(has(bits(Quality::good), Quality::gap));
}
