// SPDX-License-Identifier: Apache-2.0
#include "batch/store.hpp"

#include <cmath>
#include <functional>
#include <map>
#include <sqlite3.h>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <variant>

#include "batch/embedded.hpp"
#include "core/error.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;

// What a cell can be; NaN and an empty text are NULL.
using Cell = std::variant<std::string_view, double, long long>;

long long whole(int value) {
  return value;
}

}  // namespace

struct Store::Database {
  sqlite3* handle = nullptr;
  std::string path;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements;

  explicit Database(const fs::path& file) : path(file.string()) {
    if (sqlite3_open(path.c_str(), &handle) != SQLITE_OK) fail();
  }

  ~Database() {
    for (const auto& [sql, statement] : statements)
      sqlite3_finalize(statement);
    sqlite3_close(handle);
  }

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  Database(Database&&) = delete;
  Database& operator=(Database&&) = delete;

  [[noreturn]] void fail() const {
    throw core::OutputError(path,
                            std::string("cannot be written: ") + sqlite3_errmsg(handle) + ".");
  }

  void run(const std::string& sql) const {
    if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }

  sqlite3_stmt* prepared(const std::string& table, std::size_t cells) {
    const auto known = statements.find(table);
    if (known != statements.end()) return known->second;
    std::string sql = "INSERT OR REPLACE INTO " + table + " VALUES (?";
    for (std::size_t i = 1; i < cells; ++i)
      sql += ", ?";
    sql += ")";
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail();
    return statements[table] = statement;
  }

  static int bind(sqlite3_stmt* statement, int position, const Cell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell)) {
      if (text->empty()) return sqlite3_bind_null(statement, position);
      return sqlite3_bind_text(statement,
                               position,
                               text->data(),
                               static_cast<int>(text->size()),
                               nullptr);  // SQLITE_STATIC: it outlives the step
    }
    if (const auto* number = std::get_if<double>(&cell)) {
      if (!std::isfinite(*number)) return sqlite3_bind_null(statement, position);
      return sqlite3_bind_double(statement, position, *number);
    }
    return sqlite3_bind_int64(statement, position, std::get<long long>(cell));
  }

  void insert(const std::string& table, const std::vector<Cell>& cells) {
    sqlite3_stmt* statement = prepared(table, cells.size());
    int position = 1;
    for (const auto& cell : cells) {
      if (bind(statement, position++, cell) != SQLITE_OK) fail();
    }
    if (sqlite3_step(statement) != SQLITE_DONE) fail();
    sqlite3_reset(statement);
  }
};

Store::Store(fs::path path) : path_(std::move(path)), draft_(path_) {
  draft_ += ".new-" + std::to_string(::getpid());
  std::error_code ignored;
  fs::remove(draft_, ignored);
  database_ = std::make_unique<Database>(draft_);
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
