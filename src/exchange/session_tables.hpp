// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "exchange/export_options.hpp"
#include "exchange/session_facts.hpp"
#include "exchange/table.hpp"

namespace calfemg::exchange {

/// Whose rows stand in front of a table of several sessions: folder, subject, session.
enum class Identity : std::uint8_t { left_out, in_front };

/// The events that are asked for.
[[nodiscard]] std::vector<core::Event> chosen_events(const SessionFacts& session,
                                                     const ExportOptions& options);

[[nodiscard]] TableShape events_shape(Identity identity);
void add_events(TableWriter& table,
                const SessionFacts& session,
                const ExportOptions& options,
                Identity identity);

/// Windows, or what summarises them, as `options.what` says.
/// @param names  the features, as `feature_names` or the user gives them
[[nodiscard]] TableShape windows_shape(const ExportOptions& options,
                                       const std::vector<std::string>& names,
                                       Identity identity);
void add_windows(TableWriter& table,
                 const SessionFacts& session,
                 const ExportOptions& options,
                 const std::vector<std::string>& names,
                 Identity identity);

}  // namespace calfemg::exchange
