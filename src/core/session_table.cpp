// SPDX-License-Identifier: Apache-2.0
#include "core/session_table.hpp"

#include <algorithm>
#include <cmath>

namespace calfemg::core {

std::size_t Grid::first_from(double seconds) const {
  const double index = std::ceil((seconds - start_s) / step_s);
  return static_cast<std::size_t>(std::clamp(index, 0.0, static_cast<double>(count)));
}

std::size_t SessionTable::column(std::string_view name) const {
  const auto found = std::find_if(
      columns.begin(), columns.end(), [name](const FeatureColumn& c) { return c.name == name; });
  return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace calfemg::core
