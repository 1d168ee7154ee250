// SPDX-License-Identifier: Apache-2.0
#include "app/run.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <ostream>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "pipeline/build_info.hpp"

namespace calfemg::app {
namespace {

constexpr std::array kSubcommands{
    Subcommand{"analyze", &analyze_spec, &run_analyze},
    Subcommand{"inspect", &inspect_spec, &run_inspect},
    Subcommand{"import", &import_spec, &run_import},
    Subcommand{"validate", &validate_spec, &run_validate},
    Subcommand{"config", &config_spec, &run_config},
    Subcommand{"batch", &batch_spec, &run_batch},
    Subcommand{"status", &status_spec, &run_status},
    Subcommand{"collect", &collect_spec, &run_collect},
    Subcommand{"export", &export_spec, &run_export},
    Subcommand{"verify", &verify_spec, &run_verify},
    Subcommand{"study", &study_spec, &run_study},
    Subcommand{"submit", &submit_spec, &run_submit},
    Subcommand{"batch-worker", &worker_spec, &run_worker},
    Subcommand{"report", &report_spec, &run_report},
    Subcommand{"rescore", &rescore_spec, &run_rescore},
    Subcommand{"simulate", &simulate_spec, &run_simulate},
    Subcommand{"evaluate", &evaluate_spec, &run_evaluate},
};

constexpr std::size_t kSummaryColumn = 12;

std::string general_help() {
  std::string text =
      "calfemg: cramps and elevated tension in whole nights of calf EMG\n"
      "\n"
      "Usage:\n"
      "  calfemg COMMAND [ARGUMENTS]\n"
      "  calfemg help [COMMAND]\n"
      "  calfemg --version\n"
      "\n"
      "Commands:\n";
  for (const auto& command : subcommands()) {
    const std::string summary = command.spec().summary;
    if (summary.empty()) continue;  // not for people
    text += "  " + std::string(command.name) +
            std::string(kSummaryColumn - command.name.size(), ' ') + summary + "\n";
  }
  return text +
         "\n"
         "Exit codes:\n"
         "  0    all good\n"
         "  1    some recordings failed, or a failure while running such as a full disk\n"
         "  2    wrong usage or configuration, or results cannot be written to --out\n"
         "  3    the input is missing or cannot be read\n"
         "  4    the input was understood and refused\n"
         "  130  interrupted\n"
         "\n"
         "Example:\n"
         "  calfemg analyze night.h5 --out results\n"
         "\n"
         "Data go to standard output; progress and messages go to standard error, coloured only\n"
         "on a terminal and never when NO_COLOR is set. calfemg is no medical device.\n";
}

std::string version_text() {
  std::string text =
      "calfemg " + pipeline::program_version() + " (commit " + pipeline::source_commit() + ")\n";
  auto libraries = pipeline::library_versions();
  std::string boost = BOOST_LIB_VERSION;  // "1_74"
  std::replace(boost.begin(), boost.end(), '_', '.');
  libraries["Boost"] = boost;
  for (const auto& [name, version] : libraries)
    text.append("  ").append(name).append(" ").append(version).append("\n");
  return text;
}

const Subcommand& command_named(const std::string& name) {
  std::vector<std::string> known{"help", "--help", "--version"};
  for (const auto& command : kSubcommands) {
    if (command.name == name) return command;
    known.emplace_back(command.name);
  }
  const bool is_option = name.starts_with('-');
  throw UsageError((is_option ? "unknown option " : "unknown command ") + name +
                   suggestion(name, known) + "\nSee calfemg --help.");
}

int run_help(const std::vector<std::string>& topics, const Console& console) {
  if (topics.size() > 1) throw UsageError("help takes one command.");
  if (topics.empty() || topics.front() == "help" || topics.front().starts_with("-h") ||
      topics.front() == "--help") {
    console.out << general_help();
  } else {
    console.out << help_text(command_named(topics.front()).spec());
  }
  return kAllGood;
}

int run_subcommand(const std::vector<std::string>& arguments, const Console& console) {
  const std::string& first = arguments.front();
  const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
  if (first == "--help" || first == "-h" || first == "help") return run_help(rest, console);
  if (first == "--version" || first == "version") {
    console.out << version_text();
    return kAllGood;
  }
  const Subcommand& command = command_named(first);
  const CommandSpec spec = command.spec();
  try {
    const CommandLine line = parse_command_line(spec, rest);
    if (!line.has("help")) return command.run(line, console);
    console.out << help_text(spec);
    return kAllGood;
  } catch (const UsageError& error) {
    throw UsageError(std::string(error.what()) + "\nSee calfemg help " + spec.name + ".");
  }
}

int run_guarded(const std::vector<std::string>& arguments, const Console& console) {
  try {
    if (!arguments.empty()) return run_subcommand(arguments, console);
    console.err << general_help();
    return kUsage;
  } catch (const std::bad_alloc&) {
    complain(console, "out of memory.");
    return kSomeFailed;
  } catch (const std::exception& error) {
    complain(console, error.what());
    return exit_code(error);
  }
}

}  // namespace

std::span<const Subcommand> subcommands() {
  return kSubcommands;
}

int run(int argc, char** argv) {
  const Console console = standard_console();
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  const int code = run_guarded(arguments, console);
  if (code != kAllGood || hand_on(console)) return code;
  return kSomeFailed;
}

}  // namespace calfemg::app
