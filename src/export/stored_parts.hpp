// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "export/json.hpp"
#include "export/stored_session.hpp"

namespace calfemg::exporting {

// Members of report.json back into what they were written from. All throw Json::exception for a
// member that is missing or of another kind.

[[nodiscard]] double stored_number(const Json& json, const char* name);     ///< NaN for null
[[nodiscard]] std::string stored_text(const Json& json, const char* name);  ///< "" for null
[[nodiscard]] core::Role stored_role(const Json& json);
[[nodiscard]] std::vector<std::string> stored_texts(const Json& json, const char* name);

[[nodiscard]] core::RecordingInfo stored_recording(const Json& json);
[[nodiscard]] std::vector<core::Event> stored_events(const Json& json);

/// Summary, heads, legs, tension, leg movements and events of the whole document.
void read_findings(const Json& json, StoredSession& session);

}  // namespace calfemg::exporting
