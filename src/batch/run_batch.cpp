// SPDX-License-Identifier: Apache-2.0
#include "batch/run_batch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "batch/claims.hpp"
#include "batch/item_work.hpp"
#include "batch/ledger.hpp"
#include "export/json.hpp"

namespace calfemg::batch {
namespace {

constexpr std::chrono::milliseconds kTick{100};
constexpr std::chrono::milliseconds kLookAgain{300};  // at what others have claimed

// Items in their order; those that another run works on come back later.
void work(Ledger& ledger, ItemWork& item_work, const std::function<bool()>& cancelled) {
  while (!cancelled()) {
    const auto next = ledger.take();
    if (!next) return;
    if (item_work.process(*next) == ItemWork::End::busy) {
      ledger.put_back(*next);
      std::this_thread::sleep_for(kLookAgain);
    }
  }
}

}  // namespace

std::string snapshot_json(const Snapshot& snapshot) {
  exporting::Json json = {{"total", snapshot.total},
                          {"reused", snapshot.reused},
                          {"analysed", snapshot.analysed},
                          {"failed", snapshot.failed},
                          {"elsewhere", snapshot.elsewhere},
                          {"left", snapshot.left()},
                          {"recording_s", exporting::number_json(snapshot.recording_s)},
                          {"passed_s", exporting::number_json(snapshot.passed_s)}};
  json["running"] = exporting::Json::array();
  for (const auto& running : snapshot.running)
    json["running"].push_back({{"session", running.session},
                               {"stage", running.stage},
                               {"done_s", exporting::number_json(running.done_s)},
                               {"total_s", exporting::number_json(running.total_s)},
                               {"since_s", exporting::number_json(running.since_s)}});
  return json.dump(-1, ' ', false, exporting::Json::error_handler_t::replace);
}

BatchEnd run_batch(const std::vector<WorkItem>& items,
                   const BatchOptions& options,
                   Analyst& analyst,
                   Watcher& watcher,
                   const std::function<bool()>& cancelled) {
  const StateFolder state = create_state(options.results);
  const RunFile run(state.runs);
  const Claims claims(state.claims, run, options.silent);
  Ledger ledger(items, options.limit, watcher);
  ItemWork item_work({options, state, claims, analyst, ledger});

  std::vector<std::thread> threads;
  std::atomic<std::size_t> at_work{std::min(options.jobs, items.size())};
  for (std::size_t i = at_work; i > 0; --i) {
    threads.emplace_back([&] {
      work(ledger, item_work, cancelled);
      --at_work;
    });
  }
  double last_beat_s = -kHeartbeatSeconds;
  while (at_work > 0) {
    const Snapshot now = ledger.snapshot();
    watcher.tick(now);
    if (now.passed_s - last_beat_s >= kHeartbeatSeconds) {
      run.beat(snapshot_json(now));
      last_beat_s = now.passed_s;
    }
    std::this_thread::sleep_for(kTick);
  }
  for (auto& thread : threads)
    thread.join();
  return {ledger.snapshot(), cancelled(), ledger.halted()};
}

}  // namespace calfemg::batch
