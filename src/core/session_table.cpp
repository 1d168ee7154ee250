// SPDX-License-Identifier: Apache-2.0
#include "core/session_table.hpp"

#include <algorithm>
#include <cmath>

namespace calfemg::core {

std::size_t Grid::first_from(double seconds) const {
  if (std::isnan(seconds)) return count;
  const double guess = std::ceil((seconds - start_s) / step_s);
  auto index = static_cast<std::size_t>(std::clamp(guess, 0.0, static_cast<double>(count)));
  // The quotient may be off by a rounding error: the times themselves decide.
  while (index > 0 && time_s(index - 1) >= seconds)
    --index;
  while (index < count && time_s(index) < seconds)
    ++index;
  return index;
}

std::size_t SessionTable::column(std::string_view name) const {
  const auto found = std::find_if(
      columns.begin(), columns.end(), [name](const FeatureColumn& c) { return c.name == name; });
  return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace calfemg::core
