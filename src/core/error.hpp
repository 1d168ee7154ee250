// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace calfemg::core {

/// Base of everything calfemg throws for a reason outside the program. `what()` is one sentence for
/// the user that names the file, the place in it, what was expected, what was found, what to do.
/// Only `app` catches it; the class decides the exit code.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An option or a pipeline file asks for something impossible or unknown. Exit code 2.
struct ConfigError : Error {
  ConfigError(std::string option_name, const std::string& problem);

  std::string option;  ///< e.g. "filter.highpass_hz"
};

/// The input does not exist or cannot be read at all (missing, folder, text, truncated). Exit
/// code 3.
struct FileError : Error {
  FileError(std::string file_path, const std::string& problem);

  std::string path;
};

/// What a reader expected at a place inside a file, what it found, and what the user can do.
struct FormatProblem {
  std::string inside;    ///< path inside the file, e.g. "/signals/emg/channels/unit"; may be empty
  std::string expected;  ///< "a unit of uV, mV or V"
  std::string found;     ///< "no such dataset"
  std::string hint;      ///< "add the unit to the file or give a map with --layout"
};

/// The input can be read and is understood well enough to refuse it. Exit code 4.
struct FormatError : Error {
  FormatError(std::string file_path, FormatProblem what_is_wrong);

  std::string path;
  FormatProblem problem;
};

/// A result cannot be written (unwritable folder, full disk). Exit code 2 when nothing could be
/// started, 1 when a started recording failed.
struct OutputError : Error {
  OutputError(std::string file_path, const std::string& problem);

  std::string path;
};

/// The user interrupted the run. Exit code 130.
struct Interrupted : Error {
  Interrupted() : Error("interrupted") {}
};

}  // namespace calfemg::core
