// SPDX-License-Identifier: Apache-2.0
#include "app/output_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "core/error.hpp"

namespace calfemg::app {
namespace {

namespace fs = std::filesystem;

std::string reason(const std::error_code& error) {
  return error.message() + "; choose another folder with --out.";
}

}  // namespace

OutputFolder::OutputFolder(fs::path path) : path_(std::move(path)) {
  try {
    create();
    try_to_write();
  } catch (...) {
    remove_empty();
    throw;
  }
}

OutputFolder::~OutputFolder() {
  remove_empty();
}

void OutputFolder::create() {
  std::error_code error;
  std::vector<fs::path> missing;
  for (fs::path part = path_; !part.empty() && !fs::exists(part, error); part = part.parent_path())
    missing.push_back(part);
  std::reverse(missing.begin(), missing.end());  // outermost first
  for (const auto& part : missing) {
    if (fs::create_directory(part, error)) created_.insert(created_.begin(), part);
    if (error) throw core::OutputError(path_.string(), "cannot be created: " + reason(error));
  }
  if (!fs::is_directory(path_, error))
    throw core::OutputError(path_.string(), "is no folder; choose another one with --out.");
}

void OutputFolder::try_to_write() const {
  std::string name = (path_ / ".calfemg-try-XXXXXX").string();
  const int file = ::mkstemp(name.data());
  if (file < 0) {
    const std::error_code error(errno, std::generic_category());
    throw core::OutputError(path_.string(), "cannot be written: " + reason(error));
  }
  ::close(file);
  ::unlink(name.c_str());
}

void OutputFolder::remove_empty() const {
  std::error_code ignored;  // not empty: it holds results
  for (const auto& part : created_)
    fs::remove(part, ignored);
}

}  // namespace calfemg::app
