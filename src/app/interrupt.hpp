// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace calfemg::app {

/// From now on SIGINT and SIGTERM ask the running work to stop; the second one ends the process.
void listen_for_interrupts();

/// True once such a signal has come.
[[nodiscard]] bool interrupted();

}  // namespace calfemg::app
