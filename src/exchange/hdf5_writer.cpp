// SPDX-License-Identifier: Apache-2.0
#include "exchange/hdf5_writer.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>

#include "core/expects.hpp"
#include "io/hdf5_output.hpp"

namespace calfemg::exchange {
namespace {

constexpr std::size_t kChunkRows = 16'384;
constexpr int kDeflateLevel = 4;
constexpr int kMantissaBits = 23;

int bits_for(int digits) {
  constexpr double kBitsPerDigit = 3.321928094887362;  // log2(10)
  return std::min(kMantissaBits, static_cast<int>(std::ceil(digits * kBitsPerDigit)));
}

io::SampleType stored_as(Kind kind) {
  if (kind == Kind::single) return io::SampleType::float32;
  if (kind == Kind::number) return io::SampleType::float64;
  return io::SampleType::int32;
}

// Rows of one column that wait until they fill a chunk.
struct Waiting {
  io::Hdf5Handle dataset;
  std::vector<float> singles;
  std::vector<double> numbers;
  std::vector<std::int32_t> codes;
  std::map<std::string, std::int32_t, std::less<>> levels;
  std::vector<std::string> texts;  ///< by code
};

class Hdf5Writer final : public TableWriter {
 public:
  Hdf5Writer(const std::filesystem::path& path, const TableShape& shape, int digits)
      : shape_(shape), bits_(bits_for(digits)), file_(path), columns_(shape.columns.size()) {
    file_.write_text(file_.file(), "format", "calfemg-table");
    file_.write_text(file_.file(), "format_version", "1.0");
    file_.write_text(file_.file(), "table", shape.name);
    const io::Hdf5Handle group = file_.create_group(file_.file(), shape.name);
    for (std::size_t i = 0; i < columns_.size(); ++i)
      create(group, shape.columns[i], columns_[i]);
  }

  void row(std::span<const Cell> cells) override {
    CALFEMG_EXPECTS(cells.size() == columns_.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
      add(columns_[i], shape_.columns[i].kind, cells[i]);
    if (++waiting_ == kChunkRows) write_waiting();
  }

  void finish() override {
    write_waiting();
    const io::Hdf5Handle levels = file_.create_group(file_.file(), "levels");
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (shape_.columns[i].kind == Kind::text)
        file_.write_texts(levels, shape_.columns[i].name, columns_[i].texts);
    }
    file_.flush();
    columns_.clear();
    file_.close();
  }

 private:
  void create(const io::Hdf5Handle& group, const Column& column, Waiting& waiting) const {
    io::SampleStorage storage;
    storage.type = stored_as(column.kind);
    storage.chunk_rows = kChunkRows;
    storage.deflate_level = kDeflateLevel;
    storage.column = true;
    waiting.dataset = file_.create_samples(group, column.name, storage);
    const auto attribute = [&](const char* name, const std::string& text) {
      if (!text.empty()) file_.write_text(waiting.dataset, name, text);
    };
    attribute("unit", column.unit);
    attribute("meaning", column.meaning);
    attribute("formula", column.formula);
    attribute("band", column.band);
    if (column.kind == Kind::text) attribute("levels", "/levels/" + column.name);
    if (column.kind == Kind::single) file_.write_number(waiting.dataset, "mantissa_bits", bits_);
  }

  static std::int32_t code_of(Waiting& column, std::string_view text) {
    const auto known = column.levels.find(text);
    if (known != column.levels.end()) return known->second;
    const auto code = static_cast<std::int32_t>(column.texts.size());
    column.texts.emplace_back(text);
    return column.levels[column.texts.back()] = code;
  }

  void add(Waiting& column, Kind kind, const Cell& cell) const {
    if (kind == Kind::text)
      column.codes.push_back(code_of(column, std::get<std::string_view>(cell)));
    else if (kind == Kind::flag)
      column.codes.push_back(static_cast<std::int32_t>(std::get<double>(cell)));
    else if (kind == Kind::number)
      column.numbers.push_back(std::get<double>(cell));
    else
      column.singles.push_back(
          with_mantissa_bits(static_cast<float>(std::get<double>(cell)), bits_));
  }

  void write_waiting() {
    if (waiting_ == 0) return;
    for (auto& column : columns_) {
      if (!column.singles.empty())
        file_.append(column.dataset, rows_, std::span<const float>(column.singles));
      if (!column.numbers.empty())
        file_.append(column.dataset, rows_, std::span<const double>(column.numbers));
      if (!column.codes.empty())
        file_.append(column.dataset, rows_, std::span<const std::int32_t>(column.codes));
      column.singles.clear();
      column.numbers.clear();
      column.codes.clear();
    }
    rows_ += waiting_;
    waiting_ = 0;
  }

  TableShape shape_;
  int bits_;
  io::Hdf5Output file_;
  std::vector<Waiting> columns_;
  std::size_t waiting_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace

float with_mantissa_bits(float value, int bits) {
  if (bits >= kMantissaBits || !std::isfinite(value)) return value;
  const auto dropped = static_cast<unsigned>(kMantissaBits - bits);
  const auto whole = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t half = 1U << (dropped - 1U);
  const auto rounded = std::bit_cast<float>((whole + half) & ~((1U << dropped) - 1U));
  return std::isfinite(rounded) ? rounded : value;
}

std::unique_ptr<TableWriter> hdf5_writer(const std::filesystem::path& path,
                                         const TableShape& shape,
                                         int digits) {
  return std::make_unique<Hdf5Writer>(path, shape, digits);
}

}  // namespace calfemg::exchange
