// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <new>
#include <string>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/configuration.hpp"
#include "app/exit_code.hpp"
#include "app/interrupt.hpp"
#include "app/isolation.hpp"
#include "app/recording_options.hpp"
#include "app/worker_lines.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "pipeline/analyze.hpp"
#include "pipeline/layout_file.hpp"

namespace calfemg::app {
namespace {

// In one write, so that nothing comes between the parts of a line.
void tell(const WorkerLine& line) {
  const std::string text = text_of(line) + "\n";
  (void)!::write(STDOUT_FILENO, text.data(), text.size());  // a batch that is gone needs no word
}

class ToldProgress final : public pipeline::Progress {
 public:
  void stage(std::string_view name) override {
    stage_ = name;
    told_share_ = 0.0;
    tell({WorkerLine::Kind::progress, stage_, 0.0, 0.0, {}});
  }

  void advance(double done_s, double total_s) override {
    constexpr double kStep = 0.02;  // of the recording between two lines
    const double share = total_s > 0.0 ? done_s / total_s : 0.0;
    if (share < told_share_ + kStep) return;
    told_share_ = share;
    tell({WorkerLine::Kind::progress, stage_, done_s, total_s, {}});
  }

  [[nodiscard]] bool cancelled() const override { return interrupted(); }

 private:
  std::string stage_;
  double told_share_ = 0.0;
};

pipeline::AnalysisRequest request_of(const CommandLine& line) {
  pipeline::AnalysisRequest request;
  request.recording = line.words.front();
  request.output_root = line.value("out").value_or("");
  request.folder_name = line.value("name").value_or("");
  request.threads =
      static_cast<int>(core::number_from_text(line.value("threads").value_or("1")).value_or(1.0));
  request.accept_implausible = line.has("accept-implausible");
  request.privacy = privacy_of(line);
  request.map = pipeline::layout_for_recording(
      line.value("layout"), request.recording, line.value("archive").value_or(""));
  if (const auto subject = line.value("subject")) {
    request.map.subject_id = subject;
    request.given["subject"] = *subject;
  }
  if (const auto session = line.value("session")) {
    request.map.session_id = session;
    request.given["session"] = *session;
  }
  for (const auto& entry : line.values("context")) {
    const auto equals = entry.find('=');
    const std::string value = equals == std::string::npos ? "" : entry.substr(equals + 1);
    request.context[entry.substr(0, equals)] = value;
    request.given["context." + entry.substr(0, equals)] = value;
  }
  request.arguments = {"calfemg"};
  request.arguments.insert(request.arguments.end(), line.given.begin(), line.given.end());
  return request;
}

int fail(const FileVerdict& verdict, int code) {
  tell({WorkerLine::Kind::failed, {}, 0.0, 0.0, verdict});
  return code;
}

FileVerdict verdict_with(const std::string& reason, const std::string& message) {
  FileVerdict verdict;
  verdict.reason = reason;
  verdict.message = message;
  return verdict;
}

int analyze(const CommandLine& line) {
  ToldProgress progress;
  ReadingSigns signs(STDOUT_FILENO);
  const auto outcome =
      pipeline::analyze_recording(request_of(line), configuration(line), progress, signs);
  tell({WorkerLine::Kind::done, {}, 0.0, outcome.recording_s, {}});
  return kAllGood;
}

}  // namespace

CommandSpec worker_spec() {
  std::vector<OptionSpec> options{{"out", "DIR"},
                                  {"name", "NAME"},
                                  {"archive", "DIR"},
                                  {"threads", "N"},
                                  {"layout", "NAME|FILE"},
                                  {"subject", "ID"},
                                  {"session", "ID"},
                                  {"context", "NAME=VALUE", "", true},
                                  {"accept-implausible"}};
  for (const auto& more : {privacy_options(), configuration_options()})
    options.insert(options.end(), more.begin(), more.end());
  return {"batch-worker", "", "batch-worker (started by batch)", "RECORDING", options, ""};
}

int run_worker(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("batch-worker is started by batch.");
  listen_for_interrupts();
  turn_write_signals_into_errors();
  try {
    return analyze(line);
  } catch (const core::Interrupted&) {
    return fail(verdict_with("interrupted", "interrupted"), kInterrupted);
  } catch (const core::OutputError& error) {
    complain(console, error.what());
    return fail(verdict_with("output", error.what()), kSomeFailed);
  } catch (const core::Error& error) {
    complain(console, error.what());
    return fail(refusal_of(error), exit_code(error));
  } catch (const std::bad_alloc&) {
    return fail(verdict_with("memory", "out of memory"), kSomeFailed);
  } catch (const std::exception& error) {
    return fail(verdict_with("fault", error.what()), kSomeFailed);
  }
}

}  // namespace calfemg::app
