// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"
#include "core/session_table.hpp"
#include "export/gzip_file.hpp"

namespace calfemg::exporting {

/// One analysis window of a channel, as it stands in features.tsv.gz.
struct FeatureCells {
  double onset_s = 0.0;  ///< rounded to the microsecond in the file
  float coverage = 0.0F;
  std::span<const float> features;  ///< in the order of the columns
  float mains_rms_uv = 0.0F;
  float low_rms_uv = 0.0F;
};

/// Windows of one channel as text.
class RowText {
 public:
  RowText(const core::ChannelInfo& channel, std::size_t features);

  /// The line with its end; valid until the next call.
  [[nodiscard]] std::string_view of(const FeatureCells& cells);

 private:
  std::vector<char> bytes_;
  std::size_t identity_bytes_ = 0;
};

/// Rows of one channel that are written as they come, so that nobody has to keep them: a part of
/// the features file. Channels may be written in threads of their own.
class FeatureRowsWriter {
 public:
  /// @throws core::OutputError when the file cannot be created
  FeatureRowsWriter(const std::filesystem::path& path,
                    const core::ChannelInfo& channel,
                    std::size_t features);

  /// @throws core::OutputError
  void add(const FeatureCells& cells) { file_.write(text_.of(cells)); }

  /// Call once, after the last row. @throws core::OutputError
  void close() { file_.close(); }

 private:
  RowText text_;
  GzipFile file_;
};

/// Where the rows of a channel of the session wait until all are there.
[[nodiscard]] std::filesystem::path feature_part(const std::filesystem::path& folder,
                                                 std::size_t channel);

/// Makes one file of the parts of the table's channels and removes them.
/// @throws core::OutputError
void join_feature_parts(const std::filesystem::path& folder,
                        const std::filesystem::path& target,
                        const core::SessionTable& table);

}  // namespace calfemg::exporting
