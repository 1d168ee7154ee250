// SPDX-License-Identifier: Apache-2.0
#include "exchange/text_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "export/cell.hpp"
#include "export/gzip_file.hpp"

namespace calfemg::exchange {
namespace {

constexpr std::size_t kNumberCharacters = 32;

void append_number(std::string& line, double value, const Column& column, int digits) {
  if (!std::isfinite(value)) {
    line += exporting::kNotAvailable;
    return;
  }
  std::array<char, kNumberCharacters> text{};
  char* const end = text.data() + text.size();
  std::to_chars_result result{};
  if (column.kind != Kind::single)
    result = std::to_chars(text.data(), end, value);
  else if (digits >= kAllDigits)
    result = std::to_chars(text.data(), end, static_cast<float>(value));
  else
    result = std::to_chars(text.data(), end, value, std::chars_format::general, digits);
  line.append(text.data(), result.ptr);
}

// Where the lines go: plain, or packed when the name ends in .gz.
class Sink {
 public:
  explicit Sink(const std::filesystem::path& path) : path_(path.string()) {
    if (path.extension() == ".gz") {
      packed_.emplace(path);
    } else {
      plain_.open(path, std::ios::binary);
    }
    check();
  }

  void write(std::string_view text) {
    if (packed_)
      packed_->write(text);
    else
      plain_.write(text.data(), static_cast<std::streamsize>(text.size()));
  }

  void close() {
    if (packed_) packed_->close();
    plain_.flush();
    check();
  }

 private:
  void check() const {
    if (!packed_ && !plain_)
      throw core::OutputError(path_, "cannot be written; check the folder and the free space");
  }

  std::string path_;
  std::optional<exporting::GzipFile> packed_;
  std::ofstream plain_;
};

class TextWriter final : public TableWriter {
 public:
  TextWriter(const TextTable& table, const TableShape& shape)
      : table_(table), columns_(shape.columns), sink_(table.path) {
    std::string line;
    for (const auto& column : columns_) {
      if (!line.empty()) line += table_.separator;
      line += text(column.name);
    }
    sink_.write(line + "\n");
  }

  void row(std::span<const Cell> cells) override {
    line_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line_ += table_.separator;
      if (const auto* words = std::get_if<std::string_view>(&cells[i]))
        line_ += text(*words);
      else
        append_number(line_, std::get<double>(cells[i]), columns_[i], table_.digits);
    }
    line_ += '\n';
    sink_.write(line_);
  }

  void finish() override { sink_.close(); }

 private:
  [[nodiscard]] std::string text(std::string_view words) const {
    return table_.separator == ',' ? csv_cell(words) : exporting::text_cell(words);
  }

  TextTable table_;
  std::vector<Column> columns_;
  Sink sink_;
  std::string line_;
};

}  // namespace

std::string csv_cell(std::string_view text) {
  constexpr std::string_view kBeginsFormula = "=+-@";
  std::string cell = exporting::text_cell(text);
  const bool formula =
      kBeginsFormula.find(cell.front()) != std::string_view::npos && !core::number_from_text(cell);
  if (formula) cell.insert(cell.begin(), '\'');
  if (cell.find_first_of(",\";") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += c;
    quoted += c;
  }
  return quoted + "\"";
}

std::unique_ptr<TableWriter> text_writer(const TextTable& table, const TableShape& shape) {
  return std::make_unique<TextWriter>(table, shape);
}

}  // namespace calfemg::exchange
