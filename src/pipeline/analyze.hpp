// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/layout_map.hpp"
#include "io/side_files.hpp"
#include "pipeline/config.hpp"
#include "pipeline/identifiers.hpp"
#include "pipeline/watched_reader.hpp"

namespace calfemg::pipeline {

/// One recording to analyse and where its results go.
struct AnalysisRequest {
  std::filesystem::path recording;
  std::filesystem::path output_root;  ///< results appear in output_root/<session>/
  io::LayoutMap map;                  ///< empty when no map was given
  io::SideFiles side_files;           ///< stages and annotations that the user adds
  int threads = 1;
  bool accept_implausible = false;     ///< analyse channels that cannot be raw EMG, and say so
  std::vector<std::string> arguments;  ///< argv, for the provenance
  std::string folder_name;  ///< below output_root; "": subject and session, see result_folder
  Privacy privacy;
  std::map<std::string, std::string> context;  ///< added to that of the recording
  std::map<std::string, std::string> given;    ///< what a list says, for the provenance
};

/// Told how far the analysis is; asked whether to go on.
class Progress {
 public:
  Progress() = default;
  virtual ~Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  Progress(Progress&&) = delete;
  Progress& operator=(Progress&&) = delete;

  /// A new part of the work begins: "survey", "signal", "detect", "write".
  virtual void stage(std::string_view name) = 0;
  /// @param done_s, total_s  seconds of recording that went through the signal path
  virtual void advance(double done_s, double total_s) = 0;
  /// True ends the analysis with core::Interrupted before anything is published.
  [[nodiscard]] virtual bool cancelled() const = 0;
};

/// What a caller needs to tell its user; the rest is in the files.
struct AnalysisOutcome {
  std::filesystem::path folder;  ///< output_root/<session>
  double recording_s = 0.0;
  int cramps = 0;
  int rejected_cramps = 0;
  int tension_periods = 0;
  int leg_movements = 0;
  int artifacts = 0;
  std::vector<std::string> notes;
};

/// Reads, analyses and writes one recording. Results are written to a temporary folder beside the
/// final one and renamed when complete; an existing result folder of calfemg is replaced.
/// @param observer  told when the recording is being read
/// @throws core::FileError, core::FormatError, core::OutputError, core::Interrupted
[[nodiscard]] AnalysisOutcome analyze_recording(const AnalysisRequest& request,
                                                const Config& config,
                                                Progress& progress,
                                                ReadingObserver& observer);

}  // namespace calfemg::pipeline
