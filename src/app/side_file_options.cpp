// SPDX-License-Identifier: Apache-2.0
#include "app/side_file_options.hpp"

#include <optional>
#include <string>

namespace calfemg::app {
namespace {

std::optional<std::filesystem::path> file_of(const CommandLine& line, const std::string& option) {
  const auto value = line.value(option);
  if (!value) return std::nullopt;
  if (value->empty()) throw UsageError("--" + option + ": expected a file.");
  if (line.words.size() > 1)
    throw UsageError("--" + option + ": a file belongs to one RECORDING, found " +
                     std::to_string(line.words.size()) + ".");
  return *value;
}

}  // namespace

std::vector<OptionSpec> side_file_options() {
  return {{"hypnogram",
           "FILE",
           "sleep stages in place of those of the recording: a table with a column stage, EDF+, "
           "NSRR XML, BIDS events.tsv or Luna .annot (default: none)"},
          {"annotations",
           "FILE",
           "annotations to add, and stages where there are none yet: BIDS events.tsv, EDF+, NSRR "
           "XML or Luna .annot (default: none)"}};
}

io::SideFiles side_files(const CommandLine& line) {
  return {file_of(line, "hypnogram"), file_of(line, "annotations")};
}

}  // namespace calfemg::app
