// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <edflib.h>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/start_time.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

// EDFlib as a writer and reader from outside.
using namespace calfemg;
using namespace calfemg::test;

namespace {

const std::filesystem::path kRealFiles =
    std::filesystem::path(CALFEMG_SOURCE_DIR) / "../shared/data/edf";

constexpr int kRate = 200;
constexpr int kRecords = 5;

std::vector<int> random_counts(int highest, unsigned seed) {
  std::mt19937 generator(seed);
  std::uniform_int_distribution<int> any(-highest - 1, highest);
  std::vector<int> counts(static_cast<std::size_t>(kRate * kRecords));
  for (auto& count : counts)
    count = any(generator);
  return counts;
}

// Two channels of one rate, the samples of the second turned round.
void write_with_edflib(const std::filesystem::path& path, bool is_bdf, std::vector<int> counts) {
  const int highest = is_bdf ? 8388607 : 32767;
  const int handle = edfopen_file_writeonly(
      path.c_str(), is_bdf ? EDFLIB_FILETYPE_BDFPLUS : EDFLIB_FILETYPE_EDFPLUS, 2);
  REQUIRE(handle >= 0);
  for (int signal = 0; signal < 2; ++signal) {
    edf_set_samplefrequency(handle, signal, kRate);
    edf_set_digital_maximum(handle, signal, highest);
    edf_set_digital_minimum(handle, signal, -highest - 1);
    edf_set_physical_maximum(handle, signal, 4000.5);
    edf_set_physical_minimum(handle, signal, -3999.5);
    edf_set_physical_dimension(handle, signal, "uV");
    edf_set_label(handle, signal, signal == 0 ? "EMG GM.L" : "EMG GL.L");
  }
  edf_set_startdatetime(handle, 2026, 3, 28, 22, 59, 58);
  edf_set_subsecond_starttime(handle, 1'250'000);  // units of 100 ns
  edf_set_patientname(handle, "Erika Mustermann");
  edfwrite_annotation_utf8(handle, 12'345, 5'000, "cramp \u00fc");  // units of 100 us
  edfwrite_annotation_utf8(handle, 20'000, -1, "marker");
  for (int record = 0; record < kRecords; ++record) {
    auto* part = &counts.at(static_cast<std::size_t>(record) * kRate);
    REQUIRE(edfwrite_digital_samples(handle, part) == 0);
    std::vector<int> reversed(part, part + kRate);
    std::reverse(reversed.begin(), reversed.end());
    REQUIRE(edfwrite_digital_samples(handle, reversed.data()) == 0);
  }
  REQUIRE(edfclose_file(handle) == 0);
}

struct EdflibFile {
  explicit EdflibFile(const std::filesystem::path& path)
      : good(edfopen_file_readonly(path.c_str(), &header, EDFLIB_READ_ALL_ANNOTATIONS) == 0) {}

  ~EdflibFile() {
    if (good) edfclose_file(header.handle);
  }

  EdflibFile(const EdflibFile&) = delete;
  EdflibFile& operator=(const EdflibFile&) = delete;

  edf_hdr_struct header{};
  bool good;
};

// Index of the signal as EDFlib counts it: without annotation signals.
std::vector<double> physical_samples(EdflibFile& file, int signal) {
  std::vector<double> samples(
      static_cast<std::size_t>(file.header.signalparam[signal].smp_in_file));
  edfseek(file.header.handle, signal, 0, EDFSEEK_SET);
  edfread_physical_samples(
      file.header.handle, signal, static_cast<int>(samples.size()), samples.data());
  return samples;
}

// EDFlib gives values in the unit of the file; ours are microvolts where that is a voltage.
void require_same_samples(io::RecordingReader& reader, EdflibFile& file) {
  std::vector<std::size_t> next(reader.info().blocks.size());
  for (int signal = 0; signal < file.header.edfsignals; ++signal) {
    const auto& parameters = file.header.signalparam[signal];
    const auto expected = physical_samples(file, signal);
    const double rate =
        parameters.smp_in_datarecord /
        (static_cast<double>(file.header.datarecord_duration) / EDFLIB_TIME_DIMENSION);
    const auto& blocks = reader.info().blocks;
    std::size_t b = 0;
    while (std::abs(blocks.at(b).rate.value() / rate - 1.0) > 1e-6)
      ++b;
    const std::vector<std::size_t> channel{next.at(b)++};
    const auto& info = blocks[b].channels.at(channel[0]);
    CAPTURE(signal, info.name);
    std::vector<double> found(blocks[b].sample_count);
    REQUIRE(found.size() == expected.size());
    reader.read_uv(b, 0, found.size(), channel, found);
    const double step = std::abs(info.uv_per_count);
    const double unit = info.unit == "mV" ? 1e3 : info.unit == "V" ? 1e6 : 1.0;
    double worst = 0.0;
    // EDFlib holds samples inside the digital range of the header; some files leave it.
    const auto [low, high] = std::minmax({parameters.phys_min * unit, parameters.phys_max * unit});
    for (std::size_t i = 0; i < found.size(); ++i)
      worst = std::max(worst, std::abs(std::clamp(found[i], low, high) - expected[i] * unit));
    REQUIRE(worst < 1e-6 * step);  // rounding of offset / step, far below one step
  }
}

}  // namespace

TEST_CASE("what EDFlib writes is read to the last bit", "[io][edf][oracle]") {
  const bool is_bdf = GENERATE(false, true);
  const int highest = is_bdf ? 8388607 : 32767;
  const TemporaryFolder folder;
  const auto counts = random_counts(highest, 7);
  write_with_edflib(folder / "night.edf", is_bdf, counts);
  const auto reader = io::open_recording(folder / "night.edf", {});
  const auto& info = reader->info();
  CHECK(core::to_iso(*info.start_time) == "2026-03-28T22:59:58.125000");
  REQUIRE(info.blocks.size() == 1);
  const auto& channel = info.blocks[0].channels.at(0);
  CHECK(core::label(channel.role) == "GM.L");
  const auto uv = read_all(*reader);
  REQUIRE(uv.size() == 2 * counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double count = (uv[i] - channel.uv_offset) / channel.uv_per_count;
    REQUIRE(std::lround(count) == counts[i]);
    const std::size_t mirror = i / kRate * kRate + (kRate - 1 - i % kRate);
    REQUIRE(uv[counts.size() + i] == uv[mirror]);
  }
  REQUIRE(info.annotations.size() == 2);
  CHECK_THAT(info.annotations[0].onset_s, WithinAbs(1.2345, 1e-9));
  CHECK_THAT(info.annotations[0].duration_s, WithinAbs(0.5, 1e-9));
  CHECK(info.annotations[0].label == "cramp \u00fc");
  CHECK(info.annotations[1].label == "marker");
  EdflibFile file(folder / "night.edf");
  REQUIRE(file.good);
  require_same_samples(*reader, file);
}

TEST_CASE("real files give the samples, times and annotations that EDFlib gives",
          "[io][edf][oracle]") {
  if (!std::filesystem::exists(kRealFiles)) return;
  int compared = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kRealFiles)) {
    if (!entry.is_regular_file()) continue;
    CAPTURE(entry.path().string());
    EdflibFile file(entry.path());
    if (!file.good) continue;
    io::LayoutMap map;
    map.unit = "uV";
    std::unique_ptr<io::RecordingReader> reader;
    try {
      reader = io::open_recording(entry.path(), map);
    } catch (const core::FormatError&) {
      CHECK((file.header.edfsignals == 0 || file.header.datarecords_in_file == 0));
      continue;
    }
    require_same_samples(*reader, file);
    const auto& info = reader->info();
    CHECK(static_cast<long long>(info.annotations.size()) == file.header.annotations_in_file);
    for (std::size_t i = 0; i < info.annotations.size(); ++i) {
      edf_annotation_struct expected{};
      REQUIRE(edf_get_annotation(file.header.handle, static_cast<int>(i), &expected) == 0);
      CHECK_THAT(info.annotations[i].onset_s,
                 WithinAbs(static_cast<double>(expected.onset) / EDFLIB_TIME_DIMENSION, 1e-6));
      CHECK(info.annotations[i].label == expected.annotation);
    }
    ++compared;
  }
  CHECK(compared >= 25);
}

TEST_CASE("every real file ends in success or one sentence", "[io][edf]") {
  if (!std::filesystem::exists(kRealFiles)) return;
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kRealFiles)) {
    if (!entry.is_regular_file()) continue;
    CAPTURE(entry.path().string());
    ++files;
    try {
      const auto reader = io::open_recording(entry.path(), {});
      for (std::size_t b = 0; b < reader->info().blocks.size(); ++b)
        CHECK_FALSE(read_all(*reader, b).empty());
    } catch (const core::Error& error) {
      const std::string text = error.what();
      CHECK(contains(text, entry.path().string()));
      CHECK(text.find('\n') == std::string::npos);
    }
  }
  CHECK(files > 30);
}
