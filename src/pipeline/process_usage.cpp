// SPDX-License-Identifier: Apache-2.0
#include "pipeline/process_usage.hpp"

#include <ctime>
#include <fstream>
#include <string>
#include <unistd.h>

namespace calfemg::pipeline {

ProcessUsage usage_of(int process) {
  constexpr double kNanosecond = 1e-9;
  ProcessUsage usage;
  std::ifstream pages("/proc/" + std::to_string(process) + "/statm");
  std::uint64_t reserved = 0;
  std::uint64_t resident = 0;
  if (pages >> reserved >> resident)
    usage.resident_bytes = resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  clockid_t clock{};
  timespec time{};
  if (clock_getcpuclockid(process, &clock) == 0 && clock_gettime(clock, &time) == 0)
    usage.processor_s =
        static_cast<double>(time.tv_sec) + kNanosecond * static_cast<double>(time.tv_nsec);
  return usage;
}

}  // namespace calfemg::pipeline
