// SPDX-License-Identifier: Apache-2.0
#include "batch/failure_record.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include "batch/state_folder.hpp"
#include "export/json.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;
using exporting::Json;

struct UsualHint {
  std::string_view reason;
  std::string_view hint;
};

constexpr std::array kUsualHints{
    UsualHint{"no_recording", "remove it from the archive or the list, or copy it again"},
    UsualHint{"empty", "copy it again from the recorder"},
    UsualHint{"truncated", "copy it again from the recorder"},
    UsualHint{"unreadable", "check that it is there and that you may read it"},
    UsualHint{"memory", "allow more with --memory-per-job"},
    UsualHint{"killed", "start the same command again"},
    UsualHint{"output", "see that the results folder can be written, and start again"},
};

constexpr std::string_view kEnding = ".json";

std::string text_of(const Json& json, const char* name) {
  const auto value = json.find(name);
  return value != json.end() && value->is_string() ? value->get<std::string>() : std::string();
}

int number_of(const Json& json, const char* name) {
  const auto value = json.find(name);
  return value != json.end() && value->is_number_integer() ? value->get<int>() : 0;
}

}  // namespace

std::string what_to_do(const FailureRecord& failure) {
  if (!failure.hint.empty()) return failure.hint;
  for (const auto& usual : kUsualHints) {
    if (usual.reason == failure.reason) return std::string(usual.hint);
  }
  return "look at it with `calfemg inspect`";
}

bool is_passing(const std::string& reason) {
  return reason == "output" || reason == "killed" || reason == "interrupted" || reason == "lost";
}

void write_failure(const fs::path& folder, const FailureRecord& record) {
  const Json json = {{"format", "calfemg-failure"},
                     {"session", record.session},
                     {"file", record.file},
                     {"reason", record.reason},
                     {"message", record.message},
                     {"hint", record.hint},
                     {"stage", record.stage},
                     {"exit_code", record.exit_code},
                     {"signal", record.signal},
                     {"log", record.log},
                     {"input", record.input},
                     {"keys", record.keys},
                     {"when_utc", record.when_utc}};
  replace_file(folder / (record.session + std::string(kEnding)), exporting::document(json));
}

std::optional<FailureRecord> read_failure(const fs::path& folder, const std::string& session) {
  const auto text = text_in(folder / (session + std::string(kEnding)));
  if (!text) return std::nullopt;
  const auto json = Json::parse(*text, nullptr, false);
  if (!json.is_object() || text_of(json, "format") != "calfemg-failure") return std::nullopt;
  FailureRecord record;
  record.session = session;
  record.file = text_of(json, "file");
  record.reason = text_of(json, "reason");
  record.message = text_of(json, "message");
  record.hint = text_of(json, "hint");
  record.stage = text_of(json, "stage");
  record.exit_code = number_of(json, "exit_code");
  record.signal = number_of(json, "signal");
  record.log = text_of(json, "log");
  record.input = text_of(json, "input");
  record.keys = text_of(json, "keys");
  record.when_utc = text_of(json, "when_utc");
  return record;
}

void remove_failure(const fs::path& folder, const std::string& session) {
  std::error_code ignored;
  fs::remove(folder / (session + std::string(kEnding)), ignored);
}

std::vector<FailureRecord> all_failures(const fs::path& folder) {
  std::vector<FailureRecord> records;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != kEnding) continue;
    if (auto record = read_failure(folder, entry.path().stem().string()))
      records.push_back(std::move(*record));
  }
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) {
    return a.session < b.session;
  });
  return records;
}

}  // namespace calfemg::batch
