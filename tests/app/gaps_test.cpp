// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "app/analysis.hpp"
#include "io/edf_bytes.hpp"
#include "io/hdf5_fixture.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kNone;  // compared with: a failure shows what differs

// 120 s at 1000 Hz, nothing between 50 s and 63.5 s; rows begin every 0.5 s.
constexpr std::size_t kCount = 120'000;
constexpr std::size_t kGapBegin = 50'000;
constexpr std::size_t kGapEnd = 63'500;
constexpr std::size_t kRowsToEnd = 127;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> whole_signal() {
  std::mt19937 random(5);
  std::vector<double> signal(kCount);
  for (std::size_t i = 0; i < kCount; ++i) {
    const bool active = (i > 30'000 && i < 42'000) || (i > 80'000 && i < 99'000);
    const double noise = static_cast<double>(random() % 2001) / 1000.0 - 1.0;
    signal[i] = std::round(noise * (active ? 300.0 : 8.0));
  }
  return signal;
}

std::vector<double> part(const std::vector<double>& signal, std::size_t from, std::size_t to) {
  return {signal.begin() + static_cast<std::ptrdiff_t>(from),
          signal.begin() + static_cast<std::ptrdiff_t>(to)};
}

std::vector<double> with_gap_as(std::vector<double> signal, double value) {
  std::fill(signal.begin() + kGapBegin, signal.begin() + kGapEnd, value);
  return signal;
}

// The two pieces one after the other, as a recorder stores them that stamps its samples.
std::vector<double> joined(const std::vector<double>& signal) {
  auto pieces = part(signal, 0, kGapBegin);
  const auto second = part(signal, kGapEnd, kCount);
  pieces.insert(pieces.end(), second.begin(), second.end());
  return pieces;
}

const std::string kMap = "samples = \"/GM.R\"\nsampling_rate_hz = 1000\nunit = \"uV\"\n";

Analysis analyse_matrix(const TemporaryFolder& folder,
                        const std::string& name,
                        const std::vector<double>& samples,
                        const std::string& more = "") {
  const fs::path path = folder.path() / (name + ".h5");
  const hid_t type = more.empty() ? H5T_IEEE_F64LE : H5T_STD_I16LE;
  { Hdf5Fixture(path).dataset("/GM.R", type, {samples.size()}, samples, {1000}); }
  const auto map = folder.write(name + ".toml", kMap + more);
  return analyse(
      path, folder.path() / name, {"--layout", map.string(), "--set", "signal.mains=off"});
}

Analysis analyse_gap_table(const TemporaryFolder& folder, const std::vector<double>& signal) {
  const fs::path path = folder.path() / "table.h5";
  {
    const Hdf5Fixture file(path);
    file.text("/", "format", "calfemg-recording");
    file.text("/", "format_version", "1.0");
    file.group("/signals/emg");
    file.number("/signals/emg", "sampling_rate_hz", 1000.0);
    const auto stored = with_gap_as(signal, 77.0);  // whatever is stored there
    file.dataset("/signals/emg/samples", H5T_STD_I16LE, {kCount, 1}, stored, {4000, 1});
    file.texts("/signals/emg/channels/name", {"GM.R"});
    file.texts("/signals/emg/channels/unit", {"uV"});
    file.texts("/signals/emg/channels/leg", {"R"});
    file.texts("/signals/emg/channels/muscle", {"GM"});
    file.numbers("/signals/emg/gaps/start_s", {50.0});
    file.numbers("/signals/emg/gaps/duration_s", {13.5});
  }
  return analyse(path, folder.path() / "table", {"--set", "signal.mains=off"});
}

Analysis analyse_stamped(const TemporaryFolder& folder, const std::vector<double>& signal) {
  const fs::path path = folder.path() / "stamped.nwb";
  {
    const Hdf5Fixture file(path);
    const auto samples = joined(signal);
    std::vector<double> stamps(samples.size());
    for (std::size_t i = 0; i < stamps.size(); ++i)
      stamps[i] = static_cast<double>(i < kGapBegin ? i : i + (kGapEnd - kGapBegin)) / 1000.0;
    file.text("/", "nwb_version", "2.5.0");
    file.dataset("/acquisition/GM.R/data", H5T_IEEE_F32LE, {samples.size()}, samples);
    file.text("/acquisition/GM.R/data", "unit", "microvolts");
    file.numbers("/acquisition/GM.R/timestamps", stamps);
  }
  return analyse(path, folder.path() / "stamped", {"--set", "signal.mains=off"});
}

// Records of half a second, those of the gap not there.
Analysis analyse_edf(const TemporaryFolder& folder, const std::vector<double>& signal) {
  const fs::path path = folder.path() / "night.edf";
  EdfTestFile file;
  file.kind = "EDF+D";
  file.duration = "0.5";
  EdfTestSignal emg;
  emg.label = "GM.R";
  emg.samples = 500;
  for (const double value : joined(signal))
    emg.values.push_back(static_cast<std::int32_t>(value));
  std::vector<std::string> times;
  for (std::size_t first = 0; first < kCount; first += emg.samples) {
    if (first < kGapBegin || first >= kGapEnd)
      times.push_back(
          time_keeping("+" + std::to_string(first / 1000) + (first % 1000 == 0 ? "" : ".5")));
  }
  file.record_count = times.size();
  file.records = std::to_string(times.size());
  file.signals = {emg, annotation_signal(times)};
  write_bytes(path, file.bytes());
  return analyse(path, folder.path() / "edf", {"--set", "signal.mains=off"});
}

}  // namespace

TEST_CASE("a gap is the same gap however the file tells it", "[app][analyze][gaps]") {
  const TemporaryFolder folder;
  const auto signal = whole_signal();
  const Analysis expected = analyse_matrix(folder, "nan", with_gap_as(signal, kNan));
  const Analysis fill =
      analyse_matrix(folder, "fill", with_gap_as(signal, -32768), "fill = -32768\n");
  CHECK(differences(expected.events, fill.events, 0.0) == kNone);
  CHECK(differences(expected.features, fill.features, 0.0) == kNone);
  const Analysis table = analyse_gap_table(folder, signal);
  CHECK(differences(expected.events, table.events, 0.0) == kNone);
  CHECK(differences(expected.features, table.features, 0.0) == kNone);
  const Analysis edf = analyse_edf(folder, signal);
  CHECK(differences(expected.events, edf.events, 0.0) == kNone);
  CHECK(differences(expected.features, edf.features, 0.0) == kNone);
  // The rate of the stamps is 1000 Hz but for the last digits of a double.
  const Analysis stamped = analyse_stamped(folder, signal);
  CHECK(differences(expected.events, stamped.events, 1e-6) == kNone);
  CHECK(differences(expected.features, stamped.features, 1e-6) == kNone);
}

TEST_CASE("before and after a gap the features are those of the pieces alone",
          "[app][analyze][gaps]") {
  const TemporaryFolder folder;
  const auto signal = whole_signal();
  const auto whole = analyse_matrix(folder, "whole", with_gap_as(signal, kNan)).features;
  const auto before = analyse_matrix(folder, "before", part(signal, 0, kGapBegin)).features;
  const auto after = analyse_matrix(folder, "after", part(signal, kGapEnd, kCount)).features;
  // What is judged against the quietest second of the whole recording may differ.
  const std::vector<std::string> left_out{"onset", "wamp", "zc", "ssc", "snr_db"};
  const std::vector<Row> first(whole.begin(),
                               whole.begin() + static_cast<std::ptrdiff_t>(before.size()));
  CHECK(differences(first, before, 0.0, left_out) == kNone);
  REQUIRE(whole.size() == kRowsToEnd + after.size());
  const std::vector<Row> second(whole.begin() + kRowsToEnd, whole.end());
  CHECK(differences(second, after, 0.0, left_out) == kNone);
  CHECK(second.front().at("onset") == "63.5");
  for (std::size_t row = before.size(); row < kRowsToEnd; ++row) {
    CAPTURE(row);
    CHECK(whole[row].at("rms_uv") == "n/a");
  }
}
