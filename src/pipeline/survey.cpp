// SPDX-License-Identifier: Apache-2.0
#include "pipeline/survey.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/error.hpp"
#include "core/text.hpp"
#include "signal/conditioning.hpp"
#include "signal/mains.hpp"
#include "signal/sample_grid.hpp"

namespace calfemg::pipeline {
namespace {

constexpr core::Seconds kExcerpt{4.0};  // resolves 0.25 Hz
constexpr std::size_t kMostExcerpts = 60;
constexpr double kEuropeHz = 50.0;
constexpr double kAmericaHz = 60.0;
constexpr int kWatchedHarmonics = 3;
constexpr double kNoisePercentile = 0.05;  // quietest seconds, robust against a few dead ones
constexpr core::Seconds kNoiseWindow{1.0};

// Excerpts of a channel, one behind the other in one piece of memory: it goes back to the system as
// a whole, many small pieces would not.
struct ChannelExcerpts {
  std::size_t samples = 0;  // of each excerpt
  std::vector<double> values;

  [[nodiscard]] std::size_t count() const { return samples == 0 ? 0 : values.size() / samples; }

  [[nodiscard]] std::span<const double> at(std::size_t i) const {
    return std::span(values).subspan(i * samples, samples);
  }
};

// Excerpts of all EMG channels of one block.
struct Excerpts {
  std::size_t samples = 0;
  std::vector<std::size_t> channels;
  std::vector<ChannelExcerpts> of_channel;
};

bool complete(std::span<const double> samples) {
  return std::all_of(samples.begin(), samples.end(), [](double x) { return std::isfinite(x); });
}

Excerpts read_excerpts(io::RecordingReader& reader, std::size_t block_index) {
  const core::BlockInfo& block = reader.info().blocks[block_index];
  Excerpts excerpts;
  excerpts.channels = emg_channels(block);
  excerpts.of_channel.resize(excerpts.channels.size());
  excerpts.samples = static_cast<std::size_t>(
      std::min<std::uint64_t>(signal::samples_in(kExcerpt, block.rate), block.sample_count));
  if (excerpts.channels.empty() || excerpts.samples < 2) return excerpts;

  const std::size_t fitting = block.sample_count / excerpts.samples;
  const std::size_t count = std::clamp<std::size_t>(fitting, 1, kMostExcerpts);
  for (auto& own : excerpts.of_channel) {
    own.samples = excerpts.samples;
    own.values.reserve(count * excerpts.samples);
  }
  const std::uint64_t free = block.sample_count - excerpts.samples;
  std::vector<double> buffer(excerpts.samples * excerpts.channels.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t first = count > 1 ? free * i / (count - 1) : 0;
    reader.read_uv(block_index, first, excerpts.samples, excerpts.channels, buffer);
    for (std::size_t c = 0; c < excerpts.channels.size(); ++c) {
      const auto part = std::span(buffer).subspan(c * excerpts.samples, excerpts.samples);
      auto& values = excerpts.of_channel[c].values;
      if (complete(part)) values.insert(values.end(), part.begin(), part.end());
    }
  }
  return excerpts;
}

double rms(std::span<const double> x) {
  double sum = 0.0;
  for (const double v : x)
    sum += v * v;
  return std::sqrt(sum / static_cast<double>(x.size()));
}

// Resting noise of a channel: a low percentile of the 1-s RMS of the filtered excerpts; NaN when no
// excerpt is long enough to settle.
double noise_level_uv(const ChannelExcerpts& excerpts, const ChannelPlan& plan, core::Hertz rate) {
  const std::size_t window = signal::samples_in(kNoiseWindow, rate);
  std::vector<double> levels;
  for (std::size_t i = 0; i < excerpts.count(); ++i) {
    const std::vector<double> clean = signal::conditioned(
        {plan.sections, plan.delay_samples, plan.settle_samples}, excerpts.at(i));
    for (std::size_t at = plan.settle_samples; at + window <= clean.size(); at += window)
      levels.push_back(rms(std::span(clean).subspan(at, window)));
  }
  if (levels.empty()) return core::kMissing;
  const auto index =
      static_cast<std::ptrdiff_t>(kNoisePercentile * static_cast<double>(levels.size()));
  std::nth_element(levels.begin(), levels.begin() + index, levels.end());
  return levels[static_cast<std::size_t>(index)];
}

core::PassBand band_of(const core::RecordingInfo& info,
                       const core::BlockInfo& block,
                       const core::ChannelInfo& channel,
                       const signal::SignalOptions& options) {
  auto band = signal::covered_band(options, block.rate, channel.highpass_hz, channel.lowpass_hz);
  if (band.high_hz - band.low_hz >= signal::kNarrowestBandHz) return band;
  throw core::FormatError(
      info.path,
      {channel.stored_at,
       "an EMG band of at least " + core::number_text(signal::kNarrowestBandHz) + " Hz",
       core::number_text(band.low_hz) + " to " + core::number_text(band.high_hz) + " Hz (" +
           band.limited_by + ")",
       "this channel cannot carry EMG; leave it out with a map that gives it no role"});
}

// 50 or 60 Hz for the whole recording: the one whose harmonics are seen more often.
double mains_base_hz(const std::vector<signal::MainsFinder>& finders, const std::string& choice) {
  if (choice == "off") return core::kMissing;
  if (choice != "auto") return core::number_from_text(choice).value_or(core::kMissing);
  std::size_t europe = 0;
  std::size_t america = 0;
  for (const auto& finder : finders) {
    europe += finder.sightings(kEuropeHz);
    america += finder.sightings(kAmericaHz);
  }
  if (europe == 0 && america == 0) return core::kMissing;
  return europe >= america ? kEuropeHz : kAmericaHz;
}

std::vector<double> watched_lines(double mains_hz, double highest_hz) {
  std::vector<double> lines;
  for (const double base_hz : {kEuropeHz, kAmericaHz}) {
    if (!std::isnan(mains_hz) && std::abs(mains_hz - base_hz) > 1.0) continue;
    for (int k = 1; k <= kWatchedHarmonics && base_hz * k < highest_hz; ++k)
      lines.push_back(base_hz * k);
  }
  return lines;
}

// Fills in what depends on the mains frequency of the recording.
void finish_plan(ChannelPlan& plan,
                 const signal::MainsFinder& finder,
                 double mains_hz,
                 const signal::SignalOptions& options,
                 core::Hertz rate) {
  auto& conditions = plan.conditions;
  if (!std::isnan(mains_hz)) {
    conditions.notches_hz = finder.harmonics(mains_hz, conditions.band.high_hz);
    if (!conditions.notches_hz.empty()) conditions.mains_hz = mains_hz;
  }
  plan.mains_watch_hz = watched_lines(mains_hz, conditions.band.high_hz);
  plan.sections =
      signal::design_conditioning(options, conditions.band, conditions.notches_hz, rate);
  plan.delay_samples = signal::emg_delay_samples(plan.sections, rate);
  plan.settle_samples = signal::samples_in(core::Seconds(options.settle_s), rate);
  conditions.group_delay_s = static_cast<double>(plan.delay_samples) / rate.value();
}

}  // namespace

std::vector<std::size_t> emg_channels(const core::BlockInfo& block) {
  std::vector<std::size_t> channels;
  for (std::size_t c = 0; c < block.channels.size(); ++c) {
    if (block.channels[c].role.is_emg()) channels.push_back(c);
  }
  return channels;
}

std::vector<ChannelPlan> survey(io::RecordingReader& reader, const Options& options) {
  const core::RecordingInfo& info = reader.info();
  std::vector<ChannelPlan> plans;
  std::vector<signal::MainsFinder> finders;
  std::vector<ChannelExcerpts> excerpts_of;
  for (std::size_t b = 0; b < info.blocks.size(); ++b) {
    const core::BlockInfo& block = info.blocks[b];
    for (const std::size_t c : emg_channels(block)) {
      ChannelPlan plan;
      plan.block = b;
      plan.channel = c;
      plan.conditions.band = band_of(info, block, block.channels[c], options.signal);
      plan.conditions.recorder_highpass_hz = block.channels[c].highpass_hz;
      plan.conditions.recorder_lowpass_hz = block.channels[c].lowpass_hz;
      if (block.sample_type.find("int") != std::string::npos)
        plan.conditions.lsb_uv = std::abs(block.channels[c].uv_per_count);
      plans.push_back(std::move(plan));
    }
    Excerpts excerpts = read_excerpts(reader, b);
    for (std::size_t i = 0; i < excerpts.channels.size(); ++i) {
      finders.emplace_back(std::max<std::size_t>(2, excerpts.samples), block.rate);
      for (std::size_t k = 0; k < excerpts.of_channel[i].count(); ++k)
        finders.back().add(excerpts.of_channel[i].at(k));
      excerpts_of.push_back(std::move(excerpts.of_channel[i]));
    }
  }
  const double mains_hz = mains_base_hz(finders, options.signal.mains);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const core::Hertz rate = info.blocks[plans[i].block].rate;
    finish_plan(plans[i], finders[i], mains_hz, options.signal, rate);
    plans[i].conditions.noise_uv = noise_level_uv(excerpts_of[i], plans[i], rate);
  }
  return plans;
}

}  // namespace calfemg::pipeline
