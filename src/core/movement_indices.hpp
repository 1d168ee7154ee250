// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"

namespace calfemg::core {

inline constexpr double kIntervalBinSeconds = 2.0;  ///< as in the literature on PLM intervals

/// Number, rate and durations of the movements of a kind, a side and a group of stages.
struct MovementCount {
  std::string_view kind;   ///< "clm", "plm", "plm_arousal", ...
  std::string_view side;   ///< "any", "left", "right", "bilateral", "one_leg"
  std::string_view group;  ///< "all", "sleep", "wake", "n1", ...
  int count = 0;
  double per_hour = kMissing;  ///< of that group of stages; NaN without such time
  double mean_s = kMissing;    ///< duration; NaN without movements
  double sd_s = kMissing;      ///< with n - 1; NaN for fewer than two
  double min_s = kMissing;
  double max_s = kMissing;
};

/// Arousals or respiratory events by their stage at onset.
struct EventCount {
  std::string_view group;
  int count = 0;
  double per_hour = kMissing;
  double with_clm_share = kMissing;  ///< at least one CLM goes with it, 0..1
};

struct GroupIndices {
  std::string_view group;
  double duration_s = kMissing;                   ///< NaN without a hypnogram
  double periodicity = kMissing;                  ///< PLM / CLM, 0..1
  double periodicity_not_respiratory = kMissing;  ///< the same without respiratory ones
  EventCount respiratory;
  EventCount arousal;
};

/// Intervals from onset to onset of consecutive CLM; each belongs to the stage of the later one.
struct IntervalCount {
  std::string_view group;
  int too_short = 0;  ///< below the smallest interval of a series
  int periodic = 0;   ///< as in a series
  int too_long = 0;
  double too_short_per_hour = kMissing;
  double geometric_mean_s = kMissing;  ///< exp of the mean of ln; all intervals
  double geometric_sd = kMissing;      ///< exp of the SD of ln (n - 1); a factor
  std::vector<int> histogram;          ///< bins of kIntervalBinSeconds from 0
};

/// What scoring rules say about the leg movements of a night: docs/detectors.md#plm.
struct MovementIndices {
  std::string rules;       ///< "wasm2016", "aasm2016"
  std::string method;      ///< how movements were found; "" when somebody else marked them
  bool standard = true;    ///< false: a leg was scored on another muscle than tibialis anterior
  bool hypnogram = false;  ///< rates and stages are known
  std::vector<GroupIndices> groups;
  std::vector<MovementCount> counts;
  std::vector<IntervalCount> intervals;
  std::vector<IntervalCount> intervals_not_respiratory;
};

}  // namespace calfemg::core
