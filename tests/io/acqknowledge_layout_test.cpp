// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "io/hdf5_fixture.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

void write_channel(const Hdf5Fixture& file,
                   const std::string& path,
                   const std::string& name,
                   const std::vector<double>& values,
                   int divider) {
  file.dataset(path, H5T_STD_I16BE, {values.size()}, values);
  file.text(path, "name", name);
  file.text(path, "units", "mV");
  file.number(path, "scale", 0.5);
  file.number(path, "offset", 1.0);
  file.integers(path, "frequency_divider", {divider});
}

// 2000 Hz: two channels of one name at 1000 Hz, one at 500 Hz.
void write_acq(const Hdf5Fixture& file) {
  file.group("/channels");
  file.number("/", "samples_per_second", 2000.0);
  write_channel(file, "/channels/channel_0", "EMG", {0, 2, 4, 6}, 2);
  write_channel(file, "/channels/channel_2", "L GASTROC MED", {8, 10}, 4);
  write_channel(file, "/channels/channel_10", "EMG", {1, 3, 5, 7}, 2);
  file.group("/event_markers/marker_0");
  file.text("/event_markers/marker_0", "label", "Segment 2");
  file.integers("/event_markers/marker_0", "global_sample_index", {4});
  file.group("/event_markers/marker_1");
  file.text("/event_markers/marker_1", "label", "lights off");
  file.integers("/event_markers/marker_1", "global_sample_index", {1});
}

std::vector<double> valid(std::vector<double> samples) {
  std::erase_if(samples, [](double sample) { return std::isnan(sample); });
  return samples;
}

}  // namespace

TEST_CASE("what was appended after a pause stands behind a gap", "[io][acqknowledge][gaps]") {
  const TemporaryFolder folder;
  const auto path = folder / "biopac.h5";
  { write_acq(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, {});
  // 2 ms is the shortest gap that is whole in both: 2 samples at 1000 Hz, 1 sample at 500 Hz.
  const auto fast = read_all(*reader, 0);
  REQUIRE(fast.size() == 2UL * 6);
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    CHECK(std::isnan(fast[i]) == (i == 2 || i == 3));
  }
  const auto slow = read_all(*reader, 1);
  REQUIRE(slow.size() == 3);
  CHECK(std::isnan(slow[1]));
  REQUIRE(reader->info().blocks[0].gaps.size() == 1);
  CHECK(reader->info().blocks[0].gaps[0].start_s == 0.002);
  CHECK(reader->info().blocks[0].gaps[0].duration_s == 0.002);
  CHECK(reader->info().blocks[1].gaps.at(0).start_s == 0.002);
}

TEST_CASE("AcqKnowledge channels are read by rate, scaled, in their order", "[io][acqknowledge]") {
  const TemporaryFolder folder;
  const auto path = folder / "biopac.h5";
  { write_acq(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  CHECK(info.layout == "acqknowledge");
  REQUIRE(info.blocks.size() == 2);
  CHECK(info.blocks[0].rate.value() == 1000.0);
  CHECK(info.blocks[0].channels.at(0).name == "channel_0/EMG");
  CHECK(info.blocks[0].channels.at(1).name == "channel_10/EMG");
  CHECK(valid(read_all(*reader, 0)) ==
        std::vector<double>{1e3, 2e3, 3e3, 4e3, 1.5e3, 2.5e3, 3.5e3, 4.5e3});
  CHECK(info.blocks[1].rate.value() == 500.0);
  CHECK(core::label(info.blocks[1].channels.at(0).role) == "GM.L");
  CHECK(valid(read_all(*reader, 1)) == std::vector<double>{5e3, 6e3});
}

TEST_CASE("AcqKnowledge markers are annotations in time order", "[io][acqknowledge]") {
  const TemporaryFolder folder;
  const auto path = folder / "biopac.h5";
  { write_acq(Hdf5Fixture(path)); }
  const auto reader = io::open_recording(path, {});
  const auto& info = reader->info();
  REQUIRE(info.annotations.size() == 2);
  CHECK(info.annotations[0].label == "lights off");
  CHECK(info.annotations[0].onset_s == 0.0005);
  CHECK(info.annotations[1].onset_s == 0.004);
  REQUIRE(info.notes.size() == 1);
  CHECK(contains(info.notes[0], "stopped and continued at 0.002 s (Segment 2)"));
}

TEST_CASE("an AcqKnowledge file that contradicts itself is refused", "[io][acqknowledge][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "biopac.h5";
  std::string expected;
  {
    const Hdf5Fixture file(path);
    write_acq(file);
    SECTION("two rates") {
      file.number("/channels/channel_2", "samples_per_second", 1000.0);
      expected = "channel_2/samples_per_second: expected 500 Hz";
    }
    SECTION("no scale") {
      file.dataset("/channels/channel_3", H5T_STD_I16LE, {4}, {1, 2, 3, 4});
      expected = "channel_3/scale: expected a number";
    }
    SECTION("a divider of 0") {
      H5Adelete_by_name(file.id(), "/channels/channel_2", "frequency_divider", H5P_DEFAULT);
      file.integers("/channels/channel_2", "frequency_divider", {0});
      expected = "channel_2/frequency_divider: expected a divider of at least 1";
    }
  }
  const std::string text = refusal<core::FormatError>(path);
  CAPTURE(text);
  CHECK(contains(text, expected));
}
