// SPDX-License-Identifier: Apache-2.0
#include "detect/runs.hpp"

#include <string_view>

#include "support/catch.hpp"

using calfemg::detect::Activity;
using calfemg::detect::HysteresisRule;
using calfemg::detect::Run;

namespace {

/// 'x' active, '-' between, '.' rest, '?' unknown.
std::vector<Activity> activity(std::string_view drawing) {
  std::vector<Activity> result;
  for (const char c : drawing) {
    result.push_back(c == 'x'   ? Activity::active
                     : c == '-' ? Activity::between
                     : c == '.' ? Activity::rest
                                : Activity::unknown);
  }
  return result;
}

std::vector<Run> cut(std::string_view drawing, const HysteresisRule& rule) {
  return calfemg::detect::activity_runs(activity(drawing), rule);
}

}  // namespace

TEST_CASE("runs are the stretches of set flags, the ends of the array included", "[detect][runs]") {
  using calfemg::detect::runs_of;
  CHECK(runs_of(std::vector<std::uint8_t>{}).empty());
  CHECK(runs_of(std::vector<std::uint8_t>{0, 0}).empty());
  CHECK(runs_of(std::vector<std::uint8_t>{1, 1, 0, 1}) == std::vector<Run>{{0, 2}, {3, 4}});
}

TEST_CASE("flags of the runs of flags are the flags", "[detect][runs]") {
  const std::vector<std::uint8_t> flags{1, 0, 0, 1, 1, 0, 1};
  CHECK(calfemg::detect::flags_of(calfemg::detect::runs_of(flags), flags.size()) == flags);
}

TEST_CASE("runs join over the largest gap and not over one bin more", "[detect][runs]") {
  using calfemg::detect::joined;
  const std::vector<Run> runs{{0, 2}, {4, 5}, {8, 9}};
  CHECK(joined(runs, 2) == std::vector<Run>{{0, 5}, {8, 9}});
  CHECK(joined(runs, 3) == std::vector<Run>{{0, 9}});
  CHECK(joined({{0, 9}, {2, 3}}, 0) == std::vector<Run>{{0, 9}});  // one inside the other
}

TEST_CASE("activity needs a seed, and is followed to both sides above the lower gate",
          "[detect][runs]") {
  HysteresisRule rule;
  rule.seed_window = 3;
  rule.seed_active = 3;
  rule.hold_before = 2;
  rule.hold_after = 2;
  CHECK(cut("...--xx--...", rule).empty());
  CHECK(cut("...--xxx--...", rule) == std::vector<Run>{{3, 10}});
  CHECK(cut("-.-xxx-.-..", rule) == std::vector<Run>{{0, 9}});  // one resting bin does not end it
  CHECK(cut("-..xxx..-..", rule) == std::vector<Run>{{3, 6}});  // two do
  CHECK(cut("xxx..xxx", rule) == std::vector<Run>{{0, 3}, {5, 8}});
  CHECK(cut("xxx.xxx", rule) == std::vector<Run>{{0, 7}});
}

TEST_CASE("without a hold before, activity begins with its first active bin", "[detect][runs]") {
  HysteresisRule rule;
  rule.hold_after = 2;
  CHECK(cut("..--xx--...", rule) == std::vector<Run>{{4, 8}});
}

TEST_CASE("unknown bins are bridged up to the limit and never begin or end activity",
          "[detect][runs]") {
  HysteresisRule rule;
  rule.hold_before = 1;
  rule.hold_after = 1;
  rule.bridge = 2;
  CHECK(cut("?x??x??", rule) == std::vector<Run>{{1, 5}});
  CHECK(cut("x???x", rule) == std::vector<Run>{{0, 1}, {4, 5}});
  CHECK(cut("?????", rule).empty());
  CHECK(cut("", rule).empty());
}

TEST_CASE("a share of the window is enough for a seed", "[detect][runs]") {
  HysteresisRule rule;
  rule.seed_window = 5;
  rule.seed_active = 4;
  CHECK(cut(".xx.xx.", rule) == std::vector<Run>{{1, 6}});
  CHECK(cut(".xx.x..", rule).empty());
}
