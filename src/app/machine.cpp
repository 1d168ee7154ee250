// SPDX-License-Identifier: Apache-2.0
#include "app/machine.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sched.h>
#include <sstream>
#include <string_view>
#include <thread>
#include <unistd.h>

#include "core/text.hpp"

namespace calfemg::app {
namespace {

using Variables = std::map<std::string, std::string>;

std::optional<std::uint64_t> number_in(const Variables& variables, const std::string& name) {
  const auto found = variables.find(name);
  if (found == variables.end()) return std::nullopt;
  const auto number = core::number_from_text(found->second);
  if (!number || *number < 1.0) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

std::size_t own_processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0)
    return static_cast<std::size_t>(std::max(CPU_COUNT(&set), 1));
  return std::max(std::thread::hardware_concurrency(), 1U);
}

std::uint64_t available_bytes() {
  constexpr std::uint64_t kKilobyte = 1024;
  std::ifstream file("/proc/meminfo");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name;
    std::uint64_t kilobytes = 0;
    if (words >> name >> kilobytes && name == "MemAvailable:") return kilobytes * kKilobyte;
  }
  return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
         static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

// Of the control group (version 2) that this process is in; "max" is no number.
std::optional<std::uint64_t> group_limit() {
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    if (!line.starts_with("0::")) continue;
    std::uint64_t bytes = 0;
    std::ifstream limit("/sys/fs/cgroup" + line.substr(3) + "/memory.max");
    if (limit >> bytes) return bytes;
  }
  return std::nullopt;
}

}  // namespace

Machine this_machine(const Variables& variables) {
  constexpr unsigned kMegabyteShift = 20;
  Machine machine{own_processors(), available_bytes()};
  if (const auto given = number_in(variables, "SLURM_CPUS_PER_TASK"))
    machine.processors = std::min<std::size_t>(machine.processors, *given);
  if (const auto limit = group_limit())
    machine.memory_bytes = std::min(machine.memory_bytes, *limit);
  if (const auto given = number_in(variables, "SLURM_MEM_PER_NODE"))
    machine.memory_bytes = std::min(machine.memory_bytes, *given << kMegabyteShift);
  return machine;
}

std::size_t usual_jobs(const Machine& machine, std::uint64_t bytes_per_job) {
  const std::uint64_t room = machine.memory_bytes / std::max<std::uint64_t>(bytes_per_job, 1);
  return std::max<std::size_t>(1, std::min<std::size_t>(machine.processors, room));
}

}  // namespace calfemg::app
