// SPDX-License-Identifier: Apache-2.0
#include "report/settings_tables.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/text.hpp"
#include "report/html_text.hpp"

namespace calfemg::report {
namespace {

constexpr double kKilo = 1000.0;
constexpr std::array<std::string_view, 4> kByteUnits{"bytes", "kB", "MB", "GB"};

// The folders of this run, which mean nothing to a reader and betray the machine.
std::vector<std::string> folders_of(const Session& session) {
  std::vector<std::string> folders;
  const auto& provenance = session.result.provenance;
  std::vector<std::string> paths{
      session.recording().path, provenance.input_path, provenance.layout_map_path};
  for (const auto& file : provenance.side_files)
    paths.push_back(file.path);
  for (const auto& path : paths) {
    const std::string name = file_name_of(path);
    if (path.size() > name.size()) folders.push_back(path.substr(0, path.size() - name.size()));
  }
  std::sort(folders.begin(), folders.end(), [](const auto& a, const auto& b) {
    return a.size() > b.size();
  });
  return folders;
}

std::string without_folders(std::string text, const std::vector<std::string>& folders) {
  for (const auto& folder : folders) {
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
      text.erase(at, folder.size());
  }
  return text;
}

// "pipeline /home/me/night.toml:12" -> "pipeline night.toml:12"
std::string origin_text(const std::string& origin) {
  const auto last = origin.rfind('/');
  if (last == std::string::npos) return origin;
  const auto blank = origin.rfind(' ', origin.find('/'));
  const std::size_t from = blank == std::string::npos ? 0 : blank + 1;
  return origin.substr(0, from) + origin.substr(last + 1);
}

std::vector<Cell> row_of(const core::Setting& setting) {
  return {{setting.key},
          {setting.value},
          {setting.default_value},
          {setting.unit},
          {origin_text(setting.origin)}};
}

Table settings_table(const char* caption) {
  Table table{.caption = caption};
  table.columns = {{"Option"}, {"Value", true}, {"Default", true}, {"Unit"}, {"Set by"}};
  return table;
}

std::string size_text(std::uint64_t bytes) {
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= kKilo && unit + 1 < kByteUnits.size()) {
    size /= kKilo;
    ++unit;
  }
  std::string text =
      core::fixed_text(size, unit == 0 ? 0 : 1) + " " + std::string(kByteUnits.at(unit));
  if (unit > 0) text += " (" + std::to_string(bytes) + " bytes)";
  return text;
}

void add_if_known(std::vector<NamedValue>& facts, const char* name, const std::string& value) {
  if (!value.empty()) facts.push_back({name, value});
}

}  // namespace

Table changed_settings_table(const Session& session) {
  Table table = settings_table("Settings that differ from the defaults");
  for (const auto& setting : session.result.settings) {
    if (setting.value != setting.default_value) table.rows.push_back(row_of(setting));
  }
  return table;
}

Table all_settings_table(const Session& session) {
  Table table = settings_table("All settings");
  for (const auto& setting : session.result.settings)
    table.rows.push_back(row_of(setting));
  return table;
}

std::vector<NamedValue> provenance_facts(const Session& session) {
  const auto& provenance = session.result.provenance;
  std::vector<NamedValue> facts;
  add_if_known(facts, "calfemg version", provenance.program_version);
  add_if_known(facts, "Commit", provenance.commit);
  std::vector<std::string> libraries;
  for (const auto& [name, version] : provenance.libraries)
    libraries.push_back(core::join(std::array{name, version}, " "));
  add_if_known(facts, "Libraries", core::join(libraries, ", "));
  add_if_known(facts, "Input file", file_name_of(provenance.input_path));
  if (provenance.input_bytes > 0)
    facts.push_back({"Input size", size_text(provenance.input_bytes)});
  add_if_known(facts, "Input SHA-256", provenance.input_sha256);
  add_if_known(facts, "Layout", session.recording().layout);
  add_if_known(facts, "Layout map", file_name_of(provenance.layout_map_path));
  add_if_known(facts, "Layout map SHA-256", provenance.layout_map_sha256);
  for (const auto& file : provenance.side_files) {
    facts.push_back({"File of " + file.role, file_name_of(file.path)});
    facts.push_back({"SHA-256 of " + file.role, file.sha256});
  }
  add_if_known(facts, "Configuration SHA-256", provenance.config_sha256);
  return facts;
}

std::vector<NamedValue> context_facts(const Session& session) {
  std::vector<NamedValue> facts;
  for (const auto& [name, value] : session.recording().context) {
    std::string words = name;
    std::replace(words.begin(), words.end(), '_', ' ');
    facts.push_back({capitalised(std::move(words)), value});
  }
  return facts;
}

std::vector<std::string> notes_of(const Session& session) {
  const auto folders = folders_of(session);
  std::vector<std::string> notes;
  for (const auto* list : {&session.recording().notes, &session.result.notes}) {
    for (const auto& note : *list) {
      std::string text = without_folders(note, folders);
      if (std::find(notes.begin(), notes.end(), text) == notes.end())
        notes.push_back(std::move(text));
    }
  }
  return notes;
}

}  // namespace calfemg::report
