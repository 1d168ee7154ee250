// SPDX-License-Identifier: Apache-2.0
#include "batch/claims.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "batch/input_hash.hpp"
#include "batch/state_folder.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace calfemg;
using namespace calfemg::batch;

namespace {

namespace fs = std::filesystem;

// A run that was killed on this machine: no process has this start.
void dead_run(const fs::path& runs, const std::string& id) {
  std::string process = own_process_text();
  process.resize(process.rfind(' '));
  replace_file(runs / id, process + " 1\n");
}

struct Place {
  test::TemporaryFolder folder;
  StateFolder state = create_state(folder.path());
};

const core::Seconds kSilent{60.0};

}  // namespace

TEST_CASE("a claim is held by one run until it is given back", "[batch][claims]") {
  const Place place;
  const RunFile a(place.state.runs);
  const RunFile b(place.state.runs);
  const Claims of_a(place.state.claims, a, kSilent);
  const Claims of_b(place.state.claims, b, kSilent);
  CHECK(of_a.take("night"));
  CHECK(of_a.is_ours("night"));
  CHECK_FALSE(of_b.take("night"));
  CHECK_FALSE(of_b.is_ours("night"));
  CHECK(of_b.take("other"));
  of_b.give_back("night");  // not theirs: nothing happens
  CHECK(of_a.is_ours("night"));
  of_a.give_back("night");
  CHECK(of_b.take("night"));
}

TEST_CASE("the claim of a run that was killed is taken over", "[batch][claims]") {
  const Place place;
  dead_run(place.state.runs, "killed");
  fs::create_symlink("killed", place.state.claims / "night.1");
  const RunFile run(place.state.runs);
  const Claims claims(place.state.claims, run, kSilent);
  CHECK(claims.take("night"));
  claims.give_back("night");
  CHECK(fs::is_empty(place.state.claims));
}

TEST_CASE("a claim whose run left no file is taken over", "[batch][claims]") {
  const Place place;
  fs::create_symlink("nobody", place.state.claims / "night.1");
  const RunFile run(place.state.runs);
  CHECK(Claims(place.state.claims, run, kSilent).take("night"));
}

TEST_CASE("what a killed run left while it gave claims back does not block", "[batch][claims]") {
  const Place place;
  dead_run(place.state.runs, "killed");
  fs::create_symlink("killed", place.state.claims / "night.2");  // .1 was removed
  const RunFile run(place.state.runs);
  const Claims claims(place.state.claims, run, kSilent);
  CHECK(claims.take("night"));
  claims.give_back("night");
  CHECK(claims.take("night"));
}

TEST_CASE("a run of another machine counts while its heart beats", "[batch][claims]") {
  const Place place;
  replace_file(place.state.runs / "far", "far other-boot 77 12345\n");
  fs::create_symlink("far", place.state.claims / "night.1");
  const RunFile run(place.state.runs);
  CHECK_FALSE(Claims(place.state.claims, run, kSilent).take("night"));
  fs::last_write_time(place.state.runs / "far",
                      fs::file_time_type::clock::now() - std::chrono::seconds(70));
  CHECK(Claims(place.state.claims, run, kSilent).take("night"));
}

TEST_CASE("of many that take over at once, one has the claim", "[batch][claims][threads]") {
  constexpr std::size_t kTakers = 8;
  const Place place;
  for (int round = 0; round < 50; ++round) {
    const std::string session = "night" + std::to_string(round);
    dead_run(place.state.runs, "killed");
    fs::create_symlink("killed", place.state.claims / (session + ".1"));
    std::atomic<int> taken{0};
    std::vector<std::thread> threads;
    std::vector<std::unique_ptr<RunFile>> runs;
    threads.reserve(kTakers);
    runs.reserve(kTakers);
    for (std::size_t i = 0; i < kTakers; ++i)
      runs.push_back(std::make_unique<RunFile>(place.state.runs));
    for (const auto& run : runs)
      threads.emplace_back([&] {
        if (Claims(place.state.claims, *run, kSilent).take(session)) ++taken;
      });
    for (auto& thread : threads)
      thread.join();
    CHECK(taken == 1);
  }
}

TEST_CASE("a hash is kept for a file as it is, and not for a changed one", "[batch][input_hash]") {
  const Place place;
  const auto file = place.folder.write("a.h5", "one");
  const InputHashes hashes(place.state.inputs);
  const std::string one = hashes.hash("night", file);
  CHECK(one == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");
  CHECK(hashes.known("night", *state_of_file(file)) == one);
  const auto time = fs::last_write_time(file);
  (void)place.folder.write("a.h5", "two");
  fs::last_write_time(file, time);  // same size, same date
  CHECK_FALSE(hashes.known("night", *state_of_file(file)).has_value());
  CHECK(hashes.hash("night", file) != one);
}
