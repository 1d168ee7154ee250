// SPDX-License-Identifier: Apache-2.0
#include "pipeline/plausibility.hpp"

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <random>
#include <zlib.h>

#include "memory_reader.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using test::MemoryReader;
namespace fs = std::filesystem;

namespace {

constexpr double kRateHz = 1000.0;
constexpr std::size_t kSecond = 1000;
constexpr std::size_t kSeconds = 60;

using Signal = std::vector<double>;

// White noise of `rest_uv`, twenty times as large for a third of the time.
Signal raw_emg(double rest_uv = 2.0) {
  std::mt19937 generator(7);
  std::normal_distribution<double> normal;
  Signal signal(kSeconds * kSecond);
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const bool active = (i / kSecond / 5) % 3 == 2;
    signal[i] = rest_uv * (active ? 20.0 : 1.0) * normal(generator);
  }
  return signal;
}

Signal changed(Signal signal, const std::function<double(double)>& change) {
  for (double& value : signal)
    value = change(value);
  return signal;
}

// Rectified, mean over 100 ms.
Signal envelope_of(const Signal& signal) {
  Signal result(signal.size());
  double state = 0.0;
  for (std::size_t i = 0; i < signal.size(); ++i) {
    state += (std::abs(signal[i]) - state) / 100.0;
    result[i] = state;
  }
  return result;
}

pipeline::Stretches seconds_of(const Signal& signal, std::size_t second = kSecond) {
  pipeline::Stretches stretches;
  for (std::size_t at = 0; at + second <= signal.size(); at += second)
    stretches.emplace_back(signal.begin() + static_cast<std::ptrdiff_t>(at),
                           signal.begin() + static_cast<std::ptrdiff_t>(at + second));
  return stretches;
}

std::string problem_of(const Signal& signal, double step_uv = core::kMissing) {
  const auto found = pipeline::implausibility(seconds_of(signal), core::Hertz(kRateHz), step_uv);
  return found ? found->problem : "";
}

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::unique_ptr<MemoryReader> recording(const std::vector<Signal>& signals,
                                        double rate_hz = kRateHz) {
  core::RecordingInfo info;
  info.path = "memory";
  core::BlockInfo block;
  block.name = "emg";
  block.rate = core::Hertz(rate_hz);
  block.sample_type = "float64";
  block.sample_count = signals.front().size();
  for (std::size_t c = 0; c < signals.size(); ++c) {
    core::ChannelInfo channel;
    channel.name = "C" + std::to_string(c);
    channel.role = {core::Leg::left, core::Muscle::gastrocnemius_medialis, core::Site::whole};
    channel.unit = "uV";
    block.channels.push_back(channel);
  }
  info.blocks = {block};
  return std::make_unique<MemoryReader>(info, MemoryReader::Samples{signals});
}

}  // namespace

TEST_CASE("raw EMG passes, with rest from 0.1 to 400 uV", "[pipeline][plausibility]") {
  for (const double rest_uv : {0.1, 2.0, 20.0, 200.0}) {
    CAPTURE(rest_uv);
    CHECK(problem_of(raw_emg(rest_uv)).empty());
  }
}

TEST_CASE("a unit that is wrong by a thousand is refused", "[pipeline][plausibility]") {
  CHECK(says(problem_of(raw_emg(2e-3)), "less than the noise of any amplifier"));
  CHECK(says(problem_of(raw_emg(2e3)), "above a maximal contraction"));
  CHECK(says(problem_of(raw_emg(2e-6)), "less than the noise"));
  CHECK(says(problem_of(raw_emg(2e6)), "above a maximal contraction"));
  // Rest is possible, activity is not.
  CHECK(
      says(problem_of(changed(raw_emg(400.0), [](double v) { return v; })), "more than a muscle"));
}

TEST_CASE("bounds hold just below and just above their value", "[pipeline][plausibility]") {
  // White noise loses the 2 % of its power below 20 Hz of 500 Hz: sqrt(1 - 0.04) = 0.98.
  CHECK(says(problem_of(raw_emg(0.95 * pipeline::kLowestRestUv)), "less than the noise"));
  CHECK(problem_of(raw_emg(1.1 * pipeline::kLowestRestUv)).empty());
}

TEST_CASE("rectified and smoothed signals are refused", "[pipeline][plausibility]") {
  const auto rectified = changed(raw_emg(), [](double v) { return std::abs(v); });
  CHECK(says(problem_of(rectified), "is never below zero"));
  CHECK(says(problem_of(envelope_of(raw_emg(20.0))), "is never below zero"));
  const auto found =
      pipeline::implausibility(seconds_of(rectified), core::Hertz(kRateHz), core::kMissing);
  REQUIRE(found);
  CHECK(says(found->advice, "raw signal"));
}

TEST_CASE("raw EMG with an offset passes when its bursts show", "[pipeline][plausibility]") {
  CHECK(problem_of(changed(raw_emg(), [](double v) { return v + 500.0; })).empty());
  CHECK(problem_of(changed(raw_emg(), [](double v) { return v - 500.0; })).empty());
  CHECK(problem_of(changed(raw_emg(), [](double v) { return v + 1.0; })).empty());
}

TEST_CASE("a constant channel is refused, a silent part is not", "[pipeline][plausibility]") {
  CHECK(says(problem_of(Signal(kSeconds * kSecond, 3.0)), "is constant (3.00 uV)"));
  Signal half = raw_emg();
  std::fill(half.begin(), half.begin() + kSeconds * kSecond / 2, 0.0);
  CHECK(problem_of(half).empty());
}

TEST_CASE("steps coarser than the rest are refused", "[pipeline][plausibility]") {
  const auto stepped = [](double step) {
    return changed(raw_emg(), [step](double v) { return step * std::round(v / step); });
  };
  CHECK(problem_of(stepped(1.0), 1.0).empty());
  CHECK(says(problem_of(stepped(10.0), 10.0), "has steps of 10.0 uV, coarser than its rest"));
}

TEST_CASE("without a complete second nothing is judged", "[pipeline][plausibility]") {
  CHECK_FALSE(pipeline::implausibility({}, core::Hertz(kRateHz), core::kMissing));
  const auto empty = recording({Signal(500, 0.0)});
  CHECK(pipeline::find_implausible(*empty, {}).empty());
  const auto missing = recording({Signal(10'000, core::kMissing)});
  CHECK(pipeline::find_implausible(*missing, {}).empty());
}

TEST_CASE("each channel is judged for itself, and only those with a role",
          "[pipeline][plausibility]") {
  const Signal rectified = changed(raw_emg(), [](double v) { return std::abs(v); });
  const auto reader = recording({raw_emg(), rectified, Signal(kSeconds * kSecond, 0.0)});
  const auto refused = pipeline::find_implausible(*reader, {});
  REQUIRE(refused.size() == 2);
  CHECK(refused[0].channel == 1);
  CHECK(says(refused[0].sentence(), "C1 is never below zero"));
  CHECK(refused[1].channel == 2);
  const auto rest =
      pipeline::without_channels(recording({raw_emg(), rectified, rectified}), refused);
  const auto& channels = rest->info().blocks[0].channels;
  CHECK(channels[0].role.is_emg());
  CHECK_FALSE(channels[1].role.is_emg());
  CHECK_FALSE(channels[2].role.is_emg());
  CHECK(pipeline::find_implausible(*rest, {}).empty());
}

TEST_CASE("a rate too low for EMG is refused for its channel", "[pipeline][plausibility]") {
  const auto slow = recording({Signal(600, 0.0)}, 10.0);
  const auto refused = pipeline::find_implausible(*slow, {});
  REQUIRE(refused.size() == 1);
  CHECK(says(refused[0].why.problem, "too little for EMG"));
  const auto enough = recording({raw_emg()}, 256.0);
  CHECK(pipeline::find_implausible(*enough, {}).empty());
}

namespace {

// The array NAME.npy of a zip archive as numpy writes it: <f8, column after column.
std::vector<double> npz_array(const fs::path& path, const std::string& name) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto number = [&bytes](std::size_t at, std::size_t width) {
    std::size_t value = 0;
    for (std::size_t i = width; i-- > 0;)
      value = value * 256 + static_cast<unsigned char>(bytes.at(at + i));
    return value;
  };
  // Central directory: its entries have the sizes that local headers may leave out.
  std::size_t entry = bytes.find("PK\x01\x02");
  while (entry != std::string::npos && bytes.substr(entry + 46, number(entry + 28, 2)) != name)
    entry = bytes.find("PK\x01\x02", entry + 4);
  REQUIRE(entry != std::string::npos);
  const std::size_t packed = number(entry + 20, 4);
  std::string plain(number(entry + 24, 4), '\0');
  const std::size_t local = number(entry + 42, 4);
  const std::size_t start = local + 30 + number(local + 26, 2) + number(local + 28, 2);
  std::string input = bytes.substr(start, packed);
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  REQUIRE(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
  REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  inflateEnd(&stream);
  REQUIRE(plain.find("'<f8', 'fortran_order': True") != std::string::npos);
  const std::size_t header = plain.find('\n') + 1;
  std::vector<double> values((plain.size() - header) / sizeof(double));
  std::memcpy(values.data(), plain.data() + header, values.size() * sizeof(double));
  return values;
}

}  // namespace

TEST_CASE("a published envelope that is called EMG is caught, and the EMG beside it passes",
          "[pipeline][plausibility][real]") {
  const fs::path folder = fs::path(CALFEMG_SOURCE_DIR) / "../shared/data/emg/elderly_ta_gl";
  if (!fs::exists(folder)) {
    WARN("skipped: no " << folder);
    return;
  }
  constexpr std::size_t kColumns = 4;  // VL, BF, TA, GL
  constexpr std::size_t kRealRate = 2000;
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".npz") continue;
    ++files;
    for (const std::string task : {"EMG_VL", "EMG_BF", "EMG_LG"}) {
      CAPTURE(entry.path().filename().string(), task);
      const auto values = npz_array(entry.path(), task + ".npy");
      for (std::size_t column = 0; column < kColumns; ++column) {
        CAPTURE(column);
        const auto length = static_cast<std::ptrdiff_t>(values.size() / kColumns);
        const auto first = values.begin() + static_cast<std::ptrdiff_t>(column) * length;
        const Signal signal(first, first + length);
        const auto found = pipeline::implausibility(
            seconds_of(signal, kRealRate), core::Hertz(kRealRate), core::kMissing);
        const bool is_envelope = found && says(found->problem, "is never below zero");
        CHECK(is_envelope == (column == kColumns - 1));
        if (column < kColumns - 1) CHECK_FALSE(found);
      }
    }
  }
  CHECK(files == 6);
}
