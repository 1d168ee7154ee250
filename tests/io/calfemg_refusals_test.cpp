// SPDX-License-Identifier: Apache-2.0
#include <limits>
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

std::string format_refusal(const std::filesystem::path& path, const io::LayoutMap& map = {}) {
  std::string text = refusal<core::FormatError>(path, map);
  CAPTURE(text);
  CHECK_FALSE(contains(text, "\n"));
  CHECK(contains(text, path.filename().string()));
  return text;
}

}  // namespace

TEST_CASE("a calfemg recording that is not right is refused with its place", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  ChannelColumns columns;
  std::string expected;
  const auto write = [&](const auto& change) {
    const Hdf5Fixture file(path);
    write_calfemg(file, columns);
    change(file);
  };
  const auto nothing = [](const Hdf5Fixture&) {};
  const auto replace_samples = [](hid_t type, const std::vector<hsize_t>& shape) {
    return [type, shape](const Hdf5Fixture& file) {
      std::size_t count = 1;
      for (const auto extent : shape)
        count *= extent;
      file.remove("/signals/emg/samples");
      file.dataset("/signals/emg/samples", type, shape, std::vector<double>(count, 1.0));
    };
  };

  SECTION("another major version") {
    write([](const Hdf5Fixture& file) { file.text("/", "format_version", "2.0"); });
    expected = "/format_version";
  }
  SECTION("no unit at all") {
    write([](const Hdf5Fixture& file) { file.remove("/signals/emg/channels/unit"); });
    expected = "a unit of uV, mV or V for the channel \"GM.L\", found none";
  }
  SECTION("an empty unit") {
    columns.unit = {"uV", ""};
    write(nothing);
    expected = "for the channel \"GL.L\", found none";
  }
  SECTION("an unknown unit") {
    columns.unit = {"uV", "MV"};
    write(nothing);
    expected = "found \"MV\"";
  }
  SECTION("rate 0") {
    write([](const Hdf5Fixture& file) { file.number("/signals/emg", "sampling_rate_hz", 0.0); });
    expected = "/signals/emg/sampling_rate_hz: expected a sampling rate above 0 Hz, found 0";
  }
  SECTION("rate NaN") {
    write([](const Hdf5Fixture& file) {
      file.number("/signals/emg", "sampling_rate_hz", core::kMissing);
    });
    expected = "/signals/emg/sampling_rate_hz";
  }
  SECTION("rate negative") {
    write([](const Hdf5Fixture& file) { file.number("/signals/emg", "sampling_rate_hz", -1.0); });
    expected = "found -1";
  }
  SECTION("rate infinite") {
    write([](const Hdf5Fixture& file) {
      file.number("/signals/emg", "sampling_rate_hz", std::numeric_limits<double>::infinity());
    });
    expected = "/signals/emg/sampling_rate_hz";
  }
  SECTION("0 samples") {
    write(replace_samples(H5T_STD_I16LE, {0, 2}));
    expected = "expected samples, found 0 samples";
  }
  SECTION("one dimension") {
    write(replace_samples(H5T_STD_I16LE, {100}));
    expected = "samples as (time, channel)";
  }
  SECTION("three dimensions") {
    write(replace_samples(H5T_STD_I16LE, {10, 2, 2}));
    expected = "3 dimensions";
  }
  SECTION("transposed") {
    write(replace_samples(H5T_STD_I16LE, {2, 5000}));
    expected = "is the array transposed?";
  }
  SECTION("an unsigned type, which the layout does not have") {
    write(replace_samples(H5T_STD_U16LE, {100, 2}));
    expected = "found uint16";
  }
  SECTION("more channels described than stored") {
    write(replace_samples(H5T_STD_I16LE, {100, 3}));
    expected = "/signals/emg/channels/name: expected 3 entries";
  }
  SECTION("names twice") {
    columns.name = {"GM", "GM"};
    write(nothing);
    expected = "\"GM\" twice";
  }
  SECTION("an unknown leg") {
    columns.leg = {"left", "lefft"};
    write(nothing);
    expected =
        "one of left, right for the channel \"GL.L\", found \"lefft\"; did you mean \"left\"";
  }
  SECTION("an unknown muscle") {
    columns.muscle = {"gastrocnemius_mediali", "soleus"};
    write(nothing);
    expected = "did you mean \"gastrocnemius_medialis\"";
  }
  SECTION("an unknown site") {
    columns.site = {"middle", ""};
    write(nothing);
    expected = "one of upper, lower";
  }
  SECTION("a scale of 0") {
    columns.scale = {0.0, 1.0};
    write(nothing);
    expected = "a scale that is a number other than 0";
  }
  SECTION("filter corners the wrong way round") {
    write([](const Hdf5Fixture& file) {
      file.numbers("/signals/emg/channels/highpass_hz", {10.0, 500.0});
      file.numbers("/signals/emg/channels/lowpass_hz", {500.0, 10.0});
    });
    expected = "a lowpass_hz above the highpass_hz of 500";
  }
  SECTION("a gap outside") {
    write([](const Hdf5Fixture& file) {
      file.numbers("/signals/emg/gaps/start_s", {0.05});
      file.numbers("/signals/emg/gaps/duration_s", {1.0});
    });
    expected = "gaps inside the block";
  }
  SECTION("a gap of negative length") {
    write([](const Hdf5Fixture& file) {
      file.numbers("/signals/emg/gaps/start_s", {0.05});
      file.numbers("/signals/emg/gaps/duration_s", {-0.01});
    });
    expected = "/signals/emg/gaps/duration_s";
  }
  SECTION("gaps without an end") {
    write([](const Hdf5Fixture& file) {
      file.numbers("/signals/emg/gaps/start_s", {0.05, 0.06});
      file.numbers("/signals/emg/gaps/duration_s", {0.01});
    });
    expected = "2 entries, as in start_s, found 1";
  }
  SECTION("an unknown stage") {
    write([](const Hdf5Fixture& file) { file.numbers("/hypnogram/stage", {0, 5}); });
    expected = "found 5 in epoch 1";
  }
  SECTION("a start that is no time") {
    write([](const Hdf5Fixture& file) { file.text("/", "start_time", "yesterday"); });
    expected = "/start_time";
  }
  SECTION("no blocks") {
    write([](const Hdf5Fixture& file) { file.remove("/signals/emg"); });
    expected = "/signals: expected a group with a block of signals";
  }
  SECTION("no EMG role") {
    columns.muscle = {"", ""};
    write(nothing);
    expected =
        "`channel = [{ match = \"GM.L\", leg = \"right\", muscle = \"gastrocnemius_medialis\" }]`";
  }
  SECTION("two channels of one role") {
    columns.muscle = {"GM", "GM"};
    write(nothing);
    expected = "\"GM.L\" and \"GL.L\" both as GM.L";
  }
  const std::string text = format_refusal(path);
  CAPTURE(text);
  CHECK(contains(text, expected));
}

TEST_CASE("sizes that cannot be are refused before anything is allocated", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  const auto [shape, chunk, expected] =
      GENERATE(table<std::vector<hsize_t>, std::vector<hsize_t>, std::string>({
          {{1ULL << 50U, 2}, {1024, 2}, "never written"},
          {{1ULL << 31U, 2}, {1ULL << 27U, 2}, "chunks of at most 256 MB"},
      }));
  {
    const Hdf5Fixture file(path);
    write_calfemg(file);
    file.remove("/signals/emg/samples");
    file.dataset("/signals/emg/samples", H5T_STD_I16LE, shape, {}, chunk);
  }
  CHECK(contains(format_refusal(path), expected));
}

TEST_CASE("a recording of more than a month is refused", "[io][errors]") {
  const TemporaryFolder folder;
  const auto path = folder / "night.h5";
  {
    const Hdf5Fixture file(path);
    write_calfemg(file);
    file.number("/signals/emg", "sampling_rate_hz", 1e-5);
  }
  CHECK(contains(format_refusal(path), "at most 31 days"));
}
