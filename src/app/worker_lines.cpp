// SPDX-License-Identifier: Apache-2.0
#include "app/worker_lines.hpp"

#include <algorithm>
#include <vector>

#include "core/text.hpp"

namespace calfemg::app {
namespace {

constexpr std::string_view kProgress = "progress";
constexpr std::string_view kDone = "done";
constexpr std::string_view kFailed = "failed";

double number_or_zero(const std::string& text) {
  return core::number_from_text(text).value_or(0.0);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t tab = std::min(text.find('\t', begin), text.size());
    words.emplace_back(text.substr(begin, tab - begin));
    begin = tab + 1;
  }
  return words;
}

}  // namespace

std::string text_of(const WorkerLine& line) {
  switch (line.kind) {
    case WorkerLine::Kind::progress:
      return std::string(kProgress) + "\t" + line.stage + "\t" + core::number_text(line.done_s) +
             "\t" + core::number_text(line.total_s);
    case WorkerLine::Kind::done:
      return std::string(kDone) + "\t" + core::number_text(line.total_s);
    case WorkerLine::Kind::failed:
      return std::string(kFailed) + "\t" + to_line(line.verdict);
    case WorkerLine::Kind::other:
      break;
  }
  return {};
}

WorkerLine worker_line(std::string_view text) {
  const auto words = words_of(text);
  WorkerLine line;
  if (words.front() == kProgress && words.size() == 4) {
    line.kind = WorkerLine::Kind::progress;
    line.stage = words[1];
    line.done_s = number_or_zero(words[2]);
    line.total_s = number_or_zero(words[3]);
  } else if (words.front() == kDone && words.size() == 2) {
    line.kind = WorkerLine::Kind::done;
    line.total_s = number_or_zero(words[1]);
  } else if (words.front() == kFailed) {
    line.kind = WorkerLine::Kind::failed;
    line.verdict = from_line(text.substr(std::min(kFailed.size() + 1, text.size())));
  }
  return line;
}

}  // namespace calfemg::app
