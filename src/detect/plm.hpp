// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/recording.hpp"
#include "detect/plm_options.hpp"

namespace calfemg::detect {

/// A leg movement of one leg as a detector or a person marked it.
struct MarkedMovement {
  core::Leg leg = core::Leg::left;
  double onset_s = 0.0;
  double offset_s = 0.0;
};

/// All that the scoring rules want to know about a night, in any order.
struct MarkedNight {
  std::vector<MarkedMovement> movements;
  std::vector<core::Interval> arousals;
  std::vector<core::Interval> respiratory_events;
  std::optional<core::Hypnogram> hypnogram;  ///< absent: every stage is `unscored`
};

enum class Side : std::uint8_t { left, right, bilateral };

enum class MovementClass : std::uint8_t {
  clm,        ///< candidate leg movement: may be a member of a series
  non_clm,    ///< too long or too many parts: ends a series
  not_scored  ///< AASM only: awake, respiratory or too long; as if it were not there
};

/// Where a movement stands among the series of a night.
struct SeriesPlace {
  bool considered = true;              ///< false: left out before the series were formed
  double interval_s = core::kMissing;  ///< onset to onset of the CLM before; NaN without one
  int series = 0;                      ///< from 1 through the night; 0: in no series
  int number = 0;                      ///< from 1 within the series
  int length = 0;                      ///< members of the series

  [[nodiscard]] bool is_member() const { return series > 0; }
};

/// A movement of one leg or of both after combination.
struct ScoredMovement {
  double onset_s = 0.0;
  double offset_s = 0.0;
  Side side = Side::left;
  int parts = 1;                   ///< movements of one leg in it
  std::vector<std::size_t> marks;  ///< indices into MarkedNight::movements
  MovementClass type = MovementClass::clm;
  core::SleepStage stage = core::SleepStage::unscored;  ///< at onset
  bool respiratory = false;
  bool arousal = false;
  SeriesPlace all;              ///< among all CLM
  SeriesPlace not_respiratory;  ///< after respiratory CLM are taken out
};

/// Applies the rules of `options.rules`: joins the marks of each leg, combines the legs, finds the
/// associations and forms the series. With a hypnogram, what lies wholly outside it is dropped.
/// @returns the movements in order of onset
[[nodiscard]] std::vector<ScoredMovement> score_movements(const MarkedNight& night,
                                                          const PlmOptions& options);

/// Stage at `seconds`; outside the hypnogram a person counts as awake, without one as unscored.
[[nodiscard]] core::SleepStage scoring_stage(const MarkedNight& night, double seconds);

/// False for what ends before the hypnogram or begins after it; true without a hypnogram.
[[nodiscard]] bool in_night(const MarkedNight& night, double onset_s, double offset_s);

[[nodiscard]] bool follows_aasm(const PlmOptions& options);

/// Seconds from one time to another, to the microsecond: 70.1 - 60.1 is 10, not 9.99999.
[[nodiscard]] double span_s(double from_s, double to_s);

}  // namespace calfemg::detect
