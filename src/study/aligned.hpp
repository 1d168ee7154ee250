// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "study/numbers.hpp"

namespace calfemg::study {

/// The mean over subjects at one time from the onset of cramps; nights and cramps of a subject are
/// averaged first.
struct AlignedPoint {
  double offset_s = 0.0;  ///< begin of the stretch
  std::size_t nights = 0;
  std::size_t subjects = 0;
  double mean = 0.0;
  double low = 0.0;  ///< 95 % by Student's t over subjects; NaN below two
  double high = 0.0;
};

struct AlignedCurve {
  std::string head;     ///< "same_head", "same_leg", "other_leg": channel to cramp
  std::string feature;  ///< "rms_rest_multiple", "mdf_hz"
  std::vector<AlignedPoint> points;
};

/// Amplitude before awakenings from sleep: mean rest multiple from 60 s before to the awakening,
/// less that from 360 to 60 s before.
struct AwakeningRise {
  std::string head;  ///< "left gastrocnemius_medialis"
  std::size_t awakenings = 0;
  std::size_t nights = 0;
  std::size_t subjects = 0;
  double rise = 0.0;  ///< rest multiples, mean over subjects
  ConfidenceInterval interval;
};

struct AlignedAverages {
  std::vector<AlignedCurve> curves;
  std::vector<AwakeningRise> rises;
};

/// From the session folders alone. Folders without features are passed over.
[[nodiscard]] AlignedAverages aligned_averages(const std::vector<std::filesystem::path>& sessions);

}  // namespace calfemg::study
