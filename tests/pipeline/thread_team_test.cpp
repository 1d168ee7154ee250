// SPDX-License-Identifier: Apache-2.0
#include "pipeline/thread_team.hpp"

#include <atomic>
#include <stdexcept>
#include <vector>

#include "support/catch.hpp"

using namespace calfemg;

TEST_CASE("every item is done exactly once", "[pipeline][threads]") {
  const int threads = GENERATE(1, 2, 5);
  pipeline::ThreadTeam team(threads);
  for (std::size_t count : {0U, 1U, 7U, 100U}) {
    std::vector<std::atomic<int>> done(count);
    team.run(count, [&](std::size_t item) { ++done[item]; });
    for (const auto& times : done)
      CHECK(times == 1);
  }
}

TEST_CASE("an exception of an item reaches the caller and the team goes on",
          "[pipeline][threads]") {
  pipeline::ThreadTeam team(3);
  CHECK_THROWS_AS(team.run(20,
                           [](std::size_t item) {
                             if (item == 11) throw std::runtime_error("eleven");
                           }),
                  std::runtime_error);
  std::atomic<int> done = 0;
  team.run(10, [&](std::size_t) { ++done; });
  CHECK(done == 10);
}
