// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/movement_indices.hpp"
#include "core/session_table.hpp"
#include "core/tension_signature.hpp"

namespace calfemg::core {

/// Resting amplitude of a channel over the whole session, and how much of the signal could be used.
struct RestLevel {
  double level_uv = kMissing;        ///< robust resting RMS (1-s)
  double spread_uv = kMissing;       ///< robust standard deviation of it
  double noise_floor_uv = kMissing;  ///< 1st percentile of the RMS
};

struct ChannelSummary {
  std::string name;
  Role role;
  RestLevel rest;
  double usable_s = 0.0;  ///< neither gap nor artefact
  double excluded_s = 0.0;
  std::map<std::string, double> excluded_by_kind_s;  ///< artefact kind or "gap" -> seconds
};

/// What the night held for one head of one leg (and for soleus and tibialis where recorded).
struct HeadSummary {
  Leg leg = Leg::left;
  Muscle muscle = Muscle::none;
  std::vector<std::string> channels;
  double rest_uv = kMissing;  ///< lowest of its channels
  double usable_s = 0.0;      ///< at least one channel usable
  int cramps_definite = 0;
  int cramps_probable = 0;
  int cramps_possible = 0;
  int rejected_candidates = 0;
  double cramp_s = 0.0;  ///< all grades together
  double longest_cramp_s = 0.0;
  int tension_periods = 0;
  double tension_s = 0.0;
  double longest_tension_s = 0.0;
};

struct LegSummary {
  Leg leg = Leg::left;
  int leg_movements = 0;
  std::string derivation;            ///< muscle that the movements were scored on; "" when none
  bool standard_derivation = false;  ///< tibialis anterior
};

/// What the detectors found: events in table order, and the levels they were judged against.
struct Findings {
  std::vector<Event> events;
  std::vector<ChannelSummary> channels;   ///< same order as SessionTable::channels
  std::vector<HeadSummary> heads;         ///< ordered by leg, then muscle
  std::vector<LegSummary> legs;           ///< legs that have a channel
  MovementIndices leg_movements;          ///< empty groups: leg movements were not sought
  std::vector<TensionSignature> tension;  ///< sites of the gastrocnemius, in the recording's order
  std::vector<TensionAsymmetry> tension_asymmetries;
  double usable_s = 0.0;      ///< mean over channels of what is usable
  double sleep_s = kMissing;  ///< total sleep time by the hypnogram
};

/// A few seconds of the recorded, unfiltered signal from the middle of an event, and its spectrum
/// beside that of rest close by. Made for a drawing: small, not for computing.
struct SignalExcerpt {
  EventType type = EventType::cramp;  ///< with `onset_s` and `channel`: the event
  double onset_s = 0.0;
  std::string channel;
  double start_s = 0.0;
  double step_s = 0.0;         ///< length of a column
  std::vector<float> low_uv;   ///< lowest value of each column, mean taken out; missing in gaps
  std::vector<float> high_uv;  ///< highest value
  double bin_hz = 0.0;
  std::vector<float> event_uv2_per_hz;  ///< power density of the event; empty: too short
  std::vector<float> rest_uv2_per_hz;   ///< of the quietest 20 s within two minutes; empty: none
};

/// What a reviewer said about an event, or an event that the reviewer added.
struct Verdict {
  Event event;           ///< type, leg, borders as the reviewer has them
  std::string decision;  ///< "accepted", "rejected", "changed", "added"; "": only a comment
  std::string reviewer;  ///< initials
  std::string comment;
  std::string reviewed_at;  ///< UTC
  std::string found_as;     ///< "TYPE ONSET DURATION" of the program's event; "" when added
};

/// An option as it was used.
struct Setting {
  std::string key;
  std::string value;
  std::string default_value;
  std::string unit;
  std::string origin;  ///< "default", "FILE:LINE", "environment NAME", "--set"
};

/// A file beside the recording that the results were made from.
struct SideFileRecord {
  std::string role = {};  ///< "hypnogram" or "annotations"
  std::string path = {};
  std::uint64_t bytes = 0;
  std::string sha256 = {};
};

/// Where the results come from. The only place where time and machine appear.
struct Provenance {
  std::string program_version;
  std::string commit;
  std::map<std::string, std::string> libraries;  ///< name -> version
  std::string config_toml;                       ///< effective configuration
  std::string config_sha256;
  std::string input_path;
  std::uint64_t input_bytes = 0;
  std::string input_sha256;
  std::string layout_map_path;  ///< "" when none was used
  std::uint64_t layout_map_bytes = 0;
  std::string layout_map_sha256;
  std::vector<SideFileRecord> side_files;
  std::map<std::string, std::string> given;  ///< what a list of recordings says about this one
  std::vector<std::string> arguments;
  std::string started_utc;
  std::string finished_utc;
  double wall_s = 0.0;
  std::uint64_t peak_memory_bytes = 0;
  int threads = 1;
};

/// Everything that is written about one session.
struct SessionResult {
  Findings findings;
  std::vector<SignalExcerpt> excerpts;  ///< cramps and the strongest turned-down candidates
  std::vector<Verdict> verdicts;        ///< of a reviewer, where there was one
  std::vector<Setting> settings;
  std::vector<std::string>
      notes;  ///< what the user should know: narrowed bands, missing roles, ...
  Provenance provenance;
};

}  // namespace calfemg::core
