// SPDX-License-Identifier: Apache-2.0
#include "pipeline/plausibility.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/described_reader.hpp"
#include "pipeline/survey.hpp"
#include "signal/conditioning.hpp"
#include "signal/psd.hpp"
#include "signal/sample_grid.hpp"

namespace calfemg::pipeline {
namespace {

constexpr std::uint64_t kExcerpts = 20;
constexpr std::size_t kStretchesOfExcerpt = 2;
constexpr core::Seconds kStretch{1.0};
constexpr double kMotionTopHz = 20.0;  // drift and motion lie below
constexpr double kRestQuantile = 0.2;
constexpr double kActivityQuantile = 0.95;
constexpr double kBurstFactor = 3.0;
constexpr double kSteadyShare = 0.25;
constexpr int kDigits = 3;

// One second of a channel in numbers.
struct Look {
  double mean_uv = 0.0;
  double sd_uv = 0.0;
  double fast_uv = 0.0;  // RMS from 20 Hz on
};

double quantile(std::vector<double> values, double share) {
  const auto index = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + index, values.end());
  return values[static_cast<std::size_t>(index)];
}

template <class Number>
std::vector<double> each(const std::vector<Look>& looks, Number number) {
  std::vector<double> values(looks.size());
  std::transform(looks.begin(), looks.end(), values.begin(), number);
  return values;
}

std::vector<double> fast_of(const std::vector<Look>& looks) {
  return each(looks, [](const Look& look) { return look.fast_uv; });
}

double fast_rms_uv(signal::Psd& psd, std::span<const double> stretch) {
  const auto density = psd.of(stretch);
  double power = 0.0;
  for (std::size_t k = 0; k < density.size(); ++k) {
    if (static_cast<double>(k) * psd.bin_width().value() >= kMotionTopHz) power += density[k];
  }
  return std::sqrt(power * psd.bin_width().value());
}

std::vector<Look> looks_at(const Stretches& stretches, core::Hertz rate) {
  std::vector<Look> looks;
  if (stretches.empty()) return looks;
  signal::Psd psd(stretches.front().size(), rate);
  for (const auto& stretch : stretches) {
    const auto count = static_cast<double>(stretch.size());
    Look look;
    look.mean_uv = std::accumulate(stretch.begin(), stretch.end(), 0.0) / count;
    for (const double value : stretch)
      look.sd_uv += (value - look.mean_uv) * (value - look.mean_uv);
    look.sd_uv = std::sqrt(look.sd_uv / count);
    look.fast_uv = fast_rms_uv(psd, stretch);
    looks.push_back(look);
  }
  return looks;
}

double negative_share(const Stretches& stretches) {
  std::size_t negative = 0;
  std::size_t all = 0;
  for (const auto& stretch : stretches) {
    negative += static_cast<std::size_t>(
        std::count_if(stretch.begin(), stretch.end(), [](double value) { return value < 0.0; }));
    all += stretch.size();
  }
  return static_cast<double>(negative) / static_cast<double>(all);
}

// Bursts that ride on a mean that stays: raw EMG with an offset, which the high-pass takes out.
bool is_offset_only(const std::vector<Look>& looks) {
  const auto fast = fast_of(looks);
  const auto means = each(looks, [](const Look& look) { return look.mean_uv; });
  const double active = quantile(fast, kActivityQuantile);
  const double spread = quantile(means, kActivityQuantile) - quantile(means, kRestQuantile);
  return active >= kBurstFactor * quantile(fast, kRestQuantile) && spread <= kSteadyShare * active;
}

std::string uv(double value) {
  const double size = std::abs(value);
  const int whole = size >= 1.0 ? static_cast<int>(std::log10(size)) + 1 : 0;
  return core::fixed_text(value, std::max(0, kDigits - whole)) + " uV";
}

std::optional<Implausibility> wrong_size(const std::vector<Look>& looks) {
  const std::string unit = "check its unit and scale, and give the right ones in a map (--layout)";
  const double rest = quantile(fast_of(looks), kRestQuantile);
  const double active = quantile(fast_of(looks), kActivityQuantile);
  if (rest < kLowestRestUv)
    return Implausibility{"rests at " + uv(rest) + " RMS, less than the noise of any amplifier",
                          unit};
  if (rest > kHighestRestUv)
    return Implausibility{"rests at " + uv(rest) + " RMS, above a maximal contraction", unit};
  if (active > kHighestActivityUv)
    return Implausibility{"reaches " + uv(active) + " RMS, more than a muscle gives", unit};
  return std::nullopt;
}

std::optional<Implausibility> no_raw_emg(const Stretches& stretches,
                                         const std::vector<Look>& looks) {
  if (negative_share(stretches) > kFewestNegative || is_offset_only(looks)) return std::nullopt;
  const double ratio = quantile(
      each(looks, [](const Look& look) { return look.mean_uv / look.sd_uv; }), kRestQuantile);
  if (ratio < kMostMeanPerSd) return std::nullopt;
  const double mean = quantile(each(looks, [](const Look& l) { return l.mean_uv; }), 0.5);
  const double sd = quantile(each(looks, [](const Look& l) { return l.sd_uv; }), 0.5);
  return Implausibility{
      "is never below zero (mean " + uv(mean) + ", SD " + uv(sd) +
          "): it looks rectified or smoothed",
      "give the raw signal; if it is raw and only has an offset, use --accept-implausible"};
}

bool is_constant(const std::vector<double>& stretch) {
  return std::adjacent_find(stretch.begin(), stretch.end(), std::not_equal_to<>()) == stretch.end();
}

}  // namespace

std::optional<Implausibility> implausibility(const Stretches& stretches,
                                             core::Hertz rate,
                                             double step_uv) {
  if (stretches.empty()) return std::nullopt;
  Stretches moving;
  for (const auto& stretch : stretches) {
    if (!is_constant(stretch)) moving.push_back(stretch);
  }
  if (moving.empty())
    return Implausibility{"is constant (" + uv(stretches.front().front()) + ")",
                          "nothing was connected, or the channel was off; give it no role in a "
                          "map (--layout)"};
  const auto looks = looks_at(moving, rate);
  const double rest = quantile(each(looks, [](const Look& l) { return l.sd_uv; }), kRestQuantile);
  if (auto raw = no_raw_emg(moving, looks)) return raw;
  if (step_uv > kMostStepsOfRest * rest)
    return Implausibility{
        "has steps of " + uv(step_uv) + ", coarser than its rest of " + uv(rest) + " RMS",
        "record with more gain; tension cannot be seen below one step"};
  return wrong_size(looks);
}

std::string RefusedChannel::sentence() const {
  return name + " " + why.problem + "; " + why.advice;
}

namespace {

// Adds the stretches of `second` samples that are known throughout; `length` samples a channel.
void add_known(std::vector<Stretches>& stretches,
               std::span<const double> buffer,
               std::size_t length,
               std::size_t second) {
  for (std::size_t at = 0; at < buffer.size(); at += second) {
    const auto part = buffer.subspan(at, second);
    if (std::all_of(part.begin(), part.end(), [](double x) { return std::isfinite(x); }))
      stretches[at / length].emplace_back(part.begin(), part.end());
  }
}

// Complete seconds of each EMG channel.
std::vector<Stretches> read_stretches(io::RecordingReader& reader,
                                      std::size_t block_index,
                                      const std::vector<std::size_t>& channels) {
  const core::BlockInfo& block = reader.info().blocks[block_index];
  const std::size_t second = signal::samples_in(kStretch, block.rate);
  std::vector<Stretches> stretches(channels.size());
  const auto length = static_cast<std::size_t>(
      std::min<std::uint64_t>(kStretchesOfExcerpt * second, block.sample_count / second * second));
  if (second < 2 || length == 0) return stretches;
  const std::uint64_t count = std::clamp<std::uint64_t>(block.sample_count / length, 1, kExcerpts);
  std::vector<double> buffer(length * channels.size());
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t first = count > 1 ? (block.sample_count - length) * i / (count - 1) : 0;
    reader.read_uv(block_index, first, length, channels, buffer);
    add_known(stretches, buffer, length, second);
  }
  return stretches;
}

std::optional<Implausibility> too_slow(const core::BlockInfo& block,
                                       const core::ChannelInfo& channel,
                                       const signal::SignalOptions& options) {
  const auto band =
      signal::covered_band(options, block.rate, channel.highpass_hz, channel.lowpass_hz);
  if (band.high_hz - band.low_hz >= signal::kNarrowestBandHz) return std::nullopt;
  return Implausibility{"covers " + core::number_text(band.low_hz) + " to " +
                            core::number_text(band.high_hz) + " Hz (" + band.limited_by +
                            "), too little for EMG",
                        "record at 500 Hz or more (SENIAM: 1000 Hz), or give it no role in a map "
                        "(--layout)"};
}

double step_of(const core::BlockInfo& block, const core::ChannelInfo& channel) {
  const bool counts = block.sample_type.find("int") != std::string::npos;
  return counts ? std::abs(channel.uv_per_count) : core::kMissing;
}

}  // namespace

std::vector<RefusedChannel> find_implausible(io::RecordingReader& reader,
                                             const signal::SignalOptions& options) {
  std::vector<RefusedChannel> refused;
  for (std::size_t b = 0; b < reader.info().blocks.size(); ++b) {
    const core::BlockInfo& block = reader.info().blocks[b];
    const auto channels = emg_channels(block);
    if (channels.empty()) continue;
    const auto stretches = read_stretches(reader, b, channels);
    for (std::size_t i = 0; i < channels.size(); ++i) {
      const core::ChannelInfo& channel = block.channels[channels[i]];
      auto why = too_slow(block, channel, options);
      if (!why) why = implausibility(stretches[i], block.rate, step_of(block, channel));
      if (why) refused.push_back({b, channels[i], channel.name, std::move(*why)});
    }
  }
  return refused;
}

void require_plausible(const core::RecordingInfo& info,
                       const std::vector<RefusedChannel>& implausible) {
  std::size_t all = 0;
  for (const auto& block : info.blocks)
    all += emg_channels(block).size();
  if (implausible.empty() || implausible.size() < all) return;
  std::vector<std::string> names;
  names.reserve(implausible.size());
  for (const auto& channel : implausible)
    names.push_back(channel.name);
  const RefusedChannel& first = implausible.front();
  const std::string option = "--accept-implausible";
  const bool told = first.why.advice.find(option) != std::string::npos;
  throw core::FormatError(info.path,
                          {info.blocks[first.block].channels[first.channel].stored_at,
                           "raw surface EMG in at least one of " + core::join(names, ", "),
                           first.name + " that " + first.why.problem,
                           first.why.advice + (told ? "" : "; or analyse it with " + option)});
}

std::unique_ptr<io::RecordingReader> without_channels(std::unique_ptr<io::RecordingReader> reader,
                                                      const std::vector<RefusedChannel>& channels) {
  core::RecordingInfo info = reader->info();
  for (const auto& refused : channels)
    info.blocks[refused.block].channels[refused.channel].role = {};
  return io::with_info(std::move(reader), std::move(info));
}

}  // namespace calfemg::pipeline
