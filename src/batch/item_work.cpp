// SPDX-License-Identifier: Apache-2.0
#include "batch/item_work.hpp"

#include <array>
#include <cerrno>
#include <ctime>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "export/provenance_reader.hpp"
#include "pipeline/files.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;

// The folder, not the recording, is the trouble: the next one would end in the same way.
bool concerns_all(const std::string& message) {
  constexpr std::array kErrors{ENOSPC, EDQUOT, EROFS, EIO};
  for (const int error : kErrors) {
    if (message.find(std::generic_category().message(error)) != std::string::npos) return true;
  }
  return false;
}

std::string utc_now() {
  constexpr std::size_t kLength = 32;
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  (void)::gmtime_r(&now, &parts);
  std::array<char, kLength> text{};
  (void)std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

WorkerResult result_of(const Refusal& refusal) {
  WorkerResult result;
  result.failure.reason = refusal.reason;
  result.failure.message = refusal.message;
  result.failure.hint = refusal.hint;
  return result;
}

// Gives the claim back when the work ends, however it ends.
class ClaimKeeper {
 public:
  ClaimKeeper(const Claims& claims, std::string session)
      : claims_(claims), session_(std::move(session)) {}

  ~ClaimKeeper() { claims_.give_back(session_); }

  ClaimKeeper(const ClaimKeeper&) = delete;
  ClaimKeeper& operator=(const ClaimKeeper&) = delete;
  ClaimKeeper(ClaimKeeper&&) = delete;
  ClaimKeeper& operator=(ClaimKeeper&&) = delete;

 private:
  const Claims& claims_;
  std::string session_;
};

}  // namespace

ItemWork::ItemWork(Surroundings surroundings) : around_(surroundings) {
  for (auto& name : pipeline::untidy_sessions(around_.options.results))
    untidy_.insert(std::move(name));
}

ItemWork::End ItemWork::process(const WorkItem* item) {
  try {
    if (item->refusal) {
      fail(*item, "", result_of(*item->refusal));
      return End::settled;
    }
    const auto keys = keys_or_failure(*item);
    if (!keys || settle_without_work(*item, *keys)) return End::settled;
    if (!around_.claims.take(item->name)) return End::busy;
    const ClaimKeeper keeper(around_.claims, item->name);
    tidy_up(*item);
    if (!settle_without_work(*item, *keys) && around_.ledger.may_start()) analyze(*item, *keys);
  } catch (const core::Error& error) {
    around_.ledger.halt(error.what());
  }
  return End::settled;
}

std::optional<RunKeys> ItemWork::keys_or_failure(const WorkItem& item) {
  try {
    return around_.analyst.keys_of(item);
  } catch (const core::ConfigError& error) {
    fail(item,
         "",
         result_of({"bad_map", error.what(), "correct the map or the pipeline of this recording"}));
    return std::nullopt;
  }
}

bool ItemWork::settle_without_work(const WorkItem& item, const RunKeys& keys) {
  {
    const std::scoped_lock lock(mutex_);
    if (untidy_.contains(item.name)) return false;
  }
  switch (standing_of(item, keys, around_.options.results, around_.options.policy)) {
    case Standing::done:
      remove_failure(around_.state.failures, item.name);
      around_.ledger.reused();
      return true;
    case Standing::failed: {
      WorkerResult before;
      if (auto record = read_failure(around_.state.failures, item.name)) before.failure = *record;
      around_.ledger.end(item, Ending::failed, before);
      return true;
    }
    case Standing::to_do:
      break;
  }
  return false;
}

// The claim is ours: whatever is half-written belongs to a process that has ended.
void ItemWork::tidy_up(const WorkItem& item) {
  {
    const std::scoped_lock lock(mutex_);
    if (untidy_.erase(item.name) == 0) return;
  }
  pipeline::tidy_up_session(around_.options.results / item.name);
}

void ItemWork::analyze(const WorkItem& item, const RunKeys& keys) {
  const auto before = state_of_file(item.path);
  around_.ledger.begin(item);
  WorkerResult result = around_.analyst.analyze(
      item, [this, &item](std::string_view stage, double done_s, double total_s) {
        around_.ledger.progress(item, stage, done_s, total_s);
      });
  if (!result.succeeded) {
    pipeline::tidy_up_session(around_.options.results / item.name);
    note(item, keys, std::move(result));
    return;
  }
  remove_failure(around_.state.failures, item.name);
  const auto sha256 =
      exporting::input_sha256_of(around_.options.results / item.name / "provenance.json");
  if (sha256 && before && before == state_of_file(item.path))
    InputHashes(around_.state.inputs).keep(item.name, *before, *sha256);
  around_.ledger.end(item, Ending::analysed, result);
}

// A failure that says nothing about the recording leaves it to do.
void ItemWork::note(const WorkItem& item, const RunKeys& keys, WorkerResult result) {
  const std::string& reason = result.failure.reason;
  const bool folder_fails = reason == "output" && concerns_all(result.failure.message);
  if (folder_fails) around_.ledger.halt(result.failure.message);
  if (folder_fails || reason == "interrupted" || !around_.claims.is_ours(item.name)) {
    around_.ledger.end(item, Ending::put_back, result);
    return;
  }
  fail(item, digest(keys, item), std::move(result));
}

void ItemWork::fail(const WorkItem& item, const std::string& keys, WorkerResult result) {
  FailureRecord& record = result.failure;
  record.session = item.name;
  record.file = item.path.string();
  record.keys = keys;
  record.when_utc = utc_now();
  if (const auto state = state_of_file(item.path)) record.input = text_of_state(*state);
  write_failure(around_.state.failures, record);
  around_.ledger.end(item, Ending::failed, result);
}

}  // namespace calfemg::batch
