// SPDX-License-Identifier: Apache-2.0
#include "evaluate/matching.hpp"

#include <algorithm>
#include <cmath>

#include "evaluate/place.hpp"

namespace calfemg::evaluate {
namespace {

// Events that compete for each other, directly or through others.
struct Component {
  std::vector<std::size_t> rows;
  std::vector<std::size_t> columns;
};

// Who may match whom.
struct Candidates {
  std::vector<std::vector<std::size_t>> of_row;
  std::vector<std::vector<std::size_t>> of_column;
};

Candidates find_candidates(const std::vector<core::Event>& truth,
                           const std::vector<core::Event>& detected,
                           const Options& options) {
  Candidates candidates;
  candidates.of_row.resize(truth.size());
  candidates.of_column.resize(detected.size());
  for (std::size_t row = 0; row < truth.size(); ++row) {
    for (std::size_t column = 0; column < detected.size(); ++column) {
      if (!may_match(truth[row], detected[column], options)) continue;
      candidates.of_row[row].push_back(column);
      candidates.of_column[column].push_back(row);
    }
  }
  return candidates;
}

void add_new(std::vector<std::size_t>& members,
             std::vector<bool>& seen,
             const std::vector<std::size_t>& found) {
  for (const std::size_t index : found) {
    if (!seen[index]) members.push_back(index);
    seen[index] = true;
  }
}

std::vector<Component> components(const Candidates& candidates) {
  std::vector<bool> row_seen(candidates.of_row.size(), false);
  std::vector<bool> column_seen(candidates.of_column.size(), false);
  std::vector<Component> all;
  for (std::size_t start = 0; start < row_seen.size(); ++start) {
    if (row_seen[start] || candidates.of_row[start].empty()) continue;
    Component component;
    add_new(component.rows, row_seen, {start});
    std::size_t rows_done = 0;
    std::size_t columns_done = 0;
    while (rows_done < component.rows.size()) {
      const std::size_t row = component.rows[rows_done++];
      add_new(component.columns, column_seen, candidates.of_row[row]);
      for (; columns_done < component.columns.size(); ++columns_done)
        add_new(component.rows, row_seen, candidates.of_column[component.columns[columns_done]]);
    }
    all.push_back(std::move(component));
  }
  return all;
}

std::vector<std::vector<double>> weights_of(const Component& component,
                                            const std::vector<core::Event>& truth,
                                            const std::vector<core::Event>& detected,
                                            const Options& options) {
  // No sum of overlaps, each at most 1, is worth a pair less.
  const auto worth = static_cast<double>(component.rows.size() + 1);
  std::vector<std::vector<double>> weights;
  weights.reserve(component.rows.size());
  for (const std::size_t row : component.rows) {
    auto& line = weights.emplace_back();
    for (const std::size_t column : component.columns) {
      const bool allowed = may_match(truth[row], detected[column], options);
      line.push_back(allowed ? worth + intersection_over_union(truth[row], detected[column]) : 0.0);
    }
  }
  return weights;
}

}  // namespace

bool may_match(const core::Event& truth, const core::Event& detected, const Options& options) {
  if (!same_place(truth, detected, scope_of(truth.type))) return false;
  return std::abs(truth.onset_s - detected.onset_s) <= options.onset_tolerance_s ||
         intersection_over_union(truth, detected) >= options.min_overlap;
}

std::vector<Pair> match_events(const std::vector<core::Event>& truth,
                               const std::vector<core::Event>& detected,
                               const Options& options) {
  std::vector<Pair> pairs;
  for (const auto& component : components(find_candidates(truth, detected, options))) {
    const auto weights = weights_of(component, truth, detected, options);
    for (const Pair& pair : best_assignment(weights))
      pairs.push_back({component.rows[pair.row], component.columns[pair.column]});
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.row < b.row; });
  return pairs;
}

}  // namespace calfemg::evaluate
