// SPDX-License-Identifier: Apache-2.0
#include "batch/work_list.hpp"

#include <set>

#include "core/error.hpp"
#include "core/text.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::batch;

namespace {

const auto kNoFiles = [] { return std::vector<std::filesystem::path>(); };

}  // namespace

TEST_CASE("a plain path becomes a plain folder name", "[batch][work_list]") {
  CHECK(folder_name("night.h5") == "night");
  CHECK(folder_name("sub-01/ses-02/night.h5") == "sub-01__ses-02__night");
  CHECK(folder_name("night.edf") == "night.edf");
}

TEST_CASE("different paths never share a folder name, and every name is safe",
          "[batch][work_list]") {
  const std::vector<std::string> paths{"a/b.h5",
                                       "a_b.h5",
                                       "a__b.h5",
                                       "a_/b.h5",
                                       "a/_b.h5",
                                       "a b.h5",
                                       "a\nb.h5",
                                       "a'b.h5",
                                       "a\"b.h5",
                                       "../a.h5",
                                       "..",
                                       ".h5",
                                       "/.h5",
                                       "a.h5",
                                       "a",
                                       "a.edf",
                                       "A.h5",
                                       "index.html.h5",
                                       "sessions.tsv.h5",
                                       ".hidden.h5",
                                       "a/.b.h5",
                                       "\xff.h5",
                                       std::string(300, 'x') + ".h5",
                                       std::string(301, 'x') + ".h5",
                                       "a b.edf",
                                       "-a.h5",
                                       "calfemg.sqlite.h5"};
  std::set<std::string> names;
  for (const auto& path : paths) {
    const std::string name = folder_name(path);
    CAPTURE(path, name);
    CHECK(names.insert(name).second);
    CHECK(name == core::file_name_from(name));
    CHECK(name.find("..") != 0);
    CHECK(name != "index.html");
    CHECK(name != "sessions.tsv");
  }
}

TEST_CASE("a name depends on its path alone", "[batch][work_list]") {
  const auto alone = items_of_files("/archive", {"/archive/b c.h5"});
  const auto among =
      items_of_files("/archive", {"/archive/a.h5", "/archive/b c.h5", "/archive/b_c.h5"});
  CHECK(alone[0].name == among[1].name);
}

TEST_CASE("a list says path, ids, map and context", "[batch][work_list]") {
  const test::TemporaryFolder folder;
  const auto list = folder.write("list.tsv",
                                 "path\tsubject\tsession\tmap\tdrug\n"
                                 "n1.h5\tS1\tA\tn/a\tplacebo\n"
                                 "/else/n2.h5\tn/a\tn/a\tn/a\tn/a\n");
  const auto items = items_of_list(list, kNoFiles);
  REQUIRE(items.size() == 2);
  CHECK(items[0].path == folder.path() / "n1.h5");
  CHECK(items[0].name == "S1__A");
  CHECK(items[0].given() == std::map<std::string, std::string>{
                                {"subject", "S1"}, {"session", "A"}, {"context.drug", "placebo"}});
  CHECK(items[1].path == "/else/n2.h5");
  CHECK(items[1].given().empty());
}

TEST_CASE("rows that share subject and session are all refused", "[batch][work_list]") {
  const test::TemporaryFolder folder;
  const auto list =
      folder.write("list.tsv", "path\tsubject\tsession\na.h5\tS\t1\nb.h5\tS\t1\nc.h5\tS\t2\n");
  auto items = items_of_list(list, kNoFiles);
  refuse_duplicates(items);
  CHECK(items[0].refusal.value().reason == "duplicate_session");
  CHECK(items[1].refusal.value().reason == "duplicate_session");
  CHECK(items[0].name != items[1].name);
  CHECK_FALSE(items[2].refusal.has_value());
}

TEST_CASE("participants of BIDS stand for the recordings below them", "[batch][work_list]") {
  const test::TemporaryFolder folder;
  const auto list =
      folder.write("participants.tsv", "participant_id\tage\nsub-1\t60\nsub-10\t61\nsub-2\t62\n");
  const auto& root = folder.path();
  const auto items = items_of_list(list, [&] {
    return std::vector<std::filesystem::path>{
        root / "sub-1/a.h5", root / "sub-1/b.h5", root / "sub-10/a.h5"};
  });
  REQUIRE(items.size() == 4);
  CHECK(items[0].subject == "sub-1");
  CHECK(items[0].context.at("age") == "60");
  CHECK(items[1].name == "sub-1__b");
  CHECK(items[2].subject == "sub-10");
  CHECK(items[3].refusal.value().reason == "unreadable");
}

TEST_CASE("sessions of BIDS take their context from the participants", "[batch][work_list]") {
  const test::TemporaryFolder folder;
  (void)folder.write("participants.tsv", "participant_id\tage\nsub-1\t60\n");
  const auto list =
      folder.write("sessions.tsv", "participant_id\tsession_id\tfilename\nsub-1\tses-1\ta.h5\n");
  const auto items = items_of_list(list, kNoFiles);
  REQUIRE(items.size() == 1);
  CHECK(items[0].session == "ses-1");
  CHECK(items[0].context.at("age") == "60");
}

TEST_CASE("a list that is not understood names its line", "[batch][work_list]") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_WITH(items_of_list(folder.write("a.tsv", "path\tsubject\nx.h5\n"), kNoFiles),
                    Catch::Contains("line 2: expected 2 cells between tabs, found 1"));
  CHECK_THROWS_AS(items_of_list(folder.write("b.tsv", "name\nx\n"), kNoFiles), core::FormatError);
  CHECK_THROWS_AS(items_of_list(folder.path() / "none.tsv", kNoFiles), core::FileError);
}

TEST_CASE("a pattern keeps what fits the path, the file or the folder", "[batch][work_list]") {
  const auto items = items_of_files("/r", {"/r/s1/a.h5", "/r/s2/b.h5"});
  CHECK(only(items, "*/s1/*").size() == 1);
  CHECK(only(items, "b.*").size() == 1);
  CHECK(only(items, "s?__*").size() == 2);
  CHECK(only(items, "c*").empty());
}
