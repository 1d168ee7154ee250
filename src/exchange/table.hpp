// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace calfemg::exchange {

/// What a column holds: decides how each format stores it.
enum class Kind : std::uint8_t {
  text,
  number,  ///< double precision: times, identities
  single,  ///< single precision: features and what is computed from them
  flag     ///< 0 or 1
};

/// A column of an exported table, as the data dictionary describes it.
struct Column {
  std::string name;
  Kind kind = Kind::number;
  std::string unit;          ///< "1" for ratios and counts, "" for texts
  std::string meaning;       ///< one sentence
  std::string formula = {};  ///< where its formula stands; "" when there is none
  std::string band = {};     ///< "30-350 Hz": what the recording must cover; "" for any
};

struct TableShape {
  std::string name;  ///< "features", "epochs", ...
  std::vector<Column> columns;
};

/// A text, or a number that is NaN when missing. Texts live as long as the call that they go to.
using Cell = std::variant<std::string_view, double>;

/// Takes rows one by one and keeps little of them.
class TableWriter {
 public:
  TableWriter() = default;
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;
  TableWriter(TableWriter&&) = delete;
  TableWriter& operator=(TableWriter&&) = delete;
  virtual ~TableWriter() = default;

  /// @param cells  one for each column
  virtual void row(std::span<const Cell> cells) = 0;
  /// The file is complete only when this returned.
  virtual void finish() = 0;
};

enum class TableFormat : std::uint8_t { tsv, csv, hdf5 };

/// Significant digits of single precision columns: all that there are.
inline constexpr int kAllDigits = 9;

/// @param digits  significant digits that single precision columns keep
/// @throws core::OutputError
[[nodiscard]] std::unique_ptr<TableWriter> table_writer(TableFormat format,
                                                        const std::filesystem::path& path,
                                                        const TableShape& shape,
                                                        int digits);

/// A cell of a CSV table for spreadsheets: quoted where needed; a text that a spreadsheet would
/// take for a formula gets an apostrophe in front.
[[nodiscard]] std::string csv_cell(std::string_view text);

/// Unit, meaning, formula and band of every column: the data dictionary (a BIDS sidecar).
[[nodiscard]] std::string dictionary_json(const TableShape& shape);

}  // namespace calfemg::exchange
