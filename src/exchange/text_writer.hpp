// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "exchange/table.hpp"

namespace calfemg::exchange {

struct TextTable {
  std::filesystem::path path;  ///< packed with gzip when it ends in .gz
  char separator = '\t';       ///< a comma: for spreadsheets
  int digits = kAllDigits;     ///< significant digits of single precision columns
};

[[nodiscard]] std::unique_ptr<TableWriter> text_writer(const TextTable& table,
                                                       const TableShape& shape);

}  // namespace calfemg::exchange
