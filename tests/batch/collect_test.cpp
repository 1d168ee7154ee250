// SPDX-License-Identifier: Apache-2.0
#include "batch/collect.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <sqlite3.h>
#include <vector>

#include <nlohmann/json.hpp>

#include "batch/feature_rows.hpp"
#include "batch/owner.hpp"
#include "batch/state_folder.hpp"
#include "batch/status.hpp"
#include "batch/tables.hpp"
#include "export/gzip_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::batch;
using Json = nlohmann::ordered_json;

namespace {

namespace fs = std::filesystem;

const auto kNever = [] { return false; };

Json report(const std::string& subject, int cramps) {
  Json json = {{"format", "calfemg-report"}};
  json["recording"] = {{"file", "/archive/" + subject + ".h5"},
                       {"subject_id", subject},
                       {"session_id", "1"},
                       {"layout", "calfemg"},
                       {"duration_s", 28800.0},
                       {"context", {{"drug", "placebo"}}}};
  json["summary"] = {{"usable_s", 27000.0}, {"sleep_s", 25200.0}};
  json["heads"] = Json::array({{{"leg", "left"},
                                {"muscle", "gastrocnemius_medialis"},
                                {"cramps_definite", cramps},
                                {"cramp_s", 60.0 * cramps},
                                {"tension_periods", 1},
                                {"tension_s", 30.0}}});
  json["legs"] = Json::array({{{"leg", "left"}, {"leg_movements", 12}}});
  json["channels"] = Json::array({{{"name", "GM.L"},
                                   {"leg", "left"},
                                   {"rate_hz", 1000.0},
                                   {"usable_s", 27000.0},
                                   {"excluded_s", 1800.0},
                                   {"rest", {{"level_uv", 1.5}}}}});
  json["events"] = Json::array();
  for (int i = 0; i < cramps; ++i)
    json["events"].push_back({{"onset_s", 600.0 * (i + 1)},
                              {"duration_s", 60.0},
                              {"type", "cramp"},
                              {"leg", "left"},
                              {"muscle", "gastrocnemius_medialis"},
                              {"grade", "definite"},
                              {"confidence", 0.9},
                              {"stage", "N2"},
                              {"channels", {"GM.L"}},
                              {"measures", {{"rms_uv", 50.0}}}});
  json["notes"] = {"a note"};
  return json;
}

void make_session(const fs::path& results,
                  const std::string& folder,
                  const std::string& subject,
                  int cramps) {
  fs::create_directories(results / folder);
  const Json provenance = {
      {"format", "calfemg-provenance"},
      {"program", {{"version", "1.0"}, {"commit", "c"}}},
      {"config", {{"sha256", "cc"}}},
      {"input", {{"sha256", "ii"}}},
      {"run",
       {{"wall_s", 3.5}, {"started_utc", "2026-01-01T00:00:00Z"}, {"peak_memory_bytes", 1000}}}};
  replace_file(results / folder / "provenance.json", provenance.dump());
  replace_file(results / folder / "report.json", report(subject, cramps).dump());
}

// Three sessions, one failure with a name that would hurt a page, one folder of something else.
struct Scene {
  test::TemporaryFolder folder;
  fs::path results = folder.path();

  Scene() {
    make_session(results, "a", "<b>S&1</b>", 2);
    make_session(results, "b", "S2", 0);
    make_session(results, "c", "S2", 1);
    fs::create_directories(results / "else");
    FailureRecord failure;
    failure.session = "d";
    failure.file = "/archive/</script>\n.h5";
    failure.reason = "truncated";
    failure.message = "the file is truncated </script>";
    write_failure(create_state(results).failures, failure);
  }
};

std::vector<std::string> query(const fs::path& database, const std::string& sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open_v2(database.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  std::vector<std::string> rows;
  const auto take = [](void* place, int count, char** values, char** /*names*/) {
    std::string row;
    for (int i = 0; i < count; ++i)
      row += std::string(i > 0 ? "|" : "") + (values[i] == nullptr ? "" : values[i]);
    static_cast<std::vector<std::string>*>(place)->push_back(row);
    return 0;
  };
  char* problem = nullptr;
  const int code = sqlite3_exec(handle, sql.c_str(), take, &rows, &problem);
  INFO(sql << ": " << (problem == nullptr ? "" : problem));
  CHECK(code == SQLITE_OK);
  sqlite3_free(problem);
  sqlite3_close(handle);
  return rows;
}

// The ```sql blocks of a page.
std::vector<std::string> queries_of(const std::string& page) {
  std::vector<std::string> found;
  const std::string fence = "```sql\n";
  for (auto at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
    at += fence.size();
    found.push_back(page.substr(at, page.find("```", at) - at));
  }
  return found;
}

}  // namespace

TEST_CASE("collect makes tables, index and store from the folders", "[batch][collect]") {
  const Scene scene;
  const auto collected = collect(scene.results, {true, false, 2}, kNever);
  CHECK(collected.sessions == 3);
  CHECK(collected.failures == 1);
  CHECK(collected.unreadable == 1);
  const std::string sessions = test::contents(scene.results / "sessions.tsv");
  CHECK(sessions.find("a\t<b>S&1</b>\t1\t/archive/") != std::string::npos);
  CHECK(sessions.find("\tcontext.drug\n") != std::string::npos);
  CHECK(std::count(sessions.begin(), sessions.end(), '\n') == 4);
  const std::string failures = test::contents(scene.results / "failures.tsv");
  CHECK(
      failures.find(
          "/archive/</script> .h5\td\ttruncated\tthe file is truncated </script>\tcopy it again") !=
      std::string::npos);
  const Json description = Json::parse(test::contents(scene.results / "dataset_description.json"));
  CHECK(description["DatasetType"] == "derivative");
  CHECK(description["GeneratedBy"][0]["Name"] == "calfemg");
}

TEST_CASE("the same folders give the same bytes", "[batch][collect]") {
  const Scene scene;
  (void)collect(scene.results, {true, false, 2}, kNever);
  std::map<std::string, std::string> before;
  const std::vector<std::string> names{
      "sessions.tsv", "failures.tsv", "index.html", "calfemg.sqlite"};
  for (const auto& name : names)
    before[name] = test::contents(scene.results / name);
  (void)collect(scene.results, {true, false, 1}, kNever);
  for (const auto& name : names)
    CHECK(test::contents(scene.results / name) == before[name]);
}

TEST_CASE("names of files cannot become parts of the index page", "[batch][collect]") {
  const Scene scene;
  (void)collect(scene.results, {}, kNever);
  const std::string page = test::contents(scene.results / "index.html");
  CHECK(page.find("<b>S") == std::string::npos);
  CHECK(page.find("\\u003c/script\\u003e") != std::string::npos);
  const std::string mark = "id=\"rows\">";
  const auto begin = page.find(mark) + mark.size();
  const Json rows = Json::parse(page.substr(begin, page.find("</script>", begin) - begin));
  REQUIRE(rows.size() == 4);
  CHECK(rows[0][2] == "<b>S&1</b>");
  CHECK(rows[0][7] == 2);
  CHECK(rows[3][0] == "failed");
  CHECK(page.find("http://") == page.find("http://www.w3.org/2000/svg"));  // a name, not a request
}

TEST_CASE("the night of a session shows where its cramps are", "[batch][collect]") {
  const Scene scene;
  const auto content = read_session(scene.results / "a");
  REQUIRE(content);
  const std::string& night = content->row.night;  // 48 parts of 600 s; cramps at 600 s and 1200 s
  REQUIRE(night.size() == kNightParts);
  CHECK(night.substr(0, 5) == "0BB00");
}

TEST_CASE("ten questions of the store's page have answers", "[batch][store]") {
  const Scene scene;
  (void)collect(scene.results, {true, false, 2}, kNever);
  const auto queries = queries_of(test::contents(CALFEMG_SOURCE_DIR "/docs/store.md"));
  REQUIRE(queries.size() >= 10);
  for (const auto& sql : queries)
    (void)query(scene.results / "calfemg.sqlite", sql);
  const fs::path store = scene.results / "calfemg.sqlite";
  CHECK(query(store, "SELECT count(*), sum(cramps) FROM nights") ==
        std::vector<std::string>{"3|3"});
  CHECK(query(store, "SELECT subject, nights, cramps FROM subjects WHERE subject = 'S2'") ==
        std::vector<std::string>{"S2|2|1"});
  CHECK(query(store, "SELECT reason, recordings FROM failure_reasons") ==
        std::vector<std::string>{"truncated|1"});
  CHECK(query(store, "SELECT subject, session, folders FROM shared_ids") ==
        std::vector<std::string>{"S2|1|2"});
  CHECK(query(store, "SELECT json_extract(measures, '$.rms_uv') FROM events LIMIT 1") ==
        std::vector<std::string>{"50.0"});
  CHECK(query(store, "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
}

TEST_CASE("features are in the store when that is wished", "[batch][store]") {
  const Scene scene;
  exporting::GzipFile file(scene.results / "a" / "features.tsv.gz");
  file.write(
      "channel\tleg\tmuscle\tsite\tonset\tcoverage\trms_uv\nGM.L\tleft\tgm\tupper\t0.5\t1\tn/"
      "a\nGM.L\tleft\tgm\tupper\t1\t1\t2.5\n");
  file.close();
  (void)collect(scene.results, {true, true, 1}, kNever);
  CHECK(query(scene.results / "calfemg.sqlite",
              "SELECT folder, channel, start_s, value FROM features WHERE name = 'rms_uv'") ==
        std::vector<std::string>{"a|GM.L|1.0|2.5"});
}

TEST_CASE("status counts what there is and knows who runs", "[batch][status]") {
  const Scene scene;
  const StateFolder state = state_of(scene.results);
  const RunFile run(state.runs);
  Snapshot snapshot;
  snapshot.total = 10;
  snapshot.analysed = 3;
  snapshot.running.push_back({"night", "signal", 10.0, 100.0, 2.0});
  run.beat(snapshot_json(snapshot));
  replace_file(state.runs / "killed", "host place 1 1\n");
  fs::last_write_time(state.runs / "killed",
                      fs::file_time_type::clock::now() - std::chrono::hours(1));
  const Status status = status_of(scene.results);
  CHECK(status.sessions == 3);
  CHECK(status.failed == 1);
  CHECK(status.reasons.at("truncated") == 1);
  REQUIRE(status.runs.size() == 2);
  for (const auto& one : status.runs) {
    CHECK(one.running == (one.id == run.id()));
    if (one.running) {
      CHECK(one.progress.left() == 7);
      CHECK(one.progress.running.at(0).session == "night");
    }
  }
}
