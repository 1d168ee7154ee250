// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/file_verdict.hpp"

namespace calfemg::app {

/// A line of a worker to its batch: how far it is, that it is done, or why it failed.
struct WorkerLine {
  enum class Kind : std::uint8_t { other, progress, done, failed };

  Kind kind = Kind::other;
  std::string stage = {};
  double done_s = 0.0;
  double total_s = 0.0;  ///< seconds of recording
  FileVerdict verdict = {};
};

[[nodiscard]] std::string text_of(const WorkerLine& line);

/// What is none of these is `other`.
[[nodiscard]] WorkerLine worker_line(std::string_view text);

}  // namespace calfemg::app
