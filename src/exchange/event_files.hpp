// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "exchange/session_facts.hpp"

namespace calfemg::exchange {

/// "cramp definite left gastrocnemius_medialis upper": what viewers show and `evaluate` reads back.
[[nodiscard]] std::string event_label(const core::Event& event);

/// The bytes of an EDF+ file that holds annotations only; it lies over the recording in viewers. An
/// event of a single channel is linked to it ("label@@channel"). Times to the millisecond.
[[nodiscard]] std::string edf_annotations(const SessionFacts& session,
                                          const std::vector<core::Event>& events);

/// Luna .annot: class is the type, instance the place and grade, meta the numbers.
[[nodiscard]] std::string luna_annotations(const std::vector<core::Event>& events);

/// An NWB 2 file with the events as TimeIntervals in /intervals/calfemg_events.
/// @throws core::OutputError
void write_nwb_events(const std::filesystem::path& path,
                      const SessionFacts& session,
                      const std::vector<core::Event>& events);

}  // namespace calfemg::exchange
