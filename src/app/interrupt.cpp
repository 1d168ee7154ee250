// SPDX-License-Identifier: Apache-2.0
#include "app/interrupt.hpp"

#include <atomic>
#include <csignal>

namespace calfemg::app {
namespace {

// A signal handler can reach nothing but a global; a lock-free atomic is what it may write.
std::atomic<bool> signal_seen{false};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void note_signal(int /*signal*/) {
  signal_seen.store(true);
}

}  // namespace

void listen_for_interrupts() {
  struct sigaction action = {};
  action.sa_handler = &note_signal;  // NOLINT(cppcoreguidelines-pro-type-union-access)
  // Reads go on after the signal; the next one finds the default action.
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

void turn_write_signals_into_errors() {
  struct sigaction action = {};
  action.sa_handler = SIG_IGN;  // NOLINT(cppcoreguidelines-pro-type-union-access)
  sigaction(SIGPIPE, &action, nullptr);
  sigaction(SIGXFSZ, &action, nullptr);
}

bool interrupted() {
  return signal_seen.load();
}

}  // namespace calfemg::app
