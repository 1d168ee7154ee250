// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/file_judge.hpp"
#include "app/program.hpp"
#include "app/results.hpp"
#include "core/error.hpp"
#include "io/edf_bytes.hpp"
#include "io/hdf5_fixture.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

// A small archive: two good recordings, one truncated, one without unit, and a text.
void fill(const TemporaryFolder& folder) {
  fs::create_directories(folder.path() / "b");
  { write_calfemg(Hdf5Fixture(folder.path() / "a.h5")); }
  { write_calfemg(Hdf5Fixture(folder.path() / "b" / "good.h5")); }
  fs::copy_file(folder.path() / "a.h5", folder.path() / "b" / "cut.h5");
  fs::resize_file(folder.path() / "b" / "cut.h5", 3000);
  {
    ChannelColumns columns;
    columns.unit = {"", ""};
    write_calfemg(Hdf5Fixture(folder.path() / "unit.h5"), columns);
  }
  (void)folder.write("notes.txt", "hello\n");
}

std::vector<Row> rows_by_file(const ProgramRun& run) {
  auto rows = rows_of(run.out);
  for (auto& row : rows)
    row["file"] = fs::path(row["file"]).filename().string();
  return rows;
}

}  // namespace

TEST_CASE("validate gives a line for each file, with reason, message and hint", "[app][validate]") {
  const TemporaryFolder folder;
  fill(folder);
  const auto run = run_program({"validate", folder.path().string()});
  CHECK(run.exit_code == 4);
  CHECK(run.err == "calfemg: 2 of 5 files are refused.\n");
  const auto rows = rows_by_file(run);
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].at("file") == "a.h5");
  CHECK(rows[0].at("verdict") == "ok");
  CHECK(rows[0].at("layout") == "calfemg");
  CHECK(rows[0].at("emg_channels") == "2");
  CHECK(rows[0].at("duration_s") == "0.1");
  CHECK(rows[0].at("reason") == "n/a");
  CHECK(rows[1].at("file") == "cut.h5");
  CHECK(rows[1].at("reason") == "truncated");
  CHECK(rows[1].at("hint") == "copy it again from the recorder");
  CHECK(rows[2].at("verdict") == "ok");
  CHECK(rows[3].at("file") == "notes.txt");
  CHECK(rows[3].at("verdict") == "other");
  CHECK(rows[4].at("verdict") == "refused");
  CHECK(rows[4].at("reason") == "no_unit");
  CAPTURE(rows[4].at("message"));
  CHECK(contains(rows[4].at("message"), "expected a unit"));
  CHECK_FALSE(contains(rows[4].at("message"), "unit.h5"));
}

TEST_CASE("validate tells the same as JSON", "[app][validate]") {
  const TemporaryFolder folder;
  fill(folder);
  const auto run = run_program({"validate", folder.path().string(), "--json"});
  CHECK(run.exit_code == 4);
  const auto json = nlohmann::json::parse(run.out);
  REQUIRE(json.size() == 5);
  CHECK(json[0]["verdict"] == "ok");
  CHECK(json[0]["duration_s"] == 0.1);
  CHECK(json[1]["reason"] == "truncated");
  CHECK(json[1]["emg_channels"].is_null());
  CHECK(nlohmann::json::parse(
            run_program({"validate", (folder.path() / "a.h5").string(), "--json"}).out)
            .size() == 1);
}

TEST_CASE("validate ends with 0 when nothing is refused and 3 when there is nothing",
          "[app][validate]") {
  const TemporaryFolder folder;
  CHECK(run_program({"validate", folder.path().string()}).exit_code == 0);
  CHECK(run_program({"validate", folder.path().string(), "--json"}).out == "[]\n");
  CHECK(is_refusal(run_program({"validate", (folder.path() / "none").string()}), 3));
  CHECK(is_refusal(run_program({"validate"}), 2));
}

TEST_CASE("damage inside the samples is seen with --deep only", "[app][validate]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "night.h5";
  {
    const Hdf5Fixture file(path);
    write_calfemg(file);
    file.remove("/signals/emg/samples");
    // Bytes that are no deflate stream, in a chunk that says that they are.
    const std::array<hsize_t, 2> shape{100, 2};
    const std::array<hsize_t, 2> origin{0, 0};
    const hid_t space = H5Screate_simple(2, shape.data(), nullptr);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(creation, 2, shape.data());
    H5Pset_deflate(creation, 6);
    const hid_t data = H5Dcreate2(file.id(),
                                  "/signals/emg/samples",
                                  H5T_STD_I16LE,
                                  space,
                                  H5P_DEFAULT,
                                  creation,
                                  H5P_DEFAULT);
    const std::string bytes(64, 'x');
    H5Dwrite_chunk(data, H5P_DEFAULT, 0, origin.data(), bytes.size(), bytes.data());
    H5Dclose(data);
    H5Pclose(creation);
    H5Sclose(space);
  }
  CHECK(run_program({"validate", path.string()}).exit_code == 0);
  const auto deep = run_program({"validate", path.string(), "--deep"});
  CHECK(deep.exit_code == 4);
  CHECK(rows_of(deep.out).at(0).at("reason") == "damaged");
}

TEST_CASE("validate has a reason for each way in which an EDF file can be refused",
          "[app][validate][edf]") {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& name, const EdfTestFile& file, std::size_t bytes = 0) {
    std::string text = file.bytes();
    if (bytes > 0) text.resize(bytes);
    write_bytes(folder.path() / name, text);
  };
  const EdfTestFile good = counting_file(2);
  write("good.edf", good);
  write("header.edf", good, 300);  // 256 bytes, and 256 of the one signal
  write("records.edf", good, 512);
  EdfTestFile file = good;
  file.signals[0].label = "ECG";
  write("role.edf", file);
  file.signals = {good.signals[0], good.signals[0]};
  file.signals[1].label = "GM.R";
  write("same.edf", file);
  file = good;
  file.signals[0].unit = "";
  write("unit.edf", file);
  file = good;
  file.duration = "none";
  write("duration.edf", file);
  file = good;
  file.kind = "EDF+C";
  file.signals = {annotation_signal({time_keeping("+0"), time_keeping("+1")})};
  write("marks.edf", file);
  (void)folder.write("empty.edf", "");
  (void)folder.write("text.edf", "no recording");

  const auto run = run_program({"validate", folder.path().string()});
  CHECK(run.exit_code == 4);
  std::map<std::string, std::string> reasons;
  for (const auto& row : rows_by_file(run)) {
    CAPTURE(row.at("file"));
    reasons[row.at("file")] = row.at("reason");
    if (row.at("verdict") == "refused") CHECK(row.at("message") != "n/a");
  }
  CHECK(reasons == std::map<std::string, std::string>{{"good.edf", "n/a"},
                                                      {"header.edf", "truncated"},
                                                      {"records.edf", "truncated"},
                                                      {"role.edf", "no_emg_role"},
                                                      {"same.edf", "same_role"},
                                                      {"unit.edf", "no_unit"},
                                                      {"duration.edf", "not_understood"},
                                                      {"marks.edf", "annotations_only"},
                                                      {"empty.edf", "empty"},
                                                      {"text.edf", "no_recording"}});
}

TEST_CASE("names that cannot be written as they are do not break the table", "[app][validate]") {
  const TemporaryFolder folder;
  { write_calfemg(Hdf5Fixture(folder.path() / "a\tb\nc.h5")); }
  const auto rows = rows_of(run_program({"validate", folder.path().string()}).out);
  REQUIRE(rows.size() == 1);
  CHECK(contains(rows[0].at("file"), "a?b?c.h5"));
  CHECK(rows[0].at("verdict") == "ok");
}

TEST_CASE("a verdict survives the way between two processes", "[app][validate]") {
  app::FileVerdict verdict{"refused", "nwb", "no_unit", 3, 1.5, "a\tb\n", "h"};
  const auto back = app::from_line(app::to_line(verdict));
  CHECK(back.verdict == "refused");
  CHECK(back.layout == "nwb");
  CHECK(back.reason == "no_unit");
  CHECK(back.emg_channels == 3);
  CHECK(back.duration_s == 1.5);
  CHECK(back.message == "a?b?");
  CHECK(back.hint == "h");
  CHECK(app::from_line(app::to_line({"ok"})).hint.empty());
}

TEST_CASE("each kind of error has its code", "[app][validate]") {
  const auto file = [](const char* problem) {
    return app::refusal_of(core::FileError("/x/a.h5", problem)).reason;
  };
  CHECK(file("the file is empty (0 bytes).") == "empty");
  CHECK(file("this is no HDF5 file: it looks like text.") == "no_recording");
  CHECK(file("cannot be opened: Permission denied.") == "unreadable");
  CHECK(file("something else.") == "damaged");
  const auto format = [](const char* expected) {
    return app::refusal_of(core::FormatError("/x/a.h5", {"/y", expected, "z", "do this"}));
  };
  CHECK(format("a sampling rate above 0 Hz").reason == "no_rate");
  CHECK(format("data in this file").reason == "outside_file");
  CHECK(format("a poem").reason == "not_understood");
  CHECK(format("a poem").message == "/y: expected a poem, found z");
  CHECK(format("a poem").hint == "do this");
}

TEST_CASE("a file that ends its judge is refused, and the next ones are judged",
          "[app][validate][hostile]") {
  const fs::path folder = fs::path(CALFEMG_SOURCE_DIR) / "../shared/data/hdf5_cve";
  if (!fs::exists(folder)) return;
  const TemporaryFolder archive;
  fs::copy_file(folder / "cve-2018-13875.h5", archive.path() / "b.h5");
  { write_calfemg(Hdf5Fixture(archive.path() / "a.h5")); }
  { write_calfemg(Hdf5Fixture(archive.path() / "c.h5")); }
  const auto files = app::files_of(archive.path());
  const app::MapSource no_map = [](const fs::path&) { return io::LayoutMap{}; };
  app::Isolation isolation;
  isolation.stall = core::Seconds(8.0);
  app::FileJudge judge(files, no_map, app::Depth::headers, isolation);
  CHECK(judge.judge(0)->verdict == "ok");
  const auto bad = judge.judge(1);
  REQUIRE(bad);
  CHECK(bad->verdict == "refused");
  if (bad->reason == "crash") CHECK(judge.restarts() == 2);  // once more, alone
  CHECK(judge.judge(2)->verdict == "ok");
}
