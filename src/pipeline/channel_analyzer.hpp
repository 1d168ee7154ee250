// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "core/session_table.hpp"
#include "export/feature_rows.hpp"
#include "features/feature_extractor.hpp"
#include "pipeline/options.hpp"
#include "pipeline/survey.hpp"
#include "signal/envelope.hpp"
#include "signal/framer.hpp"
#include "signal/psd.hpp"

namespace calfemg::pipeline {

/// What becomes of one channel after its filters: samples in as they come, one ChannelTable out at
/// the end. Channels do not know each other, so each may run in its own thread.
class ChannelAnalyzer {
 public:
  ChannelAnalyzer(const core::BlockInfo& block, const ChannelPlan& plan, const Options& options);

  /// Rows go there, and the table keeps only the columns that detection needs. Before any sample.
  void write_rows_to(std::unique_ptr<exporting::FeatureRowsWriter> writer);

  /// The next samples in microvolts, NaN in gaps: as recorded, of the filtered signal (equally
  /// many) and of the low band. Splitting them never changes the table.
  void push(std::span<const double> raw_uv,
            std::span<const double> clean_uv,
            std::span<const double> low_uv);

  /// Call once, after the last sample.
  [[nodiscard]] core::ChannelTable finish();

 private:
  void analyze_frame(const signal::Framer::Frame& frame);

  core::Seconds start_;
  double envelope_hz_;
  features::FeatureOptions feature_options_;
  core::ChannelConditions watched_;  ///< notches replaced by the lines at which mains is measured
  signal::Framer framer_;
  signal::EnvelopeMeter envelope_;
  signal::RmsMeter low_envelope_;
  signal::PairPsd psd_;
  features::FeatureExtractor extractor_;
  std::vector<float> row_;
  std::unique_ptr<exporting::FeatureRowsWriter> writer_;  ///< none: the table keeps everything
  std::vector<std::size_t> kept_;                         ///< columns of the table
  core::ChannelTable table_;
};

}  // namespace calfemg::pipeline
