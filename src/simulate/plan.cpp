// SPDX-License-Identifier: Apache-2.0
#include "simulate/plan.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "core/expects.hpp"

namespace calfemg::simulate {
namespace {

using core::Interval;
using core::Leg;
using core::Muscle;

constexpr double kGuardS = 5.0;  // between events of a leg
constexpr double kEdgeS = 3.0;   // nothing in the first and last seconds
constexpr int kAttempts = 300;
constexpr double kArtefactOverlap = 0.15;  // chance that an artefact does not look where it falls
constexpr double kBriefS = 0.15;           // of kinds without a duration
constexpr double kLeadS = 12.0;            // fasciculations before a cramp
constexpr double kTailS = 30.0;            // and after it
constexpr double kSecondsAnHour = 3600.0;
constexpr double kMedialShare = 0.62;  // of cramps: mostly the medial head (Ross & Thomas 1995)

bool overlap(const Interval& a, const Interval& b, double guard_s) {
  return a.start_s < b.end_s() + guard_s && b.start_s < a.end_s() + guard_s;
}

bool is_free(const std::vector<Interval>& taken, const Interval& wanted, double guard_s) {
  return std::none_of(taken.begin(), taken.end(), [&](const Interval& interval) {
    return overlap(interval, wanted, guard_s);
  });
}

double draw_value(const Parameter& parameter, const EventSpec& spec, Random& random) {
  const auto set = spec.values.find(parameter.name);
  const Range range = set == spec.values.end() ? parameter.usual : set->second;
  if (parameter.spread == Spread::logarithmic && range.low > 0.0)
    return random.log_uniform(range.low, range.high);
  return random.uniform(range.low, range.high);
}

std::size_t poisson(double mean, Random& random) {
  std::size_t count = 0;
  double time = random.exponential(1.0);
  while (time < mean) {
    ++count;
    time += random.exponential(1.0);
  }
  return count;
}

class Planner {
 public:
  Planner(const Scenario& scenario,
          const Body& body,
          const core::Hypnogram& hypnogram,
          const Random& random)
      : scenario_(scenario),
        body_(body),
        hypnogram_(hypnogram),
        random_(random),
        busy_legs_(2),
        busy_electrodes_(body.electrodes.size()) {}

  std::vector<Occurrence> make() {
    for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
      if (scenario_.events[i].onset_s) add_all(i);
    }
    for (std::size_t i = 0; i < scenario_.events.size(); ++i) {
      if (!scenario_.events[i].onset_s) add_all(i);
    }
    std::stable_sort(plan_.begin(), plan_.end(), [](const Occurrence& a, const Occurrence& b) {
      return a.onset_s < b.onset_s;
    });
    return std::move(plan_);
  }

 private:
  void add_all(std::size_t index) {
    const EventSpec& spec = scenario_.events[index];
    const Random stream = random_.branch("events", index);
    Random own = stream.branch("count");
    std::size_t count = 1;
    if (spec.count)
      count = static_cast<std::size_t>(std::lround(own.uniform(spec.count->low, spec.count->high)));
    if (spec.per_hour) {
      const double rate = own.uniform(spec.per_hour->low, spec.per_hour->high);
      count = poisson(rate * scenario_.night.duration_s / kSecondsAnHour, own);
    }
    for (std::size_t k = 0; k < count; ++k) {
      Occurrence occurrence = draw(spec, stream.branch("one", k));
      if (place(spec, occurrence)) plan_.push_back(std::move(occurrence));
    }
  }

  Occurrence draw(const EventSpec& spec, const Random& stream) {
    Random own = stream.branch("draw");
    Occurrence occurrence;
    occurrence.kind = spec.kind;
    occurrence.random = stream.branch("act");
    for (const auto& parameter : parameters(spec.kind))
      occurrence.values[std::string(parameter.name)] = draw_value(parameter, spec, own);
    const auto& legs = scenario_.montage.legs;
    occurrence.leg = spec.leg.value_or(legs[own.below(legs.size())]);
    occurrence.muscle = spec.muscle.value_or(draw_muscle(own));
    decide_legs(occurrence, own);
    occurrence.duration_s = duration_of(occurrence);
    if (is_artefact(spec.kind)) draw_electrodes(spec, occurrence, own);
    return occurrence;
  }

  Muscle draw_muscle(Random& random) const {
    const auto& muscles = scenario_.montage.muscles;
    const auto has = [&muscles](Muscle muscle) {
      return std::find(muscles.begin(), muscles.end(), muscle) != muscles.end();
    };
    const bool medial = random.chance(kMedialShare);
    const Muscle first = medial ? Muscle::gastrocnemius_medialis : Muscle::gastrocnemius_lateralis;
    const Muscle second = medial ? Muscle::gastrocnemius_lateralis : Muscle::gastrocnemius_medialis;
    return has(first) || !has(second) ? first : second;
  }

  // Turns chances that decide which legs are busy into 0 or 1.
  void decide_legs(Occurrence& occurrence, Random& random) const {
    const bool one_leg = scenario_.montage.legs.size() < 2;
    for (const char* name : {"both_legs", "alternating"}) {
      const auto found = occurrence.values.find(name);
      if (found == occurrence.values.end()) continue;
      const bool yes = random.chance(found->second) && !one_leg;
      found->second = yes ? 1.0 : 0.0;
    }
    const auto alternating = occurrence.values.find("alternating");
    if (alternating != occurrence.values.end() && alternating->second > 0.0)
      occurrence.values["both_legs"] = 1.0;
  }

  static double duration_of(const Occurrence& occurrence) {
    if (occurrence.kind == Kind::plm)
      return occurrence.value("movements") * occurrence.value("interval_s");
    const auto found = occurrence.values.find("duration_s");
    return found == occurrence.values.end() ? kBriefS : found->second;
  }

  void draw_electrodes(const EventSpec& spec, Occurrence& occurrence, Random& random) {
    std::vector<std::size_t> candidates;
    for (std::size_t e = 0; e < body_.electrodes.size(); ++e) {
      if (spec.channel.empty() || core::label(body_.electrodes[e].role) == spec.channel)
        candidates.push_back(e);
    }
    if (candidates.empty())
      throw core::ConfigError("event.channel", "there is no channel " + spec.channel + ".");
    std::size_t count = candidates.size();
    const auto wanted = occurrence.values.find("channels");
    if (wanted != occurrence.values.end())
      count = std::min(count, static_cast<std::size_t>(std::lround(wanted->second)));
    while (occurrence.electrodes.size() < std::max<std::size_t>(1, count)) {
      const std::size_t pick = random.below(candidates.size());
      occurrence.electrodes.push_back(candidates[pick]);
      candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(pick));
    }
    std::sort(occurrence.electrodes.begin(), occurrence.electrodes.end());
  }

  // What an event takes up: a cramp with what comes before and after it.
  static Interval footprint(const Occurrence& occurrence, double onset_s) {
    Interval interval{onset_s, occurrence.duration_s};
    if (occurrence.kind != Kind::cramp) return interval;
    interval.start_s -= kLeadS;
    interval.duration_s += kLeadS + std::max(kTailS, occurrence.value("residual_s"));
    return interval;
  }

  [[nodiscard]] bool legs_free(const Occurrence& occurrence, const Interval& interval) const {
    for (const Leg leg : {Leg::left, Leg::right}) {
      if (uses(occurrence, leg) && !is_free(busy_legs_[index(leg)], interval, kGuardS))
        return false;
    }
    return true;
  }

  [[nodiscard]] bool electrodes_free(const Occurrence& occurrence, const Interval& interval) const {
    return std::all_of(
        occurrence.electrodes.begin(), occurrence.electrodes.end(), [&](std::size_t e) {
          return is_free(busy_electrodes_[e], interval, kGuardS);
        });
  }

  [[nodiscard]] bool uses(const Occurrence& occurrence, Leg leg) const {
    if (occurrence.kind == Kind::marker || occurrence.kind == Kind::awakening) return false;
    if (occurrence.kind == Kind::rem_twitches) return true;
    if (is_artefact(occurrence.kind)) {
      return std::any_of(occurrence.electrodes.begin(),
                         occurrence.electrodes.end(),
                         [&](std::size_t e) { return body_.electrodes[e].role.leg == leg; });
    }
    const auto both = occurrence.values.find("both_legs");
    return occurrence.leg == leg || (both != occurrence.values.end() && both->second > 0.0);
  }

  static std::size_t index(Leg leg) { return leg == Leg::left ? 0 : 1; }

  [[nodiscard]] bool has_room(const Occurrence& occurrence,
                              const Interval& interval,
                              bool careful) const {
    if (careful && !legs_free(occurrence, interval)) return false;
    return !is_artefact(occurrence.kind) || electrodes_free(occurrence, interval);
  }

  bool place(const EventSpec& spec, Occurrence& occurrence) {
    Random own = occurrence.random.branch("place");
    if (spec.onset_s) {
      occurrence.onset_s = own.uniform(spec.onset_s->low, spec.onset_s->high);
      take(occurrence);
      return occurrence.onset_s < scenario_.night.duration_s;
    }
    const bool strict = occurrence.kind == Kind::gap || !is_artefact(occurrence.kind);
    bool careful = !spec.beside && (strict || !own.chance(kArtefactOverlap));
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      if (!strict && attempt == kAttempts / 2) careful = false;
      const auto onset_s = try_onset(spec, occurrence, own);
      if (!onset_s) continue;
      if (!has_room(occurrence, footprint(occurrence, *onset_s), careful)) continue;
      occurrence.onset_s = *onset_s;
      if (!spec.beside) take(occurrence);
      return true;
    }
    return false;
  }

  std::optional<double> try_onset(const EventSpec& spec,
                                  const Occurrence& occurrence,
                                  Random& random) const {
    const Interval from_zero = footprint(occurrence, 0.0);
    const double first = kEdgeS - from_zero.start_s;
    const double last = scenario_.night.duration_s - kEdgeS - from_zero.end_s();
    if (last <= first) return std::nullopt;
    const double onset_s = random.uniform(first, last);
    const auto& stages = spec.stages;
    const bool fits =
        stages.empty() ||
        std::find(stages.begin(), stages.end(), hypnogram_.at(onset_s)) != stages.end();
    return fits ? std::optional(onset_s) : std::nullopt;
  }

  void take(const Occurrence& occurrence) {
    const Interval interval = footprint(occurrence, occurrence.onset_s);
    const bool artefact = is_artefact(occurrence.kind);
    for (const std::size_t e : occurrence.electrodes)
      busy_electrodes_[e].push_back(interval);
    if (artefact && occurrence.kind != Kind::gap) return;
    if (occurrence.kind == Kind::myoclonus) return;  // goes on between other things
    for (const Leg leg : {Leg::left, Leg::right}) {
      if (uses(occurrence, leg)) busy_legs_[index(leg)].push_back(interval);
    }
  }

  const Scenario& scenario_;
  const Body& body_;
  const core::Hypnogram& hypnogram_;
  const Random& random_;
  std::vector<std::vector<Interval>> busy_legs_;
  std::vector<std::vector<Interval>> busy_electrodes_;
  std::vector<Occurrence> plan_;
};

}  // namespace

double Occurrence::value(std::string_view name) const {
  const auto found = values.find(name);
  CALFEMG_EXPECTS(found != values.end());
  return found->second;
}

std::vector<Occurrence> make_plan(const Scenario& scenario,
                                  const Body& body,
                                  const core::Hypnogram& hypnogram,
                                  const Random& random) {
  return Planner(scenario, body, hypnogram, random).make();
}

}  // namespace calfemg::simulate
