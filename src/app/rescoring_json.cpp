// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "app/rescoring.hpp"
#include "core/recording.hpp"
#include "export/json.hpp"

namespace calfemg::app {
namespace {

using exporting::Json;
using exporting::number_json;

Json place_json(const detect::SeriesPlace& place) {
  const bool is_member = place.is_member();
  return {{"considered", place.considered},
          {"interval_s", number_json(place.interval_s)},
          {"series", is_member ? Json(place.series) : Json(nullptr)},
          {"number_in_series", is_member ? Json(place.number) : Json(nullptr)},
          {"series_length", is_member ? Json(place.length) : Json(nullptr)}};
}

Json movement_json(const detect::ScoredMovement& movement) {
  return {{"onset_s", movement.onset_s},
          {"duration_s", detect::span_s(movement.onset_s, movement.offset_s)},
          {"side", word(movement.side)},
          {"parts", movement.parts},
          {"class", word(movement.type)},
          {"stage", core::name(movement.stage)},
          {"respiratory", movement.respiratory},
          {"arousal", movement.arousal},
          {"all", place_json(movement.all)},
          {"not_respiratory", place_json(movement.not_respiratory)}};
}

Json count_json(const detect::MovementCount& count) {
  return {{"kind", count.kind},
          {"side", count.side},
          {"group", count.group},
          {"count", count.count},
          {"per_hour", number_json(count.per_hour)},
          {"mean_s", number_json(count.mean_s)},
          {"sd_s", number_json(count.sd_s)},
          {"min_s", number_json(count.min_s)},
          {"max_s", number_json(count.max_s)}};
}

Json event_json(const detect::EventCount& count) {
  return {{"count", count.count},
          {"per_hour", number_json(count.per_hour)},
          {"with_clm_share", number_json(count.with_clm_share)}};
}

Json interval_json(const detect::IntervalCount& count) {
  return {{"group", count.group},
          {"too_short", count.too_short},
          {"periodic", count.periodic},
          {"too_long", count.too_long},
          {"too_short_per_hour", number_json(count.too_short_per_hour)},
          {"geometric_mean_s", number_json(count.geometric_mean_s)},
          {"geometric_sd", number_json(count.geometric_sd)},
          {"histogram_bin_s", detect::kIntervalBinSeconds},
          {"histogram", count.histogram}};
}

Json group_json(const detect::GroupIndices& group) {
  return {{"group", group.group},
          {"duration_s", number_json(group.duration_s)},
          {"periodicity", number_json(group.periodicity)},
          {"periodicity_not_respiratory", number_json(group.periodicity_not_respiratory)},
          {"respiratory_events", event_json(group.respiratory)},
          {"arousals", event_json(group.arousal)}};
}

template <class Items, class Convert>
Json list(const Items& items, Convert convert) {
  Json result = Json::array();
  for (const auto& item : items)
    result.push_back(convert(item));
  return result;
}

}  // namespace

std::string rescoring_json(const pipeline::Rescored& rescored, const detect::PlmOptions& options) {
  Json json;
  json["rules"] = options.rules;
  json["hypnogram"] = rescored.night.hypnogram.has_value();
  json["groups"] = list(rescored.groups, group_json);
  json["counts"] = list(rescored.counts, count_json);
  json["intervals"] = list(rescored.intervals, interval_json);
  json["intervals_not_respiratory"] = list(rescored.intervals_not_respiratory, interval_json);
  json["movements"] = list(rescored.movements, movement_json);
  return exporting::document(json);
}

}  // namespace calfemg::app
