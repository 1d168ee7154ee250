// SPDX-License-Identifier: Apache-2.0
#include "simulate/truth.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <string>
#include <utility>

namespace calfemg::simulate {
namespace {

using core::Muscle;
using Multiples = std::vector<std::vector<double>>;  // [electrode][bin]

constexpr double kLeadS = 1.0;         // looked at before the planned interval
constexpr double kTailS = 2.0;         // and after it
constexpr double kMostOf = 0.6;        // of the hold time that must stand out
constexpr double kMovementOnUv = 8.0;  // AASM and WASM 2016
constexpr double kMovementOffUv = 2.0;
constexpr double kMovementOffHoldS = 0.5;
constexpr double kLeastMovementS = 0.5;

struct Bins {
  std::size_t first = 0;
  std::size_t last = 0;  ///< one past
};

std::size_t bins_in(double seconds) {
  return std::max<std::size_t>(1,
                               static_cast<std::size_t>(std::lround(seconds / PowerTrace::kBinS)));
}

// First bin from which most of `hold` bins are marked, itself among them.
template <class Marked>
std::optional<std::size_t> first_held(std::size_t count, std::size_t hold, Marked marked) {
  std::size_t inside = 0;
  const auto needed = static_cast<std::size_t>(std::ceil(kMostOf * static_cast<double>(hold)));
  for (std::size_t i = 0; i < std::min(hold, count); ++i)
    inside += marked(i) ? 1U : 0U;
  for (std::size_t i = 0; i < count; ++i) {
    if (marked(i) && inside >= needed) return i;
    inside -= marked(i) ? 1U : 0U;
    if (i + hold < count) inside += marked(i + hold) ? 1U : 0U;
  }
  return std::nullopt;
}

std::optional<Bins> standing_out(std::span<const double> multiple, const Claim& claim) {
  const std::size_t count = multiple.size();
  const std::size_t hold = bins_in(claim.hold_s);
  const auto out = [&](std::size_t i) { return multiple[i] >= claim.stand_out; };
  const auto first = first_held(count, hold, out);
  if (!first) return std::nullopt;
  const auto from_end = first_held(count, hold, [&](std::size_t i) { return out(count - 1 - i); });
  return Bins{*first, count - *from_end};
}

// Rise of the mean rectified signal above rest, uV, if it is Gaussian.
double rise_uv(double multiple, double rest_uv) {
  return std::sqrt(2.0 / std::numbers::pi) * rest_uv * (multiple - 1.0);
}

std::optional<Bins> moving(std::span<const double> multiple, double rest_uv) {
  const auto above = [&](std::size_t i, double limit_uv) {
    return rise_uv(multiple[i], rest_uv) >= limit_uv;
  };
  std::size_t first = 0;
  while (first < multiple.size() && !above(first, kMovementOnUv))
    ++first;
  if (first == multiple.size()) return std::nullopt;
  std::size_t last = first;
  const std::size_t hold = bins_in(kMovementOffHoldS);
  for (std::size_t i = first; i < multiple.size() && i < last + hold + 1; ++i) {
    if (above(i, kMovementOffUv)) last = i;
  }
  if (last + 1 - first < bins_in(kLeastMovementS)) return std::nullopt;
  return Bins{first, last + 1};
}

std::optional<Bins> planned(const PowerTrace& trace,
                            std::span<const double> multiple,
                            const Claim& claim) {
  const bool seen = std::any_of(
      multiple.begin(), multiple.end(), [&](double value) { return value >= claim.stand_out; });
  if (!seen) return std::nullopt;
  const auto bin = [&](double seconds) {
    return static_cast<std::size_t>((seconds - trace.time_s(0)) / PowerTrace::kBinS);
  };
  return Bins{bin(claim.planned.start_s), bin(claim.planned.end_s()) + 1};
}

std::optional<Bins> extent(const Body& body,
                           const PowerTrace& trace,
                           std::size_t electrode,
                           std::span<const double> multiple,
                           const Claim& claim) {
  if (claim.rule == ClaimRule::stands_out) return standing_out(multiple, claim);
  if (claim.rule == ClaimRule::as_planned) return planned(trace, multiple, claim);
  return moving(multiple, body.electrodes[electrode].rest_uv);
}

// Where the claim is looked for: on its head; for a leg movement on tibialis where recorded.
std::vector<std::size_t> witnesses(const Body& body, const Claim& claim) {
  if (claim.rule == ClaimRule::amplitude) {
    auto found = body.electrodes_on(*claim.leg, Muscle::tibialis_anterior);
    if (!found.empty()) return found;
  }
  if (claim.leg) return body.electrodes_on(*claim.leg, claim.muscle);
  auto found = body.electrodes_on(core::Leg::left, claim.muscle);
  const auto right = body.electrodes_on(core::Leg::right, claim.muscle);
  found.insert(found.end(), right.begin(), right.end());
  return found;
}

// What the electrodes saw of a claim, each for itself.
struct Sighting {
  std::size_t witness = 0;
  Bins bins;
};

double median_of(std::span<const double> values, Bins bins) {
  std::vector<double> part(values.begin() + static_cast<std::ptrdiff_t>(bins.first),
                           values.begin() + static_cast<std::ptrdiff_t>(bins.last));
  const auto middle = part.begin() + static_cast<std::ptrdiff_t>(part.size() / 2);
  std::nth_element(part.begin(), middle, part.end());
  return *middle;
}

void add_measures(core::Event& event,
                  const Electrode& electrode,
                  std::span<const double> multiple,
                  Bins bins) {
  const double median = median_of(multiple, bins);
  const double peak = *std::max_element(multiple.begin() + static_cast<std::ptrdiff_t>(bins.first),
                                        multiple.begin() + static_cast<std::ptrdiff_t>(bins.last));
  event.measures = {{"peak_uv", peak * electrode.rest_uv},
                    {"median_uv", median * electrode.rest_uv},
                    {"rest_uv", electrode.rest_uv},
                    {"median_rest_multiple", median},
                    {"peak_rest_multiple", peak},
                    {"mvc_percent", 100.0 * median * electrode.rest_uv / electrode.mvc_uv}};
}

core::Event event_of(const Body& body,
                     const PowerTrace& trace,
                     const Claim& claim,
                     std::vector<Sighting> sightings) {
  std::stable_sort(sightings.begin(), sightings.end(), [](const auto& a, const auto& b) {
    return a.bins.first < b.bins.first;
  });
  core::Event event;
  event.type = claim.type;
  event.kind = claim.kind;
  event.leg = claim.leg;
  event.muscle = claim.muscle;
  std::size_t last = 0;
  for (const auto& [witness, bins] : sightings) {
    const core::Role& role = body.electrodes[trace.electrodes()[witness]].role;
    event.channels.push_back(core::label(role));
    if (claim.muscle != Muscle::none) event.sites.push_back(role.site);
    last = std::max(last, bins.last);
  }
  event.onset_s = trace.time_s(sightings.front().bins.first);
  event.duration_s = trace.time_s(last) - event.onset_s;
  return event;
}

Multiples all_multiples(const PowerTrace& trace, double smoothing_s) {
  Multiples multiples;
  for (std::size_t w = 0; w < trace.electrodes().size(); ++w)
    multiples.push_back(trace.multiples(w, smoothing_s));
  return multiples;
}

}  // namespace

PowerTrace::PowerTrace(const Body& body,
                       std::vector<std::size_t> electrodes,
                       const core::Interval& covered)
    : start_s_(std::floor(covered.start_s / kBinS) * kBinS),
      bins_(static_cast<std::size_t>(std::ceil(covered.duration_s / kBinS)) + 1),
      electrodes_(std::move(electrodes)),
      power_(electrodes_.size(), std::vector<double>(bins_, 0.0)) {
  for (const std::size_t e : electrodes_)
    rest_uv_.push_back(body.electrodes[e].rest_uv);
}

void PowerTrace::add(const Body& body, const std::vector<Spike>& spikes) {
  std::vector<std::size_t> row(body.electrodes.size(), electrodes_.size());
  for (std::size_t i = 0; i < electrodes_.size(); ++i)
    row[electrodes_[i]] = i;
  for (const Spike& spike : spikes) {
    const MotorUnit& unit = body.pools[spike.pool].units[spike.unit];
    for (const Potential& potential : unit.potentials) {
      const double place = (spike.time_s + potential.delay_s - start_s_) / kBinS;
      const std::size_t i = row[potential.electrode];
      if (i == electrodes_.size() || place < 0.0 || place >= static_cast<double>(bins_)) continue;
      const double amplitude = potential.amplitude_uv * static_cast<double>(spike.gain);
      const double width_s = unit.width_s * potential.width * static_cast<double>(spike.width);
      power_[i][static_cast<std::size_t>(place)] += amplitude * amplitude * width_s / kBinS;
    }
  }
}

double PowerTrace::time_s(std::size_t bin) const {
  return start_s_ + static_cast<double>(bin) * kBinS;
}

std::vector<double> PowerTrace::multiples(std::size_t i, double smoothing_s) const {
  const std::size_t width = bins_in(smoothing_s);
  const std::size_t before = width / 2;
  const double rest_power = rest_uv_[i] * rest_uv_[i];
  std::vector<double> sums(bins_ + 1, 0.0);
  for (std::size_t b = 0; b < bins_; ++b)
    sums[b + 1] = sums[b] + power_[i][b];
  std::vector<double> result(bins_);
  for (std::size_t b = 0; b < bins_; ++b) {
    const std::size_t from = b < before ? 0 : b - before;
    const std::size_t to = std::min(bins_, b + width - before);
    const double power = std::max(0.0, sums[to] - sums[from]) / static_cast<double>(width);
    result[b] = std::sqrt(1.0 + power / rest_power);
  }
  return result;
}

std::optional<core::Event> find_truth(const Body& body,
                                      const Performance& performance,
                                      const Claim& claim) {
  const core::Interval covered{std::max(0.0, claim.planned.start_s - kLeadS),
                               claim.planned.duration_s + kLeadS + kTailS};
  PowerTrace trace(body, witnesses(body, claim), covered);
  for (const std::size_t activity : claim.activities)
    trace.add(body, performance.activities[activity]);
  const Multiples multiples = all_multiples(trace, claim.smoothing_s);
  std::vector<Sighting> sightings;
  for (std::size_t w = 0; w < multiples.size(); ++w) {
    const auto bins = extent(body, trace, trace.electrodes()[w], multiples[w], claim);
    if (bins) sightings.push_back({w, *bins});
  }
  if (sightings.empty()) return std::nullopt;
  core::Event event = event_of(body, trace, claim, sightings);
  const auto strongest =
      std::max_element(sightings.begin(), sightings.end(), [&](const auto& a, const auto& b) {
        return median_of(multiples[a.witness], a.bins) < median_of(multiples[b.witness], b.bins);
      });
  add_measures(event,
               body.electrodes[trace.electrodes()[strongest->witness]],
               multiples[strongest->witness],
               strongest->bins);
  event.measures.push_back({"planned_onset_s", claim.planned.start_s});
  event.measures.push_back({"planned_duration_s", claim.planned.duration_s});
  return event;
}

std::vector<core::Event> artefact_truth(const Body& body,
                                        const std::vector<Disturbance>& disturbances) {
  std::vector<core::Event> events;
  for (const auto& disturbance : disturbances) {
    const core::Role& role = body.electrodes[disturbance.electrode].role;
    core::Event event;
    event.onset_s = disturbance.interval.start_s;
    event.duration_s = disturbance.interval.duration_s;
    event.kind = name(disturbance.kind);
    event.leg = role.leg;
    event.muscle = role.muscle;
    event.sites = {role.site};
    event.channels = {core::label(role)};
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace calfemg::simulate
