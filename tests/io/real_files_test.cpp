// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "io/reading.hpp"
#include "io/units.hpp"
#include "support/catch.hpp"

using namespace calfemg;
using namespace calfemg::test;

// Files that devices and other people's programs wrote, against numbers that h5py and NumPy gave.
namespace {

std::filesystem::path data_folder() {
  return std::filesystem::path(CALFEMG_SOURCE_DIR) / "../shared/data";
}

struct Place {
  std::size_t block = 0;
  std::size_t channel = 0;
};

std::optional<Place> place_of(const core::RecordingInfo& info, const std::string& stored_at) {
  for (std::size_t b = 0; b < info.blocks.size(); ++b) {
    for (std::size_t c = 0; c < info.blocks[b].channels.size(); ++c) {
      if (info.blocks[b].channels[c].stored_at == stored_at) return Place{b, c};
    }
  }
  return std::nullopt;
}

struct Moments {
  double mean = 0.0;
  double deviation = 0.0;
};

Moments moments_of(const std::vector<double>& values) {
  Moments result;
  const auto count = static_cast<double>(values.size());
  for (const double v : values)
    result.mean += v / count;
  for (const double v : values)
    result.deviation += (v - result.mean) * (v - result.mean) / count;
  result.deviation = std::sqrt(result.deviation);
  return result;
}

io::LayoutMap map_for(const std::string& file) {
  io::LayoutMap map;
  if (file.rfind("written/", 0) == 0 || file.find("hdphysio5") != std::string::npos)
    map.unit = "uV";
  return map;
}

bool is_ours(const std::string& file) {
  for (const char* part : {"opensignals/",
                           "synergies_psgutils",
                           "written/physio_",
                           "written/misc_",
                           "vendor/",
                           "nwb/"}) {
    if (file.find(part) != std::string::npos) return true;
  }
  return false;
}

// Counts of OpenSignals are compared as counts, everything else in the unit of the channel.
double stored_value(double uv, const core::ChannelInfo& channel, const std::string& unit) {
  if (unit == "ADC") return (uv - channel.uv_offset) / channel.uv_per_count;
  return uv / io::microvolts_per(channel.unit).value_or(1.0);
}

void check_close(double found, double expected, double deviation) {
  // 1e-9: two ways of adding 10^5 numbers of one size in double differ by less
  CHECK_THAT(found, WithinRel(expected, 1e-9) || WithinAbs(expected, 1e-9 * deviation));
}

void check_series(const nlohmann::json& series) {
  const std::string file = series["file"];
  const std::string path = series["path"];
  CAPTURE(file, path);
  const auto reader = io::open_recording(data_folder() / file, map_for(file));
  const auto place = place_of(reader->info(), path);
  REQUIRE(place);
  const auto& block = reader->info().blocks[place->block];
  const auto& channel = block.channels[place->channel];
  CHECK(block.rate.value() == series["fs_hz"].get<double>());
  std::vector<double> uv(block.sample_count);
  const std::vector<std::size_t> wanted{place->channel};
  reader->read_uv(place->block, 0, uv.size(), wanted, uv);
  // A pause that the file does not give the length of stands as a gap; all samples stay.
  std::erase_if(uv, [](double value) { return std::isnan(value); });
  REQUIRE(uv.size() == series["n"].get<std::size_t>());
  if (series.contains("uV_std_if_EMG_3V_G1000") && !series["uV_std_if_EMG_3V_G1000"].is_null())
    CHECK_THAT(moments_of(uv).deviation,
               WithinRel(series["uV_std_if_EMG_3V_G1000"].get<double>(), 1e-9));
  for (double& value : uv)
    value = stored_value(value, channel, series["unit"]);
  if (series["unit"] != "ADC" && series["unit"] != "(none)")
    CHECK(channel.unit == io::unit_from_word(series["unit"].get<std::string>()));
  const auto moments = moments_of(uv);
  const double deviation = series["std"];
  check_close(moments.mean, series["mean"], deviation);
  check_close(moments.deviation, deviation, deviation);
  check_close(*std::min_element(uv.begin(), uv.end()), series["min"], deviation);
  check_close(*std::max_element(uv.begin(), uv.end()), series["max"], deviation);
}

}  // namespace

TEST_CASE("real recordings read as h5py reads them", "[io][real]") {
  if (!std::filesystem::exists(data_folder() / "expected.json")) {
    WARN("skipped: no " << data_folder());
    return;
  }
  std::ifstream file(data_folder() / "expected.json");
  const auto expected = nlohmann::json::parse(file);
  int checked = 0;
  for (const auto& series : expected) {
    if (!is_ours(series["file"])) continue;
    check_series(series);
    ++checked;
  }
  CHECK(checked == 63);
}

TEST_CASE("what is no signal in real recordings is no channel", "[io][real]") {
  const auto folder = data_folder() / "opensignals";
  if (!std::filesystem::exists(folder)) {
    WARN("skipped: no " << folder);
    return;
  }
  int channels = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".h5") continue;
    const auto reader = io::open_recording(entry.path(), {});
    for (const auto& block : reader->info().blocks) {
      for (const auto& channel : block.channels) {
        CAPTURE(channel.stored_at);
        CHECK(contains(channel.stored_at, "/raw/channel_"));
        ++channels;
      }
    }
  }
  CHECK(channels >= 13);
}

TEST_CASE("a real recording without EMG is refused", "[io][real]") {
  const auto path = data_folder() / "opensignals/loft_time_subject_1.h5";
  if (!std::filesystem::exists(path)) {
    WARN("skipped: no " << path);
    return;
  }
  const std::string text = refusal<core::FormatError>(path);
  CAPTURE(text);
  CHECK(contains(text, "at least one channel with an EMG role"));
  CHECK(contains(text, "7 channel(s) without one"));
}
