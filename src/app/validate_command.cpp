// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <ostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/file_judge.hpp"
#include "app/interrupt.hpp"
#include "app/recording_options.hpp"
#include "core/text.hpp"
#include "pipeline/layout_file.hpp"

namespace calfemg::app {
namespace {

const char* const kMore = R"(
One line for each file, in the order of their paths: file, verdict, layout, reason, emg_channels,
duration_s, message, hint. Verdicts: ok (analyze will take it), refused (see reason, message and
hint), other (no recording, nor named like one: .h5 .hdf5 .hdf .nwb .mat .edf .bdf). Reads headers
only; with --deep every sample once, which finds damage inside. A file that crashes the library that
reads it is refused, and the next one is looked at.

Exit codes:
  0    no file was refused
  2    wrong usage, or problems in the map of --layout
  3    ARCHIVE is missing or cannot be read
  4    at least one file was refused
  130  interrupted

Examples:
  calfemg validate archive > archive.tsv
  calfemg validate archive --json | jq '.[] | select(.verdict == "refused") | .file'
)";

using Json = nlohmann::ordered_json;

// What is written for each file, in one of two forms.
class Table {
 public:
  Table(std::ostream& out, bool json) : out_(out), json_(json) {
    out_ << (json_ ? "["
                   : "file\tverdict\tlayout\treason\temg_channels\tduration_s\tmessage\thint\n");
  }

  ~Table() {
    if (json_) out_ << (first_ ? "]\n" : "\n]\n");
  }

  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  Table(Table&&) = delete;
  Table& operator=(Table&&) = delete;

  void add(const std::string& file, const FileVerdict& verdict) {
    if (json_) {
      out_ << (first_ ? "\n" : ",\n")
           << row_json(file, verdict).dump(-1, ' ', false, Json::error_handler_t::replace);
    } else {
      out_ << row_tsv(file, verdict);
    }
    first_ = false;
    out_.flush();
  }

 private:
  static Json row_json(const std::string& file, const FileVerdict& verdict) {
    const bool opened = std::isfinite(verdict.duration_s);
    return {{"file", file},
            {"verdict", verdict.verdict},
            {"layout", verdict.layout},
            {"reason", verdict.reason},
            {"emg_channels", opened ? Json(verdict.emg_channels) : Json(nullptr)},
            {"duration_s", opened ? Json(verdict.duration_s) : Json(nullptr)},
            {"message", verdict.message},
            {"hint", verdict.hint}};
  }

  // The rest of a line between the processes is the rest of a row; only what is absent differs.
  static std::string row_tsv(const std::string& file, const FileVerdict& verdict) {
    const auto cell = [](const std::string& text) { return text.empty() ? "n/a" : text; };
    const bool opened = std::isfinite(verdict.duration_s);
    return printable(file) + "\t" + verdict.verdict + "\t" + cell(verdict.layout) + "\t" +
           cell(verdict.reason) + "\t" + (opened ? std::to_string(verdict.emg_channels) : "n/a") +
           "\t" + core::number_text(verdict.duration_s) + "\t" + cell(verdict.message) + "\t" +
           cell(verdict.hint) + "\n";
  }

  std::ostream& out_;
  bool json_;
  bool first_ = true;
};

// A map of --layout is read once.
MapSource map_source(const CommandLine& line) {
  if (const auto layout = line.value("layout"))
    return [map = pipeline::layout_from_argument(*layout)](const auto& /*file*/) { return map; };
  return [archive = std::filesystem::path(line.words.front())](const auto& file) {
    return pipeline::layout_for_recording(std::nullopt, file, archive);
  };
}

}  // namespace

CommandSpec validate_spec() {
  return {"validate",
          "tell for each file of an archive whether it can be analysed",
          "validate ARCHIVE [--deep] [--json] [--layout NAME|FILE]",
          "ARCHIVE",
          together({{{"deep", "", "read every sample, not only headers"},
                     {"json", "", "JSON instead of TSV"},
                     layout_option(LayoutFor::archive)},
                    isolation_options("1024")}),
          kMore};
}

int run_validate(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("validate needs one ARCHIVE, a folder or a file.");
  const MapSource map_of = map_source(line);
  const Isolation isolation = isolation_of(line, kReadingMemoryBytes);
  const Depth depth = line.has("deep") ? Depth::samples : Depth::headers;
  const auto files = files_of(line.words.front());
  listen_for_interrupts();
  turn_write_signals_into_errors();

  FileJudge judge(files, map_of, depth, isolation);
  Table table(console.out, line.has("json"));
  std::size_t refused = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto verdict = judge.judge(i);
    if (!verdict) return kInterrupted;
    table.add(files[i].string(), *verdict);
    if (verdict->verdict == "refused") ++refused;
  }
  if (refused == 0) return kAllGood;
  complain(console,
           std::to_string(refused) + " of " + std::to_string(files.size()) + " files are refused.");
  return kInputRefused;
}

}  // namespace calfemg::app
