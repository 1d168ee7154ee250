// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <unistd.h>

#include "core/error.hpp"
#include "io/hdf5_fixture.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

// One line, one full stop at its end, the file named first.
void check_sentence(const std::string& text, const std::filesystem::path& path) {
  CAPTURE(text);
  CHECK(text.rfind(path.string(), 0) == 0);
  CHECK_FALSE(contains(text, "\n"));
  CHECK(text.back() == '.');
}

std::string file_refusal(const std::filesystem::path& path) {
  std::string text = refusal<core::FileError>(path);
  check_sentence(text, path);
  return text;
}

}  // namespace

TEST_CASE("input that is no HDF5 file is refused in one sentence", "[io][errors]") {
  const TemporaryFolder folder;
  SECTION("missing") {
    CHECK(contains(file_refusal(folder / "none.h5"), "no such file"));
  }
  SECTION("a folder") {
    std::filesystem::create_directory(folder / "night.h5");
    CHECK(contains(file_refusal(folder / "night.h5"), "folder"));
  }
  SECTION("empty") {
    write_file(folder / "empty.h5", "");
    CHECK(contains(file_refusal(folder / "empty.h5"), "empty"));
  }
  SECTION("text") {
    write_file(folder / "notes.h5", "time;GM;GL\n0;1;2\n");
    CHECK(contains(file_refusal(folder / "notes.h5"), "looks like text"));
  }
  SECTION("other bytes") {
    write_file(folder / "photo.h5", std::string("\x89PNG\r\n\x1a\n\x01\x02", 10));
    CHECK(contains(file_refusal(folder / "photo.h5"), "no HDF5 file"));
  }
  SECTION("zeros, as a recorder leaves that was killed at once") {
    write_file(folder / "zeros.h5", std::string(4096, '\0'));
    CHECK(contains(file_refusal(folder / "zeros.h5"), "zeros"));
  }
  SECTION("a device") {
    CHECK(contains(file_refusal("/dev/null"), "regular file"));
  }
}

TEST_CASE("a file without permission is refused in one sentence", "[io][errors]") {
  if (geteuid() == 0) {
    WARN("skipped: root may read every file");
    return;
  }
  const TemporaryFolder folder;
  const auto path = folder / "secret.h5";
  write_file(path, "x");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  CHECK(contains(file_refusal(path), "Permission denied"));
}

TEST_CASE("a truncated file is refused, wherever it was cut", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  { write_calfemg(Hdf5Fixture(path)); }
  const auto size = std::filesystem::file_size(path);
  const auto share = GENERATE(0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99);
  const auto kept = static_cast<std::uintmax_t>(share * static_cast<double>(size));
  CAPTURE(size, kept);
  std::filesystem::resize_file(path, kept);
  const std::string text = file_refusal(path);
  CHECK(contains(text, kept > 96 ? "truncated" : "damaged"));
}

TEST_CASE("samples that are damaged inside are refused when they are read", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  {
    const Hdf5Fixture file(path);
    write_calfemg(file);
    file.remove("/signals/emg/samples");
    const std::array<hsize_t, 2> shape{20'000, 2};
    const std::array<hsize_t, 2> chunk{20'000, 2};
    const hid_t space = H5Screate_simple(2, shape.data(), nullptr);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(creation, 2, chunk.data());
    H5Pset_deflate(creation, 4);
    std::vector<double> samples(40'000);
    for (std::size_t i = 0; i < samples.size(); ++i)
      samples[i] = static_cast<double>((i * 7919) % 30'011);
    const hid_t data = H5Dcreate2(file.id(),
                                  "/signals/emg/samples",
                                  H5T_STD_I16LE,
                                  space,
                                  H5P_DEFAULT,
                                  creation,
                                  H5P_DEFAULT);
    H5Dwrite(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, samples.data());
    H5Dclose(data);
    H5Pclose(creation);
    H5Sclose(space);
  }
  {
    // The packed chunk is by far the largest part of the file: its middle is in the middle.
    std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(std::filesystem::file_size(path) / 2));
    bytes << std::string(512, '\xff');
  }
  const auto reader = io::open_recording(path, {});
  std::string text;
  try {
    (void)read_all(*reader);
  } catch (const core::FileError& error) {
    text = error.what();
  }
  check_sentence(text, path);
  CHECK(contains(text, "/signals/emg/samples cannot be read"));
}

TEST_CASE("a file that its writer did not close names the way to recover it", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  { write_calfemg(Hdf5Fixture(path, true)); }
  {
    // Superblock version 3: byte 11 holds the consistency flags, bit 0 = open for writing.
    std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(11);
    bytes.put('\x01');
  }
  const std::string text = file_refusal(path);
  CAPTURE(text);
  CHECK((contains(text, "h5clear") || contains(text, "not closed")));
}

TEST_CASE("a file of a writer that still runs is refused as not closed", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  const auto copy = folder / "copy.h5";
  const Hdf5Fixture file(path, true);
  write_calfemg(file);
  H5Fflush(file.id(), H5F_SCOPE_GLOBAL);
  std::filesystem::copy_file(path, copy);
  const std::string text = file_refusal(copy);
  CAPTURE(text);
  CHECK(contains(text, "not closed by its writer"));
  CHECK(contains(text, "h5clear --status"));
}

TEST_CASE("a filter that is not installed is named with its number", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  {
    const Hdf5Fixture file(path);
    write_calfemg(file);
    file.remove("/signals/emg/samples");
    const std::array<hsize_t, 2> shape{100, 2};
    const hid_t space = H5Screate_simple(2, shape.data(), nullptr);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(creation, 2, shape.data());
    H5Pset_filter(creation, 32'765, H5Z_FLAG_OPTIONAL, 0, nullptr);
    const hid_t data = H5Dcreate2(file.id(),
                                  "/signals/emg/samples",
                                  H5T_STD_I16LE,
                                  space,
                                  H5P_DEFAULT,
                                  creation,
                                  H5P_DEFAULT);
    H5Dclose(data);
    H5Pclose(creation);
    H5Sclose(space);
  }
  CHECK(contains(file_refusal(path), "32765"));
}

TEST_CASE("damaged files of others end in an exception, never in a huge allocation",
          "[io][errors]") {
  const std::filesystem::path folder =
      std::filesystem::path(CALFEMG_SOURCE_DIR) / "../shared/data/hdf5_own_tests";
  if (!std::filesystem::exists(folder)) {
    WARN("skipped: no " << folder);
    return;
  }
  const auto* name = GENERATE("tools__tbigdims.h5",
                              "tools__tempty.h5",
                              "test__filter_error.h5",
                              "tools__test__misc__h5clear_status_noclose.h5",
                              "tools__tfamily00000.h5",
                              "tools__tloop.h5");
  CAPTURE(name);
  CHECK_THROWS_AS(io::open_recording(folder / name, {}), core::Error);
}
