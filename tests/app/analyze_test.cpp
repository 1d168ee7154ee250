// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/program.hpp"
#include "io/hdf5_fixture.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

const std::string kSample = CALFEMG_SOURCE_DIR "/sample_data/calf_night_simulated.h5";
const std::string kTruth = CALFEMG_SOURCE_DIR "/sample_data/calf_night_simulated_truth.tsv";
const std::string kShared = CALFEMG_SOURCE_DIR "/../shared/data";

using Row = std::map<std::string, std::string>;

std::vector<Row> table(const fs::path& path) {
  std::ifstream file(path);
  const auto cells = [](const std::string& line) {
    std::vector<std::string> parts;
    std::istringstream text(line);
    for (std::string part; std::getline(text, part, '\t');)
      parts.push_back(part);
    return parts;
  };
  std::string line;
  std::getline(file, line);
  const auto header = cells(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    Row row;
    const auto parts = cells(line);
    for (std::size_t i = 0; i < parts.size(); ++i)
      row[header.at(i)] = parts[i];
    rows.push_back(row);
  }
  return rows;
}

std::vector<Row> of_type(const std::vector<Row>& rows, const std::string& type) {
  std::vector<Row> chosen;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(chosen), [&](const Row& row) {
    return row.at("trial_type") == type;
  });
  return chosen;
}

// The only folder in `out`, which is there when the run was good.
fs::path only_folder(const fs::path& out) {
  REQUIRE(std::distance(fs::directory_iterator(out), fs::directory_iterator{}) == 1);
  return fs::directory_iterator(out)->path();
}

fs::path analyzed(const TemporaryFolder& folder, std::vector<std::string> more = {}) {
  const fs::path out = folder.path() / "out";
  std::vector<std::string> words{"analyze", kSample, "--out", out.string(), "--quiet"};
  words.insert(words.end(), more.begin(), more.end());
  const auto run = run_program(words);
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  return only_folder(out);
}

// No result, no half-written one: the output folder is not there, or empty.
bool nothing_left(const fs::path& out) {
  return !fs::exists(out) || fs::is_empty(out);
}

// Writes a small calfemg recording after `change` made it wrong (or special), analyses it and
// checks the exit code, the single sentence and that nothing is left.
template <class Change>
ProgramRun analyze_changed(int exit_code, Change&& change) {
  const TemporaryFolder folder;
  const fs::path recording = folder.path() / "changed.h5";
  {
    const Hdf5Fixture file(recording);
    change(file);
  }
  const fs::path out = folder.path() / "out";
  auto run = run_program({"analyze", recording.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(run.exit_code == exit_code);
  CHECK(is_refusal(run, exit_code));
  CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
  CHECK(contains(run.err, "changed.h5"));
  CHECK(nothing_left(out));
  return run;
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
  // The hold of all muscles is turned down, with its reason, in each head.
  const auto rejected = of_type(events, "rejected_cramp");
  CHECK(std::count_if(rejected.begin(), rejected.end(), [](const Row& row) {
          return std::abs(std::stod(row.at("onset")) - 60.0) < 2.0 &&
                 row.at("kind") == "co_contraction";
        }) == 4);
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
                             "features.json"}) {
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

TEST_CASE("a full disk is one sentence, code 1, and leaves no half result", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 200000;  // report.html does not fit: writing fails as on a full disk
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto run = run_program({"analyze", kSample, "--out", out.string(), "--quiet"});
  REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
  CAPTURE(run.err);
  CHECK(is_refusal(run, 1));
  CHECK(contains(run.err, "cannot be written"));
  CHECK(nothing_left(out));
}

TEST_CASE("a truncated recording ends with code 3", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path cut = folder.path() / "cut.h5";
  fs::copy_file(kSample, cut);
  fs::resize_file(cut, fs::file_size(cut) / 2);
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze", cut.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(is_refusal(run, 3));
  CHECK(contains(run.err, "cut.h5"));
  CHECK(nothing_left(out));
}

TEST_CASE("a recording that its recorder never closed ends with code 3 and says so",
          "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path open = folder.path() / "open.h5";
  const fs::path unclosed = folder.path() / "unclosed.h5";
  {
    const Hdf5Fixture file(open, true);
    write_calfemg(file);
    H5Fflush(file.id(), H5F_SCOPE_LOCAL);
    fs::copy_file(open, unclosed);
  }
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze", unclosed.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(is_refusal(run, 3));
  CHECK(contains(run.err, "interrupted"));
  CHECK(nothing_left(out));
}

TEST_CASE("recordings that say too little are refused with what to do", "[app][analyze]") {
  SECTION("no units") {
    const auto run = analyze_changed(4, [](const Hdf5Fixture& file) {
      write_calfemg(file);
      file.remove("/signals/emg/channels/unit");
    });
    CHECK(contains(run.err, "expected a unit of uV, mV or V"));
  }
  SECTION("no roles") {
    ChannelColumns columns;
    columns.muscle = {"", ""};
    const auto run =
        analyze_changed(4, [&](const Hdf5Fixture& file) { write_calfemg(file, columns); });
    CHECK(contains(run.err, "--layout"));
  }
  SECTION("a rate of 0") {
    const auto run = analyze_changed(4, [](const Hdf5Fixture& file) {
      write_calfemg(file);
      H5Adelete_by_name(file.id(), "/signals/emg", "sampling_rate_hz", H5P_DEFAULT);
      file.number("/signals/emg", "sampling_rate_hz", 0.0);
    });
    CHECK(contains(run.err, "sampling_rate_hz"));
  }
  SECTION("0 samples") {
    const auto run = analyze_changed(4, [](const Hdf5Fixture& file) {
      write_calfemg(file);
      file.remove("/signals/emg/samples");
      file.dataset("/signals/emg/samples", H5T_NATIVE_INT16, {0, 2}, {});
    });
    CHECK(contains(run.err, "/signals/emg/samples"));
  }
}

namespace {

// One block of `seconds` at 1000 Hz, float32; NaN only when `value` is NaN, else a square wave.
void write_plain(const Hdf5Fixture& file, std::size_t seconds, std::size_t channels, double value) {
  ChannelColumns columns;
  for (auto* column : {&columns.name, &columns.leg, &columns.muscle, &columns.site, &columns.unit})
    column->resize(channels);
  columns.scale.assign(channels, 1.0);
  columns.offset.assign(channels, 0.0);
  write_calfemg(file, columns);
  file.remove("/signals/emg/samples");
  std::vector<double> samples(seconds * 1000 * channels);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = (i / channels) % 7 < 3 ? value : -value;
  file.dataset("/signals/emg/samples", H5T_NATIVE_FLOAT, {seconds * 1000, channels}, samples);
}

}  // namespace

TEST_CASE("a recording of NaN only is reported as holding no signal", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path recording = folder.path() / "silent.h5";
  {
    const Hdf5Fixture file(recording);
    write_plain(file, 20, 2, std::nan(""));
  }
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze", recording.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(run.exit_code == 0);
  for (const auto& row : table(only_folder(out) / "events.tsv"))
    CHECK(row.at("trial_type") == "artifact");
}

TEST_CASE("a recording with one channel is analysed", "[app][analyze]") {
  const TemporaryFolder folder;
  const fs::path recording = folder.path() / "one.h5";
  {
    const Hdf5Fixture file(recording);
    write_plain(file, 20, 1, 3.0);
  }
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze", recording.string(), "--out", out.string(), "--quiet"});
  CAPTURE(run.err);
  CHECK(run.exit_code == 0);
  CHECK(of_type(table(only_folder(out) / "events.tsv"), "cramp").empty());
}

namespace {

Json real_report(const TemporaryFolder& folder, const std::string& file, const std::string& map) {
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze",
                                kShared + "/" + file,
                                "--layout",
                                CALFEMG_SOURCE_DIR "/pipelines/layouts/" + map,
                                "--out",
                                out.string(),
                                "--quiet"});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(of_type(table(only_folder(out) / "events.tsv"), "cramp").empty());
  return Json::parse(contents(only_folder(out) / "report.json"));
}

}  // namespace

TEST_CASE("real rest and contraction, real gait: no cramp", "[app][analyze][real]") {
  if (!fs::exists(kShared)) {
    WARN("real recordings are not here: skipped");
    return;
  }
  SECTION("OpenSignals, rest against contraction") {
    const TemporaryFolder folder;
    (void)real_report(
        folder, "opensignals/emg_1000_hz_16_bits_solo.h5", "opensignals_emg_solo.toml");
  }
  SECTION("gait, GM, GL, SOL, TA") {
    const TemporaryFolder folder;
    (void)real_report(folder, "written/synergies_psgutils_channels_gzip.h5", "synergies_gait.toml");
  }
}
