// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "app/results.hpp"
#include "pipeline/files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

const std::string kTruth = CALFEMG_SOURCE_DIR "/sample_data/calf_night_simulated_truth.tsv";

fs::path analyzed(const TemporaryFolder& folder, std::vector<std::string> more = {}) {
  const fs::path out = folder.path() / "out";
  std::vector<std::string> words{"analyze", kSample, "--out", out.string(), "--quiet"};
  words.insert(words.end(), more.begin(), more.end());
  const auto run = run_program(words);
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  return only_folder(out);
}

}  // namespace

TEST_CASE("the cramps of the sample are found in the right heads and nothing else is one",
          "[app][analyze][golden]") {
  const TemporaryFolder folder;
  const auto events = table(analyzed(folder) / "events.tsv");
  const auto found = of_type(events, "cramp");
  const auto truth = of_type(table(kTruth), "cramp");
  REQUIRE(truth.size() == 3);
  REQUIRE(found.size() == truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    CAPTURE(i);
    CHECK(found[i].at("leg") == truth[i].at("leg"));
    CHECK(found[i].at("muscle") == truth[i].at("muscle"));
    CHECK(found[i].at("grade") == truth[i].at("grade"));
    // 2 s: the matching rule for cramps, docs/detectors.md.
    CHECK(std::abs(std::stod(found[i].at("onset")) - std::stod(truth[i].at("onset"))) < 2.0);
  }
  const auto tension = of_type(events, "tension");
  REQUIRE(tension.size() == 1);
  CHECK(tension[0].at("muscle") == "gastrocnemius_medialis");
  CHECK(tension[0].at("leg") == "right");
  // The hold of all muscles is a contraction of each leg, and no cramp.
  const auto holds = of_type(events, "contraction");
  for (const char* leg : {"left", "right"}) {
    CAPTURE(leg);
    CHECK(std::count_if(holds.begin(), holds.end(), [leg](const Row& row) {
            return std::abs(std::stod(row.at("onset")) - 60.0) < 2.0 && row.at("leg") == leg;
          }) == 1);
  }
}

TEST_CASE("a session folder holds every file, and the hashes in it are right", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path session = analyzed(folder);
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(session))
    names.insert(entry.path().filename().string());
  CHECK(names == std::set<std::string>{"report.html",
                                       "report.json",
                                       "events.tsv",
                                       "events.json",
                                       "features.tsv.gz",
                                       "features.json",
                                       "night.cbor.gz",
                                       "provenance.json"});
  const auto provenance = Json::parse(contents(session / "provenance.json"));
  CHECK(provenance.at("output_sha256").size() == names.size() - 1);
  CHECK(provenance.at("input").at("bytes") == fs::file_size(kSample));
  CHECK(provenance.at("run").at("peak_memory_bytes") > 0);
  const auto report = Json::parse(contents(session / "report.json"));
  CHECK(report.at("format") == "calfemg-report");
}

TEST_CASE("one thread and two give the same bytes, and a second run too",
          "[app][analyze][threads]") {
  const TemporaryFolder one;
  const TemporaryFolder two;
  const fs::path a = analyzed(one, {"--threads", "1"});
  const fs::path b = analyzed(two, {"--threads", "2"});
  const auto same = [&] {
    for (const auto* name : {"report.html",
                             "report.json",
                             "events.tsv",
                             "events.json",
                             "features.tsv.gz",
                             "features.json",
                             "night.cbor.gz"}) {
      CAPTURE(name);
      CHECK_FALSE(contents(a / name).empty());
      CHECK(contents(a / name) == contents(b / name));
    }
    auto first = Json::parse(contents(a / "provenance.json"));
    auto second = Json::parse(contents(b / "provenance.json"));
    first.erase("run");  // times, memory, threads, arguments
    second.erase("run");
    CHECK(first == second);
  };
  same();
  (void)analyzed(two, {"--threads", "2"});  // replaces the earlier results
  same();
}

TEST_CASE("side files and map are in the provenance with size and hash", "[app][analyze]") {
  const TemporaryFolder folder;
  const std::string stages = "onset\tduration\tstage\n0\t30\tW\n30\t30\tN2\n";
  const std::string marks = "lights\t.\t.\t5\t6\t.\n";
  const std::string map = "session_id = \"N7\"\n";
  const auto stages_file = folder.write("stages.tsv", stages).string();
  const auto marks_file = folder.write("marks.annot", marks).string();
  const auto map_file = folder.write("map.toml", map).string();
  const fs::path session = analyzed(
      folder, {"--hypnogram", stages_file, "--annotations", marks_file, "--layout", map_file});
  const auto json = Json::parse(contents(session / "provenance.json"));
  const auto expected = [](const std::string& path, const std::string& text) {
    return Json{{"path", path},
                {"bytes", text.size()},
                {"sha256", calfemg::pipeline::sha256_of_text(text)}};
  };
  CHECK(json["layout_map"] == expected(map_file, map));
  auto hypnogram = expected(stages_file, stages);
  hypnogram["role"] = "hypnogram";
  auto annotations = expected(marks_file, marks);
  annotations["role"] = "annotations";
  CHECK(json["side_files"] == Json::array({hypnogram, annotations}));
}

TEST_CASE("results of another recording are not overwritten", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path session = analyzed(folder);
  const std::string before = contents(session / "provenance.json");
  const fs::path copy = folder.path() / "copy.h5";
  fs::copy_file(kSample, copy);
  {
    std::fstream file(copy, std::ios::binary | std::ios::in | std::ios::out | std::ios::app);
    file << '\0';  // another file with the same subject and session
  }
  const auto out = folder.path() / "out";
  const auto run = run_program({"analyze", copy.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(run.exit_code != 0);
  CHECK(contains(run.err, "another recording"));
  CHECK(contents(session / "provenance.json") == before);
}
