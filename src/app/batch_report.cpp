// SPDX-License-Identifier: Apache-2.0
#include "app/batch_report.hpp"

#include <algorithm>
#include <ctime>
#include <iomanip>
#include <ostream>

#include <nlohmann/json.hpp>

#include "app/progress_report.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kSecondsBetweenBars = 0.2;
constexpr double kSecondsBetweenLines = 10.0;
constexpr double kSecondsBeforePace = 0.5;
constexpr int kBarCells = 20;
constexpr double kPercent = 100.0;

std::string percent(double done, double total) {
  return total > 0.0 ? core::fixed_text(kPercent * done / total, 0) + " %" : std::string("...");
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const batch::WorkItem& item, const char* event, const batch::WorkerResult& result) {
  Json json = {{"event", event}, {"file", item.path.string()}, {"session", item.name}};
  if (result.succeeded) {
    json["recording_s"] = result.recording_s;
  } else {
    json["reason"] = result.failure.reason;
    json["message"] = result.failure.message;
    json["hint"] = result.failure.hint;
  }
  return json;
}

std::string bar(const batch::Snapshot& snapshot) {
  const std::size_t done = snapshot.total - snapshot.left();
  const auto cells = snapshot.total == 0 ? 0 : kBarCells * done / snapshot.total;
  return "[" + std::string(cells, '#') + std::string(kBarCells - cells, ' ') + "] ";
}

}  // namespace

std::string batch_text(const batch::Snapshot& snapshot) {
  std::string text = std::to_string(snapshot.reused + snapshot.analysed) + " done, " +
                     std::to_string(snapshot.failed) + " failed, " +
                     std::to_string(snapshot.left()) + " left";
  if (snapshot.elsewhere > 0)
    text += " (" + std::to_string(snapshot.elsewhere) + " in another run)";
  if (snapshot.analysed > 0 && snapshot.passed_s > kSecondsBeforePace) {
    const double pace = snapshot.recording_s / snapshot.passed_s;
    const double left_s = snapshot.passed_s / static_cast<double>(snapshot.analysed) *
                          static_cast<double>(snapshot.left());
    text +=
        ", " + core::fixed_text(pace, 0) + " times real time, " + duration_text(left_s) + " to go";
  }
  const auto slowest = std::max_element(
      snapshot.running.begin(), snapshot.running.end(), [](const auto& a, const auto& b) {
        return a.since_s < b.since_s;
      });
  if (slowest != snapshot.running.end())
    text += "; longest " + slowest->session + ", " + slowest->stage + " " +
            percent(slowest->done_s, slowest->total_s) + ", " + duration_text(slowest->since_s);
  return text;
}

BatchReport::BatchReport(const Console& console, BatchStyle style, const std::string& log_file)
    : console_(console), style_(style) {
  if (log_file.empty()) return;
  log_.open(log_file, std::ios::app);
  if (!log_)
    throw core::OutputError(log_file, "cannot be written; choose another file with --log-file.");
}

BatchReport::~BatchReport() {
  wipe();
}

void BatchReport::ended(const batch::WorkItem& item,
                        batch::Ending ending,
                        const batch::WorkerResult& result) {
  const std::string file = printable(item.path.string());
  if (ending == batch::Ending::analysed) {
    const std::string text = file + ": analysed, " + duration_text(result.recording_s);
    // On a terminal the bar says it.
    say(style_ == BatchStyle::bar ? "" : text, dumped(json_of(item, "analysed", result)));
    return;
  }
  const bool is_failure = ending == batch::Ending::failed;
  std::string text = file + ": " + (is_failure ? "failed" : "put back") + ", " +
                     result.failure.reason + ": " + printable(result.failure.message);
  if (!result.failure.hint.empty()) text += "; " + printable(result.failure.hint);
  say(text + ".", dumped(json_of(item, is_failure ? "failed" : "put_back", result)));
}

void BatchReport::tick(const batch::Snapshot& snapshot) {
  const bool is_bar = style_ == BatchStyle::bar;
  if (snapshot.passed_s - last_shown_s_ < (is_bar ? kSecondsBetweenBars : kSecondsBetweenLines))
    return;
  last_shown_s_ = snapshot.passed_s;
  const std::string text = batch_text(snapshot);
  if (!is_bar) {
    say(text, batch::snapshot_json(snapshot));
    return;
  }
  const std::scoped_lock lock(mutex_);
  wipe();
  const auto room = static_cast<std::size_t>(std::max(console_.err_columns - 1, 0));
  console_.err << (bar(snapshot) + text).substr(0, room) << std::flush;
  bar_is_drawn_ = true;
}

void BatchReport::finish(const batch::BatchEnd& end) {
  const batch::Snapshot& totals = end.totals;
  std::string text = std::to_string(totals.analysed) + " analysed, " +
                     std::to_string(totals.reused) + " done before, " +
                     std::to_string(totals.failed) + " failed, " + std::to_string(totals.left()) +
                     " left, in " + duration_text(totals.passed_s);
  if (totals.analysed > 0 && totals.passed_s > 0.0)
    text += ", " + core::fixed_text(totals.recording_s / totals.passed_s, 0) + " times real time";
  say(text, batch::snapshot_json(totals));
}

void BatchReport::say(const std::string& text, const std::string& json) {
  const std::scoped_lock lock(mutex_);
  if (log_.is_open() && !text.empty()) {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    (void)::gmtime_r(&now, &parts);
    log_ << std::put_time(&parts, "%Y-%m-%dT%H:%M:%SZ ") << text << std::endl;
  }
  if (style_ == BatchStyle::none || (text.empty() && style_ != BatchStyle::json)) return;
  wipe();
  if (style_ == BatchStyle::json) {
    console_.err << json << std::endl;
  } else {
    console_.err << "calfemg: " << text << std::endl;
  }
}

void BatchReport::wipe() {
  constexpr std::string_view kStartOfLineAndClear = "\r\x1B[K";
  if (bar_is_drawn_) console_.err << kStartOfLineAndClear << std::flush;
  bar_is_drawn_ = false;
}

}  // namespace calfemg::app
