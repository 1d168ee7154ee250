// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/session_table.hpp"
#include "pipeline/channel_analyzer.hpp"
#include "pipeline/options.hpp"
#include "pipeline/survey.hpp"
#include "signal/conditioning.hpp"

namespace calfemg::pipeline {

/// The signal path of up to signal::kLanes channels of one block, which are filtered side by side:
/// samples in as they come, one ChannelTable for each channel out at the end.
/// Which channels share a group never changes a table.
class ChannelGroup {
 public:
  ChannelGroup(const core::BlockInfo& block,
               std::span<const ChannelPlan> plans,
               const Options& options);

  [[nodiscard]] std::size_t size() const { return analyzers_.size(); }

  /// Its rows go there: see ChannelAnalyzer::write_rows_to. Before any sample.
  void write_rows_to(std::size_t channel, std::unique_ptr<exporting::FeatureRowsWriter> writer) {
    analyzers_[channel].write_rows_to(std::move(writer));
  }

  /// The next samples of each channel in microvolts, NaN in gaps, equally many. Groups may do so in
  /// threads of their own.
  void push(std::span<const std::span<const double>> raw_uv);

  /// One table for each channel, in their order. Call once, after the last sample.
  [[nodiscard]] std::vector<core::ChannelTable> finish();

 private:
  void analyze();

  signal::Conditioner conditioner_;
  signal::Conditioner low_conditioner_;
  std::vector<ChannelAnalyzer> analyzers_;
  std::vector<std::vector<double>> raw_;
  std::vector<std::vector<double>> clean_;
  std::vector<std::vector<double>> low_;
};

}  // namespace calfemg::pipeline
