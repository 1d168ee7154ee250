// SPDX-License-Identifier: Apache-2.0
#include "pipeline/channel_analyzer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/expects.hpp"
#include "detect/spectrum_trend.hpp"
#include "features/interference.hpp"

namespace calfemg::pipeline {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

std::size_t expected_rows(const core::BlockInfo& block, const features::FeatureOptions& options) {
  return static_cast<std::size_t>(block.duration().value() / options.hop_s) + 1;
}

core::ChannelTable empty_table(const core::BlockInfo& block,
                               const ChannelPlan& plan,
                               const Options& options) {
  core::ChannelTable table;
  table.channel = block.channels[plan.channel];
  table.block = block.name;
  table.rate = block.rate;
  table.conditions = plan.conditions;
  const std::size_t rows = expected_rows(block, options.features);
  table.features.resize(features::feature_columns(options.features).size());
  table.coverage.reserve(rows);
  table.mains_rms_uv.reserve(rows);
  table.low_rms_uv.reserve(rows);
  return table;
}

core::ChannelConditions watched_conditions(const ChannelPlan& plan) {
  core::ChannelConditions watched = plan.conditions;
  watched.notches_hz = plan.mains_watch_hz;
  return watched;
}

float share_of_valid(std::span<const double> samples) {
  const auto valid =
      std::count_if(samples.begin(), samples.end(), [](double x) { return !std::isnan(x); });
  return static_cast<float>(valid) / static_cast<float>(samples.size());
}

}  // namespace

ChannelAnalyzer::ChannelAnalyzer(const core::BlockInfo& block,
                                 const ChannelPlan& plan,
                                 const Options& options)
    : start_(block.start),
      envelope_hz_(options.signal.envelope_hz),
      feature_options_(options.features),
      watched_(watched_conditions(plan)),
      framer_(core::Seconds(options.features.window_s),
              core::Seconds(options.features.hop_s),
              block.rate),
      envelope_(core::Hertz(options.signal.envelope_hz), block.rate, plan.conditions.noise_uv),
      low_envelope_(core::Hertz(options.signal.envelope_hz), block.rate),
      psd_(framer_.frame_samples(), block.rate),
      extractor_(block.rate, plan.conditions, options.features),
      table_(empty_table(block, plan, options)) {
  envelope_.reserve(block.duration());
  low_envelope_.reserve(block.duration());
  row_.resize(table_.features.size());
  kept_.resize(row_.size());
  std::iota(kept_.begin(), kept_.end(), std::size_t{0});
  table_.missing_because = extractor_.missing_because();
}

void ChannelAnalyzer::write_rows_to(std::unique_ptr<exporting::FeatureRowsWriter> writer) {
  CALFEMG_EXPECTS(table_.coverage.empty());
  writer_ = std::move(writer);
  const auto columns = features::feature_columns(feature_options_);
  std::erase_if(kept_, [&columns](std::size_t c) {
    const auto& needed = detect::kTrendColumns;
    return std::find(needed.begin(), needed.end(), columns[c].name) == needed.end();
  });
}

void ChannelAnalyzer::push(std::span<const double> raw_uv,
                           std::span<const double> clean_uv,
                           std::span<const double> low_uv) {
  envelope_.push(raw_uv, clean_uv);
  framer_.push(
      raw_uv, clean_uv, [this](const signal::Framer::Frame& frame) { analyze_frame(frame); });
  low_envelope_.push(low_uv);
}

// A window is measured only when all of it is there: a partly missing one would mix two pieces.
void ChannelAnalyzer::analyze_frame(const signal::Framer::Frame& frame) {
  const auto [raw_psd, clean_psd] = psd_.of(frame.raw_uv, frame.clean_uv);
  const bool complete = !clean_psd.empty();
  const float coverage = complete ? 1.0F : share_of_valid(frame.clean_uv);
  float mains = kNone;
  float low = kNone;
  std::fill(row_.begin(), row_.end(), kNone);
  if (complete) {
    const double bin_hz = psd_.bin_width().value();
    mains = static_cast<float>(features::mains_rms_uv(raw_psd, bin_hz, watched_));
    low = static_cast<float>(features::low_frequency_rms_uv(raw_psd, bin_hz, watched_.band.low_hz));
    extractor_.extract({frame.clean_uv, frame.raw_uv, clean_psd, raw_psd, bin_hz}, row_);
  }
  table_.coverage.push_back(coverage);
  table_.mains_rms_uv.push_back(mains);
  table_.low_rms_uv.push_back(low);
  for (const std::size_t c : kept_)
    table_.features[c].push_back(row_[c]);
  if (writer_) {
    const double onset_s = core::Grid{start_.value(), feature_options_.hop_s}.time_s(frame.index);
    writer_->add({onset_s, coverage, row_, mains, low});
  }
}

core::ChannelTable ChannelAnalyzer::finish() {
  signal::Envelope envelope = envelope_.finish();
  table_.envelope_uv = std::move(envelope.rms_uv);
  table_.peak_uv = std::move(envelope.peak_uv);
  table_.quality = std::move(envelope.quality);
  table_.low_envelope_uv = low_envelope_.finish();
  if (writer_) writer_->close();
  const double bin_s = 1.0 / envelope_hz_;
  table_.bins = {start_.value(), bin_s, bin_s, table_.envelope_uv.size()};
  table_.rows = {
      start_.value(), feature_options_.hop_s, feature_options_.window_s, table_.coverage.size()};
  return std::move(table_);
}

}  // namespace calfemg::pipeline
