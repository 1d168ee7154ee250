// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace calfemg::simulate {

/// Shape of a surface motor-unit action potential, as a function of time in units of its width w:
///   cos(a) g1(u) + sin(a) g2(u),  g1 = -c1 u exp(-u^2/2),  g2 = c2 (1 - u^2) exp(-u^2/2)
/// the biphasic and the triphasic potential of a bipolar recording (first and second derivative of
/// a Gaussian, as in Rosenfalck-like models). Both have energy 1 and are orthogonal, so that a
/// potential of amplitude A has the energy A^2 w. Median frequency: 1.09 / (2 pi w) for g1, 1.48 /
/// (2 pi w) for g2; 99.9 % of the energy lies within 7 w.
class MuapShape {
 public:
  MuapShape();

  static constexpr double kHalfSupport = 3.5;  ///< the shape is 0 outside +-3.5 w

  /// @param u  time from the middle over the width
  [[nodiscard]] double at(double u, double cosine, double sine) const {
    const double place = (u + kHalfSupport) * kPerUnit;
    if (!(place >= 0.0) || place >= kCells) return 0.0;
    const auto cell = static_cast<std::size_t>(place);
    const double t = place - static_cast<double>(cell);
    const Node& a = nodes_[cell];
    const Node& b = nodes_[cell + 1];
    return cosine * (a.biphasic + t * (b.biphasic - a.biphasic)) +
           sine * (a.triphasic + t * (b.triphasic - a.triphasic));
  }

 private:
  static constexpr double kPerUnit = 128.0;
  static constexpr double kCells = 2.0 * kHalfSupport * kPerUnit;

  struct Node {
    double biphasic;
    double triphasic;
  };

  std::vector<Node> nodes_;  ///< linear between nodes: error below 2e-5 of the peak
};

}  // namespace calfemg::simulate
