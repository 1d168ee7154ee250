// SPDX-License-Identifier: Apache-2.0
#include "pipeline/identifiers.hpp"

#include <filesystem>

#include <hdf5.h>

#include "app/program.hpp"
#include "app/results.hpp"
#include "export/gzip_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

// Planted in the recording.
const std::vector<std::string> kIdentifiers{"Mustermann", "16-SEP-1987", "KH-4711", "Quincy"};

void plant(hid_t context, const std::string& name, const std::string& value) {
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, value.size() + 1);
  const hid_t space = H5Screate(H5S_SCALAR);
  const hid_t attribute = H5Acreate2(context, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT);
  H5Awrite(attribute, type, value.c_str());
  H5Aclose(attribute);
  H5Sclose(space);
  H5Tclose(type);
}

fs::path planted_recording(const TemporaryFolder& folder) {
  fs::path path = folder.path() / "night.h5";
  fs::copy_file(kSample, path);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hid_t context = H5Gopen2(file, "context", H5P_DEFAULT);
  plant(context, "patient_name", "Erika Mustermann");
  plant(context, "birth_date", "16-SEP-1987");
  plant(context, "Hospital number", "KH-4711");
  plant(context, "technician", "Dr Quincy");
  plant(context, "shoe_size", "shoe size 39");
  H5Gclose(context);
  H5Fclose(file);
  return path;
}

// All files below the folder, unpacked, one behind the other.
std::string everything_in(const fs::path& folder) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    all += entry.path().string() + "\n";
    if (!entry.is_regular_file()) continue;
    all += entry.path().extension() == ".gz" ? exporting::text_of_gzip(entry.path())
                                             : contents(entry.path());
  }
  return all;
}

}  // namespace

TEST_CASE("what names a person is in no output", "[app][identifiers]") {
  const TemporaryFolder folder;
  const std::string recording = planted_recording(folder).string();
  const fs::path out = folder.path() / "out";
  const std::string results = (out / "results").string();
  const auto run = run_program({"batch", recording, "--out", results});
  REQUIRE(run.exit_code == 0);

  struct Wanted {
    std::string what;
    std::string format;
  };

  for (const Wanted& wanted : std::vector<Wanted>{{"events", "bids"},
                                                  {"events", "edf"},
                                                  {"events", "annot"},
                                                  {"events", "hdf5"},
                                                  {"events", "csv"},
                                                  {"events", "sqlite"},
                                                  {"nights", "tsv"},
                                                  {"epochs", "hdf5"},
                                                  {"aligned", "tsv"}}) {
    REQUIRE(run_program({"export",
                         results,
                         "--what",
                         wanted.what,
                         "--format",
                         wanted.format,
                         "--out",
                         (out / "export").string()})
                .exit_code == 0);
  }
  REQUIRE(run_program({"verify", results, "--ro-crate"}).exit_code == 0);
  const std::string all = everything_in(out) + run.out + run.err;
  CHECK(contains(all, "shoe size 39"));  // the search finds what is there
  CHECK(contains(all, "context Hospital number, birth_date, patient_name, technician"));
  for (const auto& identifier : kIdentifiers) {
    CAPTURE(identifier);
    CHECK_FALSE(contains(all, identifier));
  }
}

TEST_CASE("identifiers are kept when that is asked for", "[app][identifiers]") {
  const TemporaryFolder folder;
  const std::string recording = planted_recording(folder).string();
  const fs::path results = folder.path() / "results";
  REQUIRE(run_program(
              {"analyze", recording, "--quiet", "--keep-identifiers", "--out", results.string()})
              .exit_code == 0);
  const std::string all = everything_in(results);
  for (const auto& identifier : kIdentifiers)
    CHECK(contains(all, identifier));
}

TEST_CASE("a shifted date keeps the clock time and is nowhere told", "[app][identifiers]") {
  const TemporaryFolder folder;
  const fs::path results = folder.path() / "results";
  REQUIRE(
      run_program({"batch", kSample, "--shift-dates=-4567", "--out", results.string()}).exit_code ==
      0);
  const std::string all = everything_in(results);
  CHECK(contains(all, "2013-08-14T23:40:00+01:00"));
  CHECK_FALSE(contains(all, "2026-02-14"));
  CHECK_FALSE(contains(all, "-4567"));
  CHECK(contains(all, "The date of the recording is shifted"));
}

TEST_CASE("names of context entries that hold identifiers", "[app][identifiers]") {
  for (const std::string name : {"name",
                                 "Patient-Name",
                                 "surname",
                                 "dob",
                                 "BirthDate",
                                 "e_mail",
                                 "email",
                                 "MRN",
                                 "patient_id",
                                 "Street 1",
                                 "operator"})
    CHECK(pipeline::names_a_person(name));
  for (const std::string name : {"intervention",
                                 "room_temperature_c",
                                 "foot_position",
                                 "medication",
                                 "haemodialysis",
                                 "notes",
                                 "pain_0_10",
                                 "channel_names",
                                 "s1_radiculopathy"})
    CHECK_FALSE(pipeline::names_a_person(name));
}
