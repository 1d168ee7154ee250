// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <sstream>

#include "core/error.hpp"
#include "exchange/export_results.hpp"
#include "exchange/feature_reader.hpp"
#include "exchange/hdf5_writer.hpp"
#include "exchange/normalise.hpp"
#include "exchange/session_folder.hpp"
#include "export/cell.hpp"
#include "export/gzip_file.hpp"
#include "export/tsv_text.hpp"
#include "features/feature_table.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::exchange;
using test::WithinAbs;
using test::WithinRel;

namespace {

using Row = std::map<std::string, std::string>;

std::vector<Row> rows_in(const std::filesystem::path& path) {
  const std::string text =
      path.extension() == ".gz" ? exporting::text_of_gzip(path) : exporting::text_of(path);
  const auto lines = exporting::lines_of(text);
  REQUIRE(!lines.empty());
  const auto names = exporting::cells_of(lines.front());
  std::vector<Row> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto cells = exporting::cells_of(lines[i]);
    REQUIRE(cells.size() == names.size());
    Row& row = rows.emplace_back();
    for (std::size_t c = 0; c < cells.size(); ++c)
      row[std::string(names[c])] = cells[c];
  }
  return rows;
}

/// A results folder with two sessions, and what was exported from it.
struct Export {
  explicit Export(const ExportOptions& options) {
    for (const char* session : {"n1", "n2"})
      (void)test::write_session(folder.path() / "results", "S1", session);
    done = export_results(
        folder.path() / "results", folder.path() / "out", options, [] { return false; });
  }

  [[nodiscard]] std::vector<Row> table(const std::string& name) const {
    return rows_in(folder.path() / "out" / name);
  }

  test::TemporaryFolder folder;
  Exported done;
};

double number(const Row& row, const std::string& column) {
  return std::stod(row.at(column));
}

}  // namespace

TEST_CASE("exported windows say which of them count", "[exchange][windows]") {
  ExportOptions options;
  options.what = What::features;
  options.step_s = 0.0;
  const Export exported(options);
  CHECK(exported.done.sessions == 2);
  const auto rows = exported.table("S1_n1_features.tsv.gz");
  CHECK(rows.size() == 4798);
  for (const auto& row : rows) {
    const double onset = number(row, "onset");
    const bool artifact = row.at("leg") == "left" && onset > 99.0 && onset < 110.0;
    CAPTURE(onset, row.at("channel"));
    CHECK((row.at("valid") == "0") == (artifact || onset == 0.0));
  }
  CHECK(rows[1].at("channel") == "=GM, left");
  CHECK(rows[1].at("stage") == "W");
  CHECK(rows[100].at("stage") == "N2");
}

TEST_CASE("windows are thinned out and rounded as asked", "[exchange][windows]") {
  ExportOptions options;
  options.what = What::features;
  options.features = {"mdf_hz"};
  const Export exported(options);
  const auto rows = exported.table("S1_n2_features.tsv.gz");
  CHECK(rows.size() == 2400);
  CHECK(rows[2].at("onset") == "2");
  CHECK(rows[2].at("mdf_hz") == "99.2");  // 100 + sin(4), three digits
  CHECK(rows[2].count("rms_uv") == 0);
}

TEST_CASE("floats keep the bits that are asked for", "[exchange][windows]") {
  for (const float value : {1.0F, 3.14159274F, 1e-30F, -123456.0F, 0.0F}) {
    CAPTURE(value);
    CHECK_THAT(static_cast<double>(with_mantissa_bits(value, 10)),
               WithinRel(static_cast<double>(value), 1.0 / 2048.0));
    CHECK(with_mantissa_bits(value, 23) == value);
  }
  CHECK(std::isnan(with_mantissa_bits(std::nanf(""), 10)));
  CHECK(std::isfinite(with_mantissa_bits(3.4e38F, 3)));
}

TEST_CASE("windows are summed up by epoch, stage, night and event", "[exchange][windows]") {
  ExportOptions options;
  options.what = What::epochs;
  options.features = {"rms_uv"};
  {
    const Export exported(options);
    const auto rows = exported.table("epochs.tsv.gz");
    CHECK(rows.size() == 160);  // sessions, channels, epochs of 30 s
    CHECK(rows[0].at("folder") == "S1_n1");
    CHECK(rows[0].at("windows") == "59");
    CHECK(rows[0].at("valid_windows") == "58");
    CHECK(rows[3].at("windows") == "60");
    CHECK(rows[3].at("valid_windows") == "39");  // those that touch 100 to 110 s are left out
    CHECK(rows[20].at("rms_uv_median") == "4");
    CHECK(rows[10].at("rms_uv_p90") == "2");
  }
  options.by = Grouping::stage;
  {
    const auto rows = Export(options).table("epochs.tsv.gz");
    REQUIRE(rows.size() == 8);
    CHECK(rows[0].at("stage") == "W");
    CHECK(rows[0].at("duration") == "30");
    CHECK(rows[1].at("duration") == "1170");
  }
  options.by = Grouping::night;
  options.statistics = {Statistic::mean, Statistic::sd};
  {
    const auto rows = Export(options).table("epochs.tsv.gz");
    REQUIRE(rows.size() == 4);
    const double valid = number(rows[0], "valid_windows");
    CHECK(valid == 2399 - 1 - 21);
    CHECK_THAT(number(rows[0], "rms_uv_mean"), WithinRel(2.0 + 2.0 * 60.0 / valid, 1e-6));
  }
  options.by = Grouping::event;
  options.types = {core::EventType::cramp};
  {
    const auto rows = Export(options).table("epochs.tsv.gz");
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].at("relation") == "same_head");
    CHECK(rows[0].at("rms_uv_mean") == "4");
    CHECK(rows[0].at("rms_uv_sd") == "0");
    CHECK(rows[1].at("relation") == "other_leg");
  }
}

TEST_CASE("windows are aligned to the onset of events", "[exchange][windows]") {
  ExportOptions options;
  options.what = What::aligned;
  options.features = {"rms_uv"};
  options.before_s = 60.0;
  options.after_s = 60.0;
  const auto rows = Export(options).table("aligned.tsv.gz");
  REQUIRE(rows.size() == 16);
  const std::vector<std::string> offsets{"-60", "-30", "0", "30"};
  const std::vector<std::string> means{"2", "2", "4", "2"};
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    CHECK(rows[i].at("offset") == offsets[i]);
    CHECK(rows[i].at("rms_uv_mean") == means[i]);
    CHECK(rows[i].at("windows") == "60");
  }
}

TEST_CASE("aligned windows outside of the recording are rows without a value",
          "[exchange][windows]") {
  ExportOptions options;
  options.what = What::aligned;
  options.features = {"rms_uv"};
  const auto rows = Export(options).table("aligned.tsv.gz");
  REQUIRE(rows.size() == 720);  // -30 to +60 min
  CHECK(rows[0].at("windows") == "0");
  CHECK(rows[0].at("rms_uv_mean") == "n/a");
}

TEST_CASE("amplitudes are normalised to rest, contraction and night", "[exchange][normalise]") {
  ExportOptions options;
  options.what = What::epochs;
  options.by = Grouping::night;
  options.statistics = {Statistic::median};
  const auto night = [&options](Normalisation how) {
    options.normalisation = how;
    return Export(options).table("epochs.tsv.gz").front();
  };
  CHECK(night(Normalisation::rest).at("rms_rest_multiple_median") == "1");
  CHECK(night(Normalisation::mvc).at("rms_mvc_percent_median") == "1");
  CHECK(night(Normalisation::dne).at("rms_dne_median") == "0");
  CHECK(night(Normalisation::rest).count("mdf_hz_median") == 1);
  options.statistics = {Statistic::mean, Statistic::sd};
  const auto z = night(Normalisation::z);
  for (const std::string name : {"rms_uv_z", "mdf_hz_z"}) {
    CHECK_THAT(number(z, name + "_mean"), WithinAbs(0.0, 1e-6));
    CHECK_THAT(number(z, name + "_sd"), WithinRel(1.0, 1e-6));
  }
}

TEST_CASE("a level that is not known gives no number", "[exchange][normalise]") {
  ChannelFeatures features{"c", {0.0, 1.0}, {1.0F, 1.0F}, {{1.0F, 1.0F}}};
  const std::vector<bool> valid{true, true};
  for (const auto how : {Normalisation::rest, Normalisation::mvc, Normalisation::z}) {
    auto copy = features;
    normalise(copy, {"rms_uv"}, valid, ChannelFacts{}, how);
    CHECK(std::isnan(copy.values[0][0]));
  }
}

TEST_CASE("the dictionary describes every column of a table, from the table of features",
          "[exchange][dictionary]") {
  for (const auto& row : features::feature_table()) {
    const Column column = feature_column(std::string(row.name));
    CHECK(column.unit == row.unit);
    CHECK(column.meaning == row.meaning);
    CHECK(column.formula == "docs/features.md#" + std::string(row.name));
  }
  CHECK(feature_column("mdf_hz").band == "30-350 Hz");
  CHECK(feature_column("rms_uv").band.empty());
  CHECK(feature_column("low_rms_uv").unit == "uV");
  ExportOptions options;
  options.what = What::epochs;
  const Export exported(options);
  const std::string text = test::contents(exported.folder.path() / "out/epochs.json");
  const auto rows = exported.table("epochs.tsv.gz");
  for (const auto& [name, value] : rows.front())
    CHECK(text.find("\"" + name + "\": {") != std::string::npos);
}

TEST_CASE("nights are one table with the context", "[exchange][nights]") {
  ExportOptions options;
  options.what = What::nights;
  const auto rows = Export(options).table("nights.tsv");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].at("folder") == "S1_n1");
  CHECK(rows[0].at("context_medication") == "=none");
  CHECK(rows[0].at("duration_s") == "1200");
}

TEST_CASE("an export that was interrupted leaves nothing", "[exchange]") {
  const test::TemporaryFolder folder;
  (void)test::write_session(folder.path() / "results", "S1", "n1");
  ExportOptions options;
  options.what = What::epochs;
  CHECK_THROWS_AS(
      export_results(
          folder.path() / "results", folder.path() / "out", options, [] { return true; }),
      core::Interrupted);
  CHECK(std::filesystem::is_empty(folder.path() / "out"));
}

TEST_CASE("what is no results folder is refused", "[exchange]") {
  const test::TemporaryFolder folder;
  const auto run = [&folder](const std::filesystem::path& results) {
    return export_results(results, folder.path() / "out", {}, [] { return false; });
  };
  CHECK_THROWS_AS(run(folder.path() / "none"), core::FileError);
  CHECK_THROWS_AS(run(folder.path()), core::FileError);
  std::filesystem::create_directories(folder.path() / "s");
  test::write_file(folder.path() / "s/report.json", "{\"format\": 1}");
  CHECK_THROWS_AS(run(folder.path()), core::FormatError);
}
