// SPDX-License-Identifier: Apache-2.0
#include "pipeline/channel_analyzer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "features/interference.hpp"
#include "signal/butterworth.hpp"
#include "signal/sample_grid.hpp"

namespace calfemg::pipeline {
namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

// What moves an electrode swings at 0.5-10 Hz, a heart beat seen from the calf lies near 10 Hz, and
// surface EMG has little power below 20 Hz (De Luca 2010).
constexpr core::Hertz kLowBandFrom{2.0};
constexpr core::Hertz kLowBandTo{15.0};
constexpr core::Hertz kLowBandMiddle{8.0};  // where its delay is taken out
constexpr int kLowBandOrder = 3;

signal::Conditioner low_conditioner(const ChannelPlan& plan, core::Hertz rate) {
  const auto sections = signal::design_bandpass(kLowBandOrder, kLowBandFrom, kLowBandTo, rate);
  const double delay = signal::group_delay_samples(sections, kLowBandMiddle, rate);
  const auto delay_samples = static_cast<std::size_t>(std::lround(std::max(0.0, delay)));
  return {sections, delay_samples, plan.settle_samples};
}

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
  for (auto& column : table.features)
    column.reserve(rows);
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
      conditioner_(plan.sections, plan.delay_samples, plan.settle_samples),
      framer_(core::Seconds(options.features.window_s),
              core::Seconds(options.features.hop_s),
              block.rate),
      envelope_(core::Hertz(options.signal.envelope_hz), block.rate, plan.conditions.noise_uv),
      low_conditioner_(low_conditioner(plan, block.rate)),
      low_envelope_(core::Hertz(options.signal.envelope_hz), block.rate),
      raw_psd_(framer_.frame_samples(), block.rate),
      clean_psd_(framer_.frame_samples(), block.rate),
      extractor_(block.rate, plan.conditions, options.features),
      table_(empty_table(block, plan, options)) {
  envelope_.reserve(block.duration());
  low_envelope_.reserve(block.duration());
  row_.resize(table_.features.size());
  table_.missing_because = extractor_.missing_because();
}

void ChannelAnalyzer::push(std::span<const double> raw_uv) {
  pending_raw_.insert(pending_raw_.end(), raw_uv.begin(), raw_uv.end());
  conditioner_.process(raw_uv, clean_);
  low_conditioner_.process(raw_uv, low_);
  forward();
}

// Hands on as many raw samples as filtered ones are out.
void ChannelAnalyzer::forward() {
  const auto raw = std::span<const double>(pending_raw_).first(clean_.size());
  envelope_.push(raw, clean_);
  framer_.push(raw, clean_, [this](const signal::Framer::Frame& frame) { analyze_frame(frame); });
  pending_raw_.erase(pending_raw_.begin(),
                     pending_raw_.begin() + static_cast<std::ptrdiff_t>(clean_.size()));
  clean_.clear();
  low_envelope_.push(low_);
  low_.clear();
}

// A window is measured only when all of it is there: a partly missing one would mix two pieces.
void ChannelAnalyzer::analyze_frame(const signal::Framer::Frame& frame) {
  const float coverage = share_of_valid(frame.clean_uv);
  float mains = kNone;
  float low = kNone;
  std::fill(row_.begin(), row_.end(), kNone);
  if (coverage >= 1.0F) {
    const auto raw_psd = raw_psd_.of(frame.raw_uv);
    const double bin_hz = raw_psd_.bin_width().value();
    mains = static_cast<float>(features::mains_rms_uv(raw_psd, bin_hz, watched_));
    low = static_cast<float>(features::low_frequency_rms_uv(raw_psd, bin_hz, watched_.band.low_hz));
    extractor_.extract(
        {frame.clean_uv, frame.raw_uv, clean_psd_.of(frame.clean_uv), raw_psd, bin_hz}, row_);
  }
  table_.coverage.push_back(coverage);
  table_.mains_rms_uv.push_back(mains);
  table_.low_rms_uv.push_back(low);
  for (std::size_t c = 0; c < row_.size(); ++c)
    table_.features[c].push_back(row_[c]);
}

core::ChannelTable ChannelAnalyzer::finish() {
  conditioner_.finish(clean_);
  low_conditioner_.finish(low_);
  forward();
  signal::Envelope envelope = envelope_.finish();
  table_.envelope_uv = std::move(envelope.rms_uv);
  table_.peak_uv = std::move(envelope.peak_uv);
  table_.quality = std::move(envelope.quality);
  table_.low_envelope_uv = std::move(low_envelope_.finish());
  const double bin_s = 1.0 / envelope_hz_;
  table_.bins = {start_.value(), bin_s, bin_s, table_.envelope_uv.size()};
  table_.rows = {
      start_.value(), feature_options_.hop_s, feature_options_.window_s, table_.coverage.size()};
  return std::move(table_);
}

}  // namespace calfemg::pipeline
