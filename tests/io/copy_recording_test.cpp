// SPDX-License-Identifier: Apache-2.0
#include "io/copy_recording.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/start_time.hpp"
#include "io/edf_bytes.hpp"
#include "io/hdf5_fixture.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

// A night with a gap, two rates, odd scales, full-range samples, stages and a start below 1 s.
EdfTestFile varied_night(bool is_bdf) {
  const std::int32_t highest = is_bdf ? 8388607 : 32767;
  std::mt19937 generator(11);
  std::uniform_int_distribution<std::int32_t> any(-highest - 1, highest);
  EdfTestFile file;
  file.is_bdf = is_bdf;
  file.kind = is_bdf ? "BDF+D" : "EDF+D";
  file.record_count = 3;
  file.records = "3";
  EdfTestSignal signal;
  signal.samples = 100;
  signal.digital_minimum = std::to_string(-highest - 1);
  signal.digital_maximum = std::to_string(highest);
  signal.physical_minimum = "-3.3001";
  signal.physical_maximum = "3.29997";
  signal.prefilter = "HP:10Hz LP:49Hz";
  for (const auto* unit : {"mV", "uV", "nV", "%"}) {
    signal.unit = unit;
    signal.label = std::string("EMG TA.L") + (signal.unit == "mV" ? "" : " " + signal.unit);
    signal.samples = signal.unit == "%" ? 10 : 100;
    signal.values.resize(3 * signal.samples);
    for (auto& value : signal.values)
      value = any(generator);
    signal.values.front() = -highest - 1;
    signal.values.back() = highest;
    file.signals.push_back(signal);
  }
  file.signals.push_back(
      annotation_signal({time_keeping("+0.5") + annotation("+1", "", "lights off") +
                             annotation("+0.5", "30", "Sleep stage N2"),
                         time_keeping("+1.5"),
                         time_keeping("+61.5") + annotation("+62", "2.5", "cramp")},
                        200));
  if (is_bdf) file.signals.back().label = "BDF Annotations";
  return file;
}

void import_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  const auto reader = io::open_recording(from, {});
  io::copy_recording(*reader, reader->info(), to, [](double /*done*/) {});
}

// NaN are equal to NaN.
bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
    return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y) ||
           (std::isnan(x) && std::isnan(y));
  });
}

}  // namespace

TEST_CASE("EDF copied to HDF5 is the same recording to the last bit", "[io][copy]") {
  const bool is_bdf = GENERATE(false, true);
  CAPTURE(is_bdf);
  const TemporaryFolder folder;
  write_bytes(folder / "night.edf", varied_night(is_bdf).bytes());
  import_file(folder / "night.edf", folder / "night.h5");
  const auto edf = io::open_recording(folder / "night.edf", {});
  const auto hdf5 = io::open_recording(folder / "night.h5", {});
  const auto& from = edf->info();
  const auto& to = hdf5->info();
  CHECK(to.layout == "calfemg");
  REQUIRE(from.blocks.size() == 2);
  REQUIRE(to.blocks.size() == 2);
  for (const auto& block : from.blocks) {
    const auto same = std::find_if(to.blocks.begin(), to.blocks.end(), [&](const auto& other) {
      return other.name == block.name;
    });
    REQUIRE(same != to.blocks.end());
    CHECK(same->sample_type == (is_bdf ? "int32" : "int16"));
    CHECK(same->rate.value() == block.rate.value());
    REQUIRE(same->gaps.size() == 1);
    CHECK(same->gaps[0].start_s == block.gaps.at(0).start_s);
    CHECK(same->gaps[0].duration_s == block.gaps[0].duration_s);
    const auto a = static_cast<std::size_t>(&block - from.blocks.data());
    const auto b = static_cast<std::size_t>(same - to.blocks.begin());
    CHECK(same_bits(read_all(*edf, a), read_all(*hdf5, b)));
    CHECK(same->channels.at(0).role == block.channels.at(0).role);
    CHECK(same->channels[0].unit == (block.channels[0].unit == "%" ? "%" : "uV"));
    CHECK(same->channels[0].highpass_hz == block.channels[0].highpass_hz);
  }
  CHECK(core::to_iso(*to.start_time) == "2026-03-28T23:10:05.500000");
  REQUIRE(to.annotations.size() == 2);
  CHECK(to.annotations[1].label == "cramp");
  CHECK(to.annotations[1].onset_s == from.annotations.at(1).onset_s);
  CHECK(to.annotations[1].duration_s == 2.5);
  REQUIRE(to.hypnogram);
  CHECK(to.hypnogram->stages == std::vector<core::SleepStage>{core::SleepStage::n2});
}

TEST_CASE("every type of number is stored in one that holds it", "[io][copy]") {
  struct Row {
    std::int64_t type;
    std::vector<double> values;
    const char* stored;
  };

  const auto row = GENERATE_REF(Row{H5T_STD_U16LE, {0, 65'535, 40'000}, "int32"},
                                Row{H5T_STD_I8LE, {-128, 0, 127}, "int16"},
                                Row{H5T_STD_U32LE, {0, 4'294'967'295.0, 7}, "float64"},
                                Row{H5T_STD_I32BE, {-2'147'483'648.0, 0, 2'147'483'647.0}, "int32"},
                                Row{H5T_IEEE_F32LE, {-1.5, 0.25, 1048576.5}, "float32"},
                                Row{H5T_IEEE_F64LE, {-1.5, 0.1, 1e300}, "float64"});
  const TemporaryFolder folder;
  {
    const Hdf5Fixture file(folder / "in.h5");
    file.dataset("/x", row.type, {row.values.size()}, row.values);
  }
  io::LayoutMap map;
  map.layout = "matrix";
  map.samples = {"/x"};
  map.sampling_rate_hz = 10.0;
  map.unit = "uV";
  const auto reader = io::open_recording(folder / "in.h5", map);
  io::copy_recording(*reader, reader->info(), folder / "out.h5", [](double /*done*/) {});
  const auto back = io::open_recording(folder / "out.h5", {});
  CHECK(back->info().blocks.at(0).sample_type == row.stored);
  CHECK(read_all(*back) == row.values);
}

TEST_CASE("a copy that is ended leaves nothing", "[io][copy]") {
  const TemporaryFolder folder;
  write_bytes(folder / "night.edf", varied_night(false).bytes());
  const auto reader = io::open_recording(folder / "night.edf", {});
  CHECK_THROWS_AS(io::copy_recording(*reader,
                                     reader->info(),
                                     folder / "night.h5",
                                     [](double /*done*/) { throw std::runtime_error("enough"); }),
                  std::runtime_error);
  CHECK_FALSE(std::filesystem::exists(folder / "night.h5"));
  CHECK_FALSE(std::filesystem::exists(folder / "night.h5.partial"));
}
