// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace calfemg::app {

/// From now on SIGINT and SIGTERM ask the running work to stop; the second one ends the process.
void listen_for_interrupts();

/// From now on a write that fails is an error of that write (a closed pipe, a limit on the size of
/// files) and no signal that ends the process half-way.
void turn_write_signals_into_errors();

/// True once such a signal has come.
[[nodiscard]] bool interrupted();

}  // namespace calfemg::app
