// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"
#include "core/role.hpp"

namespace calfemg::core {

/// Stretches above the tension gate without a pause, of a range of durations.
struct TensionBin {
  double from_s = 0.0;
  double to_s = kMissing;  ///< missing: no limit
  int count = 0;
  double total_s = 0.0;
};

/// Percentiles of the distribution of normalised EMG: 0 the quietest, 100 the strongest half-second
/// of the session, 0.5 % trimmed at both ends.
inline constexpr std::array<double, 9> kNormalisedPercents{1, 3, 5, 25, 50, 75, 95, 97, 99};

struct NormalisedEmg {
  std::string_view stage;  ///< "all" or the name of a stage
  double duration_s = 0.0;
  std::array<double, kNormalisedPercents.size()> percentiles{};
};

/// Time of tension periods by what amplitude and median frequency did in them (Luttmann's JASA).
struct SpectrumTrend {
  double force_increase_s = 0.0;  ///< both rise
  double fatigue_s = 0.0;         ///< amplitude rises, frequency falls
  double recovery_s = 0.0;        ///< amplitude falls, frequency rises
  double force_decrease_s = 0.0;  ///< both fall
  bool known = false;             ///< false: no median frequency here
};

/// How tense one site was over the session; movements, cramps and artefacts left out.
struct TensionSignature {
  std::string channel;
  Role role;
  double judged_s = 0.0;                ///< time that is judged
  double p10_rest_multiple = kMissing;  ///< of the amplitude distribution (Jonsson), x rest level
  double p50_rest_multiple = kMissing;
  double p90_rest_multiple = kMissing;
  double tense_share = kMissing;   ///< of that time above the tension gate, 0..1
  double rest_share = kMissing;    ///< below it: muscle rest time
  double gaps_per_min = kMissing;  ///< rests of at least 0.2 s (Veiersted)
  std::vector<TensionBin> bins;    ///< Oestensvik's SULMA, over the gate instead of 0.5 %MVC
  std::vector<NormalisedEmg> normalised;
  SpectrumTrend trend;
};

/// (a - b) / (a + b) of the shares of time above the gate, each of the tensest site of a head.
struct TensionAsymmetry {
  std::string_view of;      ///< "left_right" of a muscle, "medial_lateral" of a leg
  std::string_view in;      ///< that muscle or that leg
  double index = kMissing;  ///< above 0: left, medial
};

}  // namespace calfemg::core
