// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace calfemg::test {

inline const std::string kSample = CALFEMG_SOURCE_DIR "/sample_data/calf_night_simulated.h5";

using Row = std::map<std::string, std::string>;

/// Rows of a TSV by the names of its header.
std::vector<Row> rows_of(std::string text_of_table);
std::vector<Row> table(const std::filesystem::path& path);

/// The rows of an event table with that trial_type.
std::vector<Row> of_type(const std::vector<Row>& rows, const std::string& type);

/// The only folder in `out`, which is there when the run was good.
std::filesystem::path only_folder(const std::filesystem::path& out);

/// No result, no half-written one: the output folder is not there, or empty.
bool nothing_left(const std::filesystem::path& out);

}  // namespace calfemg::test
