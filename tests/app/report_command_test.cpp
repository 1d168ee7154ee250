// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>

#include "app/program.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;

namespace {

namespace fs = std::filesystem;

const std::string kSample = CALFEMG_SOURCE_DIR "/sample_data/calf_night_simulated.h5";

fs::path analysed(const TemporaryFolder& folder) {
  REQUIRE(run_program({"analyze", kSample, "--out", folder.path().string(), "--quiet"}).exit_code ==
          0);
  return fs::directory_iterator(folder.path())->path();
}

}  // namespace

TEST_CASE("report renders the page of the analysis again, byte for byte", "[app][report]") {
  const TemporaryFolder folder;
  const auto session = analysed(folder);
  const auto page = contents(session / "report.html");
  fs::remove(session / "report.html");
  const auto run = run_program({"report", session.string()});
  CHECK(run.exit_code == 0);
  CHECK(run.out == (session / "report.html").string() + "\n");
  CHECK(contents(session / "report.html") == page);
  CHECK(run_program({"report", session.string(), "--format", "md"}).exit_code == 0);
  CHECK(contains(contents(session / "report.md"), "Three cramps were found"));
}

TEST_CASE("report refuses what it cannot render", "[app][report]") {
  const TemporaryFolder folder;
  CHECK(is_refusal(run_program({"report", folder.path().string()}), 3));
  CHECK(run_program({"report"}).exit_code == 2);
  CHECK(run_program({"report", "x", "--format", "docx"}).exit_code == 2);
}

TEST_CASE("a PDF without Chromium is refused in a sentence", "[app][report]") {
  const TemporaryFolder folder;
  const auto session = analysed(folder);
  const auto run =
      run_program({"report", session.string(), "--format", "pdf"}, {{"CHROMIUM", "/nowhere"}});
  CHECK(is_refusal(run, 2));
  CHECK(contains(run.err, "Chromium"));
  CHECK_FALSE(fs::exists(session / "report.pdf"));
  CHECK_FALSE(fs::exists(session / "report.pdf.partial.html"));
}
