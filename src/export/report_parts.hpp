// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session_result.hpp"
#include "core/session_table.hpp"
#include "export/json.hpp"

namespace calfemg::exporting {

/// {"leg", "muscle", "site"}; all null when the role is not one of EMG.
[[nodiscard]] Json role_json(const core::Role& role);

/// The member "recording": what the file says about itself.
[[nodiscard]] Json recording_json(const core::RecordingInfo& recording);

/// The member "channels": signal path, rest level and usable time of each EMG channel.
[[nodiscard]] Json channels_json(const core::SessionTable& table, const core::Findings& findings);

/// The member "events".
[[nodiscard]] Json events_json(const std::vector<core::Event>& events);

/// The member "side_files": files beside the recording that the results were made from.
[[nodiscard]] Json side_files_json(const core::Provenance& provenance);

}  // namespace calfemg::exporting
