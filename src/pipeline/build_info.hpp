// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace calfemg::pipeline {

[[nodiscard]] std::string program_version();

/// Short commit of the sources, "+" appended when they were changed since; "unknown" outside git.
[[nodiscard]] std::string source_commit();

/// Name -> version of the libraries that touch the numbers or the files.
[[nodiscard]] std::map<std::string, std::string> library_versions();

}  // namespace calfemg::pipeline
