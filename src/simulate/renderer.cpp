// SPDX-License-Identifier: Apache-2.0
#include "simulate/renderer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "core/quantity.hpp"
#include "signal/butterworth.hpp"

namespace calfemg::simulate {
namespace {

using core::Hertz;

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kInternalHz = 2000.0;  // at least: potentials end below 1 kHz
constexpr double kTailS = 0.1;          // longer than any potential with its delay
constexpr double kUnheardUv = 0.01;
constexpr int kRecorderOrder = 3;
constexpr double kNoiseBandHz = 430.0;  // noise_uv is the RMS in 20-450 Hz
constexpr Range kRestingBandHz{45.0, 160.0};
constexpr double kRestingChange = 0.08;  // of the resting level, slow
constexpr double kRestingPeriodS = 2400.0;
constexpr double kDriftPeriodS = 700.0;
constexpr double kHumDriftPeriodS = 300.0;
constexpr double kHumDriftRad = 9.0;  // +-0.03 Hz
constexpr double kThirdHarmonic = 0.15;
constexpr double kFifthHarmonic = 0.06;
constexpr double kFloatRailUv = 5000.0;

double rms_gain(const std::vector<signal::BiquadCoefficients>& sections, Hertz rate) {
  constexpr int kPoints = 4000;
  double sum = 0.0;
  for (int i = 0; i < kPoints; ++i) {
    const Hertz frequency = rate * (0.5 * (static_cast<double>(i) + 0.5) / kPoints);
    sum += std::norm(signal::response(sections, frequency, rate));
  }
  return std::sqrt(sum / kPoints);
}

double rail_of(const DeviceSpec& device) {
  if (device.rail_uv > 0.0) return device.rail_uv;
  return device.format == "int16" ? device.lsb_uv * std::numeric_limits<std::int16_t>::max()
                                  : kFloatRailUv;
}

// Part of the samples that an interval covers, for samples from `first_s` at `rate_hz`.
std::pair<std::size_t, std::size_t> covered(const core::Interval& interval,
                                            double first_s,
                                            double rate_hz,
                                            std::size_t count) {
  const auto index = [&](double seconds) {
    const double place = std::ceil((seconds - first_s) * rate_hz);
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(count)));
  };
  return {index(interval.start_s), index(interval.end_s())};
}

}  // namespace

Renderer::Renderer(const Scenario& scenario,
                   const Body& body,
                   std::vector<Spike> spikes,
                   std::vector<Disturbance> disturbances,
                   const Random& random)
    : scenario_(scenario),
      body_(body),
      spikes_(std::move(spikes)),
      disturbances_(std::move(disturbances)),
      oversampling_(static_cast<std::size_t>(
          std::max(1.0, std::ceil(kInternalHz / scenario.device.rate_hz)))),
      internal_hz_(scenario.device.rate_hz * static_cast<double>(oversampling_)),
      rail_uv_(rail_of(scenario.device)) {
  for (std::size_t e = 0; e < body_.electrodes.size(); ++e)
    channels_.push_back(make_channel(body_.electrodes[e], random.branch("noise", e)));
}

Renderer::Channel Renderer::make_channel(const Electrode& electrode, const Random& random) const {
  const Hertz rate(internal_hz_);
  const auto resting =
      signal::design_bandpass(2, Hertz(kRestingBandHz.low), Hertz(kRestingBandHz.high), rate);
  const DeviceSpec& device = scenario_.device;
  Channel channel{random,
                  signal::BiquadCascade(resting),
                  signal::BiquadCascade(signal::design_bandpass(
                      kRecorderOrder, Hertz(device.highpass_hz), Hertz(device.lowpass_hz), rate)),
                  0.0,
                  0.0,
                  0.0,
                  {},
                  0.0};
  channel.resting_sd = electrode.background_uv / rms_gain(resting, rate);
  channel.noise_sd = electrode.noise_uv * std::sqrt(0.5 * internal_hz_ / kNoiseBandHz);
  channel.phase = kTwoPi * channel.random.uniform();
  return channel;
}

std::uint64_t Renderer::sample_count() const {
  return static_cast<std::uint64_t>(
      std::llround(scenario_.night.duration_s * scenario_.device.rate_hz));
}

void Renderer::add_spike(const Spike& spike) {
  const MotorUnit& unit = body_.pools[spike.pool].units[spike.unit];
  const double cosine = std::cos(unit.triphasic);
  const double sine = std::sin(unit.triphasic);
  const double first_s = static_cast<double>(position_) / internal_hz_;
  for (const Potential& potential : unit.potentials) {
    const double amplitude_uv = potential.amplitude_uv * static_cast<double>(spike.gain);
    if (amplitude_uv < kUnheardUv) continue;
    const double width_s = unit.width_s * potential.width * static_cast<double>(spike.width);
    const double start_s = spike.time_s + potential.delay_s;
    const double middle_s = start_s + MuapShape::kHalfSupport * width_s;
    const double end_s = middle_s + MuapShape::kHalfSupport * width_s;
    auto& emg = channels_[potential.electrode].emg;
    const auto from =
        static_cast<std::size_t>(std::max(0.0, std::ceil((start_s - first_s) * internal_hz_)));
    const auto to = std::min(
        emg.size(),
        static_cast<std::size_t>(std::max(0.0, std::ceil((end_s - first_s) * internal_hz_))));
    const double step = 1.0 / (internal_hz_ * width_s);
    const double begin = (first_s - middle_s) / width_s;
    for (std::size_t n = from; n < to; ++n)
      emg[n] += amplitude_uv * shape_.at(begin + static_cast<double>(n) * step, cosine, sine);
  }
}

void Renderer::add_spikes(std::size_t samples) {
  const auto tail = static_cast<std::size_t>(kTailS * internal_hz_);
  for (auto& channel : channels_)
    channel.emg.resize(samples + tail, 0.0);
  const double end_s = static_cast<double>(position_ + samples) / internal_hz_;
  for (; next_spike_ < spikes_.size() && spikes_[next_spike_].time_s < end_s; ++next_spike_) {
    if (spikes_[next_spike_].time_s >= 0.0) add_spike(spikes_[next_spike_]);
  }
}

void Renderer::make_hum(std::size_t samples) {
  hum_.resize(samples);
  const double scale =
      std::sqrt(2.0 / (1.0 + kThirdHarmonic * kThirdHarmonic + kFifthHarmonic * kFifthHarmonic));
  for (std::size_t i = 0; i < samples; ++i) {
    const double time_s = static_cast<double>(position_ + i) / internal_hz_;
    const double angle = kTwoPi * scenario_.device.mains_hz * time_s +
                         kHumDriftRad * std::sin(kTwoPi * time_s / kHumDriftPeriodS);
    const double s = std::sin(angle);
    const double s3 = s * (3.0 - 4.0 * s * s);                    // sin 3a
    const double s5 = s * (5.0 + s * s * (16.0 * s * s - 20.0));  // sin 5a
    hum_[i] = scale * (s + kThirdHarmonic * s3 + kFifthHarmonic * s5);
  }
}

double Renderer::drift_uv(std::size_t electrode, double time_s) const {
  const double phase = channels_[electrode].phase;
  const double now = std::sin(kTwoPi * time_s / kDriftPeriodS + phase);
  return body_.electrodes[electrode].drift_uv * (now - std::sin(phase));
}

void Renderer::add_rest(std::size_t electrode, std::span<double> analogue) {
  Channel& channel = channels_[electrode];
  const double start_s = static_cast<double>(position_) / internal_hz_;
  const double length_s = static_cast<double>(analogue.size()) / internal_hz_;
  const double level =
      1.0 + kRestingChange * std::sin(kTwoPi * start_s / kRestingPeriodS + channel.phase);
  const double gain = level * channel.resting_sd;
  for (double& value : analogue)
    value += channel.resting.next(gain * channel.random.noise());
  for (const auto& disturbance : disturbances_) {
    if (disturbance.electrode != electrode || disturbance.emg_gain >= 1.0) continue;
    const auto [from, to] = covered(disturbance.interval, start_s, internal_hz_, analogue.size());
    for (std::size_t i = from; i < to; ++i)
      analogue[i] *= disturbance.emg_gain;
  }
  const double mains_uv = body_.electrodes[electrode].mains_uv;
  const double drift_from = drift_uv(electrode, start_s);
  const double slope =
      (drift_uv(electrode, start_s + length_s) - drift_from) / static_cast<double>(analogue.size());
  for (std::size_t i = 0; i < analogue.size(); ++i) {
    analogue[i] += channel.noise_sd * channel.random.noise() + mains_uv * hum_[i] + drift_from +
                   slope * static_cast<double>(i);
  }
}

void Renderer::add_disturbances(std::size_t electrode, std::span<double> analogue) const {
  const double start_s = static_cast<double>(position_) / internal_hz_;
  const double end_s = start_s + static_cast<double>(analogue.size()) / internal_hz_;
  for (const auto& disturbance : disturbances_) {
    if (disturbance.electrode != electrode) continue;
    if (disturbance.hum_uv > 0.0) {
      const auto [from, to] = covered(disturbance.interval, start_s, internal_hz_, analogue.size());
      for (std::size_t i = from; i < to; ++i)
        analogue[i] += disturbance.hum_uv * hum_[i];
    }
    for (const auto& ringing : disturbance.ringings) {
      if (ringing.start_s < end_s && ringing.end_s() > start_s)
        add_ringing(ringing, start_s, 1.0 / internal_hz_, analogue);
    }
  }
}

void Renderer::spoil_with(const Disturbance& disturbance,
                          Channel& channel,
                          std::span<double> output) const {
  const double rate_hz = scenario_.device.rate_hz;
  const double start_s = static_cast<double>(position_) / internal_hz_;
  const auto [from, to] = covered(disturbance.interval, start_s, rate_hz, output.size());
  if (from >= to) return;
  const double before = from > 0 ? output[from - 1] : channel.last_output;
  const auto part = output.subspan(from, to - from);
  if (disturbance.kind == Kind::flat) {
    std::fill(part.begin(), part.end(), before);
  } else if (disturbance.kind == Kind::dropout || disturbance.kind == Kind::gap) {
    std::fill(part.begin(), part.end(), 0.0);
  } else {
    for (double& value : part)
      value = disturbance.output_gain * value + disturbance.rail_offset * rail_uv_;
  }
}

void Renderer::spoil(std::size_t electrode, std::span<double> output) {
  Channel& channel = channels_[electrode];
  for (const auto& disturbance : disturbances_) {
    if (disturbance.electrode == electrode) spoil_with(disturbance, channel, output);
  }
  for (double& value : output)
    value = std::clamp(value, -rail_uv_, rail_uv_);
  channel.last_output = output.back();
}

std::vector<double> Renderer::next(std::size_t count) {
  const std::size_t samples = count * oversampling_;
  std::vector<double> out(count * channels_.size());
  add_spikes(samples);
  make_hum(samples);
  std::vector<double> analogue(samples);
  for (std::size_t e = 0; e < channels_.size(); ++e) {
    Channel& channel = channels_[e];
    const auto block_end = channel.emg.begin() + static_cast<std::ptrdiff_t>(samples);
    std::copy(channel.emg.begin(), block_end, analogue.begin());
    channel.emg.erase(channel.emg.begin(), block_end);
    if (scenario_.montage.background) add_rest(e, analogue);
    add_disturbances(e, analogue);
    channel.recorder.process(analogue);
    const auto output = std::span(out).subspan(e * count, count);
    for (std::size_t i = 0; i < count; ++i)
      output[i] = analogue[i * oversampling_];
    spoil(e, output);
  }
  position_ += samples;
  return out;
}

}  // namespace calfemg::simulate
