// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "batch/store.hpp"

namespace calfemg::batch {

struct FeatureTable {
  std::vector<std::string> names;  ///< of the columns that hold numbers
  std::vector<FeatureRow> rows;
};

/// The rows of features.tsv.gz; empty when there is no such file.
[[nodiscard]] FeatureTable read_features(const std::filesystem::path& path);

}  // namespace calfemg::batch
