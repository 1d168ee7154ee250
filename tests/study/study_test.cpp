// SPDX-License-Identifier: Apache-2.0
#include "study/study.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "study/outputs.hpp"
#include "study/study_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::study;
using Json = nlohmann::json;
using test::WithinAbs;
using test::WithinRel;

namespace {

/// A results folder whose sessions say what a test wants; only what studies read is there.
struct Results {
  void add(const std::string& name, const std::string& subject, const Json& figures) const {
    const auto session = folder.path() / "results" / name;
    std::filesystem::create_directories(session);
    const Json head = {{"leg", "left"},
                       {"muscle", "gastrocnemius_medialis"},
                       {"rest_uv", figures.value("rest_uv", 2.0)},
                       {"tension_s", figures.value("tension_min", 0.0) * 60.0},
                       {"tension_periods", 1},
                       {"cramps_definite", figures.value("cramps", 0)}};
    const Json report = {
        {"format", "calfemg-report"},
        {"recording",
         {{"subject_id", subject},
          {"session_id", name},
          {"duration_s", 3600.0 * figures.value("hours", 1.0)},
          {"start_time", figures.value("start", "")},
          {"context", figures.value("context", Json::object())}}},
        {"summary", {{"usable_s", 3600.0}, {"sleep_s", nullptr}}},
        {"heads", Json::array({head})},
        {"legs", Json::array({{{"leg_movements", figures.value("movements", 5)}}})}};
    test::write_file(session / "report.json", report.dump());
    test::write_file(session / "provenance.json", R"({"format": "calfemg-provenance"})");
  }

  [[nodiscard]] StudyFile file(const std::string& text) const {
    const auto path = folder.path() / "study.toml";
    test::write_file(path, "results = \"results\"\n" + text);
    return read_study_file(path);
  }

  [[nodiscard]] std::string refused(const std::string& text) const {
    try {
      (void)make_study(file(text));
    } catch (const core::Error& error) {
      return error.what();
    }
    return {};
  }

  test::TemporaryFolder folder;
};

/// Eight subjects before and after: tension falls by 4, 5, 6 ... minutes, movements stay.
void add_pairs(const Results& results) {
  for (int i = 0; i < 8; ++i) {
    const std::string subject = "S" + std::to_string(i);
    const double minutes = 20.0 + 3.0 * i;
    results.add(subject + "_before", subject, {{"tension_min", minutes}, {"cramps", i % 3}});
    results.add(
        subject + "_after", subject, {{"tension_min", minutes - 4.0 - i % 3}, {"cramps", i % 3}});
  }
}

const Comparison& about(const Study& study, const std::string& measure) {
  for (const auto& comparison : study.comparisons) {
    if (comparison.measure->name == measure) return comparison;
  }
  throw std::runtime_error("no such measure");
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const std::string kPair = "pair = { before = [\"*_before\"], after = [\"*_after\"] }\n";

}  // namespace

TEST_CASE("a change from before to after is found, and no change is none", "[study]") {
  const Results results;
  add_pairs(results);
  const Study study = make_study(results.file(kPair));
  const Comparison& tension = about(study, "tension_min_per_h");
  CHECK(tension.paired);
  CHECK(tension.in_a.n == 8);
  // -(4, 5, 6, 4, 5, 6, 4, 5)
  CHECK_THAT(tension.difference, WithinRel(-39.0 / 8.0, 1e-12));
  CHECK(tension.interval.low < -4.875);
  CHECK(tension.interval.high > -4.875);
  CHECK(tension.interval.high < -4.0);
  CHECK_THAT(tension.permutation.p, WithinRel(2.0 / 256.0, 1e-12));
  CHECK(tension.g < -0.5);
  const Comparison& movements = about(study, "leg_movements_per_h");
  CHECK(movements.remark == "every value is the same");
  CHECK(std::isnan(movements.permutation.p));
  const Comparison& cramps = about(study, "cramps_per_h");
  CHECK(cramps.difference == 0.0);
  CHECK(cramps.permutation.p == 1.0);
}

TEST_CASE("subjects, not nights, are the cases", "[study]") {
  const Results results;
  add_pairs(results);
  for (int i = 0; i < 8; ++i) {
    const std::string subject = "S" + std::to_string(i);
    results.add(subject + "_2_before", subject, {{"tension_min", 20.0 + 3.0 * i}});
  }
  const Study study = make_study(results.file(kPair));
  const Comparison& tension = about(study, "tension_min_per_h");
  CHECK(tension.in_a.n == 8);
  CHECK_THAT(tension.difference, WithinRel(-39.0 / 8.0, 1e-12));
}

TEST_CASE("a night without a partner is excluded and counted", "[study]") {
  const Results results;
  add_pairs(results);
  results.add("X_before", "X", Json::object());
  results.add("other", "Y", Json::object());
  std::filesystem::create_directories(results.folder.path() / "results/empty");
  const Study study = make_study(results.file(kPair));
  CHECK(about(study, "tension_min_per_h").in_a.n == 8);
  const std::string html = study_html(study, {});
  CHECK(has(html, "19 sessions in the results"));
  CHECK(has(html, "its subject has no night in the other condition"));
  CHECK(has(html, "the study file names it nowhere"));
  CHECK(has(html, "holds no whole results"));
  CHECK(has(html, "taken as before: 8"));
}

TEST_CASE("groups are compared, with rates by their hours", "[study]") {
  const Results results;
  for (int i = 0; i < 6; ++i) {
    results.add("A" + std::to_string(i),
                "A" + std::to_string(i),
                {{"hours", 7.0}, {"cramps", 1 + i % 2}, {"context", {{"age", std::to_string(i)}}}});
    results.add("B" + std::to_string(i),
                "B" + std::to_string(i),
                {{"hours", 8.0},
                 {"cramps", 4 + i % 2},
                 {"context", {{"age", std::to_string(10 + i)}, {"sex", i % 2 ? "f" : "m"}}}});
  }
  const Study study = make_study(results.file(
      "groups = { few = [\"A*\"], many = [\"B*\"] }\ncontext = [\"age\", \"sex\", \"shoe\"]\n"));
  const Comparison& cramps = about(study, "cramps_per_h");
  CHECK_FALSE(cramps.paired);
  CHECK_THAT(cramps.rates.ratio, WithinRel((27.0 / 48.0) / (9.0 / 42.0), 1e-12));
  CHECK_FALSE(cramps.rates.negative_binomial);
  CHECK(cramps.rates.low > 1.0);
  CHECK(cramps.permutation.p < 0.01);
  REQUIRE(study.associations.size() == 3 * study.measures.size());
  const auto association = [&study](const std::string& context) {
    for (const auto& one : study.associations) {
      if (one.context == context && one.measure->name == "cramps_per_h") return one;
    }
    return Association{};
  };
  CHECK(association("age").method == "Spearman");
  CHECK(association("age").test.statistic > 0.8);
  CHECK(association("sex").method == "Kruskal-Wallis");
  CHECK(association("sex").missing == 6);
  CHECK(association("shoe").remark == "no subject has this entry");
}

TEST_CASE("a group of one is told, not tested", "[study]") {
  const Results results;
  for (const std::string name : {"A1", "A2", "A3", "B1"})
    results.add(name, name, {{"tension_min", name == "A2" ? 3.0 : 5.0}});
  const Study study = make_study(results.file("groups = { a = [\"A*\"], b = [\"B*\"] }\n"));
  const Comparison& tension = about(study, "tension_min_per_h");
  CHECK(tension.remark == "fewer than two subjects with this measure in b");
  CHECK(std::isnan(tension.interval.low));
}

TEST_CASE("study files that cannot be followed get a sentence", "[study]") {
  const Results results;
  add_pairs(results);
  const auto refused = [&results](const std::string& text) { return results.refused(text); };
  CHECK(has(refused("pair = { before = [\"S9_before\"], after = [\"*_after\"] }"),
            "no session is called S9_before; did you mean S0_before?"));
  CHECK(has(refused("pair = { before = [\"*\"], after = [\"*_after\"] }"),
            "a session belongs to one"));
  CHECK(has(refused("groups = { a = [\"*_before\"], b = [\"*_after\"] }"), "compare it as a pair"));
  CHECK(has(refused("groups = { a = [\"*\"] }"), "has a single group"));
  CHECK(has(refused("pair = { a = [\"*\"], b = [], c = [] }"), "exactly two conditions"));
  CHECK(has(refused("titel = \"x\"\n" + kPair),
            "study.toml:2: unknown key titel; did you mean title?"));
  CHECK(has(refused("measures = [\"cramp_per_h\"]\n" + kPair), "did you mean cramps_per_h?"));
  CHECK(has(refused("resamples = 3\n" + kPair), "from 200 to 1e+06"));
  CHECK(has(refused("context = \"age\"\n" + kPair), "expected a list of texts, found a text"));
  CHECK(has(refused("title = \"nothing\""), "asks for nothing"));
  CHECK(has(refused("results = 3"), "is no valid TOML"));
  CHECK_THROWS_AS(read_study_file(results.folder.path() / "none.toml"), core::ConfigError);
}

TEST_CASE("hostile texts of a study change nothing but the text", "[study]") {
  const Results results;
  const std::string evil = "<script>alert(1)</script>";
  for (int i = 0; i < 3; ++i) {
    const std::string n = std::to_string(i);
    results.add("A" + n, evil + n, {{"tension_min", i}, {"context", {{evil, evil + n}}}});
    results.add("B" + n, "b\t" + n, {{"tension_min", 2 * i + 1}});
  }
  const Study study =
      make_study(results.file("title = \"" + evil + "\"\ngroups = { \"" + evil +
                              "\" = [\"A*\"], b = [\"B*\"] }\ncontext = [\"" + evil + "\"]\n"));
  CHECK_FALSE(has(study_html(study, {}), "<script>"));
  const auto json = Json::parse(study_json(study, {}));
  CHECK(json.at("title") == evil);
  CHECK(json.at("comparisons").size() == study.measures.size());
  for (const auto& table : study_tables(study, {})) {
    std::istringstream lines(table.text);
    std::string header;
    std::getline(lines, header);
    for (std::string line; std::getline(lines, line);)
      CHECK(std::count(line.begin(), line.end(), '\t') ==
            std::count(header.begin(), header.end(), '\t'));
  }
}

TEST_CASE("the course over nights is the mean slope of the subjects", "[study]") {
  const Results results;
  for (int s = 0; s < 4; ++s) {
    for (int night = 0; night < 4; ++night)
      results.add("S" + std::to_string(s) + "_" + std::to_string(night),
                  "S" + std::to_string(s),
                  {{"tension_min", 10.0 + (2.0 + s) * night},
                   {"start", "2026-01-0" + std::to_string(night + 1) + "T22:00:00"}});
  }
  const Study study =
      make_study(results.file("context = [\"age\"]\nmeasures = [\"tension_min_per_h\"]"));
  REQUIRE(study.courses.size() == 1);
  CHECK(study.courses[0].subjects == 4);
  CHECK_THAT(study.courses[0].slope, WithinAbs(3.5, 1e-9));
}
