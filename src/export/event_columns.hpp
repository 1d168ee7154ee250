// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/event.hpp"

namespace calfemg::exporting {

/// A column of events.tsv: what it says, how it is written and how it is read back.
struct EventColumn {
  std::string_view name;
  std::string_view unit;     ///< "" for texts
  std::string_view meaning;  ///< one sentence
  std::string (*write)(const core::Event& event);
  bool (*read)(core::Event& event, std::string_view cell);  ///< false: not understood
};

/// A number of an event that has a column of its own.
struct MeasureColumn {
  std::string_view name;     ///< the same as core::Measure::name
  std::string_view unit;     ///< "1" for ratios and counts
  std::string_view meaning;  ///< one sentence
};

/// Columns of every event, left of the measures: onset ... stage.
[[nodiscard]] std::span<const EventColumn> leading_columns();

/// Columns for measures, in file order. Measures not named here go into the column `measures`.
[[nodiscard]] std::span<const MeasureColumn> measure_columns();

/// Columns right of the measures: the other measures, the reasons.
[[nodiscard]] std::span<const EventColumn> trailing_columns();

}  // namespace calfemg::exporting
