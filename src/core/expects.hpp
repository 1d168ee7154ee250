// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace calfemg::core {

/// Ends the program with the failed condition on stderr: a bug of ours, never the user's fault.
[[noreturn]] void expectation_failed(const char* condition, const char* file, int line);

}  // namespace calfemg::core

/// States what must hold for the code below to be right. On in every build type.
#define CALFEMG_EXPECTS(condition)    \
  ((condition) ? static_cast<void>(0) \
               : ::calfemg::core::expectation_failed(#condition, __FILE__, __LINE__))
