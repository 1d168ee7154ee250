// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "batch/sqlite_file.hpp"
#include "exchange/table.hpp"

namespace calfemg::exchange {

/// Makes the table anew in a file that outlives the writer, and describes its columns in the table
/// `dictionary`. Missing values are NULL.
[[nodiscard]] std::unique_ptr<TableWriter> sqlite_writer(batch::SqliteFile& file,
                                                         const TableShape& shape);

}  // namespace calfemg::exchange
