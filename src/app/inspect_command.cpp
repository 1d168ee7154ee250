// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/inspection.hpp"
#include "app/isolation.hpp"
#include "app/recording_options.hpp"
#include "app/side_file_options.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "io/map_draft.hpp"
#include "io/recording_reader.hpp"
#include "pipeline/options.hpp"
#include "pipeline/plausibility.hpp"
#include "pipeline/watched_reader.hpp"

namespace calfemg::app {
namespace {

const char* const kMore = R"(
Shows the layout that was found, blocks, rates (Hz), durations (H:MM:SS), channels with roles and
units and where these come from, hypnogram, annotations, gaps, context, and for each channel that
is a voltage a quick look at its amplitude (uV). gate: whether analyze would take an EMG channel
(pass) or leave it out because it cannot be raw EMG (refuse), with the usual band. Reads excerpts,
not the whole file.

Exit codes:
  0    the recording can be read
  2    wrong usage, or problems in the map of --layout
  3    the recording is missing or cannot be read
  4    the recording was understood and refused, for example because a unit is missing

Examples:
  calfemg inspect night.h5
  calfemg inspect night.h5 --json | jq '.blocks[].sampling_rate_hz'
  calfemg inspect --layouts
  calfemg inspect --suggest-map emg.mat > map.toml
)";

int list_layouts(const CommandLine& line, const Console& console) {
  if (!line.words.empty() || line.options.size() != 1)
    throw UsageError("inspect --layouts takes nothing else.");
  std::vector<std::vector<std::string>> rows;
  for (const auto& layout : io::layout_summaries())
    rows.push_back({layout.name, layout.about});
  console.out << text_table(rows);
  return kAllGood;
}

int suggest_map(const CommandLine& line, const Console& console) {
  for (const auto* const option : {"json", "layout", "hypnogram", "annotations"}) {
    if (line.has(option) || line.value(option))
      throw UsageError("inspect --suggest-map takes no --" + std::string(option) + ".");
  }
  const std::string& recording = line.words.front();
  const Isolation isolation = isolation_of(line, kReadingMemoryBytes);
  return run_isolated(console, recording, isolation, [&](pipeline::ReadingObserver& observer) {
    console.out << pipeline::watched(observer, [&] { return io::draft_map(recording); });
    return kAllGood;
  });
}

// What an inspection found, and its code.
struct Found {
  Inspection inspection;
  int code = kAllGood;
};

// The recording is closed again at the end.
Found look_at(std::unique_ptr<io::RecordingReader> reader, const Console& console) {
  Found found{{reader->info(), {}, {}}, kAllGood};
  Inspection& inspection = found.inspection;
  for (std::size_t b = 0; b < inspection.recording.blocks.size(); ++b) {
    try {
      inspection.amplitudes.push_back(check_amplitudes(*reader, b));
    } catch (const core::FileError& error) {
      // What could be read is shown all the same.
      complain(console, error.what());
      found.code = exit_code(error);
      inspection.amplitudes.emplace_back(inspection.recording.blocks[b].channels.size());
    }
  }
  if (found.code == kAllGood)
    inspection.implausible = pipeline::find_implausible(*reader, pipeline::Options().signal);
  return found;
}

}  // namespace

CommandSpec inspect_spec() {
  const std::vector<OptionSpec> other_forms{
      {"layouts", "", "list the layouts that are known, in the order they are tried"},
      {"suggest-map",
       "",
       "draft a map for --layout from what is in the file, with blanks to fill in"}};
  return {"inspect",
          "show what a recording holds",
          "inspect RECORDING [--json] [--layout NAME|FILE] [--hypnogram FILE]\n"
          "                  [--annotations FILE]\n  calfemg inspect --layouts\n"
          "  calfemg inspect --suggest-map RECORDING",
          "RECORDING",
          together({{{"json", "", "JSON instead of text"}, layout_option(LayoutFor::one_recording)},
                    side_file_options(),
                    other_forms,
                    isolation_options("1024")}),
          kMore};
}

int run_inspect(const CommandLine& line, const Console& console) {
  if (line.has("layouts")) return list_layouts(line, console);
  if (line.words.size() != 1) throw UsageError("inspect needs one RECORDING.");
  if (line.has("suggest-map")) return suggest_map(line, console);
  const GivenRecording given = given_recording(line);
  const auto work = [&](pipeline::ReadingObserver& observer) {
    const Found found = look_at(open_given(given, observer), console);
    console.out << (line.has("json") ? inspection_json(found.inspection)
                                     : inspection_text(found.inspection));
    return found.code;
  };
  return run_isolated(console, given.path, given.isolation, work);
}

}  // namespace calfemg::app
