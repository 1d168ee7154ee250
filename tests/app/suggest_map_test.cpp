// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>
#include <vector>

#include "app/program.hpp"
#include "io/hdf5_fixture.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

void replace(std::string& text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  CAPTURE(text, from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

std::string draft_of(const fs::path& recording) {
  const auto run = run_program({"inspect", "--suggest-map", recording.string()});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  return run.out;
}

ProgramRun inspected_with(const TemporaryFolder& folder,
                          const fs::path& recording,
                          const std::string& map) {
  return run_program(
      {"inspect", recording.string(), "--layout", folder.write("map.toml", map).string()});
}

}  // namespace

TEST_CASE("a draft of a map works once its blanks are filled in, and not before",
          "[app][inspect][map]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "lab.h5";
  {
    const Hdf5Fixture file(path);
    file.dataset("/rec/emg", H5T_STD_I16LE, {300, 2}, std::vector<double>(600, 1.0));
    file.numbers("/rec/time", std::vector<double>(300, 0.0));
  }
  std::string draft = draft_of(path);
  CHECK(contains(draft, "#   /rec/emg (300, 2)"));
  CHECK(contains(draft, "samples = \"/rec/emg\""));
  CHECK(contains(draft, "time_first: 300 samples of 2 channels; channel_first: 2 samples of 300"));

  const auto blank = inspected_with(folder, path, draft);
  CHECK(is_refusal(blank, 2));
  for (const char* key : {"orientation: expected one of", "sampling_rate_hz: expected", "unit: "}) {
    CAPTURE(key);
    CHECK(contains(blank.err, key));
  }
  replace(draft, "orientation = \"\"", "orientation = \"time_first\"");
  replace(draft, "sampling_rate_hz = 0.0", "sampling_rate_hz = 500.0");
  replace(draft, "unit = \"\"", "unit = \"mV\"");
  replace(draft, "# names =", "names =");
  const auto filled = inspected_with(folder, path, draft);
  CAPTURE(filled.err);
  CHECK(filled.exit_code == 0);
  CHECK(contains(filled.out, "GL.R"));
  CHECK(contains(filled.out, "500"));
}

TEST_CASE("a draft takes rate, names and unit from where the file says them",
          "[app][inspect][map]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "lab.h5";
  {
    const Hdf5Fixture file(path);
    file.dataset("/emg", H5T_STD_I16LE, {2, 300}, std::vector<double>(600, 1.0));
    file.number("/emg", "fs", 2000.0);
    file.text("/emg", "Units", "mV");
    file.number("/emg", "gain", 500.0);
    file.texts("/labels", {"GM.R", "lateral"});
    file.text("/", "start_time", "2026-03-28T23:10:05+01:00");
  }
  std::string draft = draft_of(path);
  CHECK(contains(draft, "sampling_rate_from = \"/emg@fs\""));
  CHECK(contains(draft, "# 2000"));
  CHECK(contains(draft, "unit_from = \"/emg@Units\""));
  CHECK(contains(draft, "orientation = \"channel_first\""));
  CHECK(contains(draft, "#   /emg@gain = 500"));
  CHECK(contains(draft, "# GM.R by its name"));
  replace(draft, "# start_time_from", "start_time_from");
  replace(draft, "# leg = \"left\" ", "leg = \"right\" ");
  replace(draft, "# muscle = \"gastrocnemius_medialis\"", "muscle = \"gastrocnemius_lateralis\"");
  const auto filled = inspected_with(folder, path, draft);
  CAPTURE(filled.err);
  CHECK(filled.exit_code == 0);
  CHECK(contains(filled.out, "GL.R"));
  CHECK(contains(filled.out, "2026-03-28T23:10:05+01:00"));
}

TEST_CASE("of a known layout a draft asks only for what the layout leaves open",
          "[app][inspect][map]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "psg.h5";
  {
    const Hdf5Fixture file(path);
    file.number("/", "sample_rate", 256.0);
    file.dataset("/channels/LAT", H5T_IEEE_F32LE, {3}, {1, 2, 3});
    file.dataset("/channels/RAT", H5T_IEEE_F32LE, {3}, {1, 2, 3});
  }
  std::string draft = draft_of(path);
  CHECK(contains(draft, "layout = \"channels\""));
  CHECK_FALSE(contains(draft, "samples ="));
  replace(draft, "unit = \"\"", "unit = \"uV\"");
  const auto filled = inspected_with(folder, path, draft);
  CAPTURE(filled.err);
  CHECK(filled.exit_code == 0);
  CHECK(contains(filled.out, "TA.L"));
}

TEST_CASE("a file without numbers gives no draft", "[app][inspect][map]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "empty.h5";
  { Hdf5Fixture(path).texts("/notes", {"nothing"}); }
  const auto run = run_program({"inspect", "--suggest-map", path.string()});
  CHECK(is_refusal(run, 4));
  CHECK(contains(run.err, "expected numbers that could be samples, found none"));
}
