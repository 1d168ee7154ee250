// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "support/catch.hpp"

using namespace calfemg::core;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("a number is written as the shortest text that reads back", "[core][text]") {
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(0.1F) == "0.1");
  CHECK(number_text(1.0) == "1");
  CHECK(number_text(-2.5) == "-2.5");
  CHECK(number_text(1.0 / 3.0) == "0.3333333333333333");
  CHECK(number_text(1e-7) == "1e-07");
  CHECK(number_text(0.1 + 0.2) == "0.30000000000000004");
  CHECK(number_text(kNan) == "n/a");
  CHECK(number_text(std::numeric_limits<float>::quiet_NaN()) == "n/a");
}

TEST_CASE("every finite double survives being text, bit for bit", "[core][text]") {
  std::mt19937_64 generator(20260328);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t bits = generator();
    double value = 0.0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    const auto again = number_from_text(number_text(value));
    REQUIRE(again);
    std::uint64_t bits_again = 0;
    std::memcpy(&bits_again, &*again, sizeof value);
    REQUIRE(bits_again == bits);
  }
}

TEST_CASE("a fixed number of decimals is rounded", "[core][text]") {
  CHECK(fixed_text(2.345, 1) == "2.3");
  CHECK(fixed_text(2.35001, 1) == "2.4");
  CHECK(fixed_text(-0.26, 1) == "-0.3");
  CHECK(fixed_text(7.0, 0) == "7");
  CHECK(fixed_text(7.0, 3) == "7.000");
  CHECK(fixed_text(kNan, 2) == "n/a");
  CHECK(fixed_text(std::numeric_limits<double>::max(), 2).size() == 312);
}

TEST_CASE("what rounds to zero has no sign", "[core][text]") {
  CHECK(fixed_text(-0.01, 1) == "0.0");
  CHECK(fixed_text(-0.0, 0) == "0");
  CHECK(fixed_text(-0.06, 1) == "-0.1");
}

TEST_CASE("only a whole finite number is read", "[core][text]") {
  CHECK(number_from_text("12.5") == 12.5);
  CHECK(number_from_text("-1e3") == -1000.0);
  for (const auto* text : {"",
                           " 1",
                           "1 ",
                           "1.5 uV",
                           "1,5",
                           "nan",
                           "inf",
                           "-inf",
                           "0x10",
                           "n/a",
                           "1e999",
                           "--1",
                           "1.2.3"}) {
    CAPTURE(text);
    CHECK_FALSE(number_from_text(text));
  }
}

TEST_CASE("a file name holds nothing that leads elsewhere", "[core][text]") {
  CHECK(file_name_from("S01_night-1.2") == "S01_night-1.2");
  CHECK(file_name_from("../../etc/passwd") == "_._.._etc_passwd");
  CHECK(file_name_from("a b:c\\d") == "a_b_c_d");
  CHECK(file_name_from("..") == "_.");
  CHECK(file_name_from(".hidden") == "_hidden");
  CHECK_FALSE(file_name_from("").empty());
  CHECK(file_name_from("\xC3\xBC") == "__");
  CHECK(file_name_from(std::string(500, 'x')) == std::string(100, 'x'));
}

TEST_CASE("any text makes a safe file name", "[core][text]") {
  std::mt19937 generator(7);
  std::uniform_int_distribution<int> byte(0, 255);
  std::uniform_int_distribution<int> length(0, 130);
  for (int i = 0; i < 2000; ++i) {
    std::string text(static_cast<std::size_t>(length(generator)), ' ');
    for (auto& c : text)
      c = static_cast<char>(byte(generator));
    const std::string name = file_name_from(text);
    REQUIRE_FALSE(name.empty());
    REQUIRE(name.size() <= 100);
    REQUIRE(name.front() != '.');
    REQUIRE(name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789-_.") == std::string::npos);
  }
}

TEST_CASE("a typing slip finds the nearest candidate", "[core][text]") {
  const std::vector<std::string> keys{"filter.highpass_hz", "filter.lowpass_hz", "cramp.enabled"};
  CHECK(nearest("filter.higpass_hz", keys) == "filter.highpass_hz");
  CHECK(nearest("FILTER.LOWPASS_HZ", keys) == "filter.lowpass_hz");
  CHECK(nearest("cramp.enabled", keys) == "cramp.enabled");
  CHECK_FALSE(nearest("something else entirely", keys));
  CHECK_FALSE(nearest("abc", std::vector<std::string>{}));
}

TEST_CASE("of equally near candidates the first is named", "[core][text]") {
  const std::vector<std::string> candidates{"left", "heft"};
  CHECK(nearest("xeft", candidates) == "left");
}

TEST_CASE("joining puts a separator between all parts, empty ones included", "[core][text]") {
  using Parts = std::vector<std::string>;
  CHECK(join(Parts{"a", "b", "c"}, ", ") == "a, b, c");
  CHECK(join(Parts{"one"}, ", ") == "one");
  CHECK(join(Parts{}, ", ").empty());
  CHECK(join(Parts{"", "a", "", ""}, ",") == ",a,,");
}

TEST_CASE("blanks are trimmed at both sides only", "[core][text]") {
  CHECK(trimmed(" \t a b \r\n") == "a b");
  CHECK(trimmed("a") == "a");
  CHECK(trimmed(" \n").empty());
  CHECK(trimmed("").empty());
}

TEST_CASE("lower case touches ASCII letters only", "[core][text]") {
  CHECK(lower_case("GM.L Upper-1") == "gm.l upper-1");
  CHECK(lower_case("\xC3\x9C") == "\xC3\x9C");
}
