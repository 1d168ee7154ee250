// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "core/role.hpp"
#include "io/found_recording.hpp"

namespace calfemg::io {

/// What a channel name says about the role. docs/data_format.md has the table of words.
struct NamedRole {
  core::Role role;
  /// "LAT" and "RAT" may be the tibialis anterior of both legs, or a lateral head beside a medial
  /// one: they count only where the channel of the other leg is named in the same way.
  bool needs_other_leg = false;
};

/// Role of a channel from its name alone: every word of the name must be known, and they must name
/// one leg, one muscle and at most one site. nullopt for any other name: a leg is never guessed.
[[nodiscard]] std::optional<NamedRole> role_from_name(std::string_view channel_name);

/// Gives roles to channels that have none from file or map, with role_origin "name". Channels
/// whose unit is known and no voltage get none; nor does any of a layout that states roles itself.
void apply_names(FoundRecording& recording);

}  // namespace calfemg::io
