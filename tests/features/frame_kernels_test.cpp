// SPDX-License-Identifier: Apache-2.0
#include "features/frame_kernels.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

#include "core/simd.hpp"
#include "frames.hpp"
#include "support/catch.hpp"
#include "support/each_simd.hpp"

using namespace calfemg;
using features::frame_kernels;

namespace {

std::vector<double> positive(std::size_t count, unsigned seed) {
  auto x = test::noise(1.0, count, seed);
  for (double& value : x)
    value = std::exp(10.0 * value);  // as uneven as a spectrum
  return x;
}

// What every kernel gives, one number behind the other.
std::vector<double> all_results(std::size_t count) {
  const auto x = test::noise(5.0, count, 1);
  const auto psd = positive(count, 2);
  const features::Bins bins{20.0, 0.7};
  const auto& kernels = frame_kernels();
  std::vector<double> results(count);
  const auto centred = kernels.centre(x.data(), count, results.data());
  const auto t = kernels.time_sums(x.data(), count, 2.0);
  const auto s = kernels.spectral_sums(psd.data(), count, bins);
  const auto d = kernels.dimitrov_sums(psd.data(), count, bins);
  const auto boxes = kernels.box_extremes(psd.data(), count, 3);
  results.insert(results.end(),
                 {centred.mean,
                  centred.largest,
                  t.magnitude,
                  t.square,
                  t.cube,
                  t.fourth,
                  t.step_magnitude,
                  t.step_square,
                  t.bend_square,
                  t.teager_kaiser,
                  t.zero_crossings,
                  t.slope_sign_changes,
                  t.large_steps,
                  kernels.sum(psd.data(), count),
                  s.of_1,
                  s.of_f,
                  s.of_f2,
                  s.of_f3,
                  kernels.spread(psd.data(), count, bins, 33.0),
                  d.of_inverse_f,
                  d.of_f5,
                  kernels.entropy_sum(psd.data(), count, 77.0),
                  kernels.largest(psd.data(), count),
                  boxes.smallest,
                  boxes.largest,
                  static_cast<double>(boxes.largest_at)});
  return results;
}

}  // namespace

TEST_CASE("all instruction sets give the same bits in the features", "[features][simd]") {
  const std::size_t count = GENERATE(3U, 4U, 5U, 6U, 7U, 430U, 2001U);
  const test::EachSimd sets;
  core::use_simd(core::Simd::baseline);
  const auto expected = all_results(count);
  for (const core::Simd set : sets.available) {
    core::use_simd(set);
    CAPTURE(core::name(set), count);
    CHECK(all_results(count) == expected);
  }
}

TEST_CASE("packs of samples count what a look at each sample counts", "[features][simd]") {
  const std::size_t count = GENERATE(3U, 5U, 8U, 501U);
  const auto x = test::noise(5.0, count, 11);
  const double threshold = 2.0;
  double crossings = 0.0;
  double turns = 0.0;
  double steps = 0.0;
  for (std::size_t i = 1; i < count; ++i) {
    const bool large = std::abs(x[i] - x[i - 1]) >= threshold;
    if (large) steps += 1.0;
    if (large && x[i] * x[i - 1] < 0.0) crossings += 1.0;
    if (i + 1 == count) break;
    const double left = x[i] - x[i - 1];
    const double right = x[i] - x[i + 1];
    if (left * right > 0.0 && std::max(std::abs(left), std::abs(right)) >= threshold) turns += 1.0;
  }
  const auto sums = frame_kernels().time_sums(x.data(), count, threshold);
  CHECK(sums.zero_crossings == crossings);
  CHECK(sums.slope_sign_changes == turns);
  CHECK(sums.large_steps == steps);
}

TEST_CASE("p ln p is that of the library, and 0 for a bin without power", "[features][simd]") {
  auto psd = positive(1003, 5);
  psd[7] = 0.0;
  psd[8] = 1e-320;  // not normal
  double expected = 0.0;
  for (const double p : psd)
    expected += p > 0.0 ? p / 3.0 * std::log(p / 3.0) : 0.0;
  // A few units in the last place of the largest term.
  CHECK_THAT(frame_kernels().entropy_sum(psd.data(), psd.size(), 3.0),
             test::WithinRel(expected, 1e-14));
  const std::vector<double> one{2.0};
  CHECK_THAT(frame_kernels().entropy_sum(one.data(), 1, 1.0),
             test::WithinRel(2.0 * std::log(2.0), 1e-15));
}

TEST_CASE("a box of neighbours finds the first place of the largest sum", "[features][simd]") {
  std::vector<double> psd(50, 1.0);
  psd[20] = psd[40] = 5.0;
  psd[33] = 0.0;
  const auto boxes = frame_kernels().box_extremes(psd.data(), psd.size(), 13);
  CHECK(boxes.largest_at == 8);  // the first box that holds bin 20
  CHECK(boxes.largest == 17.0);
  CHECK(boxes.smallest == 12.0);
}
