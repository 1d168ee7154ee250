// SPDX-License-Identifier: Apache-2.0
#include "app/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace calfemg::test {
namespace {

// The environment without CALFEMG_ variables, so that a developer's settings change no test.
std::vector<std::string> surroundings(const Environment& environment) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text(*entry);
    if (!text.starts_with("CALFEMG_")) result.push_back(text);
  }
  for (const auto& [name, value] : environment)
    result.push_back(name + "=" + value);
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts)
    result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

}  // namespace

ProgramRun run_program(const std::vector<std::string>& arguments, const Environment& environment) {
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "out").string();
  const std::string err = (folder.path() / "err").string();
  constexpr int kMode = 0600;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, kMode);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, kMode);

  std::vector<std::string> words{CALFEMG_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = surroundings(environment);
  pid_t process = 0;
  const int spawned = posix_spawn(&process,
                                  CALFEMG_PROGRAM,
                                  &actions,
                                  nullptr,
                                  pointers(words).data(),
                                  pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  REQUIRE(spawned == 0);
  int status = 0;
  REQUIRE(waitpid(process, &status, 0) == process);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(out), contents(err)};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool is_refusal(const ProgramRun& run, int exit_code) {
  if (run.exit_code != exit_code || !run.out.empty() || run.err.empty()) return false;
  std::istringstream lines(run.err);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("calfemg: ") || line.ends_with(" ")) return false;
  }
  return true;
}

}  // namespace calfemg::test
