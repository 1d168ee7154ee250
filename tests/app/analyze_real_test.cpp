// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>
#include <zlib.h>

#include "app/program.hpp"
#include "app/results.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg::test;
namespace fs = std::filesystem;

namespace {

const std::string kShared = CALFEMG_SOURCE_DIR "/../shared/data";

// Column of a features.tsv.gz for one channel, missing values left out.
std::vector<double> feature(const fs::path& path,
                            const std::string& channel,
                            const std::string& name) {
  std::string text;
  gzFile file = gzopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  std::vector<char> buffer(1 << 16);
  for (int count = 0; (count = gzread(file, buffer.data(), 1 << 16)) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(count));
  gzclose(file);
  std::vector<double> values;
  for (const Row& row : rows_of(std::move(text))) {
    if (row.at("channel") == channel && row.at(name) != "n/a")
      values.push_back(std::stod(row.at(name)));
  }
  return values;
}

double percentile(std::vector<double> values, double share) {
  REQUIRE_FALSE(values.empty());
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double rms(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values)
    sum += v * v;
  return std::sqrt(sum / static_cast<double>(values.size()));
}

// Features of a real recording, in which no cramp was found.
fs::path real_features(const TemporaryFolder& folder,
                       const std::string& file,
                       const std::string& map) {
  const fs::path out = folder.path() / "out";
  const auto run = run_program({"analyze",
                                kShared + "/" + file,
                                "--layout",
                                CALFEMG_SOURCE_DIR "/pipelines/layouts/" + map,
                                "--out",
                                out.string(),
                                "--quiet"});
  CAPTURE(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(of_type(table(only_folder(out) / "events.tsv"), "cramp").empty());
  return only_folder(out) / "features.tsv.gz";
}

}  // namespace

// The expected figures were measured on these files with other programs; 5 % covers their other
// band and window.
TEST_CASE("real rest and contraction, real gait: the known figures and no cramp",
          "[app][analyze][real]") {
  if (!fs::exists(kShared)) {
    WARN("real recordings are not here: skipped");
    return;
  }
  const TemporaryFolder folder;
  SECTION("OpenSignals, rest against contraction") {
    const auto features = real_features(
        folder, "opensignals/emg_1000_hz_16_bits_solo.h5", "opensignals_emg_solo.toml");
    const auto levels = feature(features, "PORT1_CHN1", "rms_uv");
    CHECK_THAT(percentile(levels, 0.5), WithinRel(3.8, 0.05));
    CHECK_THAT(percentile(levels, 0.9), WithinRel(145.0, 0.05));
  }
  SECTION("gait, GM, GL, SOL, TA") {
    const auto features =
        real_features(folder, "written/synergies_psgutils_channels_gzip.h5", "synergies_gait.toml");
    CHECK_THAT(rms(feature(features, "GM", "rms_uv")), WithinRel(73.0, 0.05));
    CHECK_THAT(percentile(feature(features, "GM", "mdf_hz"), 0.5), WithinRel(83.0, 0.05));
    CHECK_THAT(rms(feature(features, "GL", "rms_uv")), WithinRel(34.0, 0.05));
    CHECK_THAT(percentile(feature(features, "GL", "mdf_hz"), 0.5), WithinRel(95.0, 0.05));
  }
}
