// SPDX-License-Identifier: Apache-2.0
#include "batch/feature_rows.hpp"

#include <utility>

#include "core/session_table.hpp"
#include "core/text.hpp"
#include "export/gzip_file.hpp"
#include "export/tsv_text.hpp"

namespace calfemg::batch {
namespace {

constexpr std::size_t kOnsetColumn = 4;  // after channel, leg, muscle, site

}  // namespace

FeatureTable read_features(const std::filesystem::path& path) {
  FeatureTable table;
  const std::string text = exporting::text_of_gzip(path);
  bool is_header = true;
  for (const auto& line : exporting::lines_of(text)) {
    const auto cells = exporting::cells_of(line);
    if (cells.size() <= kOnsetColumn) continue;
    FeatureRow row{std::string(cells.front()), 0.0, {}};
    if (!is_header)
      row.start_s = core::number_from_text(cells[kOnsetColumn]).value_or(core::kMissing);
    for (std::size_t i = kOnsetColumn + 1; i < cells.size(); ++i) {
      if (is_header) {
        table.names.emplace_back(cells[i]);
      } else {
        row.values.push_back(core::number_from_text(cells[i]).value_or(core::kMissing));
      }
    }
    if (!is_header) {
      row.values.resize(table.names.size(), core::kMissing);
      table.rows.push_back(std::move(row));
    }
    is_header = false;
  }
  return table;
}

}  // namespace calfemg::batch
