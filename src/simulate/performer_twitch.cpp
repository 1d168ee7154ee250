// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "simulate/performer.hpp"

namespace calfemg::simulate {
namespace {

using core::EventType;
using core::Leg;
using core::Muscle;

constexpr std::array kMuscles{Muscle::gastrocnemius_medialis,
                              Muscle::gastrocnemius_lateralis,
                              Muscle::soleus,
                              Muscle::tibialis_anterior};

constexpr double kFasciculationS = 0.02;  // one potential, as its RMS is counted
constexpr double kSeenS = 0.05;           // one bin of the truth
constexpr Range kMyoclonusS{0.06, 0.13};  // excessive fragmentary myoclonus: at most 150 ms
constexpr Range kTwitchGain{0.3, 3.0};    // the units drawn are not always near the electrode
constexpr std::size_t kBurstSpikes = 6;
constexpr double kTwitchSpikesPerS = 60.0;
constexpr double kSecondsAMinute = 60.0;

}  // namespace

std::size_t Performer::twitch(const Twitch& twitch) {
  const std::size_t pool_index = body_.pool(twitch.leg, twitch.muscle);
  const MotorPool& pool = body_.pools[pool_index];
  std::vector<Spike> spikes;
  std::vector<double> energy(pool.units.front().reference.size(), 0.0);
  for (std::size_t i = 0; i < twitch.spikes; ++i) {
    const std::size_t unit = random_.below(pool.units.size());
    spikes.push_back({twitch.time_s + random_.uniform() * twitch.length_s,
                      static_cast<std::uint32_t>(pool_index),
                      static_cast<std::uint32_t>(unit),
                      1.0F,
                      1.0F});
    for (std::size_t r = 0; r < energy.size(); ++r)
      energy[r] += pool.units[unit].reference[r];
  }
  const double power = *std::max_element(energy.begin(), energy.end()) / twitch.length_s;
  const double gain = level_for_multiple(twitch.multiple) / std::sqrt(power);
  for (auto& spike : spikes)
    spike.gain = static_cast<float>(std::clamp(gain, kTwitchGain.low, kTwitchGain.high));
  std::stable_sort(spikes.begin(), spikes.end(), [](const Spike& a, const Spike& b) {
    return a.time_s < b.time_s;
  });
  performance_.activities.push_back(std::move(spikes));
  return performance_.activities.size() - 1;
}

void Performer::fasciculate(Leg leg, Muscle muscle, double time_s, double multiple) {
  if (time_s < 0.0) return;
  Claim claim = make_claim(EventType::fasciculation, leg, muscle);
  claim.rule = ClaimRule::as_planned;
  claim.smoothing_s = kSeenS;
  claim.planned = {time_s, kSeenS};
  claim.activities = {twitch({leg, muscle, time_s, kFasciculationS, multiple, 1})};
  performance_.claims.push_back(std::move(claim));
}

void Performer::fasciculation() {
  fasciculate(occurrence_.leg, occurrence_.muscle, occurrence_.onset_s, value("multiple"));
}

void Performer::myoclonus() {
  double time_s = occurrence_.onset_s;
  while (time_s < end_s()) {
    const double length_s = random_.uniform(kMyoclonusS.low, kMyoclonusS.high);
    const Muscle muscle = kMuscles.at(random_.below(kMuscles.size()));
    Claim claim = make_claim(EventType::fasciculation, occurrence_.leg, muscle);
    claim.kind = "myoclonus";
    claim.rule = ClaimRule::as_planned;
    claim.smoothing_s = kSeenS;
    claim.planned = {time_s, length_s};
    claim.activities = {
        twitch({occurrence_.leg, muscle, time_s, length_s, value("multiple"), kBurstSpikes})};
    performance_.claims.push_back(std::move(claim));
    time_s += length_s + random_.exponential(kSecondsAMinute / value("per_minute"));
  }
}

// Phasic bursts are shorter than a leg movement and longer than a fasciculation: no claim.
void Performer::rem_twitches() {
  double time_s = occurrence_.onset_s;
  while (time_s < end_s()) {
    const Leg leg = body_.pools[random_.below(body_.pools.size())].leg;
    const double length_s = value("burst_s") * random_.uniform(0.5, 1.0);
    const auto spikes = static_cast<std::size_t>(std::ceil(kTwitchSpikesPerS * length_s));
    const Muscle muscle = kMuscles.at(random_.below(kMuscles.size()));
    static_cast<void>(twitch({leg, muscle, time_s, length_s, value("multiple"), spikes}));
    time_s += length_s + random_.exponential(kSecondsAMinute / value("per_minute"));
  }
}

}  // namespace calfemg::simulate
