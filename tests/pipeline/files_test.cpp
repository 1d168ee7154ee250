// SPDX-License-Identifier: Apache-2.0
#include "pipeline/files.hpp"

#include <unistd.h>

#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
namespace fs = std::filesystem;

namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("SHA-256 gives the published test values", "[pipeline][files]") {
  // FIPS 180-2, appendix B.
  const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  CHECK(pipeline::sha256_of_text("abc") == abc);
  const test::TemporaryFolder folder;
  pipeline::write_text_file(folder.path() / "abc", "abc");
  CHECK(pipeline::sha256_of_file(folder.path() / "abc") == abc);
  CHECK_THROWS_AS(pipeline::sha256_of_file(folder.path() / "none"), core::FileError);
  CHECK_THROWS_AS(pipeline::sha256_of_file(folder.path()), core::FileError);
}

TEST_CASE("what cannot be written is an error with the file's name", "[pipeline][files]") {
  CHECK_THROWS_AS(pipeline::write_text_file("/dev/full", "some text"), core::OutputError);
  CHECK_THROWS_AS(pipeline::write_text_file("/no/such/folder/file", "x"), core::OutputError);
}

TEST_CASE("a staged folder appears only when published", "[pipeline][files]") {
  const test::TemporaryFolder root;
  const fs::path final_folder = root.path() / "session";
  {
    const pipeline::StagedFolder staged(final_folder);
    pipeline::write_text_file(staged.path() / "a", "1");
    CHECK_FALSE(fs::exists(final_folder));
  }
  CHECK(entries(root.path()) == 0);  // given up: nothing is left
  {
    pipeline::StagedFolder staged(final_folder);
    pipeline::write_text_file(staged.path() / "a", "2");
    staged.publish();
  }
  CHECK(test::contents(final_folder / "a") == "2");
  {
    pipeline::StagedFolder staged(final_folder);
    pipeline::write_text_file(staged.path() / "b", "3");
    staged.publish();
  }
  CHECK_FALSE(fs::exists(final_folder / "a"));
  CHECK(test::contents(final_folder / "b") == "3");
  CHECK(entries(root.path()) == 1);
}

TEST_CASE("what a process left half-done is removed, and what it had moved away comes back",
          "[pipeline][files]") {
  const test::TemporaryFolder root;
  const auto make = [&root](const std::string& name) {
    fs::create_directories(root.path() / name);
    pipeline::write_text_file(root.path() / name / "file", name);
  };
  make(".calfemg-partial-S1_N1-4711");
  make(".calfemg-partial-S1_N1-4711-old");  // killed between the two renames
  make(".calfemg-partial-S2_N1-4711-old");  // killed before the old results were removed
  make("S2_N1");
  make(".calfemg-partial-S3_N1-14711");  // another process, still at work
  make("other");
  pipeline::tidy_up_after(4711, root.path());
  CHECK(entries(root.path()) == 4);
  CHECK(test::contents(root.path() / "S1_N1" / "file") == ".calfemg-partial-S1_N1-4711-old");
  CHECK(test::contents(root.path() / "S2_N1" / "file") == "S2_N1");
  CHECK(fs::exists(root.path() / ".calfemg-partial-S3_N1-14711"));
  CHECK(fs::exists(root.path() / "other"));
}
