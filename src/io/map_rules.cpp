// SPDX-License-Identifier: Apache-2.0
#include "io/map_rules.hpp"

#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/units.hpp"

namespace calfemg::io {
namespace {

constexpr const char* kFromMap = "map";
constexpr const char* kKnownUnit = "a unit of uV, mV or V";

bool speaks_of(const ChannelMap& entry, const std::string& name, const std::string& stored_at) {
  return entry.match == name || entry.match == stored_at;
}

std::vector<std::string> channel_names(const FoundRecording& recording) {
  std::vector<std::string> names;
  for (const auto& block : recording.blocks) {
    for (const auto& channel : block.channels)
      names.push_back(channel.info.name);
  }
  return names;
}

std::string in_quotes(const std::string& text) {
  return "\"" + text + "\"";
}

[[noreturn]] void refuse_map(const LayoutMap& map, core::FormatProblem problem) {
  throw core::FormatError(map.path.empty() ? "the layout map" : map.path, std::move(problem));
}

std::string inside(const ChannelMap& entry) {
  return "[[channel]] match = " + in_quotes(entry.match);
}

FoundChannel& channel_of(FoundRecording& recording, const LayoutMap& map, const ChannelMap& entry) {
  FoundChannel* found = nullptr;
  for (auto& block : recording.blocks) {
    for (auto& channel : block.channels) {
      if (!speaks_of(entry, channel.info.name, channel.info.stored_at)) continue;
      if (found != nullptr)
        refuse_map(map,
                   {inside(entry),
                    "one channel of " + recording.info.path,
                    "two, " + found->info.stored_at + " and " + channel.info.stored_at,
                    "match by that path"});
      found = &channel;
    }
  }
  if (found != nullptr) return *found;
  const auto names = channel_names(recording);
  const auto near = core::nearest(entry.match, names);
  refuse_map(map,
             {inside(entry),
              "a channel of " + recording.info.path,
              "none of that name",
              (near ? "did you mean " + in_quotes(*near) + "? " : std::string()) +
                  "the channels are " + core::join(names, ", ")});
}

// A unit or scale of the map replaces the transfer function of a sensor as a whole: half of it
// would be a silent mistake.
void apply_scale(FoundChannel& channel, const LayoutMap& map, const ChannelMap& entry) {
  core::ChannelInfo& info = channel.info;
  const bool has_function =
      !info.unit_origin.empty() && info.unit_origin != "file" && info.unit_origin != kFromMap;
  const bool rescales = entry.scale || entry.offset;
  if (has_function && entry.unit && plain_unit(*entry.unit) != info.unit && !rescales)
    refuse_map(
        map,
        {inside(entry),
         "scale and offset beside the unit, because this unit replaces the " + info.unit_origin,
         "only a unit",
         "take the unit out, or give scale (and offset) too"});
  if (has_function && rescales) {
    channel.scale = 1.0;
    channel.offset = 0.0;
    info.unit_origin = kFromMap;
  }
  if (entry.scale) channel.scale = *entry.scale;
  if (entry.offset) channel.offset = *entry.offset;
  if (!entry.unit) return;
  if (!microvolts_per(*entry.unit))
    refuse_map(map, {inside(entry), kKnownUnit, in_quotes(*entry.unit), ""});
  if (!has_function || rescales) info.unit_origin = kFromMap;
  info.unit = *entry.unit;
}

void apply_entry(FoundChannel& channel, const LayoutMap& map, const ChannelMap& entry) {
  core::ChannelInfo& info = channel.info;
  if (channel.difference && (entry.unit || entry.scale || entry.offset || entry.fill))
    refuse_map(map,
               {inside(entry),
                "unit, scale, offset and fill at the two channels of a derivation",
                "them at the derived channel",
                "write them into entries for the two channels"});
  apply_scale(channel, map, entry);
  if (entry.fill) channel.fill = entry.fill;
  if (entry.role) {
    info.role = *entry.role;
    info.role_origin = kFromMap;
  }
  if (entry.mvc_uv) info.mvc_uv = *entry.mvc_uv;
  if (entry.highpass_hz) info.highpass_hz = *entry.highpass_hz;
  if (entry.lowpass_hz) info.lowpass_hz = *entry.lowpass_hz;
}

// @return whether a channel took unit, scale and offset
bool give_default_unit(FoundBlock& block, const LayoutMap& map) {
  bool taken = false;
  for (auto& channel : block.channels) {
    if (!channel.info.unit.empty() || channel.difference) continue;
    channel.info.unit = *map.unit;
    channel.info.unit_origin = kFromMap;
    channel.scale = map.scale.value_or(channel.scale);
    channel.offset = map.offset.value_or(channel.offset);
    taken = true;
  }
  return taken;
}

// A scale that no channel takes would be a mistake that nobody sees.
void require_taken(const FoundRecording& recording, const LayoutMap& map, bool taken) {
  const std::string& layout = recording.info.layout;
  const bool is_scaled_already = layout == "matrix" || layout == "matlab73";
  if (taken || is_scaled_already || !(map.scale || map.offset)) return;
  const std::string key = map.scale ? "scale" : "offset";
  if (map.unit)
    refuse_map(
        map,
        {key, "a channel without a unit in the file", "none", "give it in [[channel]] entries"});
  refuse_map(map,
             {key,
              "a unit beside it, because value in `unit` = stored * scale + offset",
              "none",
              "give `unit`, or the scale in [[channel]] entries"});
}

void apply_default_unit(FoundRecording& recording, const LayoutMap& map) {
  if (map.unit && !microvolts_per(*map.unit))
    refuse_map(map, {"unit", kKnownUnit, in_quotes(*map.unit), ""});
  bool taken = false;
  for (auto& block : recording.blocks)
    taken = (map.unit && give_default_unit(block, map)) || taken;
  require_taken(recording, map, taken);
}

void apply_fill(FoundRecording& recording, const LayoutMap& map) {
  if (!map.fill) return;
  for (auto& block : recording.blocks) {
    for (auto& channel : block.channels)
      channel.fill = map.fill;
  }
}

// Block and channel of one of the two channels of a derivation.
struct Place {
  std::size_t block = 0;
  std::size_t channel = 0;
};

Place part_of(FoundRecording& recording, const LayoutMap& map, const std::string& match) {
  ChannelMap entry;
  entry.match = match;
  const FoundChannel* const wanted = &channel_of(recording, map, entry);
  for (std::size_t b = 0; b < recording.blocks.size(); ++b) {
    const auto& channels = recording.blocks[b].channels;
    for (std::size_t c = 0; c < channels.size(); ++c) {
      if (&channels[c] == wanted) return {b, c};
    }
  }
  return {};
}

void add_derivations(FoundRecording& recording, const LayoutMap& map) {
  for (const auto& derivation : map.derivations) {
    const Place minuend = part_of(recording, map, derivation.minuend);
    const Place subtrahend = part_of(recording, map, derivation.subtrahend);
    FoundBlock& block = recording.blocks[minuend.block];
    if (minuend.block != subtrahend.block || minuend.channel == subtrahend.channel)
      refuse_map(
          map,
          {"derive = " + in_quotes(derivation.name),
           "two channels of one rate and one start",
           minuend.block == subtrahend.block ? "one channel twice" : "channels of two blocks",
           ""});
    FoundChannel channel;
    channel.info.name = derivation.name;
    channel.info.stored_at = block.channels[minuend.channel].info.stored_at + " - " +
                             block.channels[subtrahend.channel].info.stored_at;
    channel.difference = Difference{minuend.channel, subtrahend.channel};
    block.channels[minuend.channel].is_difference_part = true;
    block.channels[subtrahend.channel].is_difference_part = true;
    block.channels.push_back(std::move(channel));
  }
}

void require_voltage(const LayoutMap& map,
                     const core::ChannelInfo& derived,
                     const core::ChannelInfo& part) {
  if (microvolts_per(part.unit)) return;
  refuse_map(map,
             {"derive = " + in_quotes(derived.name),
              std::string(kKnownUnit) + " for the channel " + in_quotes(part.name),
              part.unit.empty() ? "none" : in_quotes(part.unit),
              "give it in a [[channel]] entry or as `unit`"});
}

// The difference of two voltages is a voltage; what its minuend went through, it went through.
void complete_derivation(const FoundBlock& block, FoundChannel& derived, const LayoutMap& map) {
  const FoundChannel& first = block.channels[derived.difference->minuend];
  require_voltage(map, derived.info, first.info);
  require_voltage(map, derived.info, block.channels[derived.difference->subtrahend].info);
  derived.info.unit = first.info.unit;
  derived.info.unit_origin = first.info.unit_origin;
  derived.scale = first.scale;
  if (std::isnan(derived.info.highpass_hz)) derived.info.highpass_hz = first.info.highpass_hz;
  if (std::isnan(derived.info.lowpass_hz)) derived.info.lowpass_hz = first.info.lowpass_hz;
}

void complete_derivations(FoundRecording& recording, const LayoutMap& map) {
  for (auto& block : recording.blocks) {
    for (auto& channel : block.channels) {
      if (channel.difference) complete_derivation(block, channel, map);
    }
  }
}

void apply_identity(core::RecordingInfo& info, const LayoutMap& map) {
  if (map.subject_id) info.subject_id = *map.subject_id;
  if (map.session_id) info.session_id = *map.session_id;
  if (!map.start_time) return;
  info.start_time = core::start_time_from_iso(*map.start_time);
  if (!info.start_time)
    refuse_map(map,
               {"start_time",
                "a time like 2026-03-28T23:10:05",
                in_quotes(*map.start_time),
                "write it in ISO 8601"});
}

bool is_unknown_or_positive(double value) {
  return std::isnan(value) || (std::isfinite(value) && value > 0.0);
}

void check_numbers(const std::string& path, const FoundChannel& channel) {
  const core::ChannelInfo& info = channel.info;
  const auto refuse = [&](std::string expected, double found) {
    throw core::FormatError(path,
                            {info.stored_at + " (" + info.name + ")",
                             std::move(expected),
                             core::number_text(found),
                             "correct it in the file or in a map (--layout FILE)"});
  };
  if (!std::isfinite(channel.scale) || !(std::abs(channel.scale) > 0.0))
    refuse("a scale that is a number other than 0", channel.scale);
  if (!std::isfinite(channel.offset)) refuse("an offset that is a number", channel.offset);
  if (!is_unknown_or_positive(info.mvc_uv)) refuse("an mvc_uv above 0", info.mvc_uv);
  if (!std::isnan(info.highpass_hz) &&
      !(info.highpass_hz >= 0.0 && std::isfinite(info.highpass_hz)))
    refuse("a highpass_hz of at least 0", info.highpass_hz);
  if (!is_unknown_or_positive(info.lowpass_hz)) refuse("a lowpass_hz above 0", info.lowpass_hz);
  if (info.highpass_hz >= info.lowpass_hz)
    refuse("a lowpass_hz above the highpass_hz of " + core::number_text(info.highpass_hz),
           info.lowpass_hz);
}

[[noreturn]] void refuse_unit(const FoundRecording& recording, const core::ChannelInfo& channel) {
  throw core::FormatError(
      recording.info.path,
      {channel.stored_at,
       std::string(kKnownUnit) + " for the channel " + in_quotes(channel.name),
       channel.unit.empty() ? "none" : in_quotes(channel.unit),
       "a unit is never guessed: write a map with an entry for each EMG channel, for example `" +
           map_example(channel, "unit = \"uV\"") +
           "` (with scale and offset where counts are stored), and give it with --layout FILE; the "
           "channels are " +
           core::join(channel_names(recording), ", ")});
}

// OpenSignals files hold a transfer function for EMG sensors only; the others have no unit there.
void check_units(const FoundRecording& recording) {
  bool any = false;
  for (const auto& block : recording.blocks) {
    for (const auto& channel : block.channels) {
      any = any || !channel.info.unit.empty();
      if (channel.info.role.is_emg() && !microvolts_per(channel.info.unit))
        refuse_unit(recording, channel.info);
    }
  }
  if (!any && recording.info.layout != "opensignals")
    refuse_unit(recording, recording.blocks.front().channels.front().info);
}

void check_names(const std::string& path, const FoundBlock& block) {
  std::set<std::string> seen;
  for (const auto& channel : block.channels) {
    const std::string& name = channel.info.name;
    if (name.empty() || !seen.insert(name).second)
      throw core::FormatError(path,
                              {channel.info.stored_at,
                               "channel names that are unique in the block " + block.info.name,
                               name.empty() ? "an empty name" : in_quotes(name) + " twice",
                               "rename one of them in a map (--layout FILE), matched by its path"});
  }
}

}  // namespace

const ChannelMap* entry_for(const LayoutMap& map,
                            const std::string& name,
                            const std::string& stored_at) {
  for (const auto& entry : map.channels) {
    if (speaks_of(entry, name, stored_at)) return &entry;
  }
  return nullptr;
}

void apply_map(FoundRecording& recording, const LayoutMap& map) {
  for (const auto& block : recording.blocks)
    require_rate_of_map(map, block.info.rate, recording.info.path, block.info.name);
  apply_identity(recording.info, map);
  add_derivations(recording, map);
  // All entries are matched before any channel is renamed: names are those of the file.
  std::vector<std::pair<FoundChannel*, const ChannelMap*>> matches;
  std::set<const FoundChannel*> seen;
  for (const auto& entry : map.channels) {
    FoundChannel& channel = channel_of(recording, map, entry);
    if (!seen.insert(&channel).second)
      refuse_map(map,
                 {inside(entry),
                  "one entry for each channel",
                  "a second one",
                  "put both into one [[channel]]"});
    matches.emplace_back(&channel, &entry);
  }
  apply_default_unit(recording, map);
  apply_fill(recording, map);
  for (const auto& [channel, entry] : matches) {
    apply_entry(*channel, map, *entry);
    if (entry->rename) channel->info.name = *entry->rename;
  }
  complete_derivations(recording, map);
}

void calibrate(FoundRecording& recording) {
  check_units(recording);
  for (auto& block : recording.blocks) {
    check_names(recording.info.path, block);
    for (auto& channel : block.channels) {
      check_numbers(recording.info.path, channel);
      channel.info.unit = plain_unit(channel.info.unit);
      const double factor = microvolts_per(channel.info.unit).value_or(1.0);
      channel.info.uv_per_count = channel.scale * factor;
      channel.info.uv_offset = channel.offset * factor;
      block.info.channels.push_back(channel.info);
    }
    recording.info.blocks.push_back(block.info);
  }
}

std::string map_example(const core::ChannelInfo& channel, const std::string& more) {
  return "channel = [{ match = " + in_quotes(channel.name) +
         R"(, leg = "right", muscle = "gastrocnemius_medialis")" +
         (more.empty() ? std::string() : ", " + more) + " }]";
}

}  // namespace calfemg::io
