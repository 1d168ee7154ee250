// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "core/text.hpp"
#include "export/session_files.hpp"
#include "pipeline/files.hpp"
#include "simulate/scenario.hpp"
#include "simulate/simulate.hpp"

namespace calfemg::app {
namespace {

const char* const kMore = R"(
Writes a recording of which everything is known. The true events go beside it into FILE_truth.tsv,
with the columns of events.tsv. The same scenario and seed give the same bytes; docs/simulator.md
says what is simulated and from which publications the numbers come.

Exit codes:
  0    all good
  1    the recording cannot be written
  2    wrong usage, or problems in the scenario

Example:
  calfemg simulate --scenario pipelines/scenarios/hard_night.toml --seed 7 --out night.h5
)";

std::string required(const CommandLine& line, const std::string& option) {
  const auto value = line.value(option);
  if (!value) throw UsageError("simulate needs --" + option + ".");
  return *value;
}

std::uint64_t seed_of(const CommandLine& line) {
  constexpr double kExact = 0x1p53;  // above it a double skips whole numbers
  const std::string text = required(line, "seed");
  const auto number = core::number_from_text(text);
  if (!number || *number < 0.0 || *number >= kExact || std::floor(*number) < *number)
    throw UsageError("--seed: expected a whole number from 0, found " + text + ".");
  return static_cast<std::uint64_t>(*number);
}

std::filesystem::path truth_path(const std::filesystem::path& out) {
  return out.parent_path() / (out.stem().string() + "_truth.tsv");
}

}  // namespace

CommandSpec simulate_spec() {
  return {"simulate",
          "write a simulated recording and its true events",
          "simulate --scenario FILE --seed N --out FILE.h5",
          "",
          {{"scenario", "FILE", "what happens in the night (TOML)"},
           {"seed", "N", "whole number from 0; another number, another night"},
           {"out,o", "FILE.h5", "the recording; FILE_truth.tsv is written beside it"}},
          kMore};
}

int run_simulate(const CommandLine& line, const Console& console) {
  if (!line.words.empty()) throw UsageError("simulate takes no word without a dash.");
  const std::filesystem::path out = required(line, "out");
  const std::uint64_t seed = seed_of(line);
  const auto scenario = simulate::read_scenario(required(line, "scenario"));
  const auto truth = simulate::simulate(scenario, seed, out);
  pipeline::write_text_file(truth_path(out), exporting::events_tsv(truth));
  complain(console,
           "simulated " + printable(out.string()) + ", " + std::to_string(truth.size()) +
               " true events.");
  return kAllGood;
}

}  // namespace calfemg::app
