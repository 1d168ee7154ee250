// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <iosfwd>
#include <mutex>
#include <string>

#include "app/console.hpp"
#include "batch/run_batch.hpp"

namespace calfemg::app {

enum class BatchStyle { none, bar, lines, json };

/// Tells the user how the batch goes: one bar for the archive, or a line now and then, or the same
/// as JSON; failures as they come. Everything also goes to the log file, as lines with the time.
class BatchReport final : public batch::Watcher {
 public:
  /// @param log_file  "" for none
  /// @throws core::OutputError when the log file cannot be written
  BatchReport(const Console& console, BatchStyle style, const std::string& log_file);
  ~BatchReport() override;
  BatchReport(const BatchReport&) = delete;
  BatchReport& operator=(const BatchReport&) = delete;
  BatchReport(BatchReport&&) = delete;
  BatchReport& operator=(BatchReport&&) = delete;

  void ended(const batch::WorkItem& item,
             batch::Ending ending,
             const batch::WorkerResult& result) override;
  void tick(const batch::Snapshot& snapshot) override;

  /// The last word.
  void finish(const batch::BatchEnd& end);

 private:
  void say(const std::string& text, const std::string& json);
  void wipe();

  const Console& console_;
  BatchStyle style_;
  std::ofstream log_;
  double last_shown_s_ = 0.0;
  bool bar_is_drawn_ = false;
  std::mutex mutex_;
};

/// "120 done, 2 failed, 178 left, 310 times real time, 0:42 left; slowest SESSION, signal 45 %,
/// 0:12".
[[nodiscard]] std::string batch_text(const batch::Snapshot& snapshot);

}  // namespace calfemg::app
