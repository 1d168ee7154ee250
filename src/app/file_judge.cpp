// SPDX-License-Identifier: Apache-2.0
#include "app/file_judge.hpp"

#include <string>
#include <unistd.h>

#include "app/interrupt.hpp"

namespace calfemg::app {
namespace {

bool write_all(int end, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(end, text.data(), text.size());
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// The number of the next file; nullopt when there is none.
std::optional<std::size_t> next_number(int end) {
  std::size_t number = 0;
  return ::read(end, &number, sizeof number) == sizeof number ? std::optional(number)
                                                              : std::nullopt;
}

}  // namespace

FileJudge::FileJudge(std::span<const std::filesystem::path> files,
                     const MapSource& map_of,
                     Depth depth,
                     const Isolation& isolation)
    : files_(files), map_of_(map_of), depth_(depth), isolation_(isolation) {}

int FileJudge::serve(pipeline::ChildProcess::Pipes pipes) const {
  ReadingSigns signs(pipes.out);
  while (const auto number = next_number(pipes.in)) {
    const FileVerdict verdict = judge_file(files_[*number], map_of_, depth_, signs);
    if (!write_all(pipes.out, to_line(verdict) + "\n")) return 1;
  }
  return 0;
}

void FileJudge::start() {
  judged_ = 0;
  worker_ = std::make_unique<Supervision>(
      pipeline::ChildProcess::start(
          [this](pipeline::ChildProcess::Pipes pipes) { return serve(pipes); }),
      isolation_);
}

// nullopt when the worker ended because of what other files did to it, or was interrupted.
std::optional<FileVerdict> FileJudge::ask(std::size_t file) {
  if (!worker_) start();
  std::string_view number(static_cast<const char*>(static_cast<const void*>(&file)), sizeof file);
  (void)worker_->child().send(number);  // one that is gone is noticed below
  std::string line;
  const auto outcome = worker_->wait(
      [&line](std::string_view text) {
        line += text;
        return line.ends_with('\n');
      },
      &interrupted);
  const std::size_t before = judged_++;
  if (!outcome) {
    line.pop_back();
    FileVerdict verdict = from_line(line);
    if (verdict.reason == "damaged") worker_.reset();
    return verdict;
  }
  const Downfall downfall = downfall_of(*outcome, worker_->is_reading(), isolation_, files_[file]);
  worker_.reset();
  ++restarts_;
  if (before > 0 || interrupted()) return std::nullopt;
  return verdict_of(downfall);
}

std::optional<FileVerdict> FileJudge::judge(std::size_t file) {
  if (interrupted()) return std::nullopt;
  if (!isolation_.isolated) {
    pipeline::ReadingObserver nobody;
    return judge_file(files_[file], map_of_, depth_, nobody);
  }
  auto verdict = ask(file);
  if (verdict || interrupted()) return verdict;
  return ask(file);  // of a new worker
}

}  // namespace calfemg::app
