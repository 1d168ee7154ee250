// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace calfemg::app {

/// The whole program: finds the subcommand, runs it, turns every error into sentences on standard
/// error and an exit code (app/exit_code.hpp).
[[nodiscard]] int run(int argc, char** argv);

}  // namespace calfemg::app
