// SPDX-License-Identifier: Apache-2.0
#include "pipeline/layout_file.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/recording.hpp"
#include "core/start_time.hpp"
#include "core/text.hpp"
#include "io/recording_reader.hpp"
#include "pipeline/map_channels.hpp"
#include "pipeline/map_values.hpp"
#include "pipeline/toml_document.hpp"

namespace calfemg::pipeline {
namespace {

namespace fs = std::filesystem;

const Words kUnits{"uV", "mV", "V"};
const Words kOrientations{"time_first", "channel_first"};
constexpr const char* kFoundName = "calfemg-layout.toml";

void read_start(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  map.start_time = values.text(entry);
  if (map.start_time && !core::start_time_from_iso(*map.start_time))
    values.refuse(entry.key,
                  entry.line,
                  "expected a text like \"2026-03-28T23:10:05+01:00\" (ISO 8601), found \"" +
                      *map.start_time + "\"");
}

void read_orientation(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  const auto found = values.word(entry, kOrientations);
  map.orientation =
      found == kOrientations.front() ? io::Orientation::time_first : io::Orientation::channel_first;
}

// "GM.R = EMG1 - EMG2", or "EMG1 - EMG2", which is then the name. Blanks belong to the signs,
// because names hold dashes.
std::optional<io::Derivation> derivation_of(const std::string& text) {
  constexpr std::string_view kIs = " = ";
  constexpr std::string_view kMinus = " - ";
  const auto is = text.find(kIs);
  const std::string parts = is == std::string::npos ? text : text.substr(is + kIs.size());
  const auto minus = parts.find(kMinus);
  if (minus == std::string::npos || parts.find(kMinus, minus + 1) != std::string::npos)
    return std::nullopt;
  io::Derivation derivation;
  derivation.name = core::trimmed(is == std::string::npos ? parts : text.substr(0, is));
  derivation.minuend = core::trimmed(parts.substr(0, minus));
  derivation.subtrahend = core::trimmed(parts.substr(minus + kMinus.size()));
  const bool complete =
      !derivation.name.empty() && !derivation.minuend.empty() && !derivation.subtrahend.empty();
  return complete ? std::optional(derivation) : std::nullopt;
}

void read_derivations(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  for (const auto& text : values.texts(entry)) {
    auto derivation = derivation_of(text);
    if (derivation) {
      map.derivations.push_back(std::move(*derivation));
    } else {
      values.refuse(entry.key,
                    entry.line,
                    "expected a text like \"GM.R = EMG1 - EMG2\", found \"" + text + "\"");
    }
  }
}

// The entries of [key]; nullptr for anything else.
const std::vector<TomlEntry>* table_of(const TomlEntry& entry, MapValues& values) {
  const auto* table = entry.value.table();
  if (table == nullptr)
    values.refuse(entry.key,
                  entry.line,
                  "expected a table [" + entry.key + "], found " + type_text(entry.value));
  return table;
}

void read_codes(const TomlEntry& entry, io::HypnogramMap& hypnogram, MapValues& values) {
  Words names;
  for (const auto stage : core::kSleepStages)
    names.emplace_back(core::name(stage));
  const auto* table = table_of(entry, values);
  if (table == nullptr) return;
  for (const auto& code : *table) {
    const auto found = values.word(code, names);
    if (!found) continue;
    const auto at = std::find(names.begin(), names.end(), *found) - names.begin();
    hypnogram.codes[code.key] = core::kSleepStages.at(static_cast<std::size_t>(at));
  }
}

void read_hypnogram(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  const auto* table = table_of(entry, values);
  if (table == nullptr) return;
  io::HypnogramMap hypnogram;
  for (const auto& item : *table) {
    if (item.key == "stages") {
      hypnogram.stages = values.text(item).value_or("");
    } else if (item.key == "epoch_s") {
      hypnogram.epoch_s = values.number(item, Sign::positive).value_or(hypnogram.epoch_s);
    } else if (item.key == "start_s") {
      hypnogram.start_s = values.number(item, Sign::any).value_or(0.0);
    } else if (item.key == "codes") {
      read_codes(item, hypnogram, values);
    } else {
      values.refuse(item.key,
                    item.line,
                    "unknown key of a hypnogram" +
                        did_you_mean(item.key, {"stages", "epoch_s", "start_s", "codes"}));
    }
  }
  if (hypnogram.stages.empty() || hypnogram.codes.empty())
    values.refuse(entry.key, entry.line, "needs stages (a path) and codes (a table)");
  map.hypnogram = std::move(hypnogram);
}

void read_annotations(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  const auto* table = table_of(entry, values);
  if (table == nullptr) return;
  io::AnnotationsMap annotations;
  for (const auto& item : *table) {
    if (item.key == "onset") {
      annotations.onset = values.text(item).value_or("");
    } else if (item.key == "duration") {
      annotations.duration = values.text(item).value_or("");
    } else if (item.key == "label") {
      annotations.label = values.text(item).value_or("");
    } else {
      values.refuse(
          item.key,
          item.line,
          "unknown key of annotations" + did_you_mean(item.key, {"onset", "duration", "label"}));
    }
  }
  if (annotations.onset.empty() || annotations.label.empty())
    values.refuse(entry.key, entry.line, "needs onset and label (paths)");
  map.annotations = std::move(annotations);
}

void read_files(const TomlEntry& entry, io::LayoutMap& map, MapValues& values);

// A key of a map and what it does.
struct Key {
  std::string_view name;
  void (*read)(const TomlEntry& entry, io::LayoutMap& map, MapValues& values);
};

template <std::optional<std::string> io::LayoutMap::*Member>
void read_text(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  map.*Member = values.text(entry);
}

template <std::optional<double> io::LayoutMap::*Member, Sign Needed>
void read_number(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  map.*Member = values.number(entry, Needed);
}

template <Words io::LayoutMap::*Member>
void read_texts(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  map.*Member = values.texts(entry);
}

void read_layout(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  map.layout = values.word(entry, io::layout_names());
}

void read_unit(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  map.unit = values.word(entry, kUnits);
}

void read_channels(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  map.channels = read_map_channels(entry, values);
}

using io::LayoutMap;
constexpr std::array<Key, 21> kKeys{{
    {"layout", read_layout},
    {"subject_id", read_text<&LayoutMap::subject_id>},
    {"session_id", read_text<&LayoutMap::session_id>},
    {"start_time", read_start},
    {"start_time_from", read_text<&LayoutMap::start_time_from>},
    {"unit", read_unit},
    {"unit_from", read_text<&LayoutMap::unit_from>},
    {"scale", read_number<&LayoutMap::scale, Sign::not_zero>},
    {"offset", read_number<&LayoutMap::offset, Sign::any>},
    {"fill", read_number<&LayoutMap::fill, Sign::any>},
    {"sampling_rate_hz", read_number<&LayoutMap::sampling_rate_hz, Sign::positive>},
    {"sampling_rate_from", read_text<&LayoutMap::sampling_rate_from>},
    {"samples", read_texts<&LayoutMap::samples>},
    {"orientation", read_orientation},
    {"names", read_texts<&LayoutMap::names>},
    {"names_from", read_text<&LayoutMap::names_from>},
    {"hypnogram", read_hypnogram},
    {"annotations", read_annotations},
    {"derive", read_derivations},
    {"channel", read_channels},
    {"file", read_files},
}};

void read_entry(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  Words names;
  for (const auto& key : kKeys) {
    if (key.name == entry.key) return key.read(entry, map, values);
    names.emplace_back(key.name);
  }
  values.refuse(entry.key, entry.line, "unknown key" + did_you_mean(entry.key, names));
}

void read_file_entry(const TomlEntry& entry, io::FileRule& rule, MapValues& values) {
  if (entry.key == "match") {
    rule.match = values.text(entry).value_or("");
  } else if (entry.key == "file") {
    values.refuse(entry.key, entry.line, "no [[file]] may stand in a [[file]]");
  } else {
    read_entry(entry, rule.map, values);
  }
}

void read_files(const TomlEntry& entry, io::LayoutMap& map, MapValues& values) {
  for (const auto* table : values.tables(entry)) {
    io::FileRule rule;
    for (const auto& item : *table->table())
      read_file_entry(item, rule, values);
    if (rule.match.empty())
      values.refuse("match", table->line, "missing: expected a pattern like \"S01_*.h5\"");
    map.files.push_back(std::move(rule));
  }
}

// Folders in which a map may be: that of the recording and those above it, up to `root`.
std::vector<fs::path> folders_up_to(const fs::path& recording, const fs::path& root) {
  const fs::path own = fs::absolute(recording).lexically_normal().parent_path();
  const fs::path last = fs::absolute(root).lexically_normal();
  const fs::path below = own.lexically_relative(last.has_filename() ? last : last.parent_path());
  if (below.empty() || *below.begin() == "..") return {own};
  std::vector<fs::path> folders{own};
  if (below == ".") return folders;
  for (const auto& part : below) {
    if (!part.empty()) folders.push_back(folders.back().parent_path());
  }
  return folders;
}

}  // namespace

io::LayoutMap read_layout_file(const std::filesystem::path& path) {
  MapValues values(path);
  io::LayoutMap map;
  map.path = path.string();
  const TomlValue document = read_toml(path);
  for (const auto& entry : *document.table())
    read_entry(entry, map, values);
  values.throw_problems();
  return map;
}

io::LayoutMap layout_from_argument(const std::string& name_or_file) {
  const Words names = io::layout_names();
  if (std::find(names.begin(), names.end(), name_or_file) != names.end()) {
    io::LayoutMap map;
    map.layout = name_or_file;
    return map;
  }
  std::error_code error;
  if (!std::filesystem::exists(name_or_file, error)) {
    const std::string hint = did_you_mean(name_or_file, names);
    throw core::ConfigError("--layout",
                            "\"" + name_or_file + "\" is neither a layout (" +
                                core::join(names, ", ") + ") nor a file" +
                                (hint.empty() ? "." : hint));
  }
  return read_layout_file(name_or_file);
}

io::LayoutMap layout_for_recording(const std::optional<std::string>& argument,
                                   const std::filesystem::path& recording,
                                   const std::filesystem::path& root) {
  if (argument) return layout_from_argument(*argument);
  for (const auto& folder : folders_up_to(recording, root)) {
    const fs::path path = folder / kFoundName;
    std::error_code error;
    if (!fs::is_regular_file(path, error)) continue;
    io::LayoutMap map = read_layout_file(path);
    const fs::path own = fs::absolute(recording).lexically_normal().parent_path();
    map.notes.push_back("read with the map " + path.lexically_relative(own).string());
    return map;
  }
  return {};
}

}  // namespace calfemg::pipeline
