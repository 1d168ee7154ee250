// SPDX-License-Identifier: Apache-2.0
#include "batch/ledger.hpp"

#include <chrono>

namespace calfemg::batch {
namespace {

double now_s() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

}  // namespace

Ledger::Ledger(const std::vector<WorkItem>& items, std::size_t limit, Watcher& watcher)
    : watcher_(watcher), limit_(limit), not_tried_(items.size()), start_s_(now_s()) {
  for (const auto& item : items)
    queue_.push_back(&item);
  totals_.total = items.size();
}

std::optional<const WorkItem*> Ledger::take() {
  const std::scoped_lock lock(mutex_);
  if (queue_.empty() || limit_ == 0 || !halted_.empty()) return std::nullopt;
  const WorkItem* item = queue_.front();
  queue_.pop_front();
  if (not_tried_ > 0) --not_tried_;
  totals_.elsewhere = queue_.size() - not_tried_;
  return item;
}

void Ledger::put_back(const WorkItem* item) {
  const std::scoped_lock lock(mutex_);
  queue_.push_back(item);
  totals_.elsewhere = queue_.size() - not_tried_;
}

bool Ledger::may_start() {
  const std::scoped_lock lock(mutex_);
  if (limit_ == 0 || !halted_.empty()) return false;
  --limit_;
  return true;
}

void Ledger::halt(const std::string& why) {
  const std::scoped_lock lock(mutex_);
  if (halted_.empty()) halted_ = why;
}

std::string Ledger::halted() const {
  const std::scoped_lock lock(mutex_);
  return halted_;
}

void Ledger::begin(const WorkItem& item) {
  const std::scoped_lock lock(mutex_);
  running_[item.name] = {item.name, "start", 0.0, 0.0, now_s()};
}

void Ledger::progress(const WorkItem& item, std::string_view stage, double done_s, double total_s) {
  const std::scoped_lock lock(mutex_);
  Running& running = running_[item.name];
  running.stage = stage;
  running.done_s = done_s;
  running.total_s = total_s;
}

void Ledger::reused() {
  const std::scoped_lock lock(mutex_);
  ++totals_.reused;
}

void Ledger::end(const WorkItem& item, Ending ending, const WorkerResult& result) {
  const std::scoped_lock lock(mutex_);
  running_.erase(item.name);
  if (ending == Ending::analysed) {
    ++totals_.analysed;
    totals_.recording_s += result.recording_s;
  }
  if (ending == Ending::failed) ++totals_.failed;
  watcher_.ended(item, ending, result);
}

Snapshot Ledger::snapshot() const {
  const std::scoped_lock lock(mutex_);
  Snapshot copy = totals_;
  copy.passed_s = now_s() - start_s_;
  for (const auto& [name, running] : running_) {
    copy.running.push_back(running);
    copy.running.back().since_s = now_s() - running.since_s;
  }
  return copy;
}

}  // namespace calfemg::batch
