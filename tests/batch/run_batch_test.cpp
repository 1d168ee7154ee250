// SPDX-License-Identifier: Apache-2.0
#include "batch/run_batch.hpp"

#include <cerrno>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "batch/state_folder.hpp"
#include "core/error.hpp"
#include "export/session_files.hpp"
#include "pipeline/files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::batch;

namespace {

namespace fs = std::filesystem;

// Writes a provenance and nothing else; fails for the sessions it is told.
class FakeAnalyst final : public Analyst {
 public:
  explicit FakeAnalyst(fs::path results) : results_(std::move(results)) {}

  RunKeys keys_of(const WorkItem& item) override {
    if (item.map == "broken") throw core::ConfigError("map", "is broken");
    return {version, "c0ffee", config, ""};
  }

  WorkerResult analyze(const WorkItem& item, const OnProgress& progress) override {
    progress("signal", 1.0, 2.0);
    {
      const std::scoped_lock lock(mutex);
      ++calls[item.name];
    }
    if (const auto found = failures.find(item.name); found != failures.end()) {
      WorkerResult result;
      result.failure.reason = found->second;
      result.failure.message = message;
      return result;
    }
    core::Provenance provenance;
    provenance.program_version = version;
    provenance.commit = "c0ffee";
    provenance.config_sha256 = config;
    provenance.input_path = item.path.string();
    provenance.input_sha256 = pipeline::sha256_of_file(item.path);
    provenance.given = item.given();
    fs::create_directories(results_ / item.name);
    pipeline::write_text_file(results_ / item.name / "provenance.json",
                              exporting::provenance_json(provenance, {}));
    return {true, 60.0, {}};
  }

  [[nodiscard]] int total_calls() const {
    int total = 0;
    for (const auto& [name, count] : calls)
      total += count;
    return total;
  }

  std::map<std::string, std::string> failures = {};
  std::string message = "it is bad";
  std::string version = "1.0";
  std::string config = "abc";
  std::map<std::string, int> calls = {};
  std::mutex mutex = {};

 private:
  fs::path results_;
};

class SilentWatcher final : public Watcher {
 public:
  void ended(const WorkItem& /*item*/, Ending /*ending*/, const WorkerResult& /*result*/) override {
  }

  void tick(const Snapshot& /*snapshot*/) override {}
};

struct Scene {
  test::TemporaryFolder folder;
  fs::path results = folder.path() / "results";
  FakeAnalyst analyst{results};
  std::vector<WorkItem> items = {};
  BatchOptions options = {};

  explicit Scene(int recordings) {
    options.results = results;
    options.jobs = 3;
    for (int i = 0; i < recordings; ++i) {
      const std::string name = "n" + std::to_string(i);
      const auto path = folder.write(name + ".h5", "recording " + name);
      items.push_back({path, name, "", "", "", ""});
    }
  }

  BatchEnd run(const std::function<bool()>& cancelled = [] { return false; }) {
    SilentWatcher watcher;
    return run_batch(items, options, analyst, watcher, cancelled);
  }
};

}  // namespace

TEST_CASE("every recording is analysed once, and never again", "[batch][run][threads]") {
  Scene scene(20);
  const auto first = scene.run();
  CHECK(first.totals.analysed == 20);
  CHECK(first.totals.recording_s == 20 * 60.0);
  CHECK(scene.analyst.total_calls() == 20);
  const auto second = scene.run();
  CHECK(second.totals.reused == 20);
  CHECK(second.totals.left() == 0);
  CHECK(scene.analyst.total_calls() == 20);
  CHECK(fs::is_empty(scene.results / ".calfemg/claims"));
  CHECK(fs::is_empty(scene.results / ".calfemg/runs"));
}

TEST_CASE("results are made again when input, configuration or program changed", "[batch][run]") {
  Scene scene(2);
  (void)scene.run();
  SECTION("input") {
    (void)scene.folder.write("n0.h5", "another recording");
  }
  SECTION("configuration of one pipeline is that of all here") {
    scene.analyst.config = "def";
  }
  SECTION("program") {
    scene.analyst.version = "2.0";
  }
  SECTION("what the list says") {
    scene.items[0].subject = "S";
  }
  const int before = scene.analyst.calls["n0"];
  CHECK(scene.run().totals.analysed >= 1);
  CHECK(scene.analyst.calls["n0"] == before + 1);
}

TEST_CASE("results of an old version are kept when that is wished", "[batch][run]") {
  Scene scene(1);
  (void)scene.run();
  scene.analyst.version = "2.0";
  scene.analyst.config = "of the new version";
  scene.options.policy.keep_old_version = true;
  CHECK(scene.run().totals.reused == 1);
  (void)scene.folder.write("n0.h5", "another recording");
  CHECK(scene.run().totals.analysed == 1);
}

TEST_CASE("a failure ends nothing, is written down, and is not tried again", "[batch][run]") {
  Scene scene(5);
  scene.analyst.failures["n2"] = "crash";
  CHECK(scene.run().totals.failed == 1);
  const auto record = read_failure(scene.results / ".calfemg/failures", "n2");
  REQUIRE(record);
  CHECK(record->reason == "crash");
  CHECK(record->message == "it is bad");
  CHECK(scene.run().totals.failed == 1);
  CHECK(scene.analyst.calls["n2"] == 1);

  SECTION("unless it is wished") {
    scene.options.policy.retry_failed = true;
    scene.analyst.failures.clear();
    CHECK(scene.run().totals.analysed == 1);
  }
  SECTION("or the file changed") {
    scene.analyst.failures.clear();
    (void)scene.folder.write("n2.h5", "mended");
    CHECK(scene.run().totals.analysed == 1);
  }
  if (scene.analyst.failures.empty())
    CHECK_FALSE(read_failure(scene.results / ".calfemg/failures", "n2"));
}

TEST_CASE("what says nothing about the recording is tried again by itself", "[batch][run]") {
  Scene scene(1);
  scene.analyst.failures["n0"] = "killed";
  CHECK(scene.run().totals.failed == 1);
  scene.analyst.failures.clear();
  CHECK(scene.run().totals.analysed == 1);
}

TEST_CASE("a full disk stops the batch and is no failure of a recording", "[batch][run]") {
  Scene scene(10);
  scene.options.jobs = 1;
  scene.analyst.failures["n3"] = "output";
  scene.analyst.message = "x cannot be written: " + std::generic_category().message(ENOSPC) + ".";
  const auto end = scene.run();
  CHECK(end.totals.analysed == 3);
  CHECK(end.totals.failed == 0);
  CHECK(end.totals.left() == 7);
  CHECK_FALSE(end.halted.empty());
  scene.analyst.failures.clear();
  CHECK(scene.run().totals.analysed == 7);
}

TEST_CASE("an interrupted batch leaves the rest, and the next one does it", "[batch][run]") {
  Scene scene(10);
  scene.options.jobs = 1;
  const auto end = scene.run([&] { return scene.analyst.total_calls() >= 4; });
  CHECK(end.interrupted);
  CHECK(end.totals.analysed == 4);
  CHECK(scene.run().totals.analysed == 6);
  CHECK(scene.analyst.total_calls() == 10);
}

TEST_CASE("a limit starts so many analyses and no more", "[batch][run]") {
  Scene scene(10);
  scene.options.limit = 4;
  CHECK(scene.run().totals.analysed == 4);
  CHECK(scene.run().totals.analysed == 4);
  CHECK(scene.run().totals.analysed == 2);
}

TEST_CASE("refused items and broken maps are failures with their reasons", "[batch][run]") {
  Scene scene(3);
  scene.items[0].refusal = Refusal{"duplicate_session", "twice", "once"};
  scene.items[1].map = "broken";
  const auto end = scene.run();
  CHECK(end.totals.failed == 2);
  CHECK(end.totals.analysed == 1);
  CHECK(read_failure(scene.results / ".calfemg/failures", "n0")->reason == "duplicate_session");
  CHECK(read_failure(scene.results / ".calfemg/failures", "n1")->reason == "bad_map");
}

TEST_CASE("two batches on one folder share the work", "[batch][run][threads]") {
  Scene scene(60);
  BatchEnd other;
  std::thread second([&] { other = scene.run(); });
  const BatchEnd own = scene.run();
  second.join();
  CHECK(scene.analyst.total_calls() == 60);
  CHECK(own.totals.analysed + other.totals.analysed == 60);
  CHECK(own.totals.left() == 0);
  CHECK(other.totals.left() == 0);
}

TEST_CASE("a half-written folder of a killed process is removed", "[batch][run]") {
  Scene scene(2);
  fs::create_directories(scene.results / ".calfemg-partial-n0-123");
  (void)scene.run();
  CHECK_FALSE(fs::exists(scene.results / ".calfemg-partial-n0-123"));
  fs::rename(scene.results / "n1", scene.results / ".calfemg-partial-n1-9-old");
  CHECK(scene.run().totals.reused == 2);  // killed between the two renames: the old one is back
  CHECK(fs::exists(scene.results / "n1"));
}
