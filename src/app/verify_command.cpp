// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <ostream>
#include <string>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/interrupt.hpp"
#include "core/error.hpp"
#include "exchange/session_facts.hpp"
#include "exchange/verify.hpp"
#include "pipeline/files.hpp"

namespace calfemg::app {
namespace {

using exchange::CheckedFile;
using exchange::Extent;
using exchange::FileState;
using exchange::Verified;

const char* const kMore = R"(
RESULTS is the --out of analyze or batch, or one session folder. Compares the SHA-256 of every
result file, of the recording and of the files beside it with those in provenance.json. Prints a
line for each file that is missing or differs: session, role, file, state. Other files in a session
folder are named on standard error and change nothing.

Exit codes:
  0    everything is as it was
  1    something is missing or differs
  2    wrong usage
  3    RESULTS is missing, or holds no session
  4    a provenance.json was not understood
  130  interrupted

Examples:
  calfemg verify results
  calfemg verify results --outputs-only --ro-crate
)";

void tell(const Verified& verified, const Console& console) {
  for (const CheckedFile& file : verified.files) {
    if (file.state == FileState::same) continue;
    console.out << printable(verified.session) << '\t' << file.role << '\t' << printable(file.path)
                << '\t' << (file.state == FileState::missing ? "missing" : "differs") << '\n';
  }
  for (const auto& name : verified.strangers)
    complain(console, "note: " + verified.session + "/" + name + " is not of the analysis.");
}

}  // namespace

CommandSpec verify_spec() {
  return {"verify",
          "check results and their recordings against the hashes of the analysis",
          "verify RESULTS [--outputs-only] [--ro-crate]",
          "RESULTS",
          {{"outputs-only", "", "do not look for the recordings and the files beside them"},
           {"ro-crate",
            "",
            "write ro-crate-metadata.json (Process Run Crate) into each session folder that is as "
            "it was"}},
          kMore};
}

int run_verify(const CommandLine& line, const Console& console) {
  if (line.words.size() != 1) throw UsageError("verify needs one RESULTS.");
  listen_for_interrupts();
  const Extent extent = line.has("outputs-only") ? Extent::outputs : Extent::inputs_too;
  const auto sessions = exchange::sessions_in(line.words.front());
  std::size_t bad = 0;
  for (const auto& folder : sessions) {
    if (interrupted()) throw core::Interrupted();
    const Verified verified = exchange::verify_session(folder, extent);
    tell(verified, console);
    if (!verified.is_good()) {
      ++bad;
    } else if (line.has("ro-crate")) {
      pipeline::write_text_file(folder / exchange::kCrateFile, exchange::run_crate_json(folder));
    }
  }
  complain(
      console,
      std::to_string(sessions.size()) + " sessions, " + std::to_string(bad) + " not as they were.");
  return bad == 0 ? kAllGood : kSomeFailed;
}

}  // namespace calfemg::app
