// SPDX-License-Identifier: Apache-2.0
#include "batch/sqlite_file.hpp"

#include <cmath>
#include <sqlite3.h>

#include "core/error.hpp"

namespace calfemg::batch {
namespace {

int bind(sqlite3_stmt* statement, int position, const SqlCell& cell) {
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

}  // namespace

SqliteFile::SqliteFile(const std::filesystem::path& file) : path_(file.string()) {
  if (sqlite3_open(path_.c_str(), &handle_) != SQLITE_OK) fail();
}

SqliteFile::~SqliteFile() {
  for (const auto& [sql, statement] : statements_)
    sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

void SqliteFile::fail() const {
  throw core::OutputError(path_,
                          std::string("cannot be written: ") + sqlite3_errmsg(handle_) + ".");
}

void SqliteFile::run(const std::string& sql) const {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

sqlite3_stmt* SqliteFile::prepared(const std::string& table, std::size_t cells) {
  const auto known = statements_.find(table);
  if (known != statements_.end()) return known->second;
  std::string sql = "INSERT OR REPLACE INTO " + table + " VALUES (?";
  for (std::size_t i = 1; i < cells; ++i)
    sql += ", ?";
  sql += ")";
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail();
  return statements_[table] = statement;
}

void SqliteFile::insert(const std::string& table, const std::vector<SqlCell>& cells) {
  sqlite3_stmt* statement = prepared(table, cells.size());
  int position = 1;
  for (const auto& cell : cells) {
    if (bind(statement, position++, cell) != SQLITE_OK) fail();
  }
  if (sqlite3_step(statement) != SQLITE_DONE) fail();
  sqlite3_reset(statement);
}

std::string quoted_name(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"') text += c;
    text += c;
  }
  return text + "\"";
}

}  // namespace calfemg::batch
