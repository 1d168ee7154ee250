// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "study/numbers.hpp"

namespace calfemg::study {

/// A group, or a condition of a pair: a name and the sessions that belong to it.
struct Selection {
  std::string name;
  std::vector<std::string> sessions;  ///< names of session folders; * and ? stand for anything
};

inline constexpr double kUsualPower = 0.8;

/// What a study file asks for. docs/study.md has the keys.
struct StudyFile {
  std::string title;
  std::filesystem::path results;
  std::vector<std::string> measures;  ///< empty: all
  std::vector<std::string> context;   ///< names of context entries to associate
  std::vector<Selection> groups;      ///< none or two and more
  std::vector<Selection> pair;        ///< none or two: before, after
  std::size_t resamples = kUsualDraws;
  double power = kUsualPower;
};

/// @throws core::ConfigError  the file is missing or no TOML; an unknown key with "did you mean"; a
///                            value of the wrong type, with its line
[[nodiscard]] StudyFile read_study_file(const std::filesystem::path& path);

}  // namespace calfemg::study
