// SPDX-License-Identifier: Apache-2.0
#include "pipeline/thread_team.hpp"

#include <utility>

#include "core/expects.hpp"

namespace calfemg::pipeline {

ThreadTeam::ThreadTeam(int threads) {
  CALFEMG_EXPECTS(threads >= 1);
  for (int i = 1; i < threads; ++i)
    threads_.emplace_back([this] { worker(); });
}

ThreadTeam::~ThreadTeam() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  job_ready_.notify_all();
  for (auto& thread : threads_)
    thread.join();
}

// Takes items until none is left. The lock is held between items, not during them.
void ThreadTeam::take_items(std::unique_lock<std::mutex>& lock) {
  while (next_ < count_) {
    const std::size_t item = next_++;
    const auto* work = work_;
    ++running_;
    lock.unlock();
    std::exception_ptr error;
    try {
      (*work)(item);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    --running_;
    if (error && !error_) error_ = error;
  }
  if (running_ == 0) job_done_.notify_all();
}

void ThreadTeam::worker() {
  std::unique_lock lock(mutex_);
  while (true) {
    job_ready_.wait(lock, [this] { return stop_ || next_ < count_; });
    if (stop_) return;
    take_items(lock);
  }
}

void ThreadTeam::run(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::unique_lock lock(mutex_);
  work_ = &work;
  next_ = 0;
  count_ = count;
  error_ = nullptr;
  job_ready_.notify_all();
  take_items(lock);
  job_done_.wait(lock, [this] { return next_ >= count_ && running_ == 0; });
  work_ = nullptr;
  count_ = 0;
  next_ = 0;
  if (const auto error = std::exchange(error_, nullptr)) std::rethrow_exception(error);
}

}  // namespace calfemg::pipeline
