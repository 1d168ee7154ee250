// SPDX-License-Identifier: Apache-2.0
#include "pipeline/excerpts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "signal/psd.hpp"

namespace calfemg::pipeline {
namespace {

constexpr std::size_t kMostExcerpts = 60;
constexpr std::size_t kMostRejected = 12;
constexpr double kExcerptS = 3.0;
constexpr std::size_t kMostColumns = 420;
constexpr double kMostEventS = 60.0;  // of the event that its spectrum is taken from
constexpr double kRestS = 20.0;
constexpr double kRestReachS = 120.0;
constexpr double kRestDistanceS = 5.0;
constexpr double kRestStepS = 5.0;
constexpr double kHighestHz = 500.0;
constexpr double kSpectrumFrameS = 1.0;

/// A channel of the table and where the reader has it.
struct Source {
  const core::ChannelTable* table = nullptr;
  const core::BlockInfo* info = nullptr;
  std::size_t block = 0;
  std::size_t channel = 0;
};

std::optional<Source> source_of(const io::RecordingReader& reader,
                                const core::SessionTable& table,
                                const std::string& name) {
  const auto found = std::find_if(table.channels.begin(), table.channels.end(), [&](const auto& c) {
    return c.channel.name == name;
  });
  if (found == table.channels.end()) return std::nullopt;
  const auto& blocks = reader.info().blocks;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const auto& channels = blocks[b].channels;
    const auto here = std::find_if(
        channels.begin(), channels.end(), [&](const auto& c) { return c.name == name; });
    if (blocks[b].name == found->block && here != channels.end())
      return Source{&*found, &blocks[b], b, static_cast<std::size_t>(here - channels.begin())};
  }
  return std::nullopt;
}

/// Samples of a stretch and when the first of them was taken.
struct Stretch {
  double start_s = 0.0;
  std::vector<double> uv;
};

Stretch read_stretch(io::RecordingReader& reader,
                     const Source& source,
                     const core::Interval& wanted) {
  const double rate = source.info->rate.value();
  const double begin_s = source.info->start.value();
  const auto total = static_cast<double>(source.info->sample_count);
  const double first = std::clamp(std::ceil((wanted.start_s - begin_s) * rate), 0.0, total);
  const double last = std::clamp(std::ceil((wanted.end_s() - begin_s) * rate), first, total);
  Stretch stretch{begin_s + first / rate,
                  std::vector<double>(static_cast<std::size_t>(last - first))};
  if (stretch.uv.empty()) return stretch;
  const std::array channels{source.channel};
  reader.read_uv(
      source.block, static_cast<std::uint64_t>(first), stretch.uv.size(), channels, stretch.uv);
  return stretch;
}

double mean_of(std::span<const double> values) {
  double sum = 0.0;
  std::size_t count = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    sum += value;
    ++count;
  }
  return count == 0 ? 0.0 : sum / static_cast<double>(count);
}

void add_columns(core::SignalExcerpt& excerpt, const Stretch& stretch, double rate) {
  const std::size_t samples = stretch.uv.size();
  if (samples == 0) return;
  const std::size_t columns = std::min(samples, kMostColumns);
  const double mean = mean_of(stretch.uv);
  excerpt.start_s = stretch.start_s;
  excerpt.step_s = static_cast<double>(samples) / rate / static_cast<double>(columns);
  excerpt.low_uv.assign(columns, std::numeric_limits<float>::quiet_NaN());
  excerpt.high_uv = excerpt.low_uv;
  for (std::size_t i = 0; i < samples; ++i) {
    if (!std::isfinite(stretch.uv[i])) continue;
    const auto uv = static_cast<float>(stretch.uv[i] - mean);
    auto& low = excerpt.low_uv[i * columns / samples];
    auto& high = excerpt.high_uv[i * columns / samples];
    low = std::isnan(low) ? uv : std::min(low, uv);
    high = std::isnan(high) ? uv : std::max(high, uv);
  }
}

// Welch: Hann frames of a second, half overlapping; frames with missing samples are left out.
std::vector<float> spectrum_of(std::span<const double> uv, core::Hertz rate) {
  const auto length = static_cast<std::size_t>(std::round(rate.value() * kSpectrumFrameS));
  if (length < 2 || uv.size() < length) return {};
  signal::Psd psd(length, rate);
  const auto highest = static_cast<std::size_t>(kHighestHz / psd.bin_width().value());
  std::vector<double> sum(std::min(psd.bins(), highest + 1), 0.0);
  std::size_t frames = 0;
  for (std::size_t from = 0; from + length <= uv.size(); from += length / 2) {
    const auto frame = uv.subspan(from, length);
    if (!std::all_of(frame.begin(), frame.end(), [](double x) { return std::isfinite(x); }))
      continue;
    const auto power = psd.of(frame);
    for (std::size_t k = 0; k < sum.size(); ++k)
      sum[k] += power[k];
    ++frames;
  }
  std::vector<float> mean;
  if (frames == 0) return mean;
  mean.reserve(sum.size());
  for (const double value : sum)
    mean.push_back(static_cast<float>(value / static_cast<double>(frames)));
  return mean;
}

// NaN when a bin of it holds nothing.
double median_envelope(const core::ChannelTable& table, const core::Interval& span) {
  std::vector<float> values;
  const std::size_t last = std::min(table.bins.first_from(span.end_s()), table.envelope_uv.size());
  for (std::size_t i = table.bins.first_from(span.start_s); i < last; ++i) {
    if (!std::isfinite(table.envelope_uv[i])) return core::kMissing;
    values.push_back(table.envelope_uv[i]);
  }
  if (values.empty()) return core::kMissing;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return static_cast<double>(*middle);
}

std::optional<core::Interval> quietest(const core::ChannelTable& table, const core::Event& event) {
  std::optional<core::Interval> best;
  double lowest = std::numeric_limits<double>::infinity();
  const auto consider = [&](double from_s, double to_s) {
    const int steps = static_cast<int>(std::floor((to_s - kRestS - from_s) / kRestStepS));
    for (int i = 0; i <= steps; ++i) {
      const double at_s = from_s + kRestStepS * i;
      const core::Interval span{at_s, kRestS};
      if (at_s < table.bins.start_s || span.end_s() > table.bins.end_s()) continue;
      const double median = median_envelope(table, span);
      if (!(median < lowest)) continue;
      lowest = median;
      best = span;
    }
  };
  consider(event.onset_s - kRestReachS, event.onset_s - kRestDistanceS);
  consider(event.end_s() + kRestDistanceS, event.end_s() + kRestReachS);
  return best;
}

double strongest_moment(const core::ChannelTable& table, const core::Event& event) {
  double at_s = event.onset_s + event.duration_s / 2.0;
  float highest = 0.0F;
  const std::size_t last = std::min(table.bins.first_from(event.end_s()), table.envelope_uv.size());
  for (std::size_t i = table.bins.first_from(event.onset_s); i < last; ++i) {
    if (!(table.envelope_uv[i] > highest)) continue;
    highest = table.envelope_uv[i];
    at_s = table.bins.centre_s(i);
  }
  return at_s;
}

core::SignalExcerpt excerpt_of(io::RecordingReader& reader,
                               const Source& source,
                               const core::Event& event) {
  core::SignalExcerpt excerpt;
  excerpt.type = event.type;
  excerpt.onset_s = event.onset_s;
  excerpt.channel = event.channels.front();
  const core::Hertz rate = source.info->rate;
  const double middle_s = strongest_moment(*source.table, event);
  add_columns(
      excerpt, read_stretch(reader, source, {middle_s - kExcerptS / 2.0, kExcerptS}), rate.value());
  excerpt.bin_hz = 1.0 / kSpectrumFrameS;
  const core::Interval whole{event.onset_s, std::min(event.duration_s, kMostEventS)};
  excerpt.event_uv2_per_hz = spectrum_of(read_stretch(reader, source, whole).uv, rate);
  if (const auto rest = quietest(*source.table, event))
    excerpt.rest_uv2_per_hz = spectrum_of(read_stretch(reader, source, *rest).uv, rate);
  return excerpt;
}

double claim_of(const core::Event& event) {
  return std::isnan(event.confidence) ? -1.0 : event.confidence;
}

std::vector<const core::Event*> chosen(const std::vector<core::Event>& events) {
  std::vector<const core::Event*> cramps;
  std::vector<const core::Event*> rejected;
  for (const auto& event : events) {
    if (event.channels.empty()) continue;
    if (event.type == core::EventType::cramp) cramps.push_back(&event);
    if (event.type == core::EventType::rejected_cramp) rejected.push_back(&event);
  }
  std::stable_sort(rejected.begin(), rejected.end(), [](const auto* a, const auto* b) {
    return claim_of(*a) > claim_of(*b);
  });
  rejected.resize(std::min(rejected.size(), kMostRejected));
  cramps.insert(cramps.end(), rejected.begin(), rejected.end());
  cramps.resize(std::min(cramps.size(), kMostExcerpts));
  return cramps;
}

}  // namespace

std::vector<core::SignalExcerpt> take_excerpts(io::RecordingReader& reader,
                                               const core::SessionTable& table,
                                               const std::vector<core::Event>& events) {
  std::vector<core::SignalExcerpt> excerpts;
  for (const auto* event : chosen(events)) {
    if (const auto source = source_of(reader, table, event->channels.front()))
      excerpts.push_back(excerpt_of(reader, *source, *event));
  }
  return excerpts;
}

}  // namespace calfemg::pipeline
