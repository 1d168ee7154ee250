// SPDX-License-Identifier: Apache-2.0
#include "app/worker.hpp"

#include <utility>

#include "app/configuration.hpp"
#include "app/file_verdict.hpp"
#include "app/worker_lines.hpp"
#include "core/text.hpp"
#include "pipeline/build_info.hpp"
#include "pipeline/files.hpp"
#include "pipeline/layout_file.hpp"

namespace calfemg::app {
namespace {

constexpr std::size_t kLogBytes = 4000;  // of the end of what a worker wrote

std::string end_of(const std::string& text) {
  return text.size() > kLogBytes ? text.substr(text.size() - kLogBytes) : text;
}

const std::string& first_of(const std::string& own, const std::string& common) {
  return own.empty() ? common : own;
}

// What a worker tells, line by line.
class Listener {
 public:
  explicit Listener(const batch::OnProgress& progress) : progress_(progress) {}

  bool hear(std::string_view text) {
    rest_ += text;
    for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n')) {
      take(rest_.substr(0, end));
      rest_.erase(0, end + 1);
    }
    return false;
  }

  [[nodiscard]] const std::string& stage() const { return stage_; }

  [[nodiscard]] const std::optional<batch::WorkerResult>& told() const { return told_; }

 private:
  void take(const std::string& line) {
    const WorkerLine said = worker_line(line);
    if (said.kind == WorkerLine::Kind::progress) {
      stage_ = said.stage;
      progress_(said.stage, said.done_s, said.total_s);
    } else if (said.kind == WorkerLine::Kind::done) {
      told_ = batch::WorkerResult{true, said.total_s, {}};
    } else if (said.kind == WorkerLine::Kind::failed) {
      told_ = batch::WorkerResult{};
      told_->failure.reason = said.verdict.reason;
      told_->failure.message = said.verdict.message;
      told_->failure.hint = said.verdict.hint;
    }
  }

  const batch::OnProgress& progress_;
  std::string rest_;
  std::string stage_;
  std::optional<batch::WorkerResult> told_;
};

batch::WorkerResult failure_of(const FileVerdict& verdict) {
  batch::WorkerResult result;
  result.failure.reason = verdict.reason;
  result.failure.message = verdict.message;
  result.failure.hint = verdict.hint;
  return result;
}

batch::WorkerResult silent_end(int exit_code) {
  FileVerdict verdict;
  verdict.reason = "fault";
  verdict.message = "its worker ended without a word (exit code " + std::to_string(exit_code) + ")";
  verdict.hint = "this is a fault of calfemg and not of the file; please report it, with the log";
  return failure_of(verdict);
}

}  // namespace

ProcessAnalyst::ProcessAnalyst(WorkerSetup setup, std::function<bool()> cancelled)
    : setup_(std::move(setup)), cancelled_(std::move(cancelled)) {}

std::string ProcessAnalyst::config_sha256(const batch::WorkItem& item) {
  const std::string& pipeline = first_of(item.pipeline, setup_.pipeline);
  const std::scoped_lock lock(mutex_);
  const auto known = configs_.find(pipeline);
  if (known != configs_.end()) return known->second;
  const auto config = configuration_of(pipeline.empty() ? std::nullopt : std::optional(pipeline),
                                       setup_.assignments);
  return configs_[pipeline] = pipeline::sha256_of_text(pipeline::effective_toml(config));
}

std::string ProcessAnalyst::map_sha256(const batch::WorkItem& item) {
  const std::string& layout = first_of(item.map, setup_.layout);
  const std::string key = layout.empty() ? (item.path.parent_path() / "").string() : layout;
  const std::scoped_lock lock(mutex_);
  const auto known = maps_.find(key);
  if (known != maps_.end()) return known->second;
  const auto argument = layout.empty() ? std::nullopt : std::optional(layout);
  const auto map = pipeline::layout_for_recording(argument, item.path, setup_.archive);
  return maps_[key] = map.path.empty() ? "" : pipeline::sha256_of_file(map.path);
}

batch::RunKeys ProcessAnalyst::keys_of(const batch::WorkItem& item) {
  return {pipeline::program_version(),
          pipeline::source_commit(),
          config_sha256(item),
          map_sha256(item)};
}

std::vector<std::string> ProcessAnalyst::arguments_for(const batch::WorkItem& item) const {
  std::vector<std::string> words{"batch-worker",
                                 "--out=" + setup_.results.string(),
                                 "--name=" + item.name,
                                 "--archive=" + setup_.archive.string(),
                                 "--threads=" + std::to_string(setup_.threads)};
  words.insert(words.end(), setup_.arguments.begin(), setup_.arguments.end());
  const auto add = [&words](const std::string& option, const std::string& value) {
    if (!value.empty()) words.push_back("--" + option + "=" + value);
  };
  add("pipeline", first_of(item.pipeline, setup_.pipeline));
  add("layout", first_of(item.map, setup_.layout));
  add("subject", item.subject);
  add("session", item.session);
  for (const auto& [key, value] : item.context)
    add("context", std::string(key).append("=").append(value));
  words.emplace_back("--");
  words.push_back(item.path.string());
  return words;
}

batch::WorkerResult ProcessAnalyst::analyze(const batch::WorkItem& item,
                                            const batch::OnProgress& progress) {
  Listener listener(progress);
  Supervision supervision(
      pipeline::ChildProcess::start({pipeline::own_program(), arguments_for(item)}),
      setup_.isolation);
  const auto outcome = supervision.wait(
      [&listener](std::string_view text) { return listener.hear(text); }, cancelled_);
  batch::WorkerResult result;
  if (outcome->signal != 0) {
    result = failure_of(
        verdict_of(downfall_of(*outcome, supervision.is_reading(), setup_.isolation, item.path)));
  } else if (listener.told()) {
    result = *listener.told();
  } else {
    result = silent_end(outcome->exit_code);
  }
  result.failure.stage = listener.stage();
  result.failure.exit_code = outcome->exit_code;
  result.failure.signal = outcome->signal;
  result.failure.log = end_of(outcome->err_tail);
  return result;
}

}  // namespace calfemg::app
