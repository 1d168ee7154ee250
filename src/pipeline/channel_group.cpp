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

void ChannelGroup::filter(std::span<const std::span<const double>> raw_uv) {
  CALFEMG_EXPECTS(raw_uv.size() == size());
  for (std::size_t c = 0; c < size(); ++c)
    raw_[c].insert(raw_[c].end(), raw_uv[c].begin(), raw_uv[c].end());
  conditioner_.process(raw_uv, clean_);
  low_conditioner_.process(raw_uv, low_);
}

// Hands on as many raw samples as filtered ones are out.
void ChannelGroup::analyze(std::size_t channel) {
  auto& raw = raw_[channel];
  auto& clean = clean_[channel];
  auto& low = low_[channel];
  analyzers_[channel].push(std::span<const double>(raw).first(clean.size()), clean, low);
  raw.erase(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(clean.size()));
  clean.clear();
  low.clear();
}

void ChannelGroup::finish_filters() {
  conditioner_.finish(clean_);
  low_conditioner_.finish(low_);
}

core::ChannelTable ChannelGroup::finish(std::size_t channel) {
  analyze(channel);
  return analyzers_[channel].finish();
}

}  // namespace calfemg::pipeline
