// SPDX-License-Identifier: Apache-2.0
#include "simulate/muap.hpp"

#include <cmath>
#include <numbers>

namespace calfemg::simulate {

MuapShape::MuapShape() {
  // Integral of u^2 exp(-u^2) is sqrt(pi) / 2, of (1 - u^2)^2 exp(-u^2) it is 3 sqrt(pi) / 4.
  const double root_pi = std::sqrt(std::numbers::pi);
  const double c1 = std::sqrt(2.0 / root_pi);
  const double c2 = std::sqrt(4.0 / (3.0 * root_pi));
  const auto cells = static_cast<std::size_t>(kCells);
  for (std::size_t i = 0; i <= cells; ++i) {
    const double u = static_cast<double>(i) / kPerUnit - kHalfSupport;
    const double bell = std::exp(-0.5 * u * u);
    nodes_.push_back({-c1 * u * bell, c2 * (1.0 - u * u) * bell});
  }
}

}  // namespace calfemg::simulate
