// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "export/stored_session.hpp"

namespace calfemg::exporting {

/// Fills in what night.cbor.gz holds: grids, envelopes and quality of the channels that the session
/// already has, and the excerpts.
void read_night(const std::filesystem::path& path, StoredSession& session);

}  // namespace calfemg::exporting
