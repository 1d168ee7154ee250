// SPDX-License-Identifier: Apache-2.0
#include "detect/evidence_model.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace calfemg;
using detect::EvidenceCurve;
using detect::EvidenceModel;
using test::WithinAbs;

namespace {

constexpr double kExact = 1e-12;  // a handful of operations in double precision

EvidenceModel two_curves() {
  EvidenceModel model;
  model.intercept = -1.0;
  model.curves = {{"tonicity", false, {0.0, 1.0}, {-2.0, 2.0}, 0.25},
                  {"duration_s", true, {0.0, 1.0}, {0.0, 3.0}, -0.5}};
  return model;
}

}  // namespace

TEST_CASE("a weight is straight between knots and level outside", "[detect][model]") {
  const EvidenceCurve curve{"tonicity", false, {0.0, 1.0, 3.0}, {1.0, 2.0, 0.0}, 7.0};
  CHECK_THAT(weight_of(curve, -5.0), WithinAbs(1.0, kExact));
  CHECK_THAT(weight_of(curve, 0.5), WithinAbs(1.5, kExact));
  CHECK_THAT(weight_of(curve, 1.0), WithinAbs(2.0, kExact));
  CHECK_THAT(weight_of(curve, 2.0), WithinAbs(1.0, kExact));
  CHECK_THAT(weight_of(curve, 9.0), WithinAbs(0.0, kExact));
  CHECK_THAT(weight_of(curve, core::kMissing), WithinAbs(7.0, kExact));
}

TEST_CASE("a logarithmic curve looks at ln of the measure, also of 0", "[detect][model]") {
  const EvidenceCurve curve{"duration_s", true, {0.0, 1.0}, {0.0, 4.0}, 0.0};
  CHECK_THAT(weight_of(curve, std::exp(0.25)), WithinAbs(1.0, kExact));
  CHECK_THAT(weight_of(curve, 0.0), WithinAbs(0.0, kExact));
}

TEST_CASE("the probability is the logistic of intercept and weights", "[detect][model]") {
  const EvidenceModel model = two_curves();
  const auto weighed = contributions(model, {{"duration_s", 1.0}, {"tonicity", 0.75}});
  REQUIRE(weighed.size() == 2);
  CHECK(weighed[0].evidence == "tonicity");  // +1 outweighs 0
  CHECK_THAT(weighed[0].weight, WithinAbs(1.0, kExact));
  CHECK_THAT(probability(model, weighed), WithinAbs(0.5, kExact));  // -1 + 1 + 0
}

TEST_CASE("evidence that is not among the measures counts as missing", "[detect][model]") {
  const EvidenceModel model = two_curves();
  const auto weighed = contributions(model, {});
  CHECK_THAT(probability(model, weighed), WithinAbs(1.0 / (1.0 + std::exp(1.25)), kExact));
}
