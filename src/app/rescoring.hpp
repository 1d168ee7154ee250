// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "pipeline/rescore.hpp"

namespace calfemg::app {

/// What `calfemg rescore` prints.
[[nodiscard]] std::string rescoring_text(const pipeline::Rescored& rescored,
                                         const detect::PlmOptions& options);
[[nodiscard]] std::string rescoring_json(const pipeline::Rescored& rescored);

/// "clm", "non_clm", "not_scored"; "left", "right", "bilateral": the words of both forms.
[[nodiscard]] std::string_view word(detect::MovementClass type);
[[nodiscard]] std::string_view word(detect::Side side);

}  // namespace calfemg::app
