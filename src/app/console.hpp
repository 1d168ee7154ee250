// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

namespace calfemg::app {

/// Width of a terminal that does not say its own.
inline constexpr int kUsualColumns = 80;

/// Where a command writes: data on `out`, everything else on `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;     ///< a progress bar makes sense
  int err_columns = kUsualColumns;  ///< of the terminal
  bool err_colour = false;          ///< a terminal, and NO_COLOR is not set
};

/// The console of the process. `NO_COLOR` with any value but "" and `TERM=dumb` switch colour off;
/// `TERM=dumb` also counts as no terminal.
[[nodiscard]] Console standard_console();

/// Writes "calfemg: ..." for each line of `text` to standard error.
void complain(const Console& console, std::string_view text);

/// Hands on all that was written to `out`; complains and returns false when that cannot be done.
[[nodiscard]] bool hand_on(const Console& console);

/// The text with control characters replaced: names out of files cannot steer a terminal.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace calfemg::app
