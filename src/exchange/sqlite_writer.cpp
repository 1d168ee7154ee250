// SPDX-License-Identifier: Apache-2.0
#include "exchange/sqlite_writer.hpp"

#include <cmath>

namespace calfemg::exchange {
namespace {

class SqliteWriter final : public TableWriter {
 public:
  SqliteWriter(batch::SqliteFile& file, const TableShape& shape)
      : file_(&file), table_(batch::quoted_name(shape.name)), columns_(shape.columns) {
    file.run(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
        "CREATE TABLE IF NOT EXISTS dictionary (table_name TEXT, column_name TEXT, unit TEXT, "
        "meaning TEXT, formula TEXT, band TEXT, PRIMARY KEY (table_name, column_name));");
    std::string sql = "DROP TABLE IF EXISTS " + table_ + "; CREATE TABLE " + table_ + " (";
    for (const auto& column : columns_) {
      if (&column != &columns_.front()) sql += ", ";
      sql += batch::quoted_name(column.name) + (column.kind == Kind::text ? " TEXT" : " REAL");
      file.insert("dictionary",
                  {std::string_view(shape.name),
                   std::string_view(column.name),
                   std::string_view(column.unit),
                   std::string_view(column.meaning),
                   std::string_view(column.formula),
                   std::string_view(column.band)});
    }
    file.run(sql + ");");
  }

  void row(std::span<const Cell> cells) override {
    values_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i)
      values_.push_back(value_of(cells[i], columns_[i].kind));
    file_->insert(table_, values_);
  }

  void finish() override { file_->run("COMMIT;"); }

 private:
  static batch::SqlCell value_of(const Cell& cell, Kind kind) {
    if (const auto* text = std::get_if<std::string_view>(&cell)) return *text;
    const double number = std::get<double>(cell);
    if (kind == Kind::flag && std::isfinite(number)) return static_cast<long long>(number);
    return number;
  }

  batch::SqliteFile* file_;
  std::string table_;
  std::vector<Column> columns_;
  std::vector<batch::SqlCell> values_;
};

}  // namespace

std::unique_ptr<TableWriter> sqlite_writer(batch::SqliteFile& file, const TableShape& shape) {
  return std::make_unique<SqliteWriter>(file, shape);
}

}  // namespace calfemg::exchange
