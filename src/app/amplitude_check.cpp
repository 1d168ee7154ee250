// SPDX-License-Identifier: Apache-2.0
#include "app/amplitude_check.hpp"

#include <algorithm>
#include <cmath>

namespace calfemg::app {
namespace {

constexpr std::size_t kExcerpts = 10;
constexpr double kExcerptSeconds = 2.0;
constexpr double kUpperPercentile = 0.95;

std::size_t samples_in(double seconds, core::Hertz rate) {
  return static_cast<std::size_t>(std::max(1.0, std::round(seconds * rate.value())));
}

// Linear between the two nearest values; missing for none.
double quantile(std::vector<double> values, double share) {
  if (values.empty()) return core::kMissing;
  std::sort(values.begin(), values.end());
  const double position = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double weight = position - static_cast<double>(below);
  return values[below] + weight * (values[above] - values[below]);
}

double rms_around_mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values)
    sum += value;
  const double mean = sum / static_cast<double>(values.size());
  double squares = 0.0;
  for (const double value : values)
    squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size()));
}

// What the excerpts of one channel add up to.
struct Tally {
  std::vector<double> rms_uv;
  std::size_t samples = 0;
  std::size_t missing = 0;
};

void add(Tally& tally, std::span<const double> excerpt_uv, std::size_t stretch) {
  const auto rms = stretch_rms_uv(excerpt_uv, stretch);
  tally.rms_uv.insert(tally.rms_uv.end(), rms.begin(), rms.end());
  tally.samples += excerpt_uv.size();
  tally.missing += static_cast<std::size_t>(std::count_if(
      excerpt_uv.begin(), excerpt_uv.end(), [](double value) { return std::isnan(value); }));
}

AmplitudeCheck check_of(const Tally& tally) {
  AmplitudeCheck check;
  check.median_rms_uv = quantile(tally.rms_uv, 0.5);
  check.p95_rms_uv = quantile(tally.rms_uv, kUpperPercentile);
  if (tally.samples > 0)
    check.nan_fraction = static_cast<double>(tally.missing) / static_cast<double>(tally.samples);
  return check;
}

}  // namespace

ExcerptPlan plan_excerpts(const core::BlockInfo& block) {
  const std::size_t length = samples_in(kExcerptSeconds, block.rate);
  if (block.sample_count <= kExcerpts * length)
    return {{0}, static_cast<std::size_t>(block.sample_count)};
  ExcerptPlan plan{{}, length};
  const std::uint64_t room = block.sample_count - length;
  for (std::uint64_t i = 0; i < kExcerpts; ++i)
    plan.first_samples.push_back(room / (kExcerpts - 1) * i);
  return plan;
}

bool is_voltage(const core::ChannelInfo& channel) {
  return channel.unit == "uV" || channel.unit == "mV" || channel.unit == "V";
}

std::vector<double> stretch_rms_uv(std::span<const double> excerpt_uv, std::size_t stretch) {
  std::vector<double> result;
  for (std::size_t first = 0; first + stretch <= excerpt_uv.size(); first += stretch) {
    std::vector<double> valid;
    for (const double value : excerpt_uv.subspan(first, stretch)) {
      if (!std::isnan(value)) valid.push_back(value);
    }
    if (!valid.empty() && 2 * valid.size() >= stretch) result.push_back(rms_around_mean(valid));
  }
  return result;
}

std::vector<AmplitudeCheck> check_amplitudes(io::RecordingReader& reader, std::size_t block) {
  const core::BlockInfo& info = reader.info().blocks.at(block);
  std::vector<std::size_t> channels;
  for (std::size_t c = 0; c < info.channels.size(); ++c) {
    if (is_voltage(info.channels[c])) channels.push_back(c);
  }
  std::vector<AmplitudeCheck> checks(info.channels.size());
  if (channels.empty()) return checks;

  const ExcerptPlan plan = plan_excerpts(info);
  const std::size_t stretch = samples_in(1.0, info.rate);
  std::vector<Tally> tallies(channels.size());
  std::vector<double> samples_uv(plan.length * channels.size());
  for (const std::uint64_t first : plan.first_samples) {
    reader.read_uv(block, first, plan.length, channels, samples_uv);
    for (std::size_t i = 0; i < channels.size(); ++i)
      add(tallies[i],
          std::span<const double>(samples_uv).subspan(i * plan.length, plan.length),
          stretch);
  }
  for (std::size_t i = 0; i < channels.size(); ++i)
    checks[channels[i]] = check_of(tallies[i]);
  return checks;
}

}  // namespace calfemg::app
