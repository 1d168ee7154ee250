// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "pipeline/child_process.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

// Files that other people made to break readers. Under a sanitizer the library's crashes are the
// sanitizer's reports, so that there is nothing to test.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CALFEMG_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CALFEMG_SANITIZED
#endif
#endif

#ifndef CALFEMG_SANITIZED
using namespace calfemg;
namespace fs = std::filesystem;

namespace {

constexpr double kLongestSeconds = 10.0;
constexpr std::uint64_t kMostMemory = 1ULL << 30U;

std::vector<fs::path> files_below(const std::string& name) {
  const fs::path folder = fs::path(CALFEMG_SOURCE_DIR) / "../shared/data" / name;
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".tsv")
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Success, or one sentence that names the file; in time and memory.
void check_ends_well(const fs::path& file, std::vector<std::string> arguments) {
  const std::string command = arguments.front();
  CAPTURE(command, file.filename().string());
  const auto outcome = pipeline::run_program({CALFEMG_PROGRAM, std::move(arguments)}, {});
  CAPTURE(outcome.err_tail);
  CHECK(outcome.end == pipeline::ChildEnd::exited);
  CHECK(outcome.wall_s < kLongestSeconds);
  CHECK(outcome.peak_memory_bytes < kMostMemory);
  CHECK((outcome.exit_code == 0 || outcome.exit_code == 3 || outcome.exit_code == 4));
  if (outcome.exit_code == 0) return;
  CHECK(std::count(outcome.err_tail.begin(), outcome.err_tail.end(), '\n') == 1);
  CHECK(outcome.err_tail.starts_with("calfemg: " + file.string()));
  CHECK((outcome.err_tail.ends_with(".\n") || outcome.err_tail.ends_with("?\n")));
}

// One row of the table, whatever it says.
void check_validates(const fs::path& file) {
  CAPTURE(file.filename().string());
  const auto outcome =
      pipeline::run_program({CALFEMG_PROGRAM, {"validate", "--deep", file.string()}}, {});
  CAPTURE(outcome.out_tail, outcome.err_tail);
  CHECK((outcome.exit_code == 0 || outcome.exit_code == 4));
  CHECK(outcome.wall_s < kLongestSeconds);
  CHECK(outcome.peak_memory_bytes < kMostMemory);
  CHECK(std::count(outcome.out_tail.begin(), outcome.out_tail.end(), '\n') == 2);
}

}  // namespace

TEST_CASE("files made to break readers end in success or in one sentence", "[app][hostile][slow]") {
  const std::string folder = GENERATE("hdf5_own_tests", "hdf5_cve", "filters", "edf");
  const test::TemporaryFolder scratch;
  for (const auto& file : files_below(folder)) {
    check_ends_well(file, {"inspect", file.string()});
    check_validates(file);
    const fs::path out = scratch.path() / "out";
    check_ends_well(file, {"analyze", file.string(), "--quiet", "--out", out.string()});
    fs::remove_all(out);
  }
}

TEST_CASE("a crash of the HDF5 library is told as what it is", "[app][hostile]") {
  const auto files = files_below("hdf5_cve");
  const auto found = std::find_if(files.begin(), files.end(), [](const fs::path& file) {
    return file.filename() == "cve-2018-13875.h5";
  });
  if (found == files.end()) return;
  const auto outcome = pipeline::run_program({CALFEMG_PROGRAM, {"inspect", found->string()}}, {});
  // A newer library may refuse the file instead.
  CHECK(outcome.exit_code == 3);
  if (outcome.err_tail.find("crashed") == std::string::npos) return;
  CHECK(outcome.err_tail.find("the HDF5 library crashed on this file (signal 11, segmentation") !=
        std::string::npos);
}
#endif
