// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace calfemg::pipeline {

/// A fixed number of threads that share the items of one job after the other. Which thread takes
/// which item is open; items must not depend on each other, so results do not depend on it.
class ThreadTeam {
 public:
  /// @param threads  at least 1; the calling thread is one of them
  explicit ThreadTeam(int threads);
  ~ThreadTeam();
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;
  ThreadTeam(ThreadTeam&&) = delete;
  ThreadTeam& operator=(ThreadTeam&&) = delete;

  /// Calls work(0) ... work(count - 1), returns when all are done. The first exception of an item
  /// is thrown again here.
  void run(std::size_t count, const std::function<void(std::size_t)>& work);

 private:
  void worker();
  void take_items(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable job_ready_;
  std::condition_variable job_done_;
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::size_t next_ = 0;
  std::size_t count_ = 0;
  std::size_t running_ = 0;
  bool stop_ = false;
  std::exception_ptr error_;
  std::vector<std::thread> threads_;
};

}  // namespace calfemg::pipeline
