// SPDX-License-Identifier: Apache-2.0
#include "exchange/verify.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "exchange/provenance_document.hpp"
#include "pipeline/files.hpp"

namespace calfemg::exchange {
namespace {

namespace fs = std::filesystem;
using exporting::Json;
using exporting::member;
using exporting::text_member;

FileState state_of(const fs::path& file, const std::string& sha256) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return FileState::missing;
  return pipeline::sha256_of_file(file) == sha256 ? FileState::same : FileState::differs;
}

void add_input(Verified& verified, const std::string& role, const Json& json) {
  const std::string path = text_member(json, "path");
  const std::string sha256 = text_member(json, "sha256");
  if (!path.empty()) verified.files.push_back({role, path, sha256, state_of(path, sha256)});
}

}  // namespace

bool Verified::is_good() const {
  return std::all_of(files.begin(), files.end(), [](const CheckedFile& file) {
    return file.state == FileState::same;
  });
}

Verified verify_session(const fs::path& folder, Extent extent) {
  const Json provenance = read_provenance(folder);
  Verified verified;
  verified.session = fs::weakly_canonical(folder).filename().string();
  std::set<std::string> known{kProvenanceFile, kCrateFile};
  for (const auto& [name, sha256] : member(provenance, "output_sha256").items()) {
    const std::string hash = sha256.is_string() ? sha256.get<std::string>() : std::string();
    verified.files.push_back({"output", name, hash, state_of(folder / name, hash)});
    known.insert(name);
  }
  if (extent == Extent::inputs_too) {
    add_input(verified, "input", member(provenance, "input"));
    add_input(verified, "layout map", member(provenance, "layout_map"));
    for (const auto& file : member(provenance, "side_files"))
      add_input(verified, text_member(file, "role"), file);
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!known.contains(name)) verified.strangers.push_back(name);
  }
  std::sort(verified.strangers.begin(), verified.strangers.end());
  return verified;
}

}  // namespace calfemg::exchange
