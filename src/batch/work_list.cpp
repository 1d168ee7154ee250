// SPDX-License-Identifier: Apache-2.0
#include "batch/work_list.hpp"

#include <algorithm>
#include <array>
#include <fnmatch.h>
#include <string_view>

#include "core/text.hpp"
#include "pipeline/files.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;

// Files and folders of the results that are no sessions.
constexpr std::array<std::string_view, 5> kReserved{
    "index.html", "sessions.tsv", "failures.tsv", "dataset_description.json", "calfemg.sqlite"};
constexpr std::size_t kHashDigits = 8;
constexpr std::size_t kLongestName = 80;  // room for what is added, and for short file systems

bool is_ambiguous(const std::string& path, const std::string& name) {
  return name != core::file_name_from(name) || name.size() > kLongestName ||
         path.find("__") != std::string::npos || path.find("_/") != std::string::npos ||
         path.find("/_") != std::string::npos || path.find("/.") != std::string::npos ||
         name == path || name.front() == '_' ||
         std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

}  // namespace

std::map<std::string, std::string> WorkItem::given() const {
  std::map<std::string, std::string> all;
  for (const auto& [key, value] : context)
    all["context." + key] = value;
  if (!subject.empty()) all["subject"] = subject;
  if (!session.empty()) all["session"] = session;
  return all;
}

std::string folder_name(const std::string& path) {
  constexpr std::string_view kUsualEnding = ".h5";
  std::string stem = path;
  if (stem.ends_with(kUsualEnding)) stem.resize(stem.size() - kUsualEnding.size());
  std::string name;
  for (const char c : stem)
    name += c == '/' ? std::string("__") : std::string(1, c);
  const bool has_ending = fs::path(path).has_extension();
  if (has_ending && !stem.empty() && !is_ambiguous(stem == path ? "" : path, name)) return name;
  return core::file_name_from(name.substr(0, kLongestName)) + "-" +
         pipeline::sha256_of_text(path).substr(0, kHashDigits);
}

std::vector<WorkItem> items_of_files(const fs::path& archive, const std::vector<fs::path>& files) {
  std::vector<WorkItem> items;
  for (const auto& file : files) {
    const fs::path below = file == archive ? file.filename() : file.lexically_relative(archive);
    WorkItem item;
    item.path = file;
    item.name = folder_name(below.generic_string());
    items.push_back(std::move(item));
  }
  return items;
}

void refuse_duplicates(std::vector<WorkItem>& items) {
  std::map<std::string, std::size_t> names;
  for (const auto& item : items)
    ++names[item.name];
  std::map<std::string, std::size_t> seen;
  for (auto& item : items) {
    if (names[item.name] == 1) continue;
    item.refusal = Refusal{"duplicate_session",
                           "its subject and session, or its path, are those of " +
                               std::to_string(names[item.name] - 1) + " more rows of the list",
                           "give each row a session of its own"};
    item.name += "-row" + std::to_string(++seen[item.name]);
  }
}

std::vector<WorkItem> only(std::vector<WorkItem> items, const std::string& pattern) {
  std::erase_if(items, [&pattern](const WorkItem& item) {
    return ::fnmatch(pattern.c_str(), item.path.c_str(), 0) != 0 &&
           ::fnmatch(pattern.c_str(), item.path.filename().c_str(), 0) != 0 &&
           ::fnmatch(pattern.c_str(), item.name.c_str(), 0) != 0;
  });
  return items;
}

}  // namespace calfemg::batch
