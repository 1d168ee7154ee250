// SPDX-License-Identifier: Apache-2.0
#include <edflib.h>

#include <hdf5.h>

#include "exchange/event_files.hpp"
#include "exchange/export_results.hpp"
#include "exchange/session_folder.hpp"
#include "exchange/table.hpp"
#include "export/session_files.hpp"
#include "io/recording_reader.hpp"
#include "io/side_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::exchange;
using test::contents;

namespace {

bool never() {
  return false;
}

Exported export_events(const std::filesystem::path& results,
                       const std::filesystem::path& out,
                       Format format) {
  ExportOptions options;
  options.format = format;
  if (format == Format::bids) options.layout = Layout::bids;
  return export_results(results, out, options, &never);
}

}  // namespace

TEST_CASE("events.tsv of an export reads back as the same events", "[exchange][events]") {
  const test::TemporaryFolder folder;
  (void)test::write_session(folder.path() / "results", "S1", "n1");
  (void)export_events(folder.path() / "results", folder.path() / "out", Format::tsv);
  const auto back = exporting::read_events_tsv(folder.path() / "out/S1_n1_events.tsv");
  CHECK(exporting::events_tsv(back) == exporting::events_tsv(test::session_events()));
  CHECK(contents(folder.path() / "out/S1_n1_events.json").find("\"Units\": \"s\"") !=
        std::string::npos);
}

TEST_CASE("the bids layout has a folder for each session and a sidecar", "[exchange][events]") {
  const test::TemporaryFolder folder;
  (void)test::write_session(folder.path() / "results", "S-1", "n1");
  (void)export_events(folder.path() / "results", folder.path() / "out", Format::bids);
  const auto stem = folder.path() / "out/sub-S1/ses-n1/emg/sub-S1_ses-n1_desc-calfemg_events";
  CHECK(exporting::read_events_tsv(stem.string() + ".tsv").size() == 3);
  CHECK(contents(stem.string() + ".json") == exporting::events_sidecar_json());
  CHECK(std::filesystem::exists(folder.path() / "out/dataset_description.json"));
}

TEST_CASE("a spreadsheet finds no formula in a table of events", "[exchange][events]") {
  const test::TemporaryFolder folder;
  (void)test::write_session(folder.path() / "results", "S1", "n1");
  (void)export_events(folder.path() / "results", folder.path() / "out", Format::csv);
  const std::string text = contents(folder.path() / "out/S1_n1_events.csv");
  CHECK(text.find("'=cmd|' /C calc'!A0") != std::string::npos);
  CHECK(text.find(",=") == std::string::npos);
  CHECK(text.find("\n=") == std::string::npos);
  CHECK(text.find("\"=") == std::string::npos);
}

TEST_CASE("cells of a spreadsheet are quoted, and only formulas get an apostrophe",
          "[exchange][events]") {
  CHECK(csv_cell("plain") == "plain");
  CHECK(csv_cell("-1.5") == "-1.5");
  CHECK(csv_cell("-a") == "'-a");
  CHECK(csv_cell("@x") == "'@x");
  CHECK(csv_cell("+1+1") == "'+1+1");
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("a\"b") == "\"a\"\"b\"");
  CHECK(csv_cell("=a,b") == "\"'=a,b\"");
  CHECK(csv_cell("") == "n/a");
  CHECK(csv_cell("a\nb") == "a b");
}

TEST_CASE("EDFlib reads the annotations of events.edf", "[exchange][events]") {
  const test::TemporaryFolder folder;
  (void)test::write_session(folder.path() / "results", "S 1", "n1");
  (void)export_events(folder.path() / "results", folder.path() / "out", Format::edf);
  const std::string path = (folder.path() / "out/S 1_n1_events.edf").string();
  edf_hdr_struct header{};
  REQUIRE(edfopen_file_readonly(path.c_str(), &header, EDFLIB_READ_ALL_ANNOTATIONS) == 0);
  CHECK(header.filetype == EDFLIB_FILETYPE_EDFPLUS);
  CHECK(header.startdate_day == 14);
  CHECK(header.startdate_month == 2);
  CHECK(header.startdate_year == 2026);
  CHECK(header.starttime_hour == 23);
  CHECK(header.starttime_minute == 40);
  CHECK(std::string(header.patientcode).substr(0, 3) == "S 1");  // stored as S_1
  REQUIRE(header.annotations_in_file == 3);
  edf_annotation_struct annotation{};
  REQUIRE(edf_get_annotation(header.handle, 1, &annotation) == 0);
  // 100-ns units; the header has whole seconds, the recording began 0.25 s later.
  CHECK(annotation.onset == 6'005'000'000LL);
  CHECK(std::string(annotation.annotation) ==
        "cramp probable left gastrocnemius_medialis upper@@=GM, left");
  edfclose_file(header.handle);
}

TEST_CASE("an EDF file takes any number of events, and none", "[exchange][events]") {
  const test::TemporaryFolder folder;
  SessionFacts session;
  session.subject = "\xc3\xa4 b";
  std::vector<core::Event> many(5000);
  for (std::size_t i = 0; i < many.size(); ++i)
    many[i].onset_s = static_cast<double>(i) * 7.0;
  for (const auto& events : {many, std::vector<core::Event>{}}) {
    const auto path = folder.path() / "many.edf";
    test::write_file(path, edf_annotations(session, events));
    edf_hdr_struct header{};
    REQUIRE(edfopen_file_readonly(path.c_str(), &header, EDFLIB_READ_ALL_ANNOTATIONS) == 0);
    CHECK(header.annotations_in_file == static_cast<long long>(events.size()));
    edfclose_file(header.handle);
    CHECK(io::read_side_file(path, std::nullopt).events.size() == events.size());
  }
}

TEST_CASE("an NWB file of events is read as an NWB file", "[exchange][events]") {
  const test::TemporaryFolder folder;
  (void)test::write_session(folder.path() / "results", "S1", "n1");
  (void)export_events(folder.path() / "results", folder.path() / "out", Format::hdf5);
  const std::string path = (folder.path() / "out/S1_n1_events.nwb").string();
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  REQUIRE(file >= 0);
  const hid_t starts = H5Dopen2(file, "/intervals/calfemg_events/start_time", H5P_DEFAULT);
  std::array<double, 3> values{};
  REQUIRE(H5Dread(starts, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0);
  CHECK(values == std::array{100.0, 600.25, 700.5});
  CHECK(H5Aexists(starts, "object_id") > 0);
  H5Dclose(starts);
  CHECK(H5Aexists_by_name(file, "/intervals/calfemg_events", "colnames", H5P_DEFAULT) > 0);
  H5Fclose(file);
}

TEST_CASE("options that do not go together are named in one sentence", "[exchange][options]") {
  ExportOptions options;
  options.what = What::features;
  options.format = Format::edf;
  CHECK(contradiction(options).find("--what events only") != std::string::npos);
  options.format = Format::sqlite;
  options.layout = Layout::bids;
  CHECK(contradiction(options).find("--layout bids has no place") != std::string::npos);
  options.layout = Layout::flat;
  options.features = {"mdf_hz"};
  options.normalisation = Normalisation::rest;
  CHECK(contradiction(options).find("rms_uv") != std::string::npos);
  options.normalisation = Normalisation::z;
  CHECK(contradiction(options).empty());
  options.what = What::nights;
  options.normalisation = Normalisation::none;
  CHECK(contradiction(options).find("--features") != std::string::npos);
  options.features.clear();
  options.layout = Layout::bids;
  CHECK(contradiction(options).find("one table for all") != std::string::npos);
}
