// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/score.hpp"
#include "pipeline/watched_reader.hpp"

namespace calfemg::app {

/// Two sets of event tables, paired.
struct EvaluationInput {
  std::vector<evaluate::Session> sessions;  ///< by name
  std::vector<std::string> unpaired;        ///< sentences about files without a partner
  std::vector<std::string> notes;           ///< sentences about annotations that are no events
};

/// Reads two files of events, or two folders of tables. In folders, TRUTH/NAME_truth.tsv belongs to
/// DETECTED/NAME/events.tsv or DETECTED/SUBJECT_NAME/events.tsv, as analyze names its folders.
/// Duration and channels come from report.json beside a detected table, where there is one.
/// The start, which clock times in .annot files need, comes from there too.
/// @param hours     of each recording that has no report; absent: not known
/// @param observer  told when a file is being read
/// @throws core::FileError, core::FormatError
[[nodiscard]] EvaluationInput read_evaluation_input(const std::filesystem::path& truth,
                                                    const std::filesystem::path& detected,
                                                    std::optional<double> hours,
                                                    pipeline::ReadingObserver& observer);

/// Tables for people.
[[nodiscard]] std::string evaluation_text(const evaluate::Evaluation& evaluation);

/// The same for programs; docs/evaluation.md lists the members. Missing numbers are null.
[[nodiscard]] std::string evaluation_json(const evaluate::Evaluation& evaluation,
                                          const EvaluationInput& input);

}  // namespace calfemg::app
