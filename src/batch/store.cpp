// SPDX-License-Identifier: Apache-2.0
#include "batch/store.hpp"

#include <cmath>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "batch/embedded.hpp"
#include "batch/sqlite_file.hpp"
#include "core/error.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;

long long whole(int value) {
  return value;
}

}  // namespace

Store::Store(fs::path path) : path_(std::move(path)), draft_(path_) {
  draft_ += ".new-" + std::to_string(::getpid());
  std::error_code ignored;
  fs::remove(draft_, ignored);
  database_ = std::make_unique<SqliteFile>(draft_);
  // The draft is thrown away when anything fails: no journal, no waiting for the disk.
  database_->run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
  database_->run(std::string(embedded::kStoreSql));
  database_->run("BEGIN;");
}

Store::~Store() {
  database_.reset();
  std::error_code ignored;
  fs::remove(draft_, ignored);
}

void Store::add(const SessionRow& r) {
  const std::string_view id = r.folder;
  database_->insert("sessions",
                    {id,
                     r.subject,
                     r.session,
                     r.file,
                     r.start_time,
                     r.layout,
                     r.duration_s,
                     r.usable_s,
                     r.sleep_s,
                     whole(r.channels),
                     whole(r.notes)});
  database_->insert("summaries",
                    {id,
                     whole(r.cramps_definite),
                     whole(r.cramps_probable),
                     whole(r.cramps_possible),
                     r.cramp_s,
                     whole(r.rejected_cramps),
                     whole(r.tension_periods),
                     r.tension_s,
                     whole(r.leg_movements)});
  database_->insert("provenance",
                    {id,
                     r.program_version,
                     r.commit,
                     r.config_sha256,
                     r.input_sha256,
                     r.started_utc,
                     r.wall_s,
                     r.peak_memory_bytes});
  for (const auto& [name, value] : r.context)
    database_->insert("context", {id, name, value});
}

void Store::add(const SessionContent& content) {
  add(content.row);
  const std::string_view id = content.row.folder;
  for (const auto& h : content.heads) {
    database_->insert("heads",
                      {id,
                       h.leg,
                       h.muscle,
                       h.rest_uv,
                       h.usable_s,
                       whole(h.cramps),
                       h.cramp_s,
                       whole(h.tension_periods),
                       h.tension_s});
  }
  long long position = 0;
  for (const auto& c : content.channels) {
    database_->insert("channels",
                      {id,
                       position++,
                       c.name,
                       c.leg,
                       c.muscle,
                       c.site,
                       c.rate_hz,
                       c.rest_uv,
                       c.noise_uv,
                       c.usable_s,
                       c.excluded_s});
  }
  position = 0;
  for (const auto& e : content.events) {
    database_->insert("events",
                      {id,
                       position++,
                       e.type,
                       e.onset_s,
                       e.duration_s,
                       e.leg,
                       e.muscle,
                       e.grade,
                       e.confidence,
                       e.kind,
                       e.stage,
                       e.channels,
                       e.measures});
  }
}

void Store::add(const FailureRecord& f) {
  const std::string hint = what_to_do(f);
  database_->insert("failures",
                    {f.session,
                     f.file,
                     f.reason,
                     f.message,
                     hint,
                     f.stage,
                     whole(f.signal),
                     whole(f.exit_code),
                     f.when_utc,
                     f.log});
}

void Store::add_features(const std::string& folder,
                         const std::vector<std::string>& names,
                         std::span<const FeatureRow> rows) {
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (std::isfinite(row.values[i]))
        database_->insert("features", {folder, row.channel, row.start_s, names[i], row.values[i]});
    }
  }
}

void Store::publish() {
  database_->run("COMMIT;");
  database_.reset();
  std::error_code error;
  fs::rename(draft_, path_, error);
  if (error) throw core::OutputError(path_.string(), "cannot be written: " + error.message() + ".");
}

}  // namespace calfemg::batch
