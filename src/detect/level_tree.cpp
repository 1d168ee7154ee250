// SPDX-License-Identifier: Apache-2.0
#include "detect/level_tree.hpp"

#include <algorithm>
#include <cmath>

#include "core/expects.hpp"

namespace calfemg::detect {
namespace {

double overlap(const Run& a, const Run& b) {
  const std::size_t begin = std::max(a.begin, b.begin);
  const std::size_t end = std::min(a.end, b.end);
  if (end <= begin) return 0.0;
  const std::size_t whole = std::max(a.end, b.end) - std::min(a.begin, b.begin);
  return static_cast<double>(end - begin) / static_cast<double>(whole);
}

/// Stretches above `level` inside `parent`.
std::vector<Run> above(std::span<const double> values,
                       const Run& parent,
                       double level,
                       const LevelRule& rule) {
  Flags flags(parent.size(), 0);
  for (std::size_t i = 0; i < parent.size(); ++i)
    flags[i] = values[parent.begin + i] > level ? 1 : 0;
  std::vector<Run> runs = at_least(joined(runs_of(flags), rule.bridge), rule.shortest);
  for (Run& run : runs)
    run = {run.begin + parent.begin, run.end + parent.begin};
  return runs;
}

struct Branch {
  Run run;   ///< at the present level
  Run kept;  ///< the nearest one below it that is in the result
};

/// The branches one level up; those that differ enough from what is kept are added to `found`.
std::vector<Branch> grown(std::span<const double> values,
                          const std::vector<Branch>& branches,
                          double level,
                          const LevelRule& rule,
                          std::vector<Run>& found) {
  std::vector<Branch> next;
  for (const Branch& branch : branches) {
    for (const Run& run : above(values, branch.run, level, rule)) {
      const bool same = overlap(run, branch.kept) > rule.same_overlap;
      if (!same) found.push_back(run);
      next.push_back({run, same ? branch.kept : run});
    }
  }
  return next;
}

}  // namespace

std::vector<Run> level_tree(std::span<const double> values, const LevelRule& rule) {
  CALFEMG_EXPECTS(rule.ratio > 1.0 && rule.lowest > 0.0);
  std::vector<Run> found = above(values, {0, values.size()}, rule.lowest, rule);
  std::vector<Branch> branches;
  branches.reserve(found.size());
  for (const Run& run : found)
    branches.push_back({run, run});
  double level = rule.lowest;
  while (!branches.empty()) {
    level *= rule.ratio;
    branches = grown(values, branches, level, rule, found);
  }
  return found;
}

void bridge_unknown(std::vector<double>& values, std::size_t longest) {
  Flags unknown(values.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i)
    unknown[i] = std::isnan(values[i]) ? 1 : 0;
  for (const Run& run : runs_of(unknown)) {
    if (run.begin == 0 || run.end == values.size() || run.size() > longest) continue;
    const double lower = std::min(values[run.begin - 1], values[run.end]);
    std::fill(values.begin() + static_cast<std::ptrdiff_t>(run.begin),
              values.begin() + static_cast<std::ptrdiff_t>(run.end),
              lower);
  }
}

}  // namespace calfemg::detect
