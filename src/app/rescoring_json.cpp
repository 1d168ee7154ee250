// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "app/rescoring.hpp"
#include "core/recording.hpp"
#include "export/json.hpp"
#include "export/movement_indices_json.hpp"

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

template <class Items, class Convert>
Json list(const Items& items, Convert convert) {
  Json result = Json::array();
  for (const auto& item : items)
    result.push_back(convert(item));
  return result;
}

}  // namespace

std::string rescoring_json(const pipeline::Rescored& rescored) {
  Json json;
  json.update(exporting::movement_indices_json(rescored.indices));
  json["movements"] = list(rescored.movements, movement_json);
  return exporting::document(json);
}

}  // namespace calfemg::app
