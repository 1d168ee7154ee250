// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "app/results.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;

TEST_CASE("a study of real results writes page, JSON and tables", "[app][study]") {
  const TemporaryFolder folder;
  const std::string results = (folder.path() / "results").string();
  // A list with the same file twice is refused: the second night is a copy.
  const auto copy = folder.path() / "copy.h5";
  std::filesystem::copy_file(kSample, copy);
  const auto list = folder.path() / "list.tsv";
  write_file(
      list,
      "file\tsubject\tsession\n" + kSample + "\tA\tbefore\n" + copy.string() + "\tA\tafter\n");
  REQUIRE(run_program({"batch", list.string(), "--out", results, "--quiet"}).exit_code == 0);
  const std::string study =
      folder
          .write(
              "study.toml",
              "results = \"results\"\npair = { before = [\"*_before\"], after = [\"*_after\"] }\n")
          .string();
  const auto out = folder.path() / "study";
  const auto run = run_program({"study", study, "--out", out.string()});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(contains(run.err, "2 sessions, 2 taken, 7 comparisons."));
  const auto json = nlohmann::json::parse(contents(out / "study.json"));
  for (const auto& comparison : json.at("comparisons")) {
    CHECK(comparison.at("a").at("name") == "before");
    CHECK(comparison.at("remark") == "fewer than two subjects with this measure in before");
    CHECK(comparison.at("interval_95").at("low").is_null());
  }
  // Three cramps a night: the head of the cramp rises at the onset, on two nights of one subject.
  bool seen = false;
  for (const auto& curve : json.at("around_cramps")) {
    if (curve.at("relation") != "same_head" || curve.at("feature") != "rms_rest_multiple") continue;
    seen = true;
    for (const auto& point : curve.at("points")) {
      if (point.at("offset_s") == 0.0) {
        CHECK(point.at("mean") > 3.0);
        CHECK(point.at("nights") == 2);
        CHECK(point.at("subjects") == 1);
        CHECK(point.at("low").is_null());
      }
    }
  }
  CHECK(seen);
  CHECK_FALSE(json.at("awakening_rise").empty());
  CHECK(contains(contents(out / "study.html"), "<svg"));
  for (const char* name : {"nights.tsv", "values.tsv", "comparisons.tsv", "aligned.tsv"})
    CHECK(table(out / name).size() > 5);
}

TEST_CASE("a study that cannot be followed is refused before anything is written", "[app][study]") {
  const TemporaryFolder folder;
  const auto out = folder.path() / "study";
  const auto refused = [&](const std::string& text, int code) {
    const auto run =
        run_program({"study", folder.write("study.toml", text).string(), "--out", out.string()});
    CHECK(is_refusal(run, code));
    CHECK(nothing_left(out));
    return run.err;
  };
  CHECK(contains(refused("resutls = \"x\"\n", 2), "did you mean results?"));
  CHECK(contains(refused("results = \"none\"\ncontext = [\"age\"]\n", 3), "no such folder"));
  CHECK(contains(refused("title = \"x\"\n", 2), "has no results"));
  CHECK(is_refusal(run_program({"study", "none.toml", "--out", out.string()}), 2));
  CHECK(is_refusal(run_program({"study", "--out", out.string()}), 2));
}
