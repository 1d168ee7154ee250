// SPDX-License-Identifier: Apache-2.0
#include "features/feature_table.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "features/interference.hpp"

namespace calfemg::features {
namespace {

// Bands and widths that belong to a definition; sources in docs/features.md.
constexpr Band kShape{30.0, 350.0};  // where most of surface EMG lies: location and shape need it
constexpr Band kBelow45{20.0, 45.0};
constexpr Band kFrom45{45.0, 95.0};
constexpr Band kFrom95{95.0, 145.0};
constexpr Band kFrom145{145.0, 245.0};
constexpr Band kFrom245{245.0, 450.0};
constexpr Band kRatioLow{30.0, 250.0};
constexpr Band kRatioHigh{250.0, 450.0};
constexpr Band kRatioBoth{kRatioLow.low_hz, kRatioHigh.high_hz};
constexpr double kPeakHalfWidthHz = 20.0;
constexpr Band kDimitrov{8.0, 500.0};
constexpr Band kDimitrovAtLeast{20.0, 450.0};
constexpr Band kQuality{20.0, 450.0};
constexpr Band kQualityWithMotion{10.0, 450.0};

constexpr Requirement kNothing{};
constexpr Requirement kNoiseLevel{Needs::noise_level, {}};
constexpr Requirement kShapeBand{Needs::filtered_band, kShape};

constexpr Requirement filtered(Band band) {
  return {Needs::filtered_band, band};
}

constexpr Requirement recorded(Band band) {
  return {Needs::recorded_band, band};
}

double clean_power(const PreparedFrame& f, Band band) {
  return power_uv2(slice(f.clean, band));
}

constexpr auto kTimeRows = std::to_array<FeatureRow>({
    {"rms_uv",
     "uV",
     "root mean square, sqrt(sum(x^2)/N)",
     kNothing,
     [](const PreparedFrame& f) { return root_mean_square(f.moments); }},
    {"mav_uv",
     "uV",
     "mean absolute value, sum(|x|)/N",
     kNothing,
     [](const PreparedFrame& f) { return mean_absolute_value(f.sums); }},
    {"iemg_uv_s",
     "uV s",
     "integrated EMG, sum(|x|)/rate",
     kNothing,
     [](const PreparedFrame& f) { return integrated_emg(f.sums, f.rate_hz); }},
    {"var_uv2",
     "uV^2",
     "variance, sum(x^2)/(N-1)",
     kNothing,
     [](const PreparedFrame& f) { return variance(f.moments); }},
    {"wl_uv",
     "uV",
     "waveform length, sum(|x[i+1]-x[i]|)",
     kNothing,
     [](const PreparedFrame& f) { return waveform_length(f.sums); }},
    {"zc",
     "1",
     "zero crossings with a step of at least the threshold (threshold_noise x noise_uv), count",
     kNoiseLevel,
     [](const PreparedFrame& f) { return zero_crossings(f.sums); }},
    {"ssc",
     "1",
     "slope sign changes: local extrema with a step of at least the threshold to either side, "
     "count",
     kNoiseLevel,
     [](const PreparedFrame& f) { return slope_sign_changes(f.sums); }},
    {"wamp",
     "1",
     "Willison amplitude: steps |x[i]-x[i+1]| of at least the threshold, count",
     kNoiseLevel,
     [](const PreparedFrame& f) { return willison_amplitude(f.sums); }},
    {"kurtosis",
     "1",
     "kurtosis m4/m2^2, not the excess: 3 for Gaussian noise",
     kNothing,
     [](const PreparedFrame& f) { return kurtosis(f.moments); }},
    {"skewness",
     "1",
     "skewness m3/m2^1.5",
     kNothing,
     [](const PreparedFrame& f) { return skewness(f.moments); }},
    {"hjorth_mobility_per_s",
     "1/s",
     "Hjorth mobility, rate*sqrt(var(dx)/var(x))",
     kShapeBand,
     [](const PreparedFrame& f) { return hjorth_mobility(f.slopes, f.rate_hz); }},
    {"hjorth_complexity",
     "1",
     "Hjorth complexity, mobility(dx)/mobility(x): 1 for a sine",
     kShapeBand,
     [](const PreparedFrame& f) { return hjorth_complexity(f.slopes); }},
    {"tkeo_uv2",
     "uV^2",
     "mean Teager-Kaiser energy, mean(x[i]^2-x[i-1]*x[i+1])",
     kNothing,
     [](const PreparedFrame& f) { return mean_teager_kaiser_energy(f.sums); }},
});

constexpr auto kSpectralRows = std::to_array<FeatureRow>({
    {"mnf_hz",
     "Hz",
     "mean frequency of the pass band, SM1/SM0",
     kShapeBand,
     [](const PreparedFrame& f) { return mean_frequency(f.spectral); }},
    {"mdf_hz",
     "Hz",
     "median frequency of the pass band: half of the power lies below, linear inside the bin",
     kShapeBand,
     [](const PreparedFrame& f) { return median_frequency(f.band); }},
    {"pkf_hz",
     "Hz",
     "peak frequency of the pass band, argmax(P)",
     kShapeBand,
     [](const PreparedFrame& f) { return peak_frequency(f.band); }},
    {"ttp_uv2",
     "uV^2",
     "total power of the pass band, SM0 = sum(P)*df",
     kShapeBand,
     [](const PreparedFrame& f) { return f.spectral.sm0; }},
    {"sm1_uv2_hz",
     "uV^2 Hz",
     "first spectral moment of the pass band, sum(f*P)*df",
     kShapeBand,
     [](const PreparedFrame& f) { return f.spectral.sm1; }},
    {"sm2_uv2_hz2",
     "uV^2 Hz^2",
     "second spectral moment of the pass band, sum(f^2*P)*df",
     kShapeBand,
     [](const PreparedFrame& f) { return f.spectral.sm2; }},
    {"sm3_uv2_hz3",
     "uV^2 Hz^3",
     "third spectral moment of the pass band, sum(f^3*P)*df",
     kShapeBand,
     [](const PreparedFrame& f) { return f.spectral.sm3; }},
    {"vcf_hz2",
     "Hz^2",
     "variance of central frequency of the pass band, SM2/SM0-(SM1/SM0)^2",
     kShapeBand,
     [](const PreparedFrame& f) { return variance_of_central_frequency(f.band, f.spectral); }},
    {"spectral_entropy",
     "1",
     "spectral entropy of the pass band, -sum(p*ln(p))/ln(M), p=P/sum(P), M bins: 1 when flat",
     kShapeBand,
     [](const PreparedFrame& f) { return spectral_entropy(f.band); }},
    {"power_20_45_uv2",
     "uV^2",
     "power from 20 to below 45 Hz, sum(P)*df",
     filtered(kBelow45),
     [](const PreparedFrame& f) { return clean_power(f, kBelow45); }},
    {"power_45_95_uv2",
     "uV^2",
     "power from 45 to below 95 Hz, sum(P)*df",
     filtered(kFrom45),
     [](const PreparedFrame& f) { return clean_power(f, kFrom45); }},
    {"power_95_145_uv2",
     "uV^2",
     "power from 95 to below 145 Hz, sum(P)*df",
     filtered(kFrom95),
     [](const PreparedFrame& f) { return clean_power(f, kFrom95); }},
    {"power_145_245_uv2",
     "uV^2",
     "power from 145 to below 245 Hz, sum(P)*df",
     filtered(kFrom145),
     [](const PreparedFrame& f) { return clean_power(f, kFrom145); }},
    {"power_245_450_uv2",
     "uV^2",
     "power from 245 to below 450 Hz, sum(P)*df",
     filtered(kFrom245),
     [](const PreparedFrame& f) { return clean_power(f, kFrom245); }},
    {"fr",
     "1",
     "frequency ratio, power of 30-250 Hz / power of 250-450 Hz",
     filtered(kRatioBoth),
     [](const PreparedFrame& f) {
       return frequency_ratio(slice(f.clean, kRatioLow), slice(f.clean, kRatioHigh));
     }},
    {"psr",
     "1",
     "power spectrum ratio, power within 20 Hz of the peak frequency / power of the pass band",
     kShapeBand,
     [](const PreparedFrame& f) { return power_spectrum_ratio(f.band, kPeakHalfWidthHz); }},
    {"finsm5",
     "1/Hz^6",
     "Dimitrov's index, sum(P/f)/sum(f^5*P) over the part of 8-500 Hz inside the pass band",
     filtered(kDimitrovAtLeast),
     [](const PreparedFrame& f) {
       const Band band{std::max(kDimitrov.low_hz, f.conditions->band.low_hz),
                       std::min(kDimitrov.high_hz, f.conditions->band.high_hz)};
       return dimitrov_index(slice(f.clean, band));
     }},
});

constexpr auto kQualityRows = std::to_array<FeatureRow>({
    {"snr_db",
     "dB",
     "signal to noise of the unfiltered frame: mean density from 20 Hz to the top (600 Hz at most) "
     "/ mean density of the top fifth",
     recorded(kQuality),
     [](const PreparedFrame& f) {
       return signal_to_noise(slice(f.raw, {kMotionTopHz, f.raw_top_hz}));
     }},
    {"smr_db",
     "dB",
     "signal to motion of the unfiltered frame: power up to the top (600 Hz at most) / power of "
     "the bins below 20 Hz above the line from the origin to the highest mean density",
     recorded(kQualityWithMotion),
     [](const PreparedFrame& f) { return signal_to_motion(f.raw_band, f.raw_density); }},
    {"dpr_db",
     "dB",
     "drop in power density of the unfiltered frame: highest / lowest mean of 13 bins from 35 Hz "
     "to the top (600 Hz at most)",
     recorded(kQuality),
     [](const PreparedFrame& f) { return density_drop(f.raw_density); }},
    {"ohm",
     "1",
     "spectrum deformation of the unfiltered frame, sqrt(SM2/SM0)/(SM1/SM0) up to the top (600 Hz "
     "at most)",
     recorded(kQuality),
     [](const PreparedFrame& f) { return spectrum_deformation(f.raw_band); }},
    {"mains_share",
     "1",
     "share of the unfiltered power in the pass band that sits at mains harmonics, 0..1",
     kNothing,
     [](const PreparedFrame& f) {
       return mains_share(f.raw.psd, f.raw.bin_width_hz, *f.conditions);
     }},
});

template <std::size_t... Sizes>
constexpr auto concatenated(const std::array<FeatureRow, Sizes>&... parts) {
  std::array<FeatureRow, (Sizes + ...)> rows{};
  std::size_t next = 0;
  const auto append = [&rows, &next](const auto& part) {
    for (const FeatureRow& row : part)
      rows[next++] = row;
  };
  (append(parts), ...);
  return rows;
}

constexpr auto kRows = concatenated(kTimeRows, kSpectralRows, kQualityRows);

}  // namespace

std::span<const FeatureRow> feature_table() {
  return kRows;
}

}  // namespace calfemg::features
