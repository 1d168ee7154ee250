// SPDX-License-Identifier: Apache-2.0
#include "detect/superimposed.hpp"

#include <cmath>
#include <cstddef>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kBurstMultiple = 4.0;  // of the median: cramps waver by less (tests) [P]
constexpr double kLongestS = 3.0;       // a longer rise is the activity itself [P]

}  // namespace

std::vector<double> without_bursts(std::vector<double> envelope, double step_s) {
  const std::vector<double> known = known_values(envelope, {0, envelope.size()});
  if (known.empty()) return envelope;
  const double limit = kBurstMultiple * median(known);
  const std::size_t longest = steps_in(kLongestS, step_s, 1);
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= envelope.size(); ++i) {
    if (i < envelope.size() && envelope[i] > limit) continue;
    if (i - begin <= longest) {
      for (std::size_t k = begin; k < i; ++k)
        envelope[k] = core::kMissing;
    }
    begin = i + 1;
  }
  return envelope;
}

}  // namespace calfemg::detect
