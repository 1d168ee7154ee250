// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "fake_session.hpp"
#include "page_checks.hpp"
#include "report/clock.hpp"
#include "report/envelope.hpp"
#include "report/html_text.hpp"
#include "report/measure_words.hpp"
#include "report/scales.hpp"
#include "report/svg.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"
#include "support/catch.hpp"

using namespace calfemg;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// Envelope of ten bins of 1 s: 1, 2, ... 10 uV.
core::ChannelTable staircase() {
  core::ChannelTable channel;
  channel.bins = {0.0, 1.0, 1.0, 10};
  for (int i = 1; i <= 10; ++i)
    channel.envelope_uv.push_back(static_cast<float>(i));
  channel.quality.assign(10, 0);
  return channel;
}

std::vector<std::string> labels_of(const std::vector<report::Tick>& ticks) {
  std::vector<std::string> labels;
  labels.reserve(ticks.size());
  for (const auto& tick : ticks)
    labels.push_back(tick.label);
  return labels;
}

}  // namespace

TEST_CASE("text of a file is escaped, repaired and bounded", "[report][escaping]") {
  CHECK(report::escaped("<a href=\"x\">'&'</a>") ==
        "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  CHECK(report::escaped("\xC2\xB5V \xF0\x9F\xA6\xB5") == "\xC2\xB5V \xF0\x9F\xA6\xB5");
  CHECK(report::escaped("a\tb\nc") == "a b c");
  const std::string replaced = "\xEF\xBF\xBD";
  CHECK(report::escaped(std::string_view("\0", 1)) == replaced);
  CHECK(report::escaped("\xE2\x80\xAE") == replaced);         // right-to-left override
  CHECK(report::escaped("\xC3") == replaced);                 // cut in the middle
  CHECK(report::escaped("\xC0\xBC") == replaced + replaced);  // "<" in two bytes
  CHECK(report::escaped("\xED\xA0\x80").find('\xED') == std::string::npos);  // surrogate
  CHECK(report::escaped(std::string(5000, 'x')).size() < 1010);
}

TEST_CASE("shortening counts characters and keeps what fits", "[report][escaping]") {
  CHECK(report::shortened("abcd", 4) == "abcd");
  CHECK(report::shortened("abcde", 4) == "abc\xE2\x80\xA6");
  CHECK(report::shortened("\xC2\xB5\xC2\xB5\xC2\xB5", 2) == "\xC2\xB5\xE2\x80\xA6");
  CHECK(report::file_name_of("/a/b/c.h5") == "c.h5");
  CHECK(report::file_name_of("C:\\nights\\c.h5") == "c.h5");
}

TEST_CASE("buckets hold the lowest, mean and highest of their bins", "[report][envelope]") {
  const auto buckets = report::envelope_buckets(staircase(), 0.0, 10.0, 5);
  REQUIRE(buckets.items.size() == 5);
  CHECK(buckets.items[1].low_uv == 3.0);
  CHECK(buckets.items[1].mean_uv == 3.5);
  CHECK(buckets.items[1].high_uv == 4.0);
  CHECK(buckets.items[1].count == 2);
}

TEST_CASE("a bucket is never shorter than a bin", "[report][envelope]") {
  CHECK(report::envelope_buckets(staircase(), 0.0, 10.0, 1000).items.size() == 10);
  CHECK(report::envelope_buckets(staircase(), 5.0, 5.0, 1000).items.empty());
}

TEST_CASE("missing bins and gaps leave buckets empty", "[report][envelope]") {
  auto channel = staircase();
  channel.envelope_uv[4] = kNan;
  channel.quality[5] = core::bits(core::Quality::gap);
  const auto buckets = report::envelope_buckets(channel, 0.0, 10.0, 5);
  CHECK(buckets.items[2].count == 0);
  CHECK(buckets.items[3].count == 2);
}

TEST_CASE("no data is what is marked as gap and what lies outside of the block",
          "[report][envelope]") {
  auto channel = staircase();
  channel.bins.start_s = 2.0;
  channel.quality[3] = channel.quality[4] = core::bits(core::Quality::gap);
  const auto gaps = report::gaps_of(channel, {0.0, 20.0});
  REQUIRE(gaps.size() == 3);
  CHECK(gaps[0].end_s() == 2.0);
  CHECK(gaps[1].start_s == 5.0);
  CHECK(gaps[1].duration_s == 2.0);
  CHECK(gaps[2].start_s == 12.0);
  CHECK(gaps[2].end_s() == 20.0);
  const auto within = report::gaps_of(channel, {6.0, 3.0});
  REQUIRE(within.size() == 1);
  CHECK(within[0].start_s == 6.0);
  CHECK(within[0].duration_s == 1.0);
  CHECK(report::gaps_of(channel, {30.0, 2.0}).front().duration_s == 2.0);
}

TEST_CASE("stretches are joined where nothing could be seen between them", "[report][envelope]") {
  const auto joined = report::merged({{10.0, 2.0}, {0.0, 5.0}, {1.0, 1.0}, {12.5, 1.0}}, 1.0);
  REQUIRE(joined.size() == 2);
  CHECK(joined[0].end_s() == 5.0);
  CHECK(joined[1].start_s == 10.0);
  CHECK(joined[1].end_s() == 13.5);
}

TEST_CASE("ticks fall on round clock times and know midnight", "[report][scales]") {
  const report::Clock clock(core::start_time_from_iso("2026-03-28T22:41:20"));
  const auto ticks = report::time_ticks({0.0, 3.0 * 3600.0, 0.0, 900.0}, clock, 4);
  CHECK(labels_of(ticks) == std::vector<std::string>{"23:00", "00:00", "01:00"});
  CHECK_FALSE(ticks[0].midnight);
  CHECK(ticks[1].midnight);
  CHECK(ticks[1].position == 4720.0);
  CHECK(clock.date(ticks[0].position) == "28 March 2026");
  CHECK(clock.date(ticks[1].position) == "29 March 2026");
}

TEST_CASE("without a start time ticks fall on round elapsed times", "[report][scales]") {
  const report::Clock clock(std::nullopt);
  CHECK(labels_of(report::time_ticks({0.0, 7200.0, 0.0, 900.0}, clock, 4)) ==
        std::vector<std::string>{"0:00", "0:30", "1:00", "1:30", "2:00"});
  CHECK(labels_of(report::time_ticks({95.0, 125.0, 0.0, 900.0}, clock, 4)) ==
        std::vector<std::string>{"0:01:40", "0:01:50", "0:02:00"});
}

TEST_CASE("the amplitude scale is logarithmic, whole decades, deaf to artefacts",
          "[report][scales]") {
  auto channel = staircase();
  channel.channel.name = "GM.L";
  channel.envelope_uv[2] = 5000.0F;
  channel.envelope_uv[7] = 400.0F;
  core::Event artifact;
  artifact.onset_s = 2.0;
  artifact.duration_s = 1.0;
  artifact.channels = {"GM.L"};
  const core::ChannelTable* channels[] = {&channel};
  const auto scale = report::amplitude_scale(channels, {artifact}, {0.0, 10.0});
  CHECK_THAT(scale.low_uv, test::WithinRel(1.0, 1e-12));
  CHECK_THAT(scale.high_uv, test::WithinRel(1000.0, 1e-12));
  CHECK_THAT(scale.fraction(10.0), test::WithinRel(1.0 / 3.0, 1e-12));
  CHECK(scale.fraction(0.0) == 0.0);
  CHECK(scale.fraction(1e9) == 1.0);
  CHECK(labels_of(report::amplitude_ticks(scale)) ==
        std::vector<std::string>{"1", "10", "100", "1000"});
}

TEST_CASE("durations read as people say them", "[report][wording]") {
  const std::vector<std::pair<double, std::string>> cases{{0.0, "0_s"},
                                                          {4.24, "4.2_s"},
                                                          {42.4, "42_s"},
                                                          {59.6, "1_min"},
                                                          {85.0, "1_min_25_s"},
                                                          {3599.7, "1_h"},
                                                          {27720.0, "7_h_42_min"},
                                                          {core::kMissing, "n/a"}};
  for (const auto& [seconds, words] : cases) {
    std::string expected;
    for (const char c : words)
      expected += c == '_' ? std::string("\xC2\xA0") : std::string(1, c);
    CHECK(report::duration_text(seconds) == expected);
  }
}

TEST_CASE("the unit of a measure comes out of its name", "[report][wording]") {
  const auto shown = [](const char* name, double value) {
    const auto text = report::measure_text({name, value});
    return text.name + ": " + text.value;
  };
  CHECK(shown("peak_uv", 182.4) == "Peak: 182 \xC2\xB5V");
  CHECK(shown("median_rest_multiple", 41.34) == "Median: 41.3 \xC3\x97 rest");
  CHECK(shown("co_activation_share", 0.25) == "Tibialis or other leg active: 25\xC2\xA0%");
  CHECK(shown("returns_per_s", 0.1) == "Returns to rest: 0.10 /s");
  CHECK(shown("awakening_latency_s", -12.0) == "Awakening: 12\xC2\xA0s before the onset");
  CHECK(shown("tonicity", 0.97) == "Time above the gate: 97\xC2\xA0%");
  CHECK(shown("motion_share", std::log(0.25)) ==
        "Motion below the band, of the signal: 25\xC2\xA0%");
  CHECK(shown("head_dominance", std::log(13.7)) == "Over the other head: 13.7 \xC3\x97");
  CHECK(shown("synchronous_groups", 0.0) == "Other muscles that begin with it: 0");
  CHECK(shown("new_thing_share", 0.5) == "New thing: 50\xC2\xA0%");
  CHECK(shown("peak_uv", core::kMissing) == "Peak: n/a");
}

TEST_CASE("lists, counts and sentences", "[report][wording]") {
  CHECK(report::enumeration(std::vector<std::string>{"a", "b", "c"}) == "a, b and c");
  CHECK(report::count_phrase(0, "cramp") == "no cramp");
  CHECK(report::count_phrase(1, "cramp") == "one cramp");
  CHECK(report::count_phrase(13, "cramp") == "13 cramps");
  CHECK(report::sentence("it lasts only 2.0 s") == "It lasts only 2.0 s.");
  CHECK(report::sentence("Done.") == "Done.");
}

TEST_CASE("a table without rows is no table, a long one says what it leaves out",
          "[report][table]") {
  report::Table table{.caption = "Things"};
  table.columns = {{"Name"}, {"Value", true}};
  CHECK(report::html(table).empty());
  for (std::size_t i = 0; i < report::kMostRows + 5; ++i)
    table.rows.push_back({{"<b>"}, {std::to_string(i)}});
  report::limit_rows(table, "events.tsv");
  CHECK(table.rows.size() == report::kMostRows);
  const std::string text = report::html(table);
  CHECK(test::nesting_problem(text).empty());
  CHECK(text.find("<caption>Things</caption>") != std::string::npos);
  CHECK(text.find("<th scope=\"row\">&lt;b&gt;</th>") != std::string::npos);
  CHECK(text.find("305 rows; all of them are in events.tsv") != std::string::npos);
}

TEST_CASE("the SVG writer closes what is open and escapes what it is given", "[report][svg]") {
  report::SvgWriter svg;
  svg.open("svg", {{"aria-label", "a \"b\" <c>"}});
  svg.open("g");
  svg.titled("rect", {{"x", report::px(1.25)}}, "1 < 2");
  const std::string drawn = std::move(svg).finished();
  CHECK(drawn ==
        "<svg aria-label=\"a &quot;b&quot; &lt;c&gt;\"><g><rect x=\"1.2\"><title>1 &lt; 2</title>\n"
        "</rect>\n</g>\n</svg>\n");
  CHECK(report::px(-0.01) == "0");
  CHECK(report::px(12.0) == "12");
}
