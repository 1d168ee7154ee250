// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "io/edf_bytes.hpp"
#include "io/edf_text.hpp"
#include "io/reading.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::test;

namespace {

constexpr double kRoundoff = 1e-12;  // relative, of a product and a sum of doubles

std::unique_ptr<io::RecordingReader> opened(const TemporaryFolder& folder,
                                            const EdfTestFile& file,
                                            const io::LayoutMap& map = {}) {
  // The name says nothing: the layout is found from the content.
  write_bytes(folder / "night.bin", file.bytes());
  return io::open_recording(folder / "night.bin", map);
}

}  // namespace

TEST_CASE("digital samples become microvolts by both ranges and the unit", "[io][edf]") {
  struct Row {
    const char* unit;
    double microvolts;
  };

  const auto row = GENERATE(Row{"uV", 1.0},
                            Row{"\xb5V", 1.0},      // Latin-1
                            Row{"\xc2\xb5V", 1.0},  // UTF-8
                            Row{"mV", 1e3},
                            Row{"V", 1e6},
                            Row{"nV", 1e-3});
  CAPTURE(row.unit);
  EdfTestFile file = counting_file(1);
  auto& signal = file.signals[0];
  signal.unit = row.unit;
  signal.values = {-2048, 0, 2047, 1000};
  signal.digital_minimum = "-2048";
  signal.digital_maximum = "2047";
  signal.physical_minimum = "-10.5";
  signal.physical_maximum = "20";
  const TemporaryFolder folder;
  const auto reader = opened(folder, file);
  CHECK(reader->info().layout == "edf");
  CHECK(core::label(reader->info().blocks.at(0).channels.at(0).role) == "GM.R");
  const auto uv = read_all(*reader);
  const double step = 30.5 / 4095.0;
  CHECK_THAT(uv.at(0), WithinRel(-10.5 * row.microvolts, kRoundoff));
  CHECK_THAT(uv.at(1), WithinRel((-10.5 + 2048 * step) * row.microvolts, kRoundoff));
  CHECK_THAT(uv.at(2), WithinRel(20.0 * row.microvolts, kRoundoff));
  CHECK_THAT(uv.at(3), WithinRel((-10.5 + 3048 * step) * row.microvolts, kRoundoff));
}

TEST_CASE("a physical range that is turned round turns the signal round", "[io][edf]") {
  EdfTestFile file = counting_file(1);
  std::swap(file.signals[0].physical_minimum, file.signals[0].physical_maximum);
  const TemporaryFolder folder;
  CHECK(read_all(*opened(folder, file)) == std::vector<double>{-1, -2, -3, -4});
}

TEST_CASE("samples of BDF are read to the last bit of 24", "[io][edf]") {
  EdfTestFile file = counting_file(1);
  file.is_bdf = true;
  auto& signal = file.signals[0];
  signal.digital_minimum = signal.physical_minimum = "-8388608";
  signal.digital_maximum = signal.physical_maximum = "8388607";
  signal.values = {-8388608, -1, 1, 8388607};
  const TemporaryFolder folder;
  const auto reader = opened(folder, file);
  CHECK(reader->info().blocks.at(0).sample_type == "int24");
  CHECK(read_all(*reader) == std::vector<double>{-8388608, -1, 1, 8388607});
}

TEST_CASE("signals of different rates are blocks of their own", "[io][edf]") {
  EdfTestFile file = counting_file(2);
  file.duration = "0.5";
  EdfTestSignal slow;
  slow.label = "SpO2";
  slow.unit = "%";
  slow.samples = 1;
  slow.values = {90, 91};
  EdfTestSignal fast = file.signals[0];
  fast.label = "EMG TA.R";
  for (auto& value : fast.values)
    value += 100;
  file.signals = {file.signals[0], slow, fast};
  const TemporaryFolder folder;
  const auto reader = opened(folder, file);
  const auto& blocks = reader->info().blocks;
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].rate.value() == 8.0);
  CHECK(blocks[1].rate.value() == 2.0);
  CHECK(read_all(*reader, 0) ==
        std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 100, 101, 102, 103, 104, 105, 106, 107});
  CHECK(read_all(*reader, 1) == std::vector<double>{90, 91});
  CHECK_FALSE(blocks[1].channels.at(0).role.is_emg());
  CHECK(blocks[1].channels.at(0).unit == "%");
}

TEST_CASE("where a read begins and ends never changes a sample", "[io][edf][chunking]") {
  EdfTestFile file = counting_file(3);
  file.kind = "EDF+D";
  file.signals.push_back(
      annotation_signal({time_keeping("+0"), time_keeping("+1"), time_keeping("+3")}));
  const TemporaryFolder folder;
  const auto reader = opened(folder, file);
  const auto whole = read_all(*reader);
  const std::size_t chunk = GENERATE(1U, 3U, 4U, 5U, 15U);
  std::vector<double> pieces;
  const std::vector<std::size_t> channel{0};
  for (std::size_t first = 0; first < whole.size(); first += chunk) {
    std::vector<double> part(std::min(chunk, whole.size() - first));
    reader->read_uv(0, first, part.size(), channel, part);
    pieces.insert(pieces.end(), part.begin(), part.end());
  }
  REQUIRE(pieces.size() == whole.size());
  for (std::size_t i = 0; i < whole.size(); ++i)
    CHECK((pieces[i] == whole[i] || (std::isnan(pieces[i]) && std::isnan(whole[i]))));
}

TEST_CASE("corners of the recorder's filters are read from the prefilter", "[io][edf]") {
  constexpr double kNone = -1.0;

  struct Row {
    const char* text;
    double highpass_hz;
    double lowpass_hz;
    double notch_hz;
  };

  const auto row = GENERATE(Row{"HP:0.1Hz LP:75Hz N:50Hz", 0.1, 75.0, 50.0},
                            Row{"HP: 10 Hz; LP: 500 Hz; Notch: 60 Hz", 10.0, 500.0, 60.0},
                            Row{"lp:1kHz hp:0,5Hz", 0.5, 1000.0, kNone},
                            Row{"HP: DC; LP: 417 Hz", 0.0, 417.0, kNone},
                            Row{"HP:0Hz LP:0Hz N:0Hz", 0.0, kNone, kNone},
                            Row{"LP:   NaN Hz; HP:   NaN Hz; Notch: NaN", kNone, kNone, kNone},
                            Row{"XHP:3 BLP:4", kNone, kNone, kNone},
                            Row{"", kNone, kNone, kNone});
  CAPTURE(row.text);
  const auto filters = io::edf_filters(row.text);
  CHECK(filters.highpass_hz.value_or(kNone) == row.highpass_hz);
  CHECK(filters.lowpass_hz.value_or(kNone) == row.lowpass_hz);
  CHECK(filters.notch_hz.value_or(kNone) == row.notch_hz);
}

TEST_CASE("filters of the header are those of the channel, where they are a band", "[io][edf]") {
  EdfTestFile file = counting_file(2);
  const TemporaryFolder folder;
  SECTION("a band and a notch") {
    file.signals[0].prefilter = "HP:10Hz LP:500Hz N:50Hz";
    const auto reader = opened(folder, file);
    CHECK(reader->info().blocks[0].channels[0].highpass_hz == 10.0);
    CHECK(reader->info().blocks[0].channels[0].lowpass_hz == 500.0);
    REQUIRE(reader->info().notes.size() == 1);
    CHECK(contains(reader->info().notes[0], "at 50 Hz (notch)"));
  }
  SECTION("no band") {
    file.signals[0].prefilter = "HP:16Hz Rectification LP:0.7Hz";
    const auto reader = opened(folder, file);
    CHECK(std::isnan(reader->info().blocks[0].channels[0].highpass_hz));
    REQUIRE(reader->info().notes.size() == 1);
    CHECK(contains(reader->info().notes[0], "is no band"));
  }
}

TEST_CASE("labels that are not ASCII, twice there or empty still name a channel", "[io][edf]") {
  EdfTestFile file = counting_file(2);
  file.signals = {file.signals[0], file.signals[0], file.signals[0], file.signals[0]};
  file.signals[0].label = "Jambe \xe9";  // Latin-1
  file.signals[1].label = "EEG";
  file.signals[2].label = "EEG";
  file.signals[3].label = "";
  const TemporaryFolder folder;
  const auto reader = opened(folder, file);
  const auto& channels = reader->info().blocks.at(0).channels;
  CHECK(channels.at(0).name == "Jambe \u00e9");
  CHECK(channels.at(1).name == "signal 2/EEG");
  CHECK(channels.at(2).name == "signal 3/EEG");
  CHECK(channels.at(3).name == "signal 4");
}

TEST_CASE("EMG without a voltage is refused until a map gives the unit", "[io][edf][errors]") {
  EdfTestFile file = counting_file(2);
  file.signals[0].unit = GENERATE("", "counts", "UV");
  EdfTestSignal other = file.signals[0];
  other.label = "ECG";
  other.unit = "mV";
  file.signals.push_back(other);
  const TemporaryFolder folder;
  io::LayoutMap map;
  map.channels = {map_entry("EMG GM.R")};
  write_bytes(folder / "night.edf", file.bytes());
  CHECK(
      contains(refusal<core::FormatError>(folder / "night.edf", map), "signal 1: expected a unit"));
  map.channels[0].unit = "mV";
  CHECK(read_all(*opened(folder, file, map)).at(1) == 1e3);
}

TEST_CASE("a range that gives no scale is refused for EMG and told for the rest",
          "[io][edf][errors]") {
  EdfTestFile file = counting_file(2);
  EdfTestSignal other = file.signals[0];
  other.label = "ECG";
  file.signals.push_back(other);
  const TemporaryFolder folder;
  SECTION("EMG, physical range") {
    file.signals[0].physical_maximum = file.signals[0].physical_minimum;
    write_bytes(folder / "night.edf", file.bytes());
    // 256 fixed, 2 signals: 16 + 80 + 8 + 8 bytes before the physical maxima
    CHECK(contains(refusal<core::FormatError>(folder / "night.edf"),
                   "byte 480 (physical maximum of \"EMG GM.R\"): expected another number than the "
                   "physical minimum of -32768, found \"-32768\""));
    io::LayoutMap map;
    map.channels = {map_entry("EMG GM.R")};
    map.channels[0].unit = "uV";
    map.channels[0].scale = 2.0;
    CHECK(read_all(*opened(folder, file, map)).at(3) == 6.0);
  }
  SECTION("EMG of a label that another has too") {
    file.signals[0].physical_maximum = file.signals[0].physical_minimum;
    file.signals[1].label = file.signals[0].label;
    io::LayoutMap map;
    map.channels = {map_entry("signal 1/EMG GM.R")};
    map.channels[0].unit = "uV";
    map.channels[0].scale = 2.0;
    map.channels[0].rename = "GM.R";
    CHECK(read_all(*opened(folder, file, map)).at(3) == 6.0);
  }
  SECTION("EMG, digital range") {
    file.signals[0].digital_maximum = "-40000";
    write_bytes(folder / "night.edf", file.bytes());
    CHECK(contains(refusal<core::FormatError>(folder / "night.edf"),
                   "byte 512 (digital maximum of \"EMG GM.R\")"));
  }
  SECTION("another signal, no number") {
    file.signals[1].physical_minimum = "none";
    const auto reader = opened(folder, file);
    CHECK(reader->info().blocks[0].channels[1].unit.empty());
    REQUIRE(reader->info().notes.size() == 1);
    CHECK(contains(reader->info().notes[0], "byte 472 (physical minimum of \"ECG\")"));
  }
}

TEST_CASE("who the patient is stays in the file", "[io][edf]") {
  EdfTestFile file = counting_file(2);
  file.kind = "EDF+C";
  file.patient = "MCH-0234567 F 02-MAY-1951 Haagse_Harry";
  file.recording = "Startdate 28-MAR-2026 PSG-1234 Dr_Who Telemetry03";
  const TemporaryFolder folder;
  const auto reader = opened(folder, file);
  CHECK(reader->info().subject_id.empty());
  CHECK(reader->info().session_id.empty());
  CHECK(reader->info().context.empty());
  CHECK(reader->info().notes.empty());
}
