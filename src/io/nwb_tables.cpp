// SPDX-License-Identifier: Apache-2.0
#include "io/nwb_tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::io {
namespace {

constexpr std::array<const char*, 4> kNameColumns{
    "label", "channel_name", "electrode_name", "name"};

std::optional<std::vector<std::string>> text_column(const Hdf5Node& table, const char* name) {
  const auto column = table.child(name);
  if (!column || !column->is_dataset() || column->shape().size() != 1) return std::nullopt;
  if (!column->holds_texts()) return std::nullopt;
  return column->read_texts();
}

std::optional<std::vector<double>> number_column(const Hdf5Node& table, const char* name) {
  const auto column = table.child(name);
  if (!column || !column->holds_numbers() || column->shape().size() != 1) return std::nullopt;
  return column->read_numbers();
}

// What a row is called: the column that tells rows apart, behind the name of the table.
std::string label_of(const std::string& table,
                     const std::optional<std::vector<std::string>>& labels,
                     std::size_t row) {
  if (!labels || row >= labels->size() || (*labels)[row].empty()) return table;
  return (*labels)[row];
}

void read_table(const Hdf5Node& table,
                const std::string& name,
                double first_s,
                core::RecordingInfo& info) {
  const auto starts = number_column(table, "start_time");
  const auto stops = number_column(table, "stop_time");
  if (!starts || !stops || starts->size() != stops->size()) {
    info.notes.push_back(table.inside() + " has no start_time and stop_time and is left out");
    return;
  }
  auto labels = text_column(table, "label");
  for (const char* other : {"trial_type", "condition", "tags", "type"}) {
    if (!labels) labels = text_column(table, other);
  }
  std::size_t unusable = 0;
  for (std::size_t i = 0; i < starts->size(); ++i) {
    const double duration_s = (*stops)[i] - (*starts)[i];
    if (std::isfinite((*starts)[i]) && duration_s >= 0.0 && std::isfinite(duration_s))
      info.annotations.push_back({(*starts)[i] - first_s, duration_s, label_of(name, labels, i)});
    else
      ++unusable;
  }
  if (unusable > 0)
    info.notes.push_back(table.inside() + ": " + std::to_string(unusable) +
                         " rows without a start and a later stop are left out");
}

}  // namespace

std::vector<std::string> nwb_electrode_names(const Hdf5Node& root,
                                             const Hdf5Node& series,
                                             std::size_t columns) {
  const auto table = root.at("general/extracellular_ephys/electrodes");
  const auto rows = number_column(series, "electrodes");
  if (!table || !rows || rows->size() != columns) return {};
  std::optional<std::vector<std::string>> names;
  for (const char* column : kNameColumns) {
    if (!names) names = text_column(*table, column);
  }
  if (!names) return {};
  std::vector<std::string> of_columns;
  for (const double row : *rows) {
    if (!(row >= 0.0 && row < static_cast<double>(names->size()))) return {};
    of_columns.emplace_back(core::trimmed((*names)[static_cast<std::size_t>(row)]));
  }
  const std::set<std::string> different(of_columns.begin(), of_columns.end());
  if (different.size() != of_columns.size() || different.count("") > 0) return {};
  return of_columns;
}

void read_nwb_intervals(const Hdf5Node& root, double first_s, core::RecordingInfo& info) {
  const auto group = root.child("intervals");
  if (!group) return;
  for (const auto& name : group->children()) {
    const auto table = group->child(name);
    if (table && table->is_group()) read_table(*table, name, first_s, info);
  }
  std::stable_sort(info.annotations.begin(),
                   info.annotations.end(),
                   [](const auto& a, const auto& b) { return a.onset_s < b.onset_s; });
}

}  // namespace calfemg::io
