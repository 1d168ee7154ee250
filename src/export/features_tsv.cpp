// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/expects.hpp"
#include "export/cell.hpp"
#include "export/features_columns.hpp"
#include "export/gzip_file.hpp"
#include "export/session_files.hpp"
#include "export/words.hpp"

namespace calfemg::exporting {
namespace {

constexpr std::size_t kChunkBytes = 262'144;
// "-1.7976931348623157e+308" is the longest shortest double; with its tab and to spare.
constexpr std::size_t kCellBytes = 32;
constexpr double kMicrosecondsPerSecond = 1e6;

// Rows as text in a buffer that is written whenever the next row might not fit.
class RowBuffer {
 public:
  RowBuffer(GzipFile& file, std::size_t row_bytes)
      : file_(&file), row_bytes_(row_bytes), bytes_(std::max(kChunkBytes, 2 * row_bytes)) {}

  void begin_row(std::string_view identity) {
    if (bytes_.size() - used_ < row_bytes_) flush();
    text(identity);
  }

  template <class Number>
  void number(Number value) {
    bytes_[used_++] = '\t';
    if (!std::isfinite(value)) {
      text(kNotAvailable);
      return;
    }
    char* const begin = bytes_.data() + used_;
    const auto result = std::to_chars(begin, bytes_.data() + bytes_.size(), value);
    used_ += static_cast<std::size_t>(result.ptr - begin);
  }

  void end_row() { bytes_[used_++] = '\n'; }

  void flush() {
    file_->write({bytes_.data(), used_});
    used_ = 0;
  }

 private:
  void text(std::string_view part) {
    std::memcpy(bytes_.data() + used_, part.data(), part.size());
    used_ += part.size();
  }

  GzipFile* file_;
  std::size_t row_bytes_;
  std::vector<char> bytes_;
  std::size_t used_ = 0;
};

std::string header_line(const core::SessionTable& table) {
  std::vector<std::string> names;
  for (const auto& column : identity_columns())
    names.emplace_back(column.name);
  for (const auto& column : table.columns)
    names.push_back(text_cell(column.name));
  for (const auto& column : quality_columns())
    names.emplace_back(column.name);
  std::string line;
  for (const auto& name : names)
    line += (line.empty() ? "" : "\t") + name;
  return line + "\n";
}

std::string identity_of(const core::ChannelInfo& channel) {
  return text_cell(channel.name) + "\t" + std::string(core::name(channel.role.leg)) + "\t" +
         text_cell(core::name(channel.role.muscle)) + "\t" +
         std::string(site_word(channel.role.site));
}

// A column that was never computed may hold no rows at all.
bool has_rows_or_none(const std::vector<float>& column, std::size_t rows) {
  return column.empty() || column.size() == rows;
}

void check(const core::ChannelTable& channel, std::size_t columns) {
  CALFEMG_EXPECTS(channel.features.size() == columns);
  for (const auto& feature : channel.features)
    CALFEMG_EXPECTS(has_rows_or_none(feature, channel.rows.count));
  for (const auto* column : {&channel.coverage, &channel.mains_rms_uv, &channel.low_rms_uv})
    CALFEMG_EXPECTS(has_rows_or_none(*column, channel.rows.count));
}

double onset_s(const core::Grid& rows, std::size_t row) {
  return std::round(rows.time_s(row) * kMicrosecondsPerSecond) / kMicrosecondsPerSecond;
}

void write_channel(GzipFile& file, const core::ChannelTable& channel) {
  const std::string identity = identity_of(channel.channel);
  std::vector<const std::vector<float>*> columns{&channel.coverage};
  for (const auto& feature : channel.features)
    columns.push_back(&feature);
  columns.push_back(&channel.mains_rms_uv);
  columns.push_back(&channel.low_rms_uv);

  RowBuffer buffer(file, identity.size() + (columns.size() + 2) * kCellBytes);
  for (std::size_t row = 0; row < channel.rows.count; ++row) {
    buffer.begin_row(identity);
    buffer.number(onset_s(channel.rows, row));
    for (const auto* column : columns)
      buffer.number(column->empty() ? std::nanf("") : (*column)[row]);
    buffer.end_row();
  }
  buffer.flush();
}

}  // namespace

void write_features_tsv_gz(const std::filesystem::path& path, const core::SessionTable& table) {
  GzipFile file(path);
  file.write(header_line(table));
  for (const auto& channel : table.channels) {
    check(channel, table.columns.size());
    write_channel(file, channel);
  }
  file.close();
}

}  // namespace calfemg::exporting
