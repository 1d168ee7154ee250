// SPDX-License-Identifier: Apache-2.0
#include "pipeline/layout_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "core/error.hpp"
#include "core/role.hpp"
#include "core/start_time.hpp"
#include "core/text.hpp"
#include "io/recording_reader.hpp"
#include "pipeline/toml_document.hpp"

namespace calfemg::pipeline {
namespace {

using Words = std::vector<std::string>;

const Words kUnits{"uV", "mV", "V"};
const Words kOrientations{"time_first", "channel_first"};
const Words kFileKeys{"layout",
                      "subject_id",
                      "session_id",
                      "start_time",
                      "unit",
                      "sampling_rate_hz",
                      "samples",
                      "orientation",
                      "channel"};
const Words kChannelKeys{"match",
                         "leg",
                         "muscle",
                         "site",
                         "unit",
                         "scale",
                         "offset",
                         "rename",
                         "mvc_uv",
                         "highpass_hz",
                         "lowpass_hz"};

enum class Sign { any, not_zero, positive };

// Leg, muscle and site as they are written, before they make a role.
struct RoleWords {
  std::optional<core::Leg> leg;
  std::optional<core::Muscle> muscle;
  std::optional<core::Site> site;
};

std::string choices(Words words) {
  const bool may_be_empty = !words.empty() && words.back().empty();
  if (may_be_empty) words.pop_back();
  return core::join(words, ", ") + (may_be_empty ? " or \"\"" : "");
}

class MapReader {
 public:
  explicit MapReader(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] io::LayoutMap read();

 private:
  void read_entry(const TomlEntry& entry);
  void read_channels(const TomlEntry& entry);
  void read_channel(const TomlValue& table);
  void read_channel_entry(const TomlEntry& entry, io::ChannelMap& channel);
  void read_role(const TomlValue& table, io::ChannelMap& channel);
  [[nodiscard]] bool read_role_word(const TomlEntry& entry, RoleWords& words);
  [[nodiscard]] std::optional<core::Role> complete_role(const RoleWords& words, std::size_t line);
  void check_channel(const TomlValue& table, const io::ChannelMap& channel);

  [[nodiscard]] std::optional<std::string> text(const TomlEntry& entry);
  [[nodiscard]] std::optional<std::string> word(const TomlEntry& entry, const Words& allowed);
  [[nodiscard]] std::optional<double> number(const TomlEntry& entry, Sign sign);
  void refuse(const std::string& key, std::size_t line, const std::string& problem);

  std::filesystem::path path_;
  io::LayoutMap map_;
  std::map<std::string, std::size_t> line_of_match_;
  std::vector<std::pair<std::string, std::string>> problems_;
};

void MapReader::refuse(const std::string& key, std::size_t line, const std::string& problem) {
  const std::string stop = problem.ends_with('?') ? "" : ".";
  problems_.emplace_back(place_text(path_, line), key + ": " + problem + stop);
}

std::optional<std::string> MapReader::text(const TomlEntry& entry) {
  const auto* found = std::get_if<std::string>(&entry.value.value);
  if (found == nullptr) {
    refuse(entry.key, entry.line, "expected a text, found " + type_text(entry.value));
    return std::nullopt;
  }
  return *found;
}

std::optional<std::string> MapReader::word(const TomlEntry& entry, const Words& allowed) {
  auto found = text(entry);
  if (!found || std::find(allowed.begin(), allowed.end(), *found) != allowed.end()) return found;
  refuse(entry.key,
         entry.line,
         "expected one of " + choices(allowed) + ", found \"" + *found + "\"" +
             did_you_mean(*found, allowed));
  return std::nullopt;
}

std::optional<double> MapReader::number(const TomlEntry& entry, Sign sign) {
  std::optional<double> found;
  if (const auto* real = std::get_if<double>(&entry.value.value)) found = *real;
  if (const auto* whole = std::get_if<long long>(&entry.value.value))
    found = static_cast<double>(*whole);
  if (!found) {
    refuse(entry.key, entry.line, "expected a number, found " + type_text(entry.value));
    return std::nullopt;
  }
  const bool zero = std::abs(*found) <= 0.0;
  if (std::isfinite(*found) && (sign == Sign::any || !zero) &&
      (sign != Sign::positive || *found > 0.0))
    return found;
  constexpr std::array<const char*, 3> kExpected{
      "a finite number", "a finite number other than 0", "a finite number above 0"};
  refuse(entry.key,
         entry.line,
         std::string("expected ") + kExpected.at(static_cast<std::size_t>(sign)) + ", found " +
             core::number_text(*found));
  return std::nullopt;
}

void MapReader::read_entry(const TomlEntry& entry) {
  const std::string& key = entry.key;
  if (key == "layout") {
    map_.layout = word(entry, io::layout_names());
  } else if (key == "subject_id") {
    map_.subject_id = text(entry);
  } else if (key == "session_id") {
    map_.session_id = text(entry);
  } else if (key == "start_time") {
    map_.start_time = text(entry);
    if (map_.start_time && !core::start_time_from_iso(*map_.start_time))
      refuse(key,
             entry.line,
             "expected a text like \"2026-03-28T23:10:05+01:00\" (ISO 8601), "
             "found \"" +
                 *map_.start_time + "\"");
  } else if (key == "unit") {
    map_.unit = word(entry, kUnits);
  } else if (key == "sampling_rate_hz") {
    map_.sampling_rate_hz = number(entry, Sign::positive);
  } else if (key == "samples") {
    map_.samples = text(entry);
  } else if (key == "orientation") {
    const auto found = word(entry, kOrientations);
    map_.orientation = found == kOrientations.front() ? io::Orientation::time_first
                                                      : io::Orientation::channel_first;
  } else if (key == "channel") {
    read_channels(entry);
  } else {
    refuse(key, entry.line, "unknown key" + did_you_mean(key, kFileKeys));
  }
}

void MapReader::read_channels(const TomlEntry& entry) {
  const auto* items = std::get_if<std::vector<TomlValue>>(&entry.value.value);
  if (items == nullptr) {
    refuse(entry.key,
           entry.line,
           "expected [[channel]] with two brackets, found " + type_text(entry.value));
    return;
  }
  for (const auto& item : *items) {
    if (item.table() != nullptr) {
      read_channel(item);
    } else {
      refuse(entry.key, item.line, "expected a [[channel]] table, found " + type_text(item));
    }
  }
}

void MapReader::read_channel(const TomlValue& table) {
  io::ChannelMap channel;
  for (const auto& entry : *table.table())
    read_channel_entry(entry, channel);
  read_role(table, channel);
  check_channel(table, channel);
  map_.channels.push_back(std::move(channel));
}

void MapReader::read_channel_entry(const TomlEntry& entry, io::ChannelMap& channel) {
  const std::string& key = entry.key;
  if (key == "match") {
    channel.match = text(entry).value_or("");
  } else if (key == "rename") {
    channel.rename = text(entry);
  } else if (key == "unit") {
    channel.unit = word(entry, kUnits);
  } else if (key == "scale") {
    channel.scale = number(entry, Sign::not_zero);
  } else if (key == "offset") {
    channel.offset = number(entry, Sign::any);
  } else if (key == "mvc_uv") {
    channel.mvc_uv = number(entry, Sign::positive);
  } else if (key == "highpass_hz") {
    channel.highpass_hz = number(entry, Sign::positive);
  } else if (key == "lowpass_hz") {
    channel.lowpass_hz = number(entry, Sign::positive);
  } else if (key != "leg" && key != "muscle" && key != "site") {
    refuse(key, entry.line, "unknown key of a channel" + did_you_mean(key, kChannelKeys));
  }
}

// "" stands for `none` and `whole`; the long names come first, so that they are the suggestion.
const Words kLegs{"left", "right", "L", "R"};
const Words kMuscles{"gastrocnemius_medialis",
                     "gastrocnemius_lateralis",
                     "soleus",
                     "tibialis_anterior",
                     "GM",
                     "GL",
                     "SOL",
                     "TA",
                     ""};
const Words kSites{"upper", "lower", ""};

// @return false when the word may not stand
bool MapReader::read_role_word(const TomlEntry& entry, RoleWords& words) {
  if (entry.key == "leg") {
    const auto found = word(entry, kLegs);
    if (found) words.leg = core::leg_from_name(*found);
    return found.has_value();
  }
  if (entry.key == "muscle") {
    const auto found = word(entry, kMuscles);
    if (found) words.muscle = core::muscle_from_name(*found);
    return found.has_value();
  }
  const auto found = word(entry, kSites);
  if (found) words.site = core::site_from_name(*found);
  return found.has_value();
}

void MapReader::read_role(const TomlValue& table, io::ChannelMap& channel) {
  RoleWords words;
  bool given = false;
  bool refused = false;
  for (const auto& entry : *table.table()) {
    if (entry.key != "leg" && entry.key != "muscle" && entry.key != "site") continue;
    given = true;
    if (!read_role_word(entry, words)) refused = true;
  }
  if (given && !refused) channel.role = complete_role(words, table.line);
}

std::optional<core::Role> MapReader::complete_role(const RoleWords& words, std::size_t line) {
  const bool needs_leg = words.muscle != core::Muscle::none;
  if (!words.muscle) refuse("muscle", line, "missing: a role needs leg and muscle");
  if (!words.leg && needs_leg) refuse("leg", line, "missing: a role needs leg and muscle");
  if (!words.muscle || (!words.leg && needs_leg)) return std::nullopt;
  return core::Role{
      words.leg.value_or(core::Leg::left), *words.muscle, words.site.value_or(core::Site::whole)};
}

void MapReader::check_channel(const TomlValue& table, const io::ChannelMap& channel) {
  if (channel.match.empty()) {
    refuse("match",
           table.line,
           "missing: expected the name or the path of a channel as `calfemg inspect` shows it");
    return;
  }
  const auto [first, is_new] = line_of_match_.emplace(channel.match, table.line);
  if (!is_new) {
    refuse("match",
           table.line,
           "\"" + channel.match + "\" is already matched in line " + std::to_string(first->second));
  }
  if (channel.highpass_hz && channel.lowpass_hz && *channel.highpass_hz >= *channel.lowpass_hz)
    refuse("lowpass_hz", table.line, "is not above highpass_hz");
}

io::LayoutMap MapReader::read() {
  map_.path = path_.string();
  const TomlValue document = read_toml(path_);
  for (const auto& entry : *document.table())
    read_entry(entry);
  if (problems_.empty()) return std::move(map_);
  Words lines;
  for (const auto& [place, sentence] : problems_)
    lines.push_back(std::string(place).append(": ").append(sentence));
  lines.front() = problems_.front().second;  // the constructor puts the place before it
  throw core::ConfigError(problems_.front().first, core::join(lines, "\n"));
}

}  // namespace

io::LayoutMap read_layout_file(const std::filesystem::path& path) {
  return MapReader(path).read();
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

}  // namespace calfemg::pipeline
