// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace calfemg::batch {

/// What a cell of a table can be; NaN and an empty text are NULL.
using SqlCell = std::variant<std::string_view, double, long long>;

/// An SQLite file that is written. Every function throws core::OutputError.
class SqliteFile {
 public:
  explicit SqliteFile(const std::filesystem::path& file);
  ~SqliteFile();
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;
  SqliteFile(SqliteFile&&) = delete;
  SqliteFile& operator=(SqliteFile&&) = delete;

  /// @param sql  statements without values from outside
  void run(const std::string& sql) const;

  /// Adds a row, in place of one with the same key.
  /// @param table  as SQL wants it: quoted where that is needed
  void insert(const std::string& table, const std::vector<SqlCell>& cells);

 private:
  [[noreturn]] void fail() const;
  sqlite3_stmt* prepared(const std::string& table, std::size_t cells);

  sqlite3* handle_ = nullptr;
  std::string path_;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

/// A name of a table or column as SQL wants it.
[[nodiscard]] std::string quoted_name(std::string_view name);

}  // namespace calfemg::batch
