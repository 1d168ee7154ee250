// SPDX-License-Identifier: Apache-2.0
#include "app/console.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace calfemg::app {
namespace {

constexpr char kDelete = '\x7F';

std::string_view variable(const char* name) {
  // The environment is read before any thread exists and never written.
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == kDelete;
}

}  // namespace

Console standard_console() {
  Console console{std::cout, std::cerr};
  console.err_is_terminal = ::isatty(STDERR_FILENO) != 0 && variable("TERM") != "dumb";
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    console.err_columns = size.ws_col;
  console.err_colour = console.err_is_terminal && variable("NO_COLOR").empty();
  return console;
}

void complain(const Console& console, std::string_view text) {
  constexpr std::string_view kRed = "\x1B[31m";
  constexpr std::string_view kPlain = "\x1B[0m";
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (console.err_colour) {
      console.err << kRed << "calfemg:" << kPlain << ' ' << printable(line) << '\n';
    } else {
      console.err << "calfemg: " << printable(line) << '\n';
    }
  }
  console.err.flush();
}

bool hand_on(const Console& console) {
  console.out.flush();
  if (!console.out) complain(console, "standard output cannot be written.");
  return static_cast<bool>(console.out);
}

std::string printable(std::string_view text) {
  std::string result(text);
  std::replace_if(result.begin(), result.end(), is_control, '?');
  return result;
}

}  // namespace calfemg::app
