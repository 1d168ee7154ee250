// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/session_result.hpp"
#include "core/session_table.hpp"

namespace calfemg::test {

/// A session folder as analyze writes it: a night of `seconds` with one channel each for GM left
/// and TA right, windows of 1 s every 0.5 s, rms_uv 2 (4 within cramps), an artifact from 100 to
/// 110 s in the first channel, a cramp at 600.25 s for 30 s, a leg movement of both legs, and names
/// that try to be formulas.
std::filesystem::path write_session(const std::filesystem::path& results,
                                    const std::string& subject,
                                    const std::string& session,
                                    double seconds = 1200.0);

/// The events of that session.
std::vector<core::Event> session_events();

}  // namespace calfemg::test
