// SPDX-License-Identifier: Apache-2.0
#include "export/stored_session.hpp"

#include <cmath>
#include <filesystem>

#include "core/error.hpp"
#include "export/session_files.hpp"
#include "sample_session.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;

TEST_CASE("a stored session writes the same report.json again", "[export][stored]") {
  const test::TemporaryFolder folder;
  const auto table = test::sample_table();
  auto result = test::sample_result();
  core::SignalExcerpt excerpt;
  excerpt.onset_s = 12.5;
  excerpt.channel = "GM, \"left\"";
  excerpt.low_uv = {-1.5F, std::nanf(""), -2.0F};
  excerpt.high_uv = {1.5F, std::nanf(""), 3.0F};
  excerpt.event_uv2_per_hz = {0.25F, 4.0F};
  result.excerpts = {excerpt};
  const std::string text = exporting::report_json(table, result);
  test::write_file(folder / "report.json", text);
  exporting::write_night_cbor_gz(folder / "night.cbor.gz", table, result.excerpts);
  const auto stored = exporting::read_stored_session(folder.path());

  REQUIRE(stored.table.channels.size() == table.channels.size());
  for (std::size_t c = 0; c < table.channels.size(); ++c) {
    const auto& before = table.channels[c];
    const auto& after = stored.table.channels[c];
    REQUIRE(after.envelope_uv.size() == before.envelope_uv.size());
    for (std::size_t i = 0; i < before.envelope_uv.size(); ++i) {
      CAPTURE(c, i);
      if (std::isnan(before.envelope_uv[i]))
        CHECK(std::isnan(after.envelope_uv[i]));
      else if (before.envelope_uv[i] > 0.02F)
        CHECK_THAT(after.envelope_uv[i], Catch::Matchers::WithinRel(before.envelope_uv[i], 0.03F));
    }
    CHECK(after.quality == before.quality);
    CHECK(after.bins.count == before.bins.count);
  }
  REQUIRE(stored.result.excerpts.size() == 1);
  CHECK(stored.result.excerpts[0].channel == excerpt.channel);
  CHECK(std::isnan(stored.result.excerpts[0].low_uv[1]));
  CHECK(stored.result.excerpts[0].high_uv[2] == 3.0F);
  CHECK(stored.result.findings.events.size() == result.findings.events.size());
  CHECK(exporting::events_tsv(stored.result.findings.events) ==
        exporting::events_tsv(result.findings.events));
}

TEST_CASE("a folder without results is refused in a sentence that names the file",
          "[export][stored]") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(exporting::read_stored_session(folder.path()), core::FileError);
  test::write_file(folder / "report.json", "{\"format\": \"other\"}");
  CHECK_THROWS_AS(exporting::read_stored_session(folder.path()), core::FormatError);
  test::write_file(folder / "report.json",
                   "{\"format\": \"calfemg-report\", \"format_version\": \"1.0\"}");
  CHECK_THROWS_WITH(exporting::read_stored_session(folder.path()),
                    Catch::Matchers::Contains("report.json"));
}

TEST_CASE("a damaged night is refused", "[export][stored]") {
  const test::TemporaryFolder folder;
  const auto table = test::sample_table();
  test::write_file(folder / "report.json", exporting::report_json(table, test::sample_result()));
  CHECK_THROWS_AS(exporting::read_stored_session(folder.path()), core::FileError);
  test::write_file(folder / "night.cbor.gz", "no gzip");
  CHECK_THROWS_AS(exporting::read_stored_session(folder.path()), core::FileError);
}

TEST_CASE("a reviewed table gives verdicts, and events without those that were rejected",
          "[export][review]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "events_reviewed.tsv";
  test::write_file(
      path,
      "onset\tduration\ttrial_type\tleg\treviewer\tdecision\tcomment\treviewed_at\tfound_as\n"
      "1\t5\tcramp\tleft\tAB\taccepted\tn/a\t2026-01-01T00:00:00Z\tcramp 1 5\n"
      "9\t5\trejected_cramp\tleft\tAB\trejected\tit moves\tn/a\tcramp 9 5\n"
      "20\t70\ttension\tleft\tAB\trejected\tn/a\tn/a\ttension 20 70\n"
      "99\t1\tlm\tleft\tn/a\tn/a\tn/a\tn/a\tn/a\n");
  const auto events = exporting::read_events_tsv(path);
  REQUIRE(events.size() == 3);
  CHECK(events[1].type == core::EventType::rejected_cramp);
  CHECK(events[2].type == core::EventType::lm);
  const auto verdicts = exporting::read_verdicts(path);
  REQUIRE(verdicts.size() == 3);
  CHECK(verdicts[1].comment == "it moves");
  CHECK(verdicts[2].found_as == "tension 20 70");
}

TEST_CASE("a table without decisions is no review", "[export][review]") {
  const test::TemporaryFolder folder;
  const auto path = folder / "events.tsv";
  test::write_file(path, exporting::events_tsv({}));
  CHECK_THROWS_WITH(exporting::read_verdicts(path), Catch::Matchers::Contains("decision"));
}
