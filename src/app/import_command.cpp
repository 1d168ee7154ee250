// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <ostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/interrupt.hpp"
#include "app/isolation.hpp"
#include "app/recording_options.hpp"
#include "app/side_file_options.hpp"
#include "core/error.hpp"
#include "core/start_time.hpp"
#include "io/copy_recording.hpp"
#include "io/recording_reader.hpp"
#include "io/recording_writer.hpp"

namespace calfemg::app {
namespace {

namespace fs = std::filesystem;

const char* const kMore = R"(
Writes any recording that can be read, EDF or HDF5, as a calfemg recording 1.0 (HDF5): every sample
exactly, with gaps, units, roles, filters, annotations, hypnogram and start. Names and birth dates
of patients are not carried along. FILE.h5 appears when it is complete.

Exit codes:
  0    written
  1    the recording cannot be written, e.g. full disk
  2    wrong usage, problems in the map of --layout, or FILE.h5 exists and --force is not given
  3    the recording is missing or cannot be read
  4    the recording was understood and refused, for example because a unit is missing
  130  interrupted (Ctrl-C, SIGTERM); nothing was written

Examples:
  calfemg import night.edf --out night.h5
  calfemg import night.bdf --out night.h5 --layout map.toml --force
  calfemg import night.edf --out night.h5 --hypnogram stages.xml
)";

fs::path target_of(const CommandLine& line) {
  const auto out = line.value("out");
  if (!out || out->empty()) throw UsageError("import needs a file to write: --out FILE.h5.");
  std::error_code ignored;
  if (fs::is_directory(*out, ignored))
    throw UsageError("--out: expected a file to write, found the folder " + *out + ".");
  if (fs::equivalent(*out, line.words.front(), ignored))
    throw UsageError("--out: " + *out + " is the recording that is read.");
  if (fs::exists(*out, ignored) && !line.has("force"))
    throw UsageError("--out: " + *out + " exists; give --force to write over it.");
  return *out;
}

void report(const core::RecordingInfo& info, const fs::path& out, const Console& console) {
  for (const auto& note : info.notes)
    complain(console, "note: " + printable(note));
  console.out << printable(out.string()) << "\tblocks=" << info.blocks.size()
              << "\tannotations=" << info.annotations.size()
              << "\tepochs=" << (info.hypnogram ? info.hypnogram->stages.size() : 0)
              << "\trecording=" << core::elapsed_time(info.duration().value()) << '\n';
}

}  // namespace

CommandSpec import_spec() {
  return {"import",
          "write a recording as a calfemg recording (HDF5)",
          "import RECORDING --out FILE.h5 [--layout NAME|FILE] [--hypnogram FILE]\n"
          "                 [--annotations FILE] [--force]",
          "RECORDING",
          together({{{"out,o", "FILE.h5", "the calfemg recording to write (required)"},
                     layout_option(LayoutFor::one_recording)},
                    side_file_options(),
                    {{"force,f", "", "write over FILE.h5 if it exists"}},
                    isolation_options("1024")}),
          kMore};
}

int run_import(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("import needs one RECORDING.");
  const fs::path out = target_of(line);
  const GivenRecording given = given_recording(line);
  listen_for_interrupts();
  turn_write_signals_into_errors();
  const auto work = [&](pipeline::ReadingObserver& observer) {
    const auto reader = open_given(given, observer);
    io::copy_recording(*reader, reader->info(), out, [](double /*done*/) {
      if (interrupted()) throw core::Interrupted();
    });
    report(reader->info(), out, console);
    return kAllGood;
  };
  return run_isolated(console, given.path, given.isolation, work, [&out](int /*process*/) {
    std::error_code ignored;
    fs::remove(io::unfinished_file(out), ignored);
  });
}

}  // namespace calfemg::app
