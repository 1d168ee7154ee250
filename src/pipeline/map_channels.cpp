// SPDX-License-Identifier: Apache-2.0
#include "pipeline/map_channels.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/role.hpp"

namespace calfemg::pipeline {
namespace {

const Words kUnits{"uV", "mV", "V"};
const Words kChannelKeys{"match",
                         "leg",
                         "muscle",
                         "site",
                         "unit",
                         "scale",
                         "offset",
                         "fill",
                         "rename",
                         "mvc_uv",
                         "highpass_hz",
                         "lowpass_hz"};

// Leg, muscle and site as they are written, before they make a role.
struct RoleWords {
  std::optional<core::Leg> leg;
  std::optional<core::Muscle> muscle;
  std::optional<core::Site> site;
};

class ChannelReader {
 public:
  explicit ChannelReader(MapValues& values) : values_(values) {}

  void read_channel(const TomlValue& table);

  [[nodiscard]] std::vector<io::ChannelMap> channels() && { return std::move(channels_); }

 private:
  void read_channel_entry(const TomlEntry& entry, io::ChannelMap& channel);
  void read_role(const TomlValue& table, io::ChannelMap& channel);
  [[nodiscard]] bool read_role_word(const TomlEntry& entry, RoleWords& words);
  [[nodiscard]] std::optional<core::Role> complete_role(const RoleWords& words, std::size_t line);
  void check_channel(const TomlValue& table, const io::ChannelMap& channel);

  MapValues& values_;
  std::vector<io::ChannelMap> channels_;
  std::map<std::string, std::size_t> line_of_match_;
};

void ChannelReader::read_channel(const TomlValue& table) {
  io::ChannelMap channel;
  for (const auto& entry : *table.table())
    read_channel_entry(entry, channel);
  read_role(table, channel);
  check_channel(table, channel);
  channels_.push_back(std::move(channel));
}

void ChannelReader::read_channel_entry(const TomlEntry& entry, io::ChannelMap& channel) {
  const std::string& key = entry.key;
  if (key == "match") {
    channel.match = values_.text(entry).value_or("");
  } else if (key == "rename") {
    channel.rename = values_.text(entry);
  } else if (key == "unit") {
    channel.unit = values_.word(entry, kUnits);
  } else if (key == "scale") {
    channel.scale = values_.number(entry, Sign::not_zero);
  } else if (key == "offset") {
    channel.offset = values_.number(entry, Sign::any);
  } else if (key == "fill") {
    channel.fill = values_.number(entry, Sign::any);
  } else if (key == "mvc_uv") {
    channel.mvc_uv = values_.number(entry, Sign::positive);
  } else if (key == "highpass_hz") {
    channel.highpass_hz = values_.number(entry, Sign::positive);
  } else if (key == "lowpass_hz") {
    channel.lowpass_hz = values_.number(entry, Sign::positive);
  } else if (key != "leg" && key != "muscle" && key != "site") {
    values_.refuse(key, entry.line, "unknown key of a channel" + did_you_mean(key, kChannelKeys));
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
bool ChannelReader::read_role_word(const TomlEntry& entry, RoleWords& words) {
  if (entry.key == "leg") {
    const auto found = values_.word(entry, kLegs);
    if (found) words.leg = core::leg_from_name(*found);
    return found.has_value();
  }
  if (entry.key == "muscle") {
    const auto found = values_.word(entry, kMuscles);
    if (found) words.muscle = core::muscle_from_name(*found);
    return found.has_value();
  }
  const auto found = values_.word(entry, kSites);
  if (found) words.site = core::site_from_name(*found);
  return found.has_value();
}

void ChannelReader::read_role(const TomlValue& table, io::ChannelMap& channel) {
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

std::optional<core::Role> ChannelReader::complete_role(const RoleWords& words, std::size_t line) {
  const bool needs_leg = words.muscle != core::Muscle::none;
  if (!words.muscle) values_.refuse("muscle", line, "missing: a role needs leg and muscle");
  if (!words.leg && needs_leg) values_.refuse("leg", line, "missing: a role needs leg and muscle");
  if (!words.muscle || (!words.leg && needs_leg)) return std::nullopt;
  return core::Role{
      words.leg.value_or(core::Leg::left), *words.muscle, words.site.value_or(core::Site::whole)};
}

void ChannelReader::check_channel(const TomlValue& table, const io::ChannelMap& channel) {
  if (channel.match.empty()) {
    values_.refuse(
        "match",
        table.line,
        "missing: expected the name or the path of a channel as `calfemg inspect` shows it");
    return;
  }
  const auto [first, is_new] = line_of_match_.emplace(channel.match, table.line);
  if (!is_new) {
    values_.refuse(
        "match",
        table.line,
        "\"" + channel.match + "\" is already matched in line " + std::to_string(first->second));
  }
  if (channel.highpass_hz && channel.lowpass_hz && *channel.highpass_hz >= *channel.lowpass_hz)
    values_.refuse("lowpass_hz", table.line, "is not above highpass_hz");
}

}  // namespace

std::vector<io::ChannelMap> read_map_channels(const TomlEntry& entry, MapValues& values) {
  ChannelReader reader(values);
  for (const auto* table : values.tables(entry))
    reader.read_channel(*table);
  return std::move(reader).channels();
}

}  // namespace calfemg::pipeline
