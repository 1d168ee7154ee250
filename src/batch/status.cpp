// SPDX-License-Identifier: Apache-2.0
#include "batch/status.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <unistd.h>

#include "batch/failure_record.hpp"
#include "batch/owner.hpp"
#include "batch/session_content.hpp"
#include "batch/state_folder.hpp"
#include "core/error.hpp"
#include "export/json.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;
using exporting::Json;

double number(const Json& json, const char* name) {
  const auto value = json.find(name);
  return value != json.end() && value->is_number() ? value->get<double>() : 0.0;
}

std::size_t count(const Json& json, const char* name) {
  return static_cast<std::size_t>(std::max(number(json, name), 0.0));
}

std::string text(const Json& json, const char* name) {
  const auto value = json.find(name);
  return value != json.end() && value->is_string() ? value->get<std::string>() : std::string();
}

// A file with the time of the results' file system; the runs folder itself when that is not ours.
class Present {
 public:
  explicit Present(const fs::path& runs) : path_(runs) {
    std::string name = (runs / ".now-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    if (file < 0) return;
    ::close(file);
    path_ = name;
    own_ = true;
  }

  ~Present() {
    std::error_code ignored;
    if (own_) fs::remove(path_, ignored);
  }

  Present(const Present&) = delete;
  Present& operator=(const Present&) = delete;
  Present(Present&&) = delete;
  Present& operator=(Present&&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  bool own_ = false;
};

std::vector<RunStatus> runs_in(const fs::path& runs) {
  std::vector<RunStatus> found;
  std::error_code error;
  if (!fs::is_directory(runs, error)) return found;
  const Present now(runs);
  for (const auto& entry : fs::directory_iterator(runs, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.') || name.find(".new-") != std::string::npos) continue;
    RunStatus run{name, run_goes_on(entry.path(), now.path(), core::Seconds(kSilentSeconds)), {}};
    const std::string content = text_in(entry.path()).value_or("");
    const auto line_end = content.find('\n');
    if (line_end != std::string::npos)
      run.progress = snapshot_from_json(content.substr(line_end + 1));
    found.push_back(std::move(run));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return found;
}

}  // namespace

Snapshot snapshot_from_json(const std::string& content) {
  const Json json = Json::parse(content, nullptr, false);
  Snapshot snapshot;
  if (!json.is_object()) return snapshot;
  snapshot.total = count(json, "total");
  snapshot.reused = count(json, "reused");
  snapshot.analysed = count(json, "analysed");
  snapshot.failed = count(json, "failed");
  snapshot.elsewhere = count(json, "elsewhere");
  snapshot.recording_s = number(json, "recording_s");
  snapshot.passed_s = number(json, "passed_s");
  const auto running = json.find("running");
  if (running == json.end()) return snapshot;
  for (const auto& one : *running) {
    if (!one.is_object()) continue;
    snapshot.running.push_back({text(one, "session"),
                                text(one, "stage"),
                                number(one, "done_s"),
                                number(one, "total_s"),
                                number(one, "since_s")});
  }
  return snapshot;
}

Status status_of(const fs::path& results) {
  std::error_code error;
  if (!fs::is_directory(results, error))
    throw core::FileError(results.string(), "there is no such folder; give the --out of batch.");
  Status status;
  for (const auto& folder : session_folders(results)) {
    if (fs::exists(folder / "provenance.json", error)) ++status.sessions;
  }
  const StateFolder state = state_of(results);
  for (const auto& failure : all_failures(state.failures)) {
    ++status.failed;
    ++status.reasons[failure.reason];
  }
  status.runs = runs_in(state.runs);
  return status;
}

}  // namespace calfemg::batch
