// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "study/aligned.hpp"
#include "study/study.hpp"

namespace calfemg::study {

/// All figures of a study, for programs.
[[nodiscard]] std::string study_json(const Study& study, const AlignedAverages& aligned);

/// One self-contained page: flow of sessions, comparisons, associations, courses, averages around
/// events. Every text of a file is escaped; no script, no network.
[[nodiscard]] std::string study_html(const Study& study, const AlignedAverages& aligned);

/// A tidy table (tab-separated).
struct NamedTable {
  std::string file;
  std::string text;
};

/// nights.tsv, values.tsv, comparisons.tsv, associations.tsv, aligned.tsv.
[[nodiscard]] std::vector<NamedTable> study_tables(const Study& study,
                                                   const AlignedAverages& aligned);

}  // namespace calfemg::study
