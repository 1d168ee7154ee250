// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "app/file_verdict.hpp"
#include "app/isolation.hpp"

namespace calfemg::app {

/// Judges files one after the other in a child process that lives on. A damaged file can leave the
/// HDF5 library damaged, so that the next one would be blamed: after each damaged file a new child
/// goes on, and a file that ends a child counts only when it ends one that saw nothing before it.
class FileJudge {
 public:
  /// Everything must outlive the judge.
  FileJudge(std::span<const std::filesystem::path> files,
            const MapSource& map_of,
            Depth depth,
            const Isolation& isolation);

  /// nullopt when the user interrupted it.
  [[nodiscard]] std::optional<FileVerdict> judge(std::size_t file);

  /// How often a file ended its child.
  [[nodiscard]] std::size_t restarts() const { return restarts_; }

 private:
  void start();
  [[nodiscard]] std::optional<FileVerdict> ask(std::size_t file);
  [[nodiscard]] int serve(pipeline::ChildProcess::Pipes pipes) const;

  std::span<const std::filesystem::path> files_;
  const MapSource& map_of_;
  Depth depth_;
  const Isolation& isolation_;
  std::unique_ptr<Supervision> worker_;
  std::size_t judged_ = 0;  // by this worker
  std::size_t restarts_ = 0;
};

}  // namespace calfemg::app
