// SPDX-License-Identifier: Apache-2.0
#include "pipeline/analyze.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <sys/resource.h>
#include <utility>

#include "core/error.hpp"
#include "core/start_time.hpp"
#include "core/text.hpp"
#include "detect/detect.hpp"
#include "io/recording_reader.hpp"
#include "pipeline/build_info.hpp"
#include "pipeline/excerpts.hpp"
#include "pipeline/files.hpp"
#include "pipeline/plausibility.hpp"
#include "pipeline/session_folder.hpp"
#include "pipeline/session_table_builder.hpp"

namespace calfemg::pipeline {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::system_clock;

std::string utc_text(Clock::time_point moment) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(moment.time_since_epoch());
  core::StartTime time;
  time.local_microseconds = std::chrono::microseconds(seconds).count();
  time.utc_offset_minutes = 0;
  return core::to_iso(time);
}

std::uint64_t peak_memory_bytes() {
  rusage usage{};
  (void)getrusage(RUSAGE_SELF, &usage);
  constexpr std::uint64_t kBytesPerUnit = 1024;
  return static_cast<std::uint64_t>(usage.ru_maxrss) * kBytesPerUnit;
}

// The files that the user named beside the recording.
std::vector<core::SideFileRecord> side_file_records(const io::SideFiles& files) {
  std::vector<core::SideFileRecord> records;
  const auto add = [&records](const char* role, const std::optional<fs::path>& path) {
    if (path)
      records.push_back({role, path->string(), fs::file_size(*path), sha256_of_file(*path)});
  };
  add("hypnogram", files.hypnogram);
  add("annotations", files.annotations);
  return records;
}

core::Provenance begin_provenance(const AnalysisRequest& request, const Config& config) {
  core::Provenance provenance;
  provenance.program_version = program_version();
  provenance.commit = source_commit();
  provenance.libraries = library_versions();
  provenance.config_toml = effective_toml(config);
  provenance.config_sha256 = sha256_of_text(provenance.config_toml);
  provenance.input_path = request.recording.string();
  provenance.input_bytes = fs::file_size(request.recording);
  provenance.input_sha256 = sha256_of_file(request.recording);
  provenance.layout_map_path = request.map.path;
  if (!request.map.path.empty()) {
    provenance.layout_map_bytes = fs::file_size(request.map.path);
    provenance.layout_map_sha256 = sha256_of_file(request.map.path);
  }
  provenance.side_files = side_file_records(request.side_files);
  provenance.arguments = without_shift(request.arguments);
  provenance.given = request.given;
  provenance.threads = request.threads;
  return provenance;
}

// What the signal path did differently from the configuration, a sentence for each group of
// channels that share it.
std::vector<std::string> signal_notes(const core::SessionTable& table) {
  std::vector<std::string> notes;
  for (const auto& channel : table.channels) {
    const auto& band = channel.conditions.band;
    if (band.limited_by.empty()) continue;
    std::string note = "The band is " + core::number_text(band.low_hz) + " to " +
                       core::number_text(band.high_hz) + " Hz (" + band.limited_by + ")";
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  }
  for (auto& note : notes) {
    std::vector<std::string> names;
    for (const auto& channel : table.channels) {
      const auto& band = channel.conditions.band;
      if (!band.limited_by.empty() && note.find("(" + band.limited_by + ")") != std::string::npos)
        names.push_back(channel.channel.name);
    }
    note += " in " + core::join(names, ", ") + ".";
  }
  return notes;
}

// Channels that were not analysed for want of a role, and not because they are implausible.
std::vector<std::string> unused_channels(const core::RecordingInfo& info,
                                         const std::vector<RefusedChannel>& implausible) {
  std::set<std::string> told;
  for (const auto& channel : implausible)
    told.insert(channel.name);
  std::vector<std::string> unused;
  for (const auto& block : info.blocks) {
    for (const auto& channel : block.channels) {
      if (!channel.role.is_emg() && !told.contains(channel.name)) unused.push_back(channel.name);
    }
  }
  return unused;
}

std::vector<std::string> all_notes(const core::SessionTable& table,
                                   const std::vector<RefusedChannel>& implausible,
                                   const AnalysisRequest& request) {
  std::vector<std::string> notes = table.recording.notes;
  const std::string verdict = request.accept_implausible
                                  ? "Analysed although implausible, as --accept-implausible says: "
                                  : "Left out as implausible: ";
  for (const auto& channel : implausible)
    notes.push_back(verdict + channel.sentence() + ".");
  const auto unused = unused_channels(table.recording, implausible);
  if (!unused.empty())
    notes.push_back("Not analysed, because they have no EMG role: " + core::join(unused, ", ") +
                    ".");
  const auto about_signal = signal_notes(table);
  notes.insert(notes.end(), about_signal.begin(), about_signal.end());
  return notes;
}

struct OpenedRecording {
  std::unique_ptr<io::RecordingReader> reader;
  std::vector<RefusedChannel> implausible;
};

// Opens the recording without the channels that cannot be EMG; refused when none is left.
OpenedRecording open_plausible(const AnalysisRequest& request,
                               const Config& config,
                               ReadingObserver& observer) {
  OpenedRecording opened{open_watched(request.recording, request.map, observer, request.side_files),
                         {}};
  auto& [reader, implausible] = opened;
  io::require_analysable(reader->info());
  implausible = find_implausible(*reader, config.options.signal);
  if (implausible.empty() || request.accept_implausible) return opened;
  require_plausible(reader->info(), implausible);
  reader = without_channels(std::move(reader), implausible);
  return opened;
}

int count(const core::Findings& findings, core::EventType type) {
  return static_cast<int>(std::count_if(findings.events.begin(),
                                        findings.events.end(),
                                        [type](const core::Event& e) { return e.type == type; }));
}

AnalysisOutcome outcome_of(const fs::path& folder,
                           const core::SessionTable& table,
                           const core::SessionResult& result) {
  AnalysisOutcome outcome;
  outcome.folder = folder;
  outcome.recording_s = table.recording.duration().value();
  outcome.cramps = count(result.findings, core::EventType::cramp);
  outcome.rejected_cramps = count(result.findings, core::EventType::rejected_cramp);
  outcome.tension_periods = count(result.findings, core::EventType::tension);
  outcome.leg_movements = count(result.findings, core::EventType::lm);
  outcome.artifacts = count(result.findings, core::EventType::artifact);
  outcome.notes = result.notes;
  return outcome;
}

}  // namespace

AnalysisOutcome analyze_recording(const AnalysisRequest& request,
                                  const Config& config,
                                  Progress& progress,
                                  ReadingObserver& observer) {
  const auto started = Clock::now();
  auto [reader, implausible] = open_plausible(request, config, observer);

  core::SessionResult result;
  result.settings = settings(config);
  result.provenance = begin_provenance(request, config);
  const fs::path folder =
      request.folder_name.empty()
          ? result_folder(request.output_root, reader->info(), result.provenance.input_sha256)
          : own_result_folder(request.output_root, request.folder_name);
  StagedFolder staged(folder);

  core::SessionTable table =
      build_session_table(*reader, config.options, request.threads, progress, staged.path());
  apply_privacy(table.recording, request.privacy);
  for (const auto& [name, value] : request.context)
    table.recording.context[name] = value;
  progress.stage("detect");
  result.findings = detect::find_events(table, config.options.detect);
  result.excerpts = take_excerpts(*reader, table, result.findings.events);
  reader.reset();
  result.notes = all_notes(table, implausible, request);

  progress.stage("write");
  const auto finished = Clock::now();
  result.provenance.started_utc = utc_text(started);
  result.provenance.finished_utc = utc_text(finished);
  result.provenance.wall_s = std::chrono::duration<double>(finished - started).count();
  result.provenance.peak_memory_bytes = peak_memory_bytes();
  write_session_files(staged.path(), table, result);
  if (progress.cancelled()) throw core::Interrupted();
  staged.publish();
  return outcome_of(folder, table, result);
}

}  // namespace calfemg::pipeline
