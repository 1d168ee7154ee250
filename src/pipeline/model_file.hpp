// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "detect/evidence_model.hpp"

namespace calfemg::pipeline {

/// Weights of the evidence for cramps (docs/detectors.md#weights).
/// @throws core::ConfigError  no such file, no TOML, unknown key, wrong type, knots that do not
///                            ascend, not one weight for each knot, evidence that does not exist
[[nodiscard]] detect::EvidenceModel read_model(const std::filesystem::path& path);

/// Those of pipelines/models/cramp.toml at the time of the build.
[[nodiscard]] const detect::EvidenceModel& built_in_model();

}  // namespace calfemg::pipeline
