// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "exchange/table.hpp"

namespace calfemg::exchange {

/// Writes /TABLE/COLUMN, a growing packed data set of one dimension for each column. A text column
/// holds codes; /levels/COLUMN has the texts, code 0 first. docs/export.md has the layout.
/// @param digits  significant digits that single precision columns keep
[[nodiscard]] std::unique_ptr<TableWriter> hdf5_writer(const std::filesystem::path& path,
                                                       const TableShape& shape,
                                                       int digits);

/// The nearest float with so many bits of its mantissa: at most 2^-(bits+1) away, relatively.
[[nodiscard]] float with_mantissa_bits(float value, int bits);

}  // namespace calfemg::exchange
