// SPDX-License-Identifier: Apache-2.0
#include "app/program.hpp"

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <thread>
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
    result.push_back(std::string(name).append("=").append(value));
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (auto& text : texts)
    result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// A process whose outputs go to two files of a folder.
class Process {
 public:
  Process(const std::vector<std::string>& arguments, const Environment& environment) {
    constexpr int kMode = 0600;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(
        &actions, STDOUT_FILENO, out().c_str(), O_WRONLY | O_CREAT, kMode);
    posix_spawn_file_actions_addopen(
        &actions, STDERR_FILENO, err().c_str(), O_WRONLY | O_CREAT, kMode);
    std::vector<std::string> words{CALFEMG_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = surroundings(environment);
    const int spawned = posix_spawn(&process_,
                                    CALFEMG_PROGRAM,
                                    &actions,
                                    nullptr,
                                    pointers(words).data(),
                                    pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    REQUIRE(spawned == 0);
  }

  // True when the process is still there, so that a signal can reach it.
  [[nodiscard]] bool wait_for(const std::string& text) {
    while (contents(err()).find(text) == std::string::npos) {
      if (waitpid(process_, &status_, WNOHANG) != 0) return false;
      std::this_thread::yield();
    }
    return true;
  }

  void signal(int number) const { ::kill(process_, number); }

  [[nodiscard]] ProgramRun finished() {
    REQUIRE(waitpid(process_, &status_, 0) == process_);
    return {WIFEXITED(status_) ? WEXITSTATUS(status_) : -1, contents(out()), contents(err())};
  }

 private:
  [[nodiscard]] std::string out() const { return (folder_.path() / "out").string(); }

  [[nodiscard]] std::string err() const { return (folder_.path() / "err").string(); }

  TemporaryFolder folder_;
  pid_t process_ = 0;
  int status_ = 0;
};

}  // namespace

ProgramRun run_program(const std::vector<std::string>& arguments, const Environment& environment) {
  return Process(arguments, environment).finished();
}

ProgramRun run_program_and_signal(const std::vector<std::string>& arguments,
                                  int signal,
                                  const std::string& when) {
  Process process(arguments, {});
  REQUIRE(process.wait_for(when));
  process.signal(signal);
  return process.finished();
}

std::string xml_that_fills_memory() {
  std::string text = "<PSGAnnotation>";
  for (int i = 0; i < 3'000'000; ++i)
    text += "<a/>";
  return text + "</PSGAnnotation>";
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
