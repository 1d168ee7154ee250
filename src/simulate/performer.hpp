// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "simulate/performance.hpp"

namespace calfemg::simulate {

/// Collects what one occurrence does; one function for each family of kinds.
class Performer {
 public:
  Performer(const Scenario& scenario, const Body& body, const Occurrence& occurrence);

  void cramp();         ///< performer_cramp.cpp
  void tension();       ///< performer_hold.cpp
  void contraction();   ///< and stretch; performer_hold.cpp
  void leg_movement();  ///< performer_movement.cpp
  void movement_series();
  void large_movement();
  void train();
  void myoclonus();  ///< performer_twitch.cpp
  void rem_twitches();
  void fasciculation();

  [[nodiscard]] Performance finish() { return std::move(performance_); }

 private:
  /// A course of activity of one muscle. @returns the index of the activity
  std::size_t act(core::Leg leg, core::Muscle muscle, const Program& program);

  struct Twitch {
    core::Leg leg;
    core::Muscle muscle;
    double time_s;
    double length_s;
    double multiple;     ///< RMS over its length against rest
    std::size_t spikes;  ///< of different units
  };

  std::size_t twitch(const Twitch& twitch);
  void fasciculate(core::Leg leg, core::Muscle muscle, double time_s, double multiple);

  struct Movement {
    core::Leg leg;
    double onset_s;
    double duration_s;
    double amplitude_uv;
  };

  /// @returns activities, for the claim
  std::vector<std::size_t> move(const Movement& movement);
  void move_legs(Movement movement, bool in_series);

  [[nodiscard]] Claim cramp_head(core::Muscle muscle, double delay_s, double factor);
  void stretch_break(std::vector<Claim>& cramps);
  void fasciculate_around(core::Muscle muscle);
  void residual(core::Muscle muscle);
  void cramp_context();

  /// A claim on the planned interval of the occurrence, to be completed and pushed.
  [[nodiscard]] Claim make_claim(core::EventType type,
                                 std::optional<core::Leg> leg,
                                 core::Muscle muscle) const;
  void motion(core::Leg leg, const core::Interval& interval);
  void arousal(double onset_s);

  [[nodiscard]] double value(std::string_view name) const { return occurrence_.value(name); }

  [[nodiscard]] bool chance(std::string_view name) { return random_.chance(value(name)); }

  [[nodiscard]] std::vector<core::Leg> legs() const;

  [[nodiscard]] double end_s() const { return occurrence_.onset_s + occurrence_.duration_s; }

  [[nodiscard]] double rest_uv(core::Leg leg, core::Muscle muscle) const;

  const Scenario& scenario_;
  const Body& body_;
  const Occurrence& occurrence_;
  Random random_;
  Performance performance_;
};

/// The other gastrocnemius head; soleus has none and gives the medial one.
[[nodiscard]] core::Muscle other_head(core::Muscle muscle);

/// Discharges of an effort under control: CV of the intervals of 10-20 %.
[[nodiscard]] DischargeStyle voluntary_style(Random& random);

}  // namespace calfemg::simulate
