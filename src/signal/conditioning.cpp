// SPDX-License-Identifier: Apache-2.0
#include "signal/conditioning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

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

Conditioner::Conditioner(std::vector<BiquadCoefficients> sections,
                         std::size_t delay_samples,
                         std::size_t settle_samples)
    : cascade_(std::move(sections)),
      delay_samples_(delay_samples),
      settle_samples_(settle_samples) {}

void Conditioner::take(double filtered, std::vector<double>& output) {
  if (piece_filtered_++ < delay_samples_) return;
  const bool settled = piece_outputs_++ >= settle_samples_;
  output.push_back(settled ? filtered : std::numeric_limits<double>::quiet_NaN());
}

// The last samples of a piece are still inside the filter: they are pushed out by holding the last
// value, which adds no step.
void Conditioner::end_piece(std::vector<double>& output) {
  while (piece_outputs_ < piece_inputs_)
    take(cascade_.next(last_ - first_), output);
  in_piece_ = false;
}

void Conditioner::process(std::span<const double> samples, std::vector<double>& output) {
  for (const double x : samples) {
    if (!std::isfinite(x)) {
      if (in_piece_) end_piece(output);
      output.push_back(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    if (!in_piece_) {
      cascade_.reset();
      in_piece_ = true;
      first_ = x;
      piece_inputs_ = piece_filtered_ = piece_outputs_ = 0;
    }
    ++piece_inputs_;
    last_ = x;
    take(cascade_.next(x - first_), output);
  }
}

void Conditioner::finish(std::vector<double>& output) {
  if (in_piece_) end_piece(output);
}

}  // namespace calfemg::signal
