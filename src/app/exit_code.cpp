// SPDX-License-Identifier: Apache-2.0
#include "app/exit_code.hpp"

#include "app/command_line.hpp"
#include "core/error.hpp"

namespace calfemg::app {
namespace {

template <class Kind>
bool is(const std::exception& error) {
  return dynamic_cast<const Kind*>(&error) != nullptr;
}

}  // namespace

int exit_code(const std::exception& error) {
  if (is<UsageError>(error) || is<core::ConfigError>(error)) return kUsage;
  if (is<core::FileError>(error)) return kInputUnreadable;
  if (is<core::FormatError>(error)) return kInputRefused;
  if (is<core::Interrupted>(error)) return kInterrupted;
  return kSomeFailed;
}

}  // namespace calfemg::app
