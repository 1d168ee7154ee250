// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace calfemg::test {

/// What a run of the program left behind.
struct ProgramRun {
  int exit_code = -1;  ///< -1 when a signal ended it
  std::string out;
  std::string err;
};

using Environment = std::map<std::string, std::string>;

/// Runs the real binary with these arguments, standard output and standard error to files, no
/// CALFEMG_ variable but those of `environment`.
[[nodiscard]] ProgramRun run_program(const std::vector<std::string>& arguments,
                                     const Environment& environment = {});

/// The same, but sends the signal as soon as standard error holds `when`.
[[nodiscard]] ProgramRun run_program_and_signal(const std::vector<std::string>& arguments,
                                                int signal,
                                                const std::string& when);

/// A side file of a few MB that takes more than 100 MB when it is read.
[[nodiscard]] std::string xml_that_fills_memory();

[[nodiscard]] bool contains(const std::string& text, const std::string& part);

/// Every line of standard error begins with "calfemg: ": a refusal and nothing else.
[[nodiscard]] bool is_refusal(const ProgramRun& run, int exit_code);

}  // namespace calfemg::test
