// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/recording.hpp"

namespace calfemg::pipeline {

/// What happens to what a file says about the person. Headers of EDF and vendor files are never
/// taken over beyond the subject code, so this is about the context and the date.
struct Privacy {
  bool keep_identifiers = false;
  int shift_days = 0;  ///< added to the date of the recording; the clock time stays
};

/// True for the name of a context entry that holds a name, a birth date, an address or a number
/// that a person is known by: "patient_name", "Birth Date", "mrn".
[[nodiscard]] bool names_a_person(const std::string& context_name);

/// Takes such entries out and moves the date; says so in the notes, without what was there.
void apply_privacy(core::RecordingInfo& recording, const Privacy& privacy);

/// The command line as the provenance keeps it: without the number of days.
[[nodiscard]] std::vector<std::string> without_shift(std::vector<std::string> arguments);

}  // namespace calfemg::pipeline
