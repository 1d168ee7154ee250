// SPDX-License-Identifier: Apache-2.0
#include <span>
#include <string>
#include <vector>

#include "core/expects.hpp"
#include "export/event_columns.hpp"
#include "export/features_columns.hpp"
#include "export/json.hpp"
#include "export/session_files.hpp"
#include "export/words.hpp"

namespace calfemg::exporting {
namespace {

Json levels_json(std::span<const Level> levels) {
  Json json = Json::object();
  for (const auto& level : levels)
    json[std::string(level.word)] = level.meaning;
  return json;
}

Json column_json(std::string_view meaning, std::string_view unit) {
  Json json = {{"Description", meaning}};
  if (!unit.empty()) json["Units"] = unit;
  return json;
}

// The words of a column: for both sidecars, since the two tables use the same.
std::span<const Level> levels_of(std::string_view column) {
  if (column == "trial_type") return kTypeLevels;
  if (column == "leg") return kLegLevels;
  if (column == "muscle") return kMuscleLevels;
  if (column == "site" || column == "sites") return kSiteLevels;
  if (column == "grade") return kGradeLevels;
  if (column == "stage") return kStageLevels;
  return {};
}

Json described(std::string_view name, std::string_view meaning, std::string_view unit) {
  Json json = column_json(meaning, unit);
  const auto levels = levels_of(name);
  if (!levels.empty()) json["Levels"] = levels_json(levels);
  return json;
}

Json missing_json(const core::SessionTable& table, std::size_t column) {
  Json json = Json::object();
  for (const auto& channel : table.channels) {
    CALFEMG_EXPECTS(column < channel.missing_because.size());
    const auto& reason = channel.missing_because[column];
    if (!reason.empty()) json[channel.channel.name] = reason;
  }
  return json;
}

}  // namespace

std::string events_sidecar_json() {
  Json json = Json::object();
  for (const auto& column : leading_columns())
    json[std::string(column.name)] = described(column.name, column.meaning, column.unit);
  for (const auto& column : measure_columns())
    json[std::string(column.name)] = column_json(column.meaning, column.unit);
  for (const auto& column : trailing_columns())
    json[std::string(column.name)] = described(column.name, column.meaning, column.unit);
  return document(json);
}

std::string features_sidecar_json(const core::SessionTable& table) {
  Json json = Json::object();
  for (const auto& column : identity_columns())
    json[std::string(column.name)] = described(column.name, column.meaning, column.unit);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto& column = table.columns[i];
    Json entry = column_json(column.meaning, column.unit);
    Json missing = missing_json(table, i);
    if (!missing.empty()) entry["MissingBecause"] = std::move(missing);
    json[column.name] = std::move(entry);
  }
  for (const auto& column : quality_columns())
    json[std::string(column.name)] = described(column.name, column.meaning, column.unit);
  return document(json);
}

}  // namespace calfemg::exporting
