// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "app/command_line.hpp"
#include "app/console.hpp"

namespace calfemg::app {

/// A row of the table of subcommands.
struct Subcommand {
  std::string_view name;
  CommandSpec (*spec)();
  /// Does the work. @returns the exit code; throws for what ends the program.
  int (*run)(const CommandLine& line, const Console& console);
};

[[nodiscard]] std::span<const Subcommand> subcommands();

[[nodiscard]] CommandSpec analyze_spec();
[[nodiscard]] int run_analyze(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec inspect_spec();
[[nodiscard]] int run_inspect(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec import_spec();
[[nodiscard]] int run_import(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec validate_spec();
[[nodiscard]] int run_validate(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec config_spec();
[[nodiscard]] int run_config(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec report_spec();
[[nodiscard]] int run_report(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec rescore_spec();
[[nodiscard]] int run_rescore(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec simulate_spec();
[[nodiscard]] int run_simulate(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec evaluate_spec();
[[nodiscard]] int run_evaluate(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec batch_spec();
[[nodiscard]] int run_batch(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec status_spec();
[[nodiscard]] int run_status(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec collect_spec();
[[nodiscard]] int run_collect(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec export_spec();
[[nodiscard]] int run_export(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec verify_spec();
[[nodiscard]] int run_verify(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec study_spec();
[[nodiscard]] int run_study(const CommandLine& line, const Console& console);

[[nodiscard]] CommandSpec submit_spec();
[[nodiscard]] int run_submit(const CommandLine& line, const Console& console);

/// One recording of a batch; not for people, so that it has no summary.
[[nodiscard]] CommandSpec worker_spec();
[[nodiscard]] int run_worker(const CommandLine& line, const Console& console);

}  // namespace calfemg::app
