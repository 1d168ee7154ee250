// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace calfemg::simulate {

/// What can happen in a simulated night.
enum class Kind : std::uint8_t {
  cramp,
  tension,
  contraction,
  stretch,
  lm,
  plm,
  lmm,
  hflm,
  myoclonus,
  rem_twitches,
  fasciculation,
  mains,
  motion,
  pop,
  lead_off,
  clip,
  flat,
  dropout,
  gain_step,
  ecg,
  gap,
  awakening,
  marker
};

/// A number that is drawn anew for each event, between two ends.
struct Range {
  double low = 0.0;
  double high = 0.0;
};

/// How a value is drawn from its range.
enum class Spread : std::uint8_t {
  even,        ///< uniform
  logarithmic  ///< log-uniform: as many between 2 and 4 as between 4 and 8
};

/// A parameter of a kind of event: the same table reads scenario files, draws and documents.
struct Parameter {
  std::string_view name;
  Range usual;    ///< used when the scenario says nothing
  Range allowed;  ///< limits for the scenario
  Spread spread = Spread::even;
  std::string_view unit;
  std::string_view meaning;
};

[[nodiscard]] std::string_view name(Kind kind);
[[nodiscard]] std::optional<Kind> kind_from_name(std::string_view text);
[[nodiscard]] std::vector<std::string> kind_names();

/// Parameters of a kind, in the order of the documentation.
[[nodiscard]] std::span<const Parameter> parameters(Kind kind);

/// Something is wrong with electrode, cable or recorder; binds to channels, not to muscles.
[[nodiscard]] bool is_artefact(Kind kind);

}  // namespace calfemg::simulate
