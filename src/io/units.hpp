// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace calfemg::io {

/// Microvolts in one of `unit`: "uV" (also with a micro sign), "nV", "mV", "V". Prefixes are
/// case-sensitive, as in the SI. nullopt for anything else.
[[nodiscard]] std::optional<double> microvolts_per(std::string_view unit);

/// "uV" for every spelling of microvolt; any other text as it is.
[[nodiscard]] std::string_view plain_unit(std::string_view unit);

/// The unit that a recorder writes as a word, "Volts" or "millivolts": "V", "mV". Any other text as
/// plain_unit gives it.
[[nodiscard]] std::string_view unit_from_word(std::string_view word);

}  // namespace calfemg::io
