// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace calfemg::pipeline {

/// What a running process takes at this moment; zeros when it has ended.
struct ProcessUsage {
  std::uint64_t resident_bytes = 0;  ///< memory that is really there, not what is only reserved
  double processor_s = 0.0;          ///< of all its threads
};

[[nodiscard]] ProcessUsage usage_of(int process);

}  // namespace calfemg::pipeline
