// SPDX-License-Identifier: Apache-2.0
// What one sample costs in each inner loop, with the instructions of --simd baseline and avx2.
//   cmake --build build/release --target kernel_benchmarks && build/release/kernel_benchmarks
#include <benchmark/benchmark.h>
#include <random>
#include <vector>

#include "core/simd.hpp"
#include "features/feature_extractor.hpp"
#include "signal/butterworth.hpp"
#include "signal/conditioning.hpp"
#include "signal/psd.hpp"

namespace {

using namespace calfemg;

constexpr std::size_t kSamples = 2000;
constexpr core::Hertz kRate{2000.0};

std::vector<double> noise(unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> gaussian(0.0, 10.0);
  std::vector<double> x(kSamples);
  for (double& value : x)
    value = gaussian(generator);
  return x;
}

// The argument: 0 baseline, 1 avx2. Items are samples of one channel.
bool takes_simd(benchmark::State& state) {
  const auto set = state.range(0) == 0 ? core::Simd::baseline : core::Simd::avx2;
  if (!core::available(set)) {
    state.SkipWithError("the processor has no such instructions");
    return false;
  }
  core::use_simd(set);
  state.SetLabel(std::string(core::name(set)));
  return true;
}

void count_samples(benchmark::State& state, std::size_t channels) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kSamples * channels));
}

void filter_four_channels(benchmark::State& state) {
  if (!takes_simd(state)) return;
  signal::ChannelFilter filter;
  filter.sections = signal::design_bandpass(4, core::Hertz(20.0), core::Hertz(450.0), kRate);
  for (double line_hz = 50.0; line_hz < 450.0; line_hz += 50.0)
    filter.sections.push_back(signal::design_notch(core::Hertz(line_hz), 30.0, kRate));
  signal::Conditioner conditioner(std::vector<signal::ChannelFilter>(signal::kLanes, filter));
  const auto x = noise(1);
  const std::vector<std::span<const double>> inputs(signal::kLanes, x);
  std::vector<std::vector<double>> outputs(signal::kLanes);
  for (auto _ : state) {
    conditioner.process(inputs, outputs);
    for (auto& output : outputs)
      output.clear();
  }
  count_samples(state, signal::kLanes);
}

void densities_of_a_pair(benchmark::State& state) {
  if (!takes_simd(state)) return;
  signal::PairPsd psd(kSamples, kRate);
  const auto raw = noise(1);
  const auto clean = noise(2);
  for (auto _ : state)
    benchmark::DoNotOptimize(psd.of(raw, clean));
  count_samples(state, 1);
}

void all_features_of_a_window(benchmark::State& state) {
  if (!takes_simd(state)) return;
  core::ChannelConditions conditions;
  conditions.band = {20.0, 450.0, ""};
  conditions.noise_uv = 1.0;
  features::FeatureExtractor extractor(kRate, conditions, {});
  signal::PairPsd psd(kSamples, kRate);
  const auto raw = noise(1);
  const auto clean = noise(2);
  const auto [raw_psd, clean_psd] = psd.of(raw, clean);
  std::vector<float> row(features::feature_names().size());
  for (auto _ : state) {
    extractor.extract({clean, raw, clean_psd, raw_psd, psd.bin_width().value()}, row);
    benchmark::DoNotOptimize(row.data());
  }
  count_samples(state, 1);
}

BENCHMARK(filter_four_channels)->Arg(0)->Arg(1);
BENCHMARK(densities_of_a_pair)->Arg(0)->Arg(1);
BENCHMARK(all_features_of_a_window)->Arg(0)->Arg(1);

}  // namespace

BENCHMARK_MAIN();
