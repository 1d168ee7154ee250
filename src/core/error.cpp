// SPDX-License-Identifier: Apache-2.0
#include "core/error.hpp"

#include <utility>

namespace calfemg::core {
namespace {

std::string sentence(const std::string& path, const FormatProblem& problem) {
  std::string text = path;
  if (!problem.inside.empty()) text += ", " + problem.inside;
  text += ": expected " + problem.expected + ", found " + problem.found;
  if (!problem.hint.empty()) text += "; " + problem.hint;
  return text.ends_with('?') ? text : text + ".";
}

}  // namespace

ConfigError::ConfigError(std::string option_name, const std::string& problem)
    : Error(option_name + ": " + problem), option(std::move(option_name)) {}

FileError::FileError(std::string file_path, const std::string& problem)
    : Error(file_path + ": " + problem), path(std::move(file_path)) {}

FormatError::FormatError(std::string file_path, FormatProblem what_is_wrong)
    : Error(sentence(file_path, what_is_wrong)),
      path(std::move(file_path)),
      problem(std::move(what_is_wrong)) {}

OutputError::OutputError(std::string file_path, const std::string& problem)
    : Error(file_path + ": " + problem), path(std::move(file_path)) {}

}  // namespace calfemg::core
