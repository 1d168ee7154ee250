// SPDX-License-Identifier: Apache-2.0
#include "simulate/kind.hpp"

#include <algorithm>
#include <array>

#include "core/expects.hpp"

namespace calfemg::simulate {
namespace {

using enum Spread;

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

constexpr double kNight = 86400.0;

constexpr Parameter both_legs(double usual) {
  return {"both_legs", {usual, usual}, {0, 1}, even, "1", "Chance that the other leg takes part."};
}

constexpr Parameter with_motion(double usual) {
  return {"motion", {usual, usual}, {0, 1}, even, "1", "Chance of a motion artefact with it."};
}

constexpr Parameter with_arousal(double usual) {
  return {"arousal", {usual, usual}, {0, 1}, even, "1", "Chance of an arousal annotation."};
}

constexpr Parameter multiple(Range usual) {
  return {
      "multiple", usual, {1.05, 500}, logarithmic, "x rest", "RMS, rest included, over rest RMS."};
}

constexpr Parameter seconds(std::string_view name, Range usual, std::string_view meaning) {
  return {name, usual, {0.01, kNight}, logarithmic, "s", meaning};
}

constexpr Parameter lasting(Range usual) {
  return seconds("duration_s", usual, "From the first to the last activity.");
}

constexpr Parameter share(std::string_view name, Range usual, std::string_view meaning) {
  return {name, usual, {0, 1}, even, "1", meaning};
}

constexpr Parameter on_channels(Range usual) {
  return {"channels", usual, {1, 64}, even, "1", "Number of channels that it strikes."};
}

constexpr Parameter amplitude(Range usual, std::string_view meaning) {
  return {"amplitude_uv", usual, {0.1, 1e6}, logarithmic, "uV", meaning};
}

constexpr Parameter irregularity(Range usual) {
  return {"irregularity", usual, {0, 1}, even, "1", "SD of the slow fluctuation of the level."};
}

constexpr Parameter ratio(std::string_view name, Range usual, std::string_view meaning) {
  return {name, usual, {0, 10}, even, "1", meaning};
}

constexpr std::array kCramp{
    lasting({8, 180}),
    multiple({2, 12}),
    seconds("rise_s", {0.5, 12}, "Irregular build-up."),
    seconds("decay_s", {1, 15}, "Irregular decline."),
    irregularity({0.1, 0.3}),
    share("both_heads", {0.3, 0.3}, "Chance that the other head takes part."),
    share("other_head", {0.3, 0.9}, "Level of the other head where it takes part."),
    seconds("spread_s", {0.5, 6}, "Delay until the other head takes part."),
    Parameter{"territory",
              {0.15, 0.4},
              {0.02, 10},
              even,
              "1",
              "SD of the cramping zone along the head, as a share of its length."},
    share("drift", {0.1, 0.5}, "Way of the zone along the head, as a share of its length."),
    Parameter{"isi_cv", {0.36, 0.54}, {0.05, 1}, even, "1", "CV of the inter-spike intervals."},
    Parameter{
        "modulation_hz", {1.3, 1.5}, {0.1, 10}, even, "Hz", "Common modulation of the rates."},
    share("modulation_depth", {0.1, 0.3}, "Amplitude of that modulation."),
    share("doublets", {0.02, 0.06}, "Share of discharges with a second one 3-8 ms later."),
    Parameter{"width", {0.65, 0.85}, {0.3, 2}, even, "1", "MUAP duration over the voluntary one."},
    Parameter{"fasciculations", {0, 10}, {0, 200}, even, "1", "Before and after, each."},
    share("stretch_break", {0.4, 0.4}, "Chance of a burst of all triceps surae at the end."),
    ratio("stretch_level", {1, 2}, "Level of that burst over that of the cramp."),
    share("residual", {0.6, 0.6}, "Chance of residual tension afterwards."),
    Parameter{"residual_multiple", {1.5, 2.2}, {1.05, 10}, even, "x rest", "Its level."},
    seconds("residual_s", {90, 400}, "Its duration."),
    share("awakening", {0.8, 0.8}, "Chance that the sleeper wakes."),
    share("marker", {0.4, 0.4}, "Chance of a patient marker."),
    with_motion(0.4),
};

constexpr std::array kTension{
    lasting({90, 900}),
    multiple({1.5, 3}),
    seconds("rise_s", {2, 20}, "Ramp at both ends."),
    irregularity({0.04, 0.12}),
    share("both_heads", {0.4, 0.4}, "Chance that the other head takes part."),
};

constexpr std::array kContraction{
    lasting({3, 120}),
    multiple({2, 40}),
    seconds("rise_s", {0.2, 2}, "Ramp up."),
    seconds("decay_s", {0.2, 1.5}, "Ramp down."),
    irregularity({0.05, 0.2}),
    share("focality", {0, 0.6}, "1 less the level of the other head."),
    ratio("soleus", {0.3, 1}, "Level of soleus."),
    ratio("tibialis", {0, 0.2}, "Level of tibialis anterior."),
    both_legs(0.15),
    with_motion(0.1),
};

constexpr std::array kStretch{
    lasting({2, 8}),
    multiple({5, 40}),
    seconds("rise_s", {0.2, 1}, "Ramp up."),
    seconds("decay_s", {0.2, 1}, "Ramp down."),
    irregularity({0.05, 0.2}),
    share("focality", {0, 0.3}, "1 less the level of the other head."),
    ratio("soleus", {0.5, 1}, "Level of soleus."),
    ratio("tibialis", {0.3, 1}, "Level of tibialis anterior."),
    both_legs(0.5),
    with_motion(0.6),
};

constexpr std::array kLegMovement{
    lasting({0.6, 6}),
    amplitude({15, 120}, "RMS above rest on tibialis anterior."),
    ratio("calf", {0.1, 1}, "Level of the calf."),
    ratio("lag_s", {0, 0.5}, "Calf after tibialis anterior, s."),
    both_legs(0.2),
    with_arousal(0.2),
};

constexpr std::array kSeries{
    Parameter{"movements", {5, 25}, {1, 1000}, even, "1", "Members of the series."},
    seconds("interval_s", {14, 45}, "Mean interval from onset to onset."),
    share("interval_cv", {0.08, 0.25}, "CV of the intervals."),
    seconds("duration_s", {0.6, 4}, "Of each movement."),
    amplitude({15, 120}, "RMS above rest on tibialis anterior."),
    ratio("calf", {0.1, 1}, "Level of the calf."),
    ratio("lag_s", {0, 0.5}, "Calf after tibialis anterior, s."),
    both_legs(0.3),
    with_arousal(0.15),
};

constexpr std::array kLargeMovement{
    lasting({3, 45}),
    multiple({10, 80}),
    both_legs(0.6),
    with_motion(0.8),
    with_arousal(0.3),
    share("awakening", {0.2, 0.2}, "Chance that the sleeper wakes."),
};

constexpr std::array kTrain{
    lasting({4, 90}),
    multiple({3, 25}),
    Parameter{"frequency_hz", {0.6, 3}, {0.3, 4}, logarithmic, "Hz", "Bursts a second."},
    share("duty", {0.2, 0.5}, "Burst length over period."),
    share("depth", {0.8, 1}, "1: back to rest between bursts; 0: no modulation."),
    ratio("tibialis", {0.3, 1.5}, "Level of tibialis anterior."),
    share("focality", {0, 0.6}, "1 less the level of the other head."),
    share("alternating", {0.25, 0.25}, "Chance that the legs alternate."),
    both_legs(0.15),
};

constexpr std::array kMyoclonus{
    lasting({300, 1500}),
    Parameter{"per_minute", {5, 20}, {0.1, 600}, even, "1/min", "Bursts of at most 150 ms."},
    multiple({4, 20}),
};

constexpr std::array kRemTwitches{
    lasting({20, 120}),
    Parameter{"per_minute", {10, 40}, {0.1, 600}, even, "1/min", "Bursts."},
    seconds("burst_s", {0.1, 0.45}, "Length of a burst."),
    multiple({3, 20}),
};

constexpr std::array kFasciculation{multiple({3, 15})};

constexpr std::array kMains{lasting({20, 600}), amplitude({15, 150}, "RMS."), on_channels({1, 4})};

constexpr std::array kMotion{
    lasting({1, 15}),
    amplitude({150, 1500}, "Peak, before the recorder's filter."),
    share("leak", {0.02, 0.15}, "Share that lies between 15 and 60 Hz."),
    on_channels({1, 6}),
};

constexpr std::array kPop{
    amplitude({300, 3000}, "Peak, before the recorder's filter."),
    seconds("recovery_s", {0.005, 0.03}, "Time constant."),
    on_channels({1, 1}),
};

constexpr std::array kLeadOff{
    lasting({20, 900}),
    amplitude({60, 400}, "RMS of the mains hum."),
    Parameter{"gain", {0.02, 0.3}, {0, 1}, logarithmic, "1", "What is left of the EMG."},
    Parameter{"drift_uv", {200, 2000}, {0, 1e6}, even, "uV", "Jumps of the offset."},
    on_channels({1, 1}),
};

constexpr std::array kClip{
    lasting({1, 20}),
    ratio("excess", {1.02, 1.3}, "Offset over the rail."),
    on_channels({1, 2}),
};

constexpr std::array kFlat{lasting({1, 30}), on_channels({1, 2})};

constexpr std::array kDropout{lasting({0.2, 10}), on_channels({64, 64})};

constexpr std::array kGainStep{
    lasting({30, 300}),
    Parameter{"gain", {1.8, 3.5}, {0.05, 20}, logarithmic, "1", "Against before."},
    on_channels({1, 1}),
};

constexpr std::array kEcg{
    lasting({60, 1800}),
    amplitude({10, 50}, "Peak, before the recorder's filter."),
    Parameter{"beats_per_minute", {48, 75}, {20, 200}, even, "1/min", "Heart rate."},
    on_channels({1, 4}),
};

constexpr std::array kGap{lasting({5, 120})};

constexpr std::array kAwakening{lasting({60, 420})};

// NOLINTEND(readability-magic-numbers)

struct KindRow {
  Kind kind;
  std::string_view name;
  std::span<const Parameter> parameters;
};

constexpr std::array<KindRow, 23> kKinds{{
    {Kind::cramp, "cramp", kCramp},
    {Kind::tension, "tension", kTension},
    {Kind::contraction, "contraction", kContraction},
    {Kind::stretch, "stretch", kStretch},
    {Kind::lm, "lm", kLegMovement},
    {Kind::plm, "plm", kSeries},
    {Kind::lmm, "lmm", kLargeMovement},
    {Kind::hflm, "hflm", kTrain},
    {Kind::myoclonus, "myoclonus", kMyoclonus},
    {Kind::rem_twitches, "rem_twitches", kRemTwitches},
    {Kind::fasciculation, "fasciculation", kFasciculation},
    {Kind::mains, "mains", kMains},
    {Kind::motion, "motion", kMotion},
    {Kind::pop, "pop", kPop},
    {Kind::lead_off, "lead_off", kLeadOff},
    {Kind::clip, "clip", kClip},
    {Kind::flat, "flat", kFlat},
    {Kind::dropout, "dropout", kDropout},
    {Kind::gain_step, "gain_step", kGainStep},
    {Kind::ecg, "ecg", kEcg},
    {Kind::gap, "gap", kGap},
    {Kind::awakening, "awakening", kAwakening},
    {Kind::marker, "marker", {}},
}};

const KindRow& row(Kind kind) {
  const KindRow& found = kKinds.at(static_cast<std::size_t>(kind));
  CALFEMG_EXPECTS(found.kind == kind);
  return found;
}

}  // namespace

std::string_view name(Kind kind) {
  return row(kind).name;
}

std::optional<Kind> kind_from_name(std::string_view text) {
  for (const auto& candidate : kKinds) {
    if (candidate.name == text) return candidate.kind;
  }
  return std::nullopt;
}

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  names.reserve(kKinds.size());
  for (const auto& candidate : kKinds)
    names.emplace_back(candidate.name);
  return names;
}

std::span<const Parameter> parameters(Kind kind) {
  return row(kind).parameters;
}

bool is_artefact(Kind kind) {
  return kind >= Kind::mains && kind <= Kind::gap;
}

}  // namespace calfemg::simulate
