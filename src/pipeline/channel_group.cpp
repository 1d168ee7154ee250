// SPDX-License-Identifier: Apache-2.0
#include "pipeline/channel_group.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/expects.hpp"
#include "signal/butterworth.hpp"

namespace calfemg::pipeline {
namespace {

// What moves an electrode swings at 0.5-10 Hz, a heart beat seen from the calf lies near 10 Hz, and
// surface EMG has little power below 20 Hz (De Luca 2010).
constexpr core::Hertz kLowBandFrom{2.0};
constexpr core::Hertz kLowBandTo{15.0};
constexpr core::Hertz kLowBandMiddle{8.0};  // where its delay is taken out
constexpr int kLowBandOrder = 3;

constexpr std::size_t kTile = 1024;  // samples: what a group holds of them fits the second level

std::vector<signal::ChannelFilter> emg_filters(std::span<const ChannelPlan> plans) {
  std::vector<signal::ChannelFilter> filters;
  for (const ChannelPlan& plan : plans)
    filters.push_back({plan.sections, plan.delay_samples, plan.settle_samples});
  return filters;
}

std::vector<signal::ChannelFilter> low_filters(std::span<const ChannelPlan> plans,
                                               core::Hertz rate) {
  const auto sections = signal::design_bandpass(kLowBandOrder, kLowBandFrom, kLowBandTo, rate);
  const double delay = signal::group_delay_samples(sections, kLowBandMiddle, rate);
  const auto delay_samples = static_cast<std::size_t>(std::lround(std::max(0.0, delay)));
  std::vector<signal::ChannelFilter> filters;
  for (const ChannelPlan& plan : plans)
    filters.push_back({sections, delay_samples, plan.settle_samples});
  return filters;
}

}  // namespace

ChannelGroup::ChannelGroup(const core::BlockInfo& block,
                           std::span<const ChannelPlan> plans,
                           const Options& options)
    : conditioner_(emg_filters(plans)),
      low_conditioner_(low_filters(plans, block.rate)),
      raw_(plans.size()),
      clean_(plans.size()),
      low_(plans.size()) {
  for (const ChannelPlan& plan : plans)
    analyzers_.emplace_back(block, plan, options);
}

// Tile by tile, so that the samples stay in the cache from the filters to the features.
void ChannelGroup::push(std::span<const std::span<const double>> raw_uv) {
  CALFEMG_EXPECTS(raw_uv.size() == size());
  const std::size_t count = raw_uv.front().size();
  std::vector<std::span<const double>> tile(size());
  for (std::size_t at = 0; at < count; at += kTile) {
    for (std::size_t c = 0; c < size(); ++c) {
      tile[c] = raw_uv[c].subspan(at, std::min(kTile, count - at));
      raw_[c].insert(raw_[c].end(), tile[c].begin(), tile[c].end());
    }
    conditioner_.process(tile, clean_);
    low_conditioner_.process(tile, low_);
    analyze();
  }
}

// Hands on as many raw samples as filtered ones are out.
void ChannelGroup::analyze() {
  for (std::size_t c = 0; c < size(); ++c) {
    auto& raw = raw_[c];
    const std::size_t ready = clean_[c].size();
    analyzers_[c].push(std::span<const double>(raw).first(ready), clean_[c], low_[c]);
    raw.erase(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(ready));
    clean_[c].clear();
    low_[c].clear();
  }
}

std::vector<core::ChannelTable> ChannelGroup::finish() {
  conditioner_.finish(clean_);
  low_conditioner_.finish(low_);
  analyze();
  std::vector<core::ChannelTable> tables;
  tables.reserve(size());
  for (ChannelAnalyzer& analyzer : analyzers_)
    tables.push_back(analyzer.finish());
  return tables;
}

}  // namespace calfemg::pipeline
