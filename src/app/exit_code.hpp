// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>

namespace calfemg::app {

/// What the caller of the program learns; docs/cli.md lists them.
inline constexpr int kAllGood = 0;
inline constexpr int kSomeFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kInputUnreadable = 3;
inline constexpr int kInputRefused = 4;
inline constexpr int kInterrupted = 130;  // 128 + SIGINT, as shells report it

/// Code of an error that ends the run of one recording or of the program.
[[nodiscard]] int exit_code(const std::exception& error);

}  // namespace calfemg::app
