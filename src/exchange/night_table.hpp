// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "exchange/table.hpp"

namespace calfemg::exchange {

/// The names of the context of these sessions: each becomes a column.
[[nodiscard]] std::set<std::string> context_names(
    const std::vector<std::filesystem::path>& sessions);

/// A row for each night: figures of the whole night and of each leg's heads together.
[[nodiscard]] TableShape nights_shape(const std::set<std::string>& context);

/// @throws core::FormatError  the folder does not hold whole results
void add_night(TableWriter& table,
               const std::filesystem::path& session,
               const std::set<std::string>& context);

}  // namespace calfemg::exchange
