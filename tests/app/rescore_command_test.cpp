// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
using nlohmann::json;

namespace {

/// Five movements, 20 s apart, the last one of both legs; with a column of another program, in
/// another order, and rows that play no part.
const std::string kEvents =
    "leg\tonset\trater\tduration\ttrial_type\n"
    "left\t10\tA\t2\tlm\n"
    "right\t30\tA\t2\tlm\n"
    "left\t50\tA\t2\tlm\n"
    "n/a\t52.25\tA\t5\tarousal\n"
    "left\t70\tA\t2\tlm\n"
    "both\t90\tA\t2\tlm\n"
    "n/a\t85\tA\t4\thypopnea\n"
    "left\t200\tA\t40\tcramp\n";

const std::string kStages = "stage\nW\nN2\nN2\nR\n";

json rescored(const TemporaryFolder& folder, const std::string& option = "--json") {
  const auto run = run_program({"rescore",
                                folder.write("e.tsv", kEvents).string(),
                                "--hypnogram",
                                folder.write("h.tsv", kStages).string(),
                                "--json",
                                option});
  REQUIRE(run.exit_code == 0);
  CHECK(run.err == "calfemg: 1 rows of type cramp play no part.\n");
  return json::parse(run.out);
}

int count(const json& result,
          const std::string& kind,
          const std::string& side,
          const std::string& group) {
  for (const auto& row : result.at("counts")) {
    if (row.at("kind") == kind && row.at("side") == side && row.at("group") == group)
      return row.at("count").get<int>();
  }
  return -1;
}

}  // namespace

TEST_CASE("rescore gives each movement its class, series and associations", "[app][rescore]") {
  const TemporaryFolder folder;
  const json result = rescored(folder, "--rules=wasm2016");
  CHECK(result.at("rules") == "wasm2016");
  const auto& movements = result.at("movements");
  REQUIRE(movements.size() == 5);
  CHECK(movements[0].at("all").at("series_length") == 5);
  CHECK(movements[0].at("all").at("interval_s").is_null());
  CHECK(movements[2].at("arousal") == true);
  CHECK(movements[3].at("stage") == "N2");
  CHECK(movements[4].at("side") == "bilateral");
  CHECK(movements[4].at("respiratory") == true);
  CHECK(movements[4].at("not_respiratory").at("considered") == false);
  CHECK(movements[3].at("not_respiratory").at("series_length") == 4);
  CHECK(count(result, "plm", "any", "sleep") == 4);
  CHECK(count(result, "plm", "bilateral", "rem") == 1);
  CHECK(result.at("groups")[0].at("duration_s") == 120.0);
}

TEST_CASE("rescore by AASM leaves out what is awake or respiratory", "[app][rescore]") {
  const TemporaryFolder folder;
  const json result = rescored(folder, "--rules=aasm2016");
  CHECK(result.at("movements")[0].at("class") == "not_scored");
  CHECK(count(result, "not_scored", "any", "all") == 1);  // 1 s after the hypopnea is too late
  CHECK(count(result, "plm", "any", "all") == 4);
}

TEST_CASE("options of the section plm change what rescore says", "[app][rescore]") {
  const TemporaryFolder folder;
  CHECK(count(rescored(folder, "--set=plm.min_series=6"), "plm", "any", "all") == 0);
  const auto run = run_program({"rescore", "e.tsv", "--rules", "wasm"});
  CHECK(is_refusal(run, 2));
  CHECK(contains(run.err, "wasm2016"));
}

TEST_CASE("rescore gives the same with the hypnogram as NSRR XML", "[app][rescore]") {
  const TemporaryFolder folder;
  std::string xml = "<PSGAnnotation><ScoredEvents>";
  int start = 0;
  for (const auto* stage : {"Wake|0", "Stage 2 sleep|2", "Stage 2 sleep|2", "REM sleep|5"}) {
    xml += "<ScoredEvent><EventType>Stages|Stages</EventType><EventConcept>" + std::string(stage) +
           "</EventConcept><Start>" + std::to_string(start) +
           "</Start><Duration>30</Duration></ScoredEvent>";
    start += 30;
  }
  const auto run =
      run_program({"rescore",
                   folder.write("e.tsv", kEvents).string(),
                   "--hypnogram",
                   folder.write("h.xml", xml + "</ScoredEvents></PSGAnnotation>").string(),
                   "--json"});
  REQUIRE(run.exit_code == 0);
  CHECK(json::parse(run.out) == rescored(folder));
}

TEST_CASE("rescore without a hypnogram counts but gives no rates", "[app][rescore]") {
  const TemporaryFolder folder;
  const auto run = run_program({"rescore", folder.write("e.tsv", kEvents).string()});
  CHECK(run.exit_code == 0);
  CHECK(contains(run.out, "PLM per hour                 -  "));
  CHECK(contains(run.out, "1: 5/5"));
}

TEST_CASE("rescore refuses tables that it does not understand, naming the place",
          "[app][rescore]") {
  const TemporaryFolder folder;
  const std::string head = "onset\tduration\ttrial_type\tleg\n";
  const auto refused = [&](const std::string& events, const std::string& stages) {
    const auto run = run_program({"rescore",
                                  folder.write("e.tsv", events).string(),
                                  "--hypnogram",
                                  folder.write("h.tsv", stages).string()});
    CHECK(is_refusal(run, 4));
    CHECK(run.out.empty());
    return run.err;
  };
  CHECK(contains(refused("", kStages), "empty file"));
  CHECK(contains(refused("onset\ttrial_type\n", kStages), "\"duration\""));
  CHECK(contains(refused(head + "1\t2\tlm\tmiddle\n", kStages), "line 2"));
  CHECK(contains(refused(head + "1\t2\tlm\n", kStages), "line 2"));
  CHECK(contains(refused(head + "1\tsoon\tlm\tleft\n", kStages), "\"soon\""));
  CHECK(contains(refused(head + "1\t-2\tlm\tleft\n", kStages), "not below 0"));
  CHECK(contains(refused(head, "stage\nW\nN7\n"), "\"N7\""));
  CHECK(contains(refused(head, "stage\n"), "expected sleep stages, found none"));
  CHECK(contains(refused(head, "onset\tduration\tstage\n0\t30\tW\n60\tx\tW\n"), "line 3"));
  CHECK(contains(refused(head, "epoch\n1\n"), "\"stage\""));
  CHECK(is_refusal(run_program({"rescore", (folder.path() / "no.tsv").string()}), 3));
  CHECK(is_refusal(run_program({"rescore"}), 2));
}
