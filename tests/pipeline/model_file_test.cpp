// SPDX-License-Identifier: Apache-2.0
#include "pipeline/model_file.hpp"

#include <string>

#include "core/error.hpp"
#include "pipeline/config.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;

namespace {

const std::string kCurve =
    "[[curve]]\nevidence = \"tonicity\"\nknots = [0, 1]\nweights = [-1.5, 2]\nmissing = 0.5\n";

/// The sentence about a file of this text, without its folder.
std::string problem_of(const std::string& text) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("m.toml", text);
  try {
    (void)pipeline::read_model(path);
  } catch (const core::ConfigError& error) {
    const std::string what = error.what();
    const auto at = what.find("m.toml");
    return at == std::string::npos ? what : what.substr(at);
  }
  return "no problem";
}

}  // namespace

TEST_CASE("a model is read as it is written", "[pipeline][model]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "m.toml",
      "name = \"mine\"\nintercept = -2\n" + kCurve +
          "[[curve]]\nevidence = \"duration_s\"\nscale = \"log\"\nknots = [0.5]\nweights = [1]\n");
  const detect::EvidenceModel model = pipeline::read_model(path);
  CHECK(model.name == "mine");
  CHECK(model.intercept == -2.0);
  REQUIRE(model.curves.size() == 2);
  CHECK(model.curves[0].evidence == "tonicity");
  CHECK_FALSE(model.curves[0].logarithmic);
  CHECK(model.curves[0].weights == std::vector<double>{-1.5, 2.0});
  CHECK(model.curves[0].missing == 0.5);
  CHECK(model.curves[1].logarithmic);
}

TEST_CASE("what is wrong in a model is said with file and line", "[pipeline][model]") {
  CHECK(problem_of("name = \"none\"\n") ==
        "m.toml:1: curve: there is none, expected [[curve]] tables.");
  CHECK(problem_of("nam = \"x\"\n" + kCurve) == "m.toml:1: nam: unknown; did you mean name?");
  CHECK(problem_of("intercept = \"x\"\n" + kCurve) ==
        "m.toml:1: intercept: is a text, expected a finite number.");
  CHECK(problem_of("[[curve]]\nevidence = \"tonicty\"\nknots = [0]\nweights = [1]\n") ==
        "m.toml:1: evidence: there is no \"tonicty\"; did you mean tonicity?");
  CHECK(problem_of("[[curve]]\nevidence = \"tonicity\"\nknots = [1, 1]\nweights = [1, 2]\n") ==
        "m.toml:1: knots of tonicity: expected numbers that ascend.");
  CHECK(problem_of("[[curve]]\nevidence = \"tonicity\"\nknots = [0, 1]\nweights = [1]\n") ==
        "m.toml:1: weights of tonicity: expected one for each knot.");
}

TEST_CASE("the built-in model looks at evidence that is there", "[pipeline][model]") {
  const detect::EvidenceModel& model = pipeline::built_in_model();
  CHECK(model.curves.size() > 10);
  CHECK(model.name.starts_with("calfemg cramp weights "));
}

TEST_CASE("a configuration carries the built-in model or the one it names", "[pipeline][model]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("m.toml", "name = \"mine\"\n" + kCurve);
  pipeline::ConfigSources sources;
  CHECK(pipeline::load_config(sources).options.detect.cramp.model.name ==
        pipeline::built_in_model().name);
  sources.assignments = {"cramp.model_file=" + path.string()};
  CHECK(pipeline::load_config(sources).options.detect.cramp.model.name == "mine");
  sources.assignments = {"cramp.model_file=/no/such/model.toml"};
  CHECK_THROWS_AS(pipeline::load_config(sources), core::ConfigError);
}
