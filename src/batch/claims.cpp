// SPDX-License-Identifier: Apache-2.0
#include "batch/claims.hpp"

#include <system_error>
#include <utility>

#include "core/error.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;

// Beyond it something is wrong with the folder; each generation is a run that was killed.
constexpr unsigned kMostGenerations = 10'000;

}  // namespace

Claims::Claims(fs::path folder, const RunFile& run, core::Seconds silent)
    : folder_(std::move(folder)), run_(run), silent_(silent) {}

fs::path Claims::link(const std::string& session, unsigned generation) const {
  return folder_ / (session + "." + std::to_string(generation));
}

std::string Claims::run_at(const std::string& session, unsigned generation) const {
  std::error_code ignored;
  return fs::read_symlink(link(session, generation), ignored).string();
}

std::vector<std::string> Claims::chain(const std::string& session) const {
  std::vector<std::string> runs;
  for (unsigned i = 1; i < kMostGenerations; ++i) {
    std::string run = run_at(session, i);
    if (run.empty()) break;
    runs.push_back(std::move(run));
  }
  return runs;
}

// What a run left above its lowest claims when it was killed while it gave them back.
void Claims::remove_dead_above(const std::string& session, unsigned generation) const {
  const auto runs = chain(session);
  if (runs.size() <= generation || run_.is_running(runs.back(), silent_)) return;
  std::error_code ignored;
  for (auto i = static_cast<unsigned>(runs.size()); i > generation; --i)
    fs::remove(link(session, i), ignored);
}

bool Claims::take(const std::string& session) const {
  auto expected = chain(session);
  if (!expected.empty() && run_.is_running(expected.back(), silent_)) return false;
  expected.push_back(run_.id());
  const auto own = static_cast<unsigned>(expected.size());
  std::error_code error;
  fs::create_symlink(run_.id(), link(session, own), error);
  if (error == std::errc::file_exists) return false;
  if (error)
    throw core::OutputError(folder_.string(), "cannot be written: " + error.message() + ".");
  remove_dead_above(session, own);
  // The dead claim may have been taken over, used and given back since it was looked at; then
  // something has changed below ours, and somebody else may stand there.
  if (chain(session) == expected) return true;
  fs::remove(link(session, own), error);
  return false;
}

bool Claims::is_ours(const std::string& session) const {
  const auto runs = chain(session);
  return !runs.empty() && runs.back() == run_.id();
}

// From the lowest one: whoever sees a gap below a claim knows that it is not theirs.
void Claims::give_back(const std::string& session) const {
  const auto runs = chain(session);
  if (runs.empty() || runs.back() != run_.id()) return;
  std::error_code ignored;
  for (unsigned i = 1; i <= runs.size(); ++i)
    fs::remove(link(session, i), ignored);
}

}  // namespace calfemg::batch
