// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "core/expects.hpp"
#include "export/cell.hpp"
#include "export/feature_rows.hpp"
#include "export/features_columns.hpp"
#include "export/gzip_file.hpp"
#include "export/session_files.hpp"
#include "export/words.hpp"

namespace calfemg::exporting {
namespace {

// "-1.7976931348623157e+308" is the longest shortest double; with its tab and to spare.
constexpr std::size_t kCellBytes = 32;
constexpr double kMicrosecondsPerSecond = 1e6;

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

double rounded_onset_s(double onset_s) {
  return std::round(onset_s * kMicrosecondsPerSecond) / kMicrosecondsPerSecond;
}

float cell_of(const std::vector<float>& column, std::size_t row) {
  return column.empty() ? std::nanf("") : column[row];
}

void write_channel(GzipFile& file, const core::ChannelTable& channel) {
  RowText text(channel.channel, channel.features.size());
  std::vector<float> features(channel.features.size());
  for (std::size_t row = 0; row < channel.rows.count; ++row) {
    for (std::size_t c = 0; c < features.size(); ++c)
      features[c] = cell_of(channel.features[c], row);
    file.write(text.of({channel.rows.time_s(row),
                        cell_of(channel.coverage, row),
                        features,
                        cell_of(channel.mains_rms_uv, row),
                        cell_of(channel.low_rms_uv, row)}));
  }
}

// Appends a number, or what stands for none, behind a tab.
template <class Number>
char* append(char* to, char* end, Number value) {
  *to++ = '\t';
  if (std::isfinite(value)) return std::to_chars(to, end, value).ptr;
  // In one step: begin() and end() could be of the literals of two translation units.
  return to + kNotAvailable.copy(to, kNotAvailable.size());
}

}  // namespace

RowText::RowText(const core::ChannelInfo& channel, std::size_t features) {
  const std::string identity = identity_of(channel);
  identity_bytes_ = identity.size();
  bytes_.resize(identity_bytes_ + (features + identity_columns().size()) * kCellBytes);
  std::copy(identity.begin(), identity.end(), bytes_.begin());
}

std::string_view RowText::of(const FeatureCells& cells) {
  char* const end = bytes_.data() + bytes_.size();
  char* to = bytes_.data() + identity_bytes_;
  to = append(to, end, rounded_onset_s(cells.onset_s));
  to = append(to, end, cells.coverage);
  for (const float value : cells.features)
    to = append(to, end, value);
  to = append(to, end, cells.mains_rms_uv);
  to = append(to, end, cells.low_rms_uv);
  *to++ = '\n';
  return {bytes_.data(), static_cast<std::size_t>(to - bytes_.data())};
}

FeatureRowsWriter::FeatureRowsWriter(const std::filesystem::path& path,
                                     const core::ChannelInfo& channel,
                                     std::size_t features)
    : text_(channel, features), file_(path) {}

std::filesystem::path feature_part(const std::filesystem::path& folder, std::size_t channel) {
  return folder / ("features-" + std::to_string(channel) + ".part");
}

void join_feature_parts(const std::filesystem::path& folder,
                        const std::filesystem::path& target,
                        const core::SessionTable& table) {
  GzipFile file(target);
  file.write(header_line(table));
  for (std::size_t c = 0; c < table.channels.size(); ++c) {
    const auto part = feature_part(folder, c);
    file.append_file(part);
    std::filesystem::remove(part);
  }
  file.close();
}

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
