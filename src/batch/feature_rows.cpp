// SPDX-License-Identifier: Apache-2.0
#include "batch/feature_rows.hpp"

#include <string_view>

#include "core/session_table.hpp"
#include "core/text.hpp"
#include "export/gzip_file.hpp"
#include "export/tsv_text.hpp"

namespace calfemg::batch {
namespace {

constexpr std::size_t kOnsetColumn = 4;  // after channel, leg, muscle, site

using Cells = std::vector<std::string_view>;

double number(std::string_view cell) {
  return core::number_from_text(cell).value_or(core::kMissing);
}

FeatureRow row_of(const Cells& cells, std::size_t columns) {
  FeatureRow row{std::string(cells.front()), number(cells[kOnsetColumn]), {}};
  for (std::size_t i = kOnsetColumn + 1; i < cells.size(); ++i)
    row.values.push_back(number(cells[i]));
  row.values.resize(columns, core::kMissing);
  return row;
}

}  // namespace

FeatureTable read_features(const std::filesystem::path& path) {
  FeatureTable table;
  const std::string text = exporting::text_of_gzip(path);
  for (const auto& line : exporting::lines_of(text)) {
    const Cells cells = exporting::cells_of(line);
    if (cells.size() <= kOnsetColumn) continue;
    if (table.names.empty()) {
      table.names.assign(cells.begin() + kOnsetColumn + 1, cells.end());
    } else {
      table.rows.push_back(row_of(cells, table.names.size()));
    }
  }
  return table;
}

}  // namespace calfemg::batch
