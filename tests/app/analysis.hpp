// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/results.hpp"

namespace calfemg::test {

/// Tables of one analysis by the real program.
struct Analysis {
  std::vector<Row> events;
  std::vector<Row> features;
};

/// Analyses a recording; it must succeed. `arguments` follow `analyze RECORDING --out DIR --quiet`.
[[nodiscard]] Analysis analyse(const std::filesystem::path& recording,
                               const std::filesystem::path& out,
                               const std::vector<std::string>& arguments = {});

/// A whole table that is packed with gzip.
[[nodiscard]] std::vector<Row> packed_table(const std::filesystem::path& path);

/// Cells of two tables that differ by more than `tolerance` times the larger of 1 and their size,
/// "row 3 rms_uv: 1.5 and 1.6"; numbers are compared as numbers, everything else as text. At most
/// 10 are listed. Columns whose name is in `left_out` are not compared.
[[nodiscard]] std::vector<std::string> differences(const std::vector<Row>& first,
                                                   const std::vector<Row>& second,
                                                   double tolerance,
                                                   const std::vector<std::string>& left_out = {});

}  // namespace calfemg::test
