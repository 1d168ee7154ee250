// SPDX-License-Identifier: Apache-2.0
#include "export/movement_indices_json.hpp"

namespace calfemg::exporting {
namespace {

Json count_json(const core::MovementCount& count) {
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

Json event_json(const core::EventCount& count) {
  return {{"count", count.count},
          {"per_hour", number_json(count.per_hour)},
          {"with_clm_share", number_json(count.with_clm_share)}};
}

Json interval_json(const core::IntervalCount& count) {
  return {{"group", count.group},
          {"too_short", count.too_short},
          {"periodic", count.periodic},
          {"too_long", count.too_long},
          {"too_short_per_hour", number_json(count.too_short_per_hour)},
          {"geometric_mean_s", number_json(count.geometric_mean_s)},
          {"geometric_sd", number_json(count.geometric_sd)},
          {"histogram_bin_s", core::kIntervalBinSeconds},
          {"histogram", count.histogram}};
}

Json group_json(const core::GroupIndices& group) {
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

Json movement_indices_json(const core::MovementIndices& indices) {
  Json json;
  json["rules"] = indices.rules;
  json["hypnogram"] = indices.hypnogram;
  json["groups"] = list(indices.groups, group_json);
  json["counts"] = list(indices.counts, count_json);
  json["intervals"] = list(indices.intervals, interval_json);
  json["intervals_not_respiratory"] = list(indices.intervals_not_respiratory, interval_json);
  return json;
}

Json leg_movements_json(const core::MovementIndices& indices) {
  Json json = {{"method", indices.method}, {"standard_derivation", indices.standard}};
  json.update(movement_indices_json(indices));
  return json;
}

}  // namespace calfemg::exporting
