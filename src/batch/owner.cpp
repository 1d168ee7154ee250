// SPDX-License-Identifier: Apache-2.0
#include "batch/owner.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "batch/state_folder.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;

std::string first_line(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

std::string host_name() {
  constexpr std::size_t kLongest = 256;
  std::array<char, kLongest> name{};
  (void)::gethostname(name.data(), name.size() - 1);
  return core::file_name_from(name.data());
}

// The machine since its start, and the set of process numbers: those of a container are its own.
std::string place() {
  std::error_code ignored;
  const std::string numbers = fs::read_symlink("/proc/self/ns/pid", ignored).string();
  return core::file_name_from(first_line("/proc/sys/kernel/random/boot_id") + numbers);
}

// In clock ticks since the start of the machine; "" when there is no such process, or a dead one.
std::string start_of(const std::string& process) {
  const std::string line = first_line("/proc/" + process + "/stat");
  const auto name_end = line.rfind(')');  // the name may hold anything
  if (name_end == std::string::npos) return {};
  std::istringstream fields(line.substr(name_end + 1));
  constexpr int kStartField = 20;  // counted from the state, which follows the name
  std::string field;
  for (int i = 0; i < kStartField && fields >> field; ++i) {
    if (i == 0 && (field == "Z" || field == "X")) return {};
  }
  return field;
}

std::optional<core::Seconds> age(const fs::path& path, const fs::path& now) {
  std::error_code error;
  const auto then = fs::last_write_time(path, error);
  if (error) return std::nullopt;
  const auto present = fs::last_write_time(now, error);
  if (error) return std::nullopt;
  return core::Seconds(std::chrono::duration<double>(present - then).count());
}

}  // namespace

std::string own_process_text() {
  const std::string process = std::to_string(::getpid());
  return host_name() + " " + place() + " " + process + " " + start_of(process);
}

Alive is_alive(std::string_view process_text) {
  std::istringstream words{std::string(process_text)};
  std::string host;
  std::string where;
  std::string process;
  std::string start;
  words >> host >> where >> process >> start;
  if (start.empty() || where != place()) return Alive::unknown;
  return start_of(process) == start ? Alive::yes : Alive::no;
}

RunFile::RunFile(fs::path runs) : runs_(std::move(runs)) {
  static std::atomic<unsigned> number{0};
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  id_ = host_name() + "-" + std::to_string(::getpid()) + "-" +
        std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()) + "-" +
        std::to_string(number++);
  replace_file(runs_ / id_, own_process_text() + "\n");
  remove_dead();
}

// A claim of a run without a file is one of a dead run too.
void RunFile::remove_dead() const {
  std::vector<fs::path> dead;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(runs_, error)) {
    if (!run_goes_on(entry.path(), runs_ / id_, core::Seconds(kSilentSeconds)))
      dead.push_back(entry.path());
  }
  for (const auto& path : dead)
    fs::remove(path, error);
}

RunFile::~RunFile() {
  std::error_code ignored;
  fs::remove(runs_ / id_, ignored);
}

void RunFile::beat(const std::string& progress_json) const {
  try {
    replace_file(runs_ / id_, own_process_text() + "\n" + progress_json + "\n");
  } catch (const core::Error&) {
    std::error_code ignored;
    fs::last_write_time(runs_ / id_, fs::file_time_type::clock::now(), ignored);
  }
}

bool run_goes_on(const fs::path& run, const fs::path& now, core::Seconds silent) {
  const Alive alive = is_alive(first_line(run));
  if (alive != Alive::unknown) return alive == Alive::yes;
  const auto silence = age(run, now);
  return silence && silence->value() < silent.value();
}

bool RunFile::is_running(const std::string& run_id, core::Seconds silent) const {
  return run_id == id_ || run_goes_on(runs_ / run_id, runs_ / id_, silent);
}

}  // namespace calfemg::batch
