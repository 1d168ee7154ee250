// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/recording.hpp"
#include "io/found_recording.hpp"
#include "io/layout_map.hpp"

namespace calfemg::io {

/// The entry of a map that speaks of a channel; nullptr when none does.
[[nodiscard]] const ChannelMap* entry_for(const LayoutMap& map,
                                          const std::string& name,
                                          const std::string& stored_at);

/// Applies the map to what a layout found: identity, roles, names, units, scales, limits. This is
/// the only place where a map changes anything that the file says.
/// @throws core::FormatError  an entry that matches no channel, several, or that asks for nonsense
void apply_map(FoundRecording& recording, const LayoutMap& map);

/// Checks each channel (unit, scale, filter corners, names) and works out microvolts per stored
/// number; afterwards recording.info.blocks is complete.
/// @throws core::FormatError  an EMG channel without a known unit, impossible numbers, two channels
///                            of one name in a block
void calibrate(FoundRecording& recording);

/// A map entry for a channel as one line of TOML, to show to the user:
/// `channel = [{ match = "CH1", leg = "right", muscle = "gastrocnemius_medialis" }]`.
/// `more` is appended inside the braces, for example `unit = "uV"`.
[[nodiscard]] std::string map_example(const core::ChannelInfo& channel, const std::string& more);

}  // namespace calfemg::io
