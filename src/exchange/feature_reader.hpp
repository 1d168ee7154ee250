// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "exchange/table.hpp"

namespace calfemg::exchange {

/// The windows of one channel, column by column; NaN where there is no value.
struct ChannelFeatures {
  std::string channel;  ///< as the file has it
  std::vector<double> onset_s;
  std::vector<float> coverage;
  std::vector<std::vector<float>> values;  ///< [column][window]
};

struct FeatureSelection {
  std::vector<std::string> names;  ///< empty: all
  double step_s = 0.0;             ///< windows at least so far apart; 0: all
};

/// What can be asked for: the columns of the file that are numbers of a window.
[[nodiscard]] std::vector<std::string> feature_names(const std::filesystem::path& features);

/// Reads features.tsv.gz and hands on channel after channel: one of them is in memory at a time.
/// @param selection  names that are in the file
/// @throws core::FileError    missing or damaged
/// @throws core::FormatError  not a table that calfemg wrote
void for_each_channel(const std::filesystem::path& features,
                      const FeatureSelection& selection,
                      const std::function<void(const ChannelFeatures&)>& take);

/// How a feature is described, from the table that names the features in the code. A name that is
/// not in it is a quality column of the file, or of another version: unit and meaning are empty
/// then.
[[nodiscard]] Column feature_column(const std::string& name);

}  // namespace calfemg::exchange
