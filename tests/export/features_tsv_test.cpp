// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iterator>
#include <random>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "export/feature_rows.hpp"
#include "export/sample_session.hpp"
#include "export/session_files.hpp"
#include "export/unzipped.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using exporting::write_features_tsv_gz;

namespace {

constexpr std::size_t kManyRows = 20'000;

// Enough rows for many buffers; some values missing.
core::SessionTable long_table() {
  core::SessionTable table = test::sample_table();
  table.channels.resize(1);
  std::mt19937 generator(20260329);
  std::lognormal_distribution<float> amplitude(1.0F, 2.0F);
  auto& channel = table.channels[0];
  channel.rows = {0.0, 0.5, 1.0, kManyRows};
  for (auto* column : {&channel.features[0],
                       &channel.features[1],
                       &channel.coverage,
                       &channel.mains_rms_uv,
                       &channel.low_rms_uv}) {
    column->resize(kManyRows);
    for (auto& value : *column)
      value = amplitude(generator);
  }
  channel.features[1][7] = std::nanf("");
  return table;
}

}  // namespace

TEST_CASE("the features file has exactly this content", "[export][features]") {
  const test::TemporaryFolder scratch;
  write_features_tsv_gz(scratch / "f.tsv.gz", test::sample_table());
  const std::string upper = "GM.L.upper\tleft\tgastrocnemius_medialis\tupper\t";
  const std::string lower = "GM.L.lower\tleft\tgastrocnemius_medialis\tlower\t";
  CHECK(test::unzipped(scratch / "f.tsv.gz") ==
        "channel\tleg\tmuscle\tsite\tonset\tcoverage\trms_uv\tmdf_hz\tmains_rms_uv\tlow_rms_uv\n" +
            upper + "0\t1\t1.5\t80\t0.5\t3\n" + upper + "0.5\t0.75\t2.25\t0.1\t0.5\t12345.678\n" +
            upper + "1\t0\tn/a\tn/a\tn/a\tn/a\n" + lower + "0.1\t1\t1e-07\tn/a\t0\tn/a\n" + lower +
            "0.2\t1\tn/a\tn/a\t0\tn/a\n");
}

TEST_CASE("a table without channels is a header", "[export][features]") {
  const test::TemporaryFolder scratch;
  write_features_tsv_gz(scratch / "f.tsv.gz", {});
  CHECK(test::unzipped(scratch / "f.tsv.gz") ==
        "channel\tleg\tmuscle\tsite\tonset\tcoverage\tmains_rms_uv\tlow_rms_uv\n");
}

TEST_CASE("a channel name cannot break the features file", "[export][features]") {
  const test::TemporaryFolder scratch;
  auto table = test::sample_table();
  table.channels.resize(1);
  table.channels[0].channel.name = "bad\tname\n" + std::string(400'000, 'x');
  write_features_tsv_gz(scratch / "f.tsv.gz", table);
  const std::string text = test::unzipped(scratch / "f.tsv.gz");
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
  CHECK(text.find("\nbad name xxx") != std::string::npos);
}

TEST_CASE("every float of a long table reads back as the same float", "[export][features]") {
  const test::TemporaryFolder scratch;
  const auto table = long_table();
  write_features_tsv_gz(scratch / "f.tsv.gz", table);
  std::istringstream text(test::unzipped(scratch / "f.tsv.gz"));
  std::string line;
  std::getline(text, line);
  std::size_t row = 0;
  std::size_t different = 0;
  for (; std::getline(text, line); ++row) {
    std::istringstream cells(line);
    std::string cell;
    for (int i = 0; i < 5; ++i)
      std::getline(cells, cell, '\t');
    different += std::stod(cell) == 0.5 * static_cast<double>(row) ? 0U : 1U;
    const auto& channel = table.channels[0];
    for (const auto* column : {&channel.coverage,
                               &channel.features[0],
                               &channel.features[1],
                               &channel.mains_rms_uv,
                               &channel.low_rms_uv}) {
      std::getline(cells, cell, '\t');
      const bool same =
          cell == "n/a" ? std::isnan((*column)[row]) : std::stof(cell) == (*column)[row];
      different += same ? 0U : 1U;
    }
  }
  CHECK(row == kManyRows);
  CHECK(different == 0);
}

TEST_CASE("writing twice gives the same bytes, without time and name", "[export][features]") {
  const test::TemporaryFolder scratch;
  const auto table = long_table();
  write_features_tsv_gz(scratch / "one.tsv.gz", table);
  write_features_tsv_gz(scratch / "another.tsv.gz", table);
  const std::string bytes = test::contents(scratch / "one.tsv.gz");
  CHECK((bytes == test::contents(scratch / "another.tsv.gz")));
  REQUIRE(bytes.size() > 10);
  // RFC 1952: flags in byte 3 (bit 3: a name follows), modification time in bytes 4 to 7.
  CHECK(bytes[3] == 0);
  CHECK(bytes.substr(4, 4) == std::string(4, '\0'));
}

TEST_CASE("a full disk is an output error, for little and for much", "[export][features]") {
  if (!std::filesystem::exists("/dev/full")) {
    WARN("no /dev/full here");
    return;
  }
  CHECK_THROWS_AS(write_features_tsv_gz("/dev/full", test::sample_table()), core::OutputError);
  CHECK_THROWS_AS(write_features_tsv_gz("/dev/full", long_table()), core::OutputError);
  try {
    write_features_tsv_gz("/dev/full", long_table());
  } catch (const core::OutputError& error) {
    CHECK(error.path == "/dev/full");
    CHECK(std::string(error.what()).find("No space left on device") != std::string::npos);
  }
}

TEST_CASE("a folder that is not there is an output error", "[export][features]") {
  const test::TemporaryFolder scratch;
  CHECK_THROWS_AS(write_features_tsv_gz(scratch / "none" / "f.tsv.gz", test::sample_table()),
                  core::OutputError);
}

TEST_CASE("the data dictionary describes every column of the features file, in its order",
          "[export][features]") {
  const test::TemporaryFolder scratch;
  const auto table = test::sample_table();
  write_features_tsv_gz(scratch / "f.tsv.gz", table);
  const auto sidecar = nlohmann::ordered_json::parse(exporting::features_sidecar_json(table));
  std::string header;
  for (const auto& [name, entry] : sidecar.items()) {
    header += (header.empty() ? "" : "\t") + name;
    CHECK_FALSE(entry.at("Description").get<std::string>().empty());
  }
  const std::string text = test::unzipped(scratch / "f.tsv.gz");
  CHECK(header == text.substr(0, text.find('\n')));
  CHECK(sidecar["rms_uv"] ==
        nlohmann::ordered_json{{"Description", "Root mean square."}, {"Units", "uV"}});
  CHECK(sidecar["mdf_hz"]["MissingBecause"] ==
        nlohmann::ordered_json{{"GM.L.lower", "the band 20-400 Hz is not covered"}});
}

TEST_CASE("rows that were written as they came make the file of the whole table",
          "[export][features]") {
  const test::TemporaryFolder scratch;
  const auto table = test::sample_table();
  write_features_tsv_gz(scratch / "whole.tsv.gz", table);
  for (std::size_t c = 0; c < table.channels.size(); ++c) {
    const auto& channel = table.channels[c];
    exporting::FeatureRowsWriter writer(
        exporting::feature_part(scratch / "", c), channel.channel, table.columns.size());
    for (std::size_t row = 0; row < channel.rows.count; ++row) {
      const auto cell = [row](const std::vector<float>& column) {
        return column.empty() ? std::nanf("") : column[row];
      };
      std::vector<float> features;
      std::transform(
          channel.features.begin(), channel.features.end(), std::back_inserter(features), cell);
      writer.add({channel.rows.time_s(row),
                  cell(channel.coverage),
                  features,
                  cell(channel.mains_rms_uv),
                  cell(channel.low_rms_uv)});
    }
    writer.close();
  }
  exporting::join_feature_parts(scratch / "", scratch / "joined.tsv.gz", table);
  CHECK(test::unzipped(scratch / "joined.tsv.gz") == test::unzipped(scratch / "whole.tsv.gz"));
  CHECK_FALSE(std::filesystem::exists(exporting::feature_part(scratch / "", 0)));
  CHECK_THROWS_AS(exporting::join_feature_parts(scratch / "", scratch / "again.tsv.gz", table),
                  core::OutputError);
}
