// SPDX-License-Identifier: Apache-2.0
#include "pipeline/rescore.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/error.hpp"
#include "detect/plm_night.hpp"
#include "export/scoring_tables.hpp"
#include "export/words.hpp"
#include "io/side_file.hpp"

namespace calfemg::pipeline {
namespace {

constexpr std::string_view kMovement = "lm";
constexpr std::string_view kArousal = "arousal";
constexpr std::array<std::string_view, 6> kRespiratory{
    "respiratory_event", "apnea", "hypopnea", "obstructive_apnea", "central_apnea", "mixed_apnea"};

void add_movement(detect::MarkedNight& night,
                  const exporting::EventRow& row,
                  const std::filesystem::path& path) {
  const auto leg = core::leg_from_name(row.leg);
  if (!leg && row.leg != exporting::kBothLegs)
    throw core::FormatError(path.string(),
                            {"line " + std::to_string(row.line) + ", column \"leg\"",
                             "left, right or both for a leg movement",
                             row.leg.empty() ? "nothing" : "\"" + row.leg + "\"",
                             "say which leg moved"});
  const double offset_s = row.onset_s + row.duration_s;
  for (const core::Leg each : {core::Leg::left, core::Leg::right}) {
    if (!leg || *leg == each) night.movements.push_back({each, row.onset_s, offset_s});
  }
}

void add_row(Rescored& rescored,
             const exporting::EventRow& row,
             const std::filesystem::path& path) {
  const bool is_respiratory =
      std::find(kRespiratory.begin(), kRespiratory.end(), row.type) != kRespiratory.end();
  if (row.type == kMovement) {
    add_movement(rescored.night, row, path);
  } else if (row.type == kArousal) {
    rescored.night.arousals.push_back({row.onset_s, row.duration_s});
  } else if (is_respiratory) {
    rescored.night.respiratory_events.push_back({row.onset_s, row.duration_s});
  } else {
    ++rescored.passed_over[row.type];
  }
}

}  // namespace

Rescored rescore(const std::filesystem::path& events,
                 const std::optional<std::filesystem::path>& hypnogram,
                 const detect::PlmOptions& options,
                 ReadingObserver& observer) {
  Rescored rescored;
  for (const auto& row : watched(observer, [&] { return exporting::read_event_rows(events); }))
    add_row(rescored, row, events);
  detect::MarkedNight& night = rescored.night;
  if (hypnogram)
    night.hypnogram = watched(
        observer, [&] { return io::read_hypnogram(*hypnogram, std::nullopt, rescored.notes); });

  rescored.movements = detect::score_movements(night, options);
  rescored.indices = detect::movement_indices(night, rescored.movements, options);
  return rescored;
}

}  // namespace calfemg::pipeline
