// SPDX-License-Identifier: Apache-2.0
#include "io/units.hpp"

#include <array>

namespace calfemg::io {
namespace {

constexpr double kMicrovoltsPerNanovolt = 1e-3;
constexpr double kMicrovoltsPerMillivolt = 1e3;
constexpr double kMicrovoltsPerVolt = 1e6;

struct UnitWord {
  std::string_view name;
  std::string_view unit;
};

// As AcqKnowledge and NWB write them.
constexpr std::array<UnitWord, 10> kWords{{{"volts", "V"},
                                           {"Volts", "V"},
                                           {"volt", "V"},
                                           {"Volt", "V"},
                                           {"millivolts", "mV"},
                                           {"millivolt", "mV"},
                                           {"mVolts", "mV"},
                                           {"microvolts", "uV"},
                                           {"microvolt", "uV"},
                                           {"uVolts", "uV"}}};

}  // namespace

std::optional<double> microvolts_per(std::string_view unit) {
  const std::string_view plain = plain_unit(unit);
  if (plain == "uV") return 1.0;
  if (plain == "nV") return kMicrovoltsPerNanovolt;
  if (plain == "mV") return kMicrovoltsPerMillivolt;
  if (plain == "V") return kMicrovoltsPerVolt;
  return std::nullopt;
}

std::string_view plain_unit(std::string_view unit) {
  // U+00B5 MICRO SIGN and U+03BC GREEK SMALL LETTER MU, in UTF-8
  if (unit == "\u00b5V" || unit == "\u03bcV") return "uV";
  return unit;
}

std::string_view unit_from_word(std::string_view word) {
  for (const auto& known : kWords) {
    if (known.name == word) return known.unit;
  }
  return plain_unit(word);
}

}  // namespace calfemg::io
