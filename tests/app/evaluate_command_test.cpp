// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "core/event.hpp"
#include "export/session_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

core::Event cramp(double onset_s, double duration_s) {
  core::Event event;
  event.type = core::EventType::cramp;
  event.onset_s = onset_s;
  event.duration_s = duration_s;
  event.leg = core::Leg::left;
  event.muscle = core::Muscle::gastrocnemius_medialis;
  event.grade = core::Grade::probable;
  event.measures = {{"median_rest_multiple", 4.0}};
  return event;
}

const std::string kReport = R"({"recording": {"duration_s": 3600, "blocks": [{"channels": [
  {"name": "GM.L", "leg": "left", "muscle": "gastrocnemius_medialis", "site": "whole"},
  {"name": "aux", "leg": null, "muscle": null, "site": null}]}]}})";

// Two cramps of which one is found, and a false alarm; one hour.
class Night {
 public:
  Night() {
    fs::create_directories(folder_.path() / "truth");
    truth("truth/night_1_truth.tsv");
    session("results/S1_night_1");
  }

  void truth(const std::string& name) const {
    (void)folder_.write(name, exporting::events_tsv({cramp(100, 30), cramp(200, 30)}));
  }

  void session(const std::string& name) const {
    fs::create_directories(folder_.path() / name);
    (void)folder_.write(name + "/events.tsv",
                        exporting::events_tsv({cramp(101, 30), cramp(900, 30)}));
    (void)folder_.write(name + "/report.json", kReport);
  }

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }

  [[nodiscard]] ProgramRun evaluate(const std::string& truth,
                                    const std::string& detected,
                                    const std::vector<std::string>& more = {"--json"}) const {
    std::vector<std::string> words{
        "evaluate", "--truth", path(truth), "--detected", path(detected)};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }

  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
};

nlohmann::json cramps_of(const ProgramRun& run) {
  return nlohmann::json::parse(run.out).at("types").at(0);
}

}  // namespace

TEST_CASE("files, a session folder and folders give the same figures", "[app][evaluate]") {
  const Night night;
  for (const auto& [truth, detected] : std::vector<std::pair<std::string, std::string>>{
           {"truth/night_1_truth.tsv", "results/S1_night_1/events.tsv"},
           {"truth/night_1_truth.tsv", "results/S1_night_1"},
           {"truth", "results"}}) {
    CAPTURE(truth, detected);
    const auto run = night.evaluate(truth, detected);
    CHECK(run.exit_code == 0);
    CHECK(run.err.empty());
    const auto cramps = cramps_of(run);
    CHECK(cramps.at("type") == "cramp");
    CHECK(cramps.at("sensitivity").at("successes") == 1);
    CHECK(cramps.at("sensitivity").at("total") == 2);
    CHECK(cramps.at("f1").at("value") == 0.5);
    CHECK(cramps.at("false_alarms_per_8h") == 8.0);
    CHECK(cramps.at("onset_error_s").at("median") == 1.0);
    CHECK(cramps.at("time").at("both_s") == 29.0);
    CHECK(cramps.at("time").at("neither_s") == 3600.0 - 29.0 - 31.0 - 31.0);
    CHECK(cramps.at("false_alarms").at(0).at("what") == "nothing");
  }
}

TEST_CASE("people get tables with the same numbers", "[app][evaluate]") {
  const Night night;
  const auto run = night.evaluate("truth", "results", {"--type", "cramp,lm"});
  CHECK(run.exit_code == 0);
  CHECK(contains(run.out, "1 recordings, 1.0 hours"));
  CHECK(contains(run.out, "cramp  2     2         1        0.50         0.01 to 0.99"));
  CHECK(contains(run.out, "\n== cramp ==\n"));
  CHECK(!contains(run.out, "artifact"));
}

TEST_CASE("files without a partner are listed and change the exit code", "[app][evaluate]") {
  const Night night;
  night.truth("truth/night_2_truth.tsv");
  night.session("results/S1_night_9");
  const auto run = night.evaluate("truth", "results");
  CHECK(run.exit_code == 1);
  CHECK(contains(run.err, "night_2_truth.tsv: no session was detected for it."));
  CHECK(contains(run.err, "S1_night_9/events.tsv: no truth for it."));
  const auto json = nlohmann::json::parse(run.out);
  CHECK(json.at("unpaired").size() == 2);
  CHECK(json.at("sessions") == nlohmann::json::array({"night_1"}));
}

TEST_CASE("a longer name goes before its own ending, and two subjects are a tie",
          "[app][evaluate]") {
  const Night night;
  night.truth("truth/hard_night_1_truth.tsv");
  night.session("results/S1_hard_night_1");
  CHECK(night.evaluate("truth", "results").exit_code == 0);
  night.session("results/S2_night_1");
  const auto tie = night.evaluate("truth", "results");
  CHECK(tie.exit_code == 1);
  CHECK(contains(tie.err, "/night_1_truth.tsv: several sessions could belong to it."));
  night.session("results/night_1");
  const auto exact = night.evaluate("truth", "results");
  CHECK(exact.exit_code == 1);
  CHECK(contains(exact.err, "S2_night_1/events.tsv: no truth for it but that of night_1."));
  CHECK(nlohmann::json::parse(exact.out).at("sessions").size() == 2);
}

TEST_CASE("without a report the hours come from the option or are missing", "[app][evaluate]") {
  const Night night;
  const auto twice = [&](const std::vector<std::string>& more) {
    return cramps_of(night.evaluate("truth/night_1_truth.tsv", "truth/night_1_truth.tsv", more));
  };
  CHECK(twice({"--json"}).at("false_alarms_per_8h").is_null());
  CHECK(twice({"--json"}).at("time").at("kappa").is_null());
  const auto agreed = twice({"--json", "--hours", "2"});
  CHECK(agreed.at("false_alarms_per_8h") == 0.0);
  CHECK(agreed.at("time").at("kappa") == 1.0);
  CHECK(agreed.at("f1").at("value") == 1.0);
}

TEST_CASE("the rule of a match can be set", "[app][evaluate]") {
  const Night night;
  const auto run =
      night.evaluate("truth", "results", {"--json", "--onset", "0.5", "--overlap", "0.99"});
  CHECK(cramps_of(run).at("sensitivity").at("successes") == 0);
}

TEST_CASE("what cannot be compared is refused", "[app][evaluate]") {
  const Night night;
  CHECK(is_refusal(night.evaluate("nowhere.tsv", "results/S1_night_1"), 3));
  CHECK(is_refusal(night.evaluate("truth", "truth/night_1_truth.tsv"), 3));
  CHECK(is_refusal(night.evaluate("results", "results"), 3));
  (void)night.folder().write("bad.tsv", "onset\tduration\n1\t2\n");
  CHECK(is_refusal(night.evaluate("bad.tsv", "results/S1_night_1"), 4));
  (void)night.folder().write("results/S1_night_1/report.json", "{}");
  CHECK(is_refusal(night.evaluate("truth", "results"), 4));
}
