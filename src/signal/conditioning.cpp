// SPDX-License-Identifier: Apache-2.0
#include "signal/conditioning.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "core/expects.hpp"
#include "core/text.hpp"
#include "signal/butterworth.hpp"

namespace calfemg::signal {
namespace {

constexpr double kUsableShareOfRate =
    0.45;  // above, the bilinear transform bends the band too much
constexpr double kSpectrumLowHz = 60.0;
constexpr double kSpectrumHighHz = 120.0;

// Power density of surface EMG, up to a factor: Shwedyk, Balasubramanian & Scott 1977.
double emg_power(double f_hz) {
  const double f2 = f_hz * f_hz;
  const double low2 = kSpectrumLowHz * kSpectrumLowHz;
  const double high2 = kSpectrumHighHz * kSpectrumHighHz;
  return f2 / ((f2 + low2) * (f2 + high2) * (f2 + high2));
}

constexpr std::size_t kTile = 512;  // frames: with kLanes channels half of the first-level cache

std::vector<std::vector<BiquadCoefficients>> sections_of(
    const std::vector<ChannelFilter>& channels) {
  std::vector<std::vector<BiquadCoefficients>> sections;
  sections.reserve(channels.size());
  for (const ChannelFilter& channel : channels)
    sections.push_back(channel.sections);
  return sections;
}

void limit(core::PassBand& band, const std::string& reason) {
  band.limited_by += (band.limited_by.empty() ? "" : ", ") + reason;
}

}  // namespace

core::PassBand covered_band(const SignalOptions& options,
                            core::Hertz rate,
                            double recorder_highpass_hz,
                            double recorder_lowpass_hz) {
  core::PassBand band{options.highpass_hz, options.lowpass_hz, ""};
  if (recorder_highpass_hz > band.low_hz) {
    band.low_hz = recorder_highpass_hz;
    limit(band, "recorder high-pass " + core::number_text(recorder_highpass_hz) + " Hz");
  }
  if (recorder_lowpass_hz < band.high_hz) {
    band.high_hz = recorder_lowpass_hz;
    limit(band, "recorder low-pass " + core::number_text(recorder_lowpass_hz) + " Hz");
  }
  const double usable_hz = kUsableShareOfRate * rate.value();
  if (usable_hz < band.high_hz) {
    band.high_hz = usable_hz;
    limit(band, "sampling rate " + core::number_text(rate.value()) + " Hz");
  }
  return band;
}

std::vector<BiquadCoefficients> design_conditioning(const SignalOptions& options,
                                                    const core::PassBand& band,
                                                    std::span<const double> notches_hz,
                                                    core::Hertz rate) {
  auto sections =
      design_bandpass(options.order, core::Hertz(band.low_hz), core::Hertz(band.high_hz), rate);
  for (const double notch_hz : notches_hz)
    sections.push_back(design_notch(core::Hertz(notch_hz), options.notch_q, rate));
  return sections;
}

std::size_t emg_delay_samples(std::span<const BiquadCoefficients> sections, core::Hertz rate) {
  double weight_sum = 0.0;
  double delay_sum = 0.0;
  // At 0.5, 1.5, ... Hz: between the mains notches, so that their local delay does not count.
  const auto steps = static_cast<std::size_t>(rate.value() / 2.0);
  for (std::size_t i = 0; i < steps; ++i) {
    const core::Hertz frequency(static_cast<double>(i) + 0.5);
    const double weight =
        emg_power(frequency.value()) * std::norm(response(sections, frequency, rate));
    weight_sum += weight;
    delay_sum += weight * group_delay_samples(sections, frequency, rate);
  }
  if (!(weight_sum > 0.0)) return 0;
  return static_cast<std::size_t>(std::lround(std::max(0.0, delay_sum / weight_sum)));
}

Conditioner::Conditioner(const std::vector<ChannelFilter>& channels)
    : filter_(sections_of(channels)), frames_(kTile * kLanes), filtered_(kTile * kLanes) {
  for (const ChannelFilter& channel : channels) {
    channels_.emplace_back();
    channels_.back().delay_samples = channel.delay_samples;
    channels_.back().settle_samples = channel.settle_samples;
  }
}

// The first `delay_samples` of a piece belong before it; what is not settled is not known.
void Conditioner::Channel::append(std::span<const double> filtered, std::vector<double>& output) {
  const std::size_t early =
      std::min(filtered.size(), delay_samples - std::min(delay_samples, piece_filtered));
  piece_filtered += filtered.size();
  const auto out = filtered.subspan(early);
  const std::size_t unsettled =
      std::min(out.size(), settle_samples - std::min(settle_samples, piece_outputs));
  piece_outputs += out.size();
  output.insert(output.end(), unsettled, std::numeric_limits<double>::quiet_NaN());
  output.insert(output.end(), out.begin() + static_cast<std::ptrdiff_t>(unsettled), out.end());
}

void Conditioner::begin_piece(std::size_t lane, double first) {
  Channel& channel = channels_[lane];
  filter_.reset(lane);
  channel.in_piece = true;
  channel.first = first;
  channel.piece_inputs = channel.piece_filtered = channel.piece_outputs = 0;
}

// The last samples of a piece are still inside the filter: they are pushed out by holding the last
// value, which adds no step.
void Conditioner::end_piece(std::size_t lane, std::vector<double>& output) {
  Channel& channel = channels_[lane];
  while (channel.piece_outputs < channel.piece_inputs) {
    const double filtered = filter_.next(lane, channel.last - channel.first);
    channel.append(std::span(&filtered, 1), output);
  }
  channel.in_piece = false;
}

void Conditioner::alone(std::size_t lane,
                        std::span<const double> samples,
                        std::vector<double>& output) {
  Channel& channel = channels_[lane];
  for (const double x : samples) {
    if (!std::isfinite(x)) {
      if (channel.in_piece) end_piece(lane, output);
      output.push_back(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    if (!channel.in_piece) begin_piece(lane, x);
    ++channel.piece_inputs;
    channel.last = x;
    const double filtered = filter_.next(lane, x - channel.first);
    channel.append(std::span(&filtered, 1), output);
  }
}

// All channels of the tile are known throughout.
void Conditioner::side_by_side(std::span<const std::span<const double>> samples,
                               std::span<std::vector<double>> outputs) {
  const std::size_t count = samples.front().size();
  std::array<const double*, kLanes> from{};
  std::array<double, kLanes> offsets{};
  std::array<double*, kLanes> to{};
  from.fill(samples.front().data());  // lanes without a channel filter anything
  for (std::size_t lane = 0; lane < samples.size(); ++lane) {
    Channel& channel = channels_[lane];
    if (!channel.in_piece) begin_piece(lane, samples[lane].front());
    channel.piece_inputs += count;
    channel.last = samples[lane].back();
    from.at(lane) = samples[lane].data();
    offsets.at(lane) = channel.first;
  }
  for (std::size_t lane = 0; lane < kLanes; ++lane)
    to.at(lane) = filtered_.data() + lane * kTile;
  const LaneKernels& kernels = lane_kernels();
  kernels.interleave(from.data(), offsets.data(), frames_.data(), count);
  filter_.process(frames_.data(), count);
  kernels.deinterleave(frames_.data(), to.data(), count);
  for (std::size_t lane = 0; lane < samples.size(); ++lane)
    channels_[lane].append({to.at(lane), count}, outputs[lane]);
}

void Conditioner::process_tile(std::span<const std::span<const double>> samples,
                               std::span<std::vector<double>> outputs) {
  const bool all_known = std::all_of(samples.begin(), samples.end(), [](const auto& channel) {
    return std::isfinite(lane_kernels().sum(channel.data(), channel.size()));
  });
  if (all_known) return side_by_side(samples, outputs);
  for (std::size_t lane = 0; lane < samples.size(); ++lane)
    alone(lane, samples[lane], outputs[lane]);
}

void Conditioner::process(std::span<const std::span<const double>> samples,
                          std::span<std::vector<double>> outputs) {
  CALFEMG_EXPECTS(samples.size() == channels_.size() && outputs.size() == channels_.size());
  const std::size_t count = samples.front().size();
  std::vector<std::span<const double>> tile(samples.size());
  for (std::size_t at = 0; at < count; at += kTile) {
    for (std::size_t lane = 0; lane < samples.size(); ++lane) {
      CALFEMG_EXPECTS(samples[lane].size() == count);
      tile[lane] = samples[lane].subspan(at, std::min(kTile, count - at));
    }
    process_tile(tile, outputs);
  }
}

void Conditioner::finish(std::span<std::vector<double>> outputs) {
  for (std::size_t lane = 0; lane < channels_.size(); ++lane) {
    if (channels_[lane].in_piece) end_piece(lane, outputs[lane]);
  }
}

std::vector<double> conditioned(const ChannelFilter& filter, std::span<const double> samples) {
  Conditioner conditioner({filter});
  std::vector<double> output;
  output.reserve(samples.size());
  conditioner.process(std::span(&samples, 1), std::span(&output, 1));
  conditioner.finish(std::span(&output, 1));
  return output;
}

}  // namespace calfemg::signal
