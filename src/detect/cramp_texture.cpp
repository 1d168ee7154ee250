// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_texture.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "detect/numbers.hpp"

namespace calfemg::detect {
namespace {

constexpr double kShortScaleS = 0.2;  // a few discharges of a unit
constexpr double kLongScaleS = 2.0;   // slower than the common modulation
constexpr std::size_t kLeastMeans = 4;
constexpr double kSegmentS = 8.0;  // of the modulation spectrum: 0.125 Hz
constexpr double kLeastSegmentS = 3.0;
constexpr double kSmallestUv = 1e-3;  // keeps the logarithm finite

// Bands in Hz: the common modulation in cramp (Minetto 2009), trains (Yang 2010), everything.
struct Band {
  double low_hz;
  double high_hz;
};

constexpr Band kCommonBand{1.1, 1.8};
constexpr Band kRhythmBand{0.5, 4.0};
constexpr Band kWholeBand{0.5, 8.0};

struct Bins {
  std::vector<double> log_envelope;
  std::vector<double> crest;  ///< ln(peak / RMS) of a bin
};

Bins usable_bins(const ChannelView& channel, const core::Interval& interval) {
  const core::ChannelTable& table = *channel.table;
  const Run run = bins_between(table.bins, interval.start_s, interval.end_s());
  Bins bins;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (channel.artifacts.usable[i] == 0) continue;
    const double rms_uv = std::max(kSmallestUv, static_cast<double>(table.envelope_uv[i]));
    bins.log_envelope.push_back(std::log(rms_uv));
    bins.crest.push_back(
        std::log(std::max(kSmallestUv, static_cast<double>(table.peak_uv[i])) / rms_uv));
  }
  return bins;
}

double variance_of_differences(const std::vector<double>& values) {
  double sum = 0.0;
  for (std::size_t i = 1; i < values.size(); ++i)
    sum += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
  return sum / static_cast<double>(values.size() - 1);
}

/// Mean of |DFT|^2 over segments, one value for each multiple of 1 / segment length in kWholeBand.
struct ModulationSpectrum {
  std::vector<double> frequency_hz;
  std::vector<double> power;

  [[nodiscard]] double mean(const Band& band) const {
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t k = 0; k < power.size(); ++k) {
      if (frequency_hz[k] < band.low_hz || frequency_hz[k] > band.high_hz) continue;
      sum += power[k];
      count += 1.0;
    }
    return count > 0.0 ? sum / count : core::kMissing;
  }

  [[nodiscard]] double highest(const Band& band) const {
    double value = 0.0;
    for (std::size_t k = 0; k < power.size(); ++k) {
      if (frequency_hz[k] >= band.low_hz && frequency_hz[k] <= band.high_hz)
        value = std::max(value, power[k]);
    }
    return value;
  }
};

/// |DFT|^2 at `turns` turns over the segment, under a Hann window.
double segment_power(std::span<const double> segment, double mean_value, double turns) {
  const auto size = static_cast<double>(segment.size());
  std::complex<double> transform = 0.0;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    const double place = (static_cast<double>(i) + 0.5) / size;
    const double window = std::sin(std::numbers::pi * place);  // squared: Hann
    const double angle = -2.0 * std::numbers::pi * turns * static_cast<double>(i) / size;
    transform += window * window * (segment[i] - mean_value) * std::polar(1.0, angle);
  }
  return std::norm(transform);
}

ModulationSpectrum modulation_spectrum(const std::vector<double>& values, double step_s) {
  const std::size_t size = std::min(values.size(), steps_in(kSegmentS, step_s, 1));
  const std::size_t hop = std::max<std::size_t>(1, size / 2);
  const double segment_s = static_cast<double>(size) * step_s;
  const double mean_value = median(values);
  const auto first = static_cast<int>(std::ceil(kWholeBand.low_hz * segment_s));
  const auto last = static_cast<int>(std::floor(kWholeBand.high_hz * segment_s));
  ModulationSpectrum spectrum;
  for (int turns = first; turns <= last; ++turns) {
    double sum = 0.0;
    for (std::size_t begin = 0; begin + size <= values.size(); begin += hop)
      sum += segment_power({values.data() + begin, size}, mean_value, turns);
    spectrum.frequency_hz.push_back(turns / segment_s);
    spectrum.power.push_back(sum);
  }
  return spectrum;
}

}  // namespace

double roughness(std::span<const double> log_envelope, std::size_t scale) {
  const std::size_t count = log_envelope.size() / std::max<std::size_t>(1, scale);
  if (count < kLeastMeans) return core::kMissing;
  std::vector<double> means;
  for (std::size_t i = 0; i < count; ++i) {
    const auto piece = log_envelope.subspan(i * scale, scale);
    double sum = 0.0;
    for (const double value : piece)
      sum += value;
    means.push_back(sum / static_cast<double>(scale));
  }
  const double slow = variance_of_differences(means);
  const double fast = variance_of_differences({log_envelope.begin(), log_envelope.end()});
  if (!(slow > 0.0) || !(fast > 0.0)) return core::kMissing;
  return std::log(slow * static_cast<double>(scale) / fast);
}

void describe_texture(CrampEvidence& evidence,
                      const ChannelView& channel,
                      const core::Interval& candidate) {
  const double step_s = channel.table->bins.step_s;
  const Bins bins = usable_bins(channel, candidate);
  evidence.crest = median(bins.crest);
  evidence.roughness_short = roughness(bins.log_envelope, steps_in(kShortScaleS, step_s, 1));
  evidence.roughness_long = roughness(bins.log_envelope, steps_in(kLongScaleS, step_s, 1));
  if (bins.log_envelope.size() < steps_in(kLeastSegmentS, step_s, 1)) return;
  const ModulationSpectrum spectrum = modulation_spectrum(bins.log_envelope, step_s);
  const double whole = spectrum.mean(kWholeBand);
  if (!(whole > 0.0)) return;
  evidence.common_modulation = std::log(spectrum.mean(kCommonBand) / whole);
  evidence.rhythm_prominence = std::log(spectrum.highest(kRhythmBand) / whole);
}

}  // namespace calfemg::detect
