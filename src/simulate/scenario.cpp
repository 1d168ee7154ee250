// SPDX-License-Identifier: Apache-2.0
#include "simulate/scenario.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/error.hpp"
#include "simulate/toml_reader.hpp"

namespace calfemg::simulate {
namespace {

using Fields = std::vector<TomlReader::Field>;

constexpr double kDay = 86400.0;
constexpr double kMillivolts = 1e6;  // largest amplitude anyone may ask for, uV
constexpr double kNyquistShare = 0.49;

// Limits of a number or of both ends of a range.
namespace limits {
constexpr Range kShare{0, 1};
constexpr Range kTime{0, kDay};
constexpr Range kDuration{10, kDay};
constexpr Range kCycle{300, 10000};
constexpr Range kStandOut{1.05, 10};
constexpr Range kRate{100, 20000};
constexpr Range kStep{1e-4, 100};
constexpr Range kVoltage{0, kMillivolts};
constexpr Range kCorner{0.05, 10000};
constexpr Range kMains{50, 60};
constexpr Range kUnits{10, 400};
constexpr Range kRest{0.1, 100};
constexpr Range kMvc{10, 5000};
constexpr Range kCount{0, 100000};
}  // namespace limits

Fields night_fields(TomlReader& reader, NightSpec& night) {
  return {reader.number("duration_s", night.duration_s, limits::kDuration),
          reader.flag("hypnogram", night.hypnogram),
          reader.number("cycle_s", night.cycle_s, limits::kCycle),
          reader.range("wake_s", night.wake_s, limits::kTime),
          reader.number("stand_out", night.stand_out, limits::kStandOut),
          reader.number("stand_out_tension", night.stand_out_tension, limits::kStandOut)};
}

Fields device_fields(TomlReader& reader, DeviceSpec& device) {
  return {reader.number("rate_hz", device.rate_hz, limits::kRate),
          reader.word("format", device.format, {"int16", "float32"}),
          reader.word("unit", device.unit, {"uV", "mV", "V"}),
          reader.number("lsb_uv", device.lsb_uv, limits::kStep),
          reader.number("rail_uv", device.rail_uv, limits::kVoltage),
          reader.number("highpass_hz", device.highpass_hz, limits::kCorner),
          reader.number("lowpass_hz", device.lowpass_hz, limits::kCorner),
          reader.range("noise_uv", device.noise_uv, limits::kVoltage),
          reader.number("mains_hz", device.mains_hz, limits::kMains),
          reader.range("mains_uv", device.mains_uv, limits::kVoltage),
          reader.range("drift_uv", device.drift_uv, limits::kVoltage)};
}

// Words of a list, each turned into a noun of core; what is unknown is refused and left out.
template <class Noun, class FromName>
std::vector<Noun> nouns(TomlReader& reader,
                        const std::string& key,
                        const toml::node& node,
                        FromName from_name) {
  std::vector<Noun> found;
  for (const auto& word : reader.words(key, node)) {
    const auto noun = from_name(word);
    if (noun) found.push_back(*noun);
    if (!noun) reader.refuse(key, node, "\"" + word + "\" is not known");
  }
  return found;
}

template <class Noun, class FromName>
TomlReader::Field list(TomlReader& reader,
                       const std::string& name,
                       std::vector<Noun>& target,
                       FromName from_name) {
  return {name, [&reader, &target, from_name](const std::string& key, const toml::node& node) {
            target = nouns<Noun>(reader, key, node, from_name);
          }};
}

Fields montage_fields(TomlReader& reader, MontageSpec& montage) {
  return {list(reader, "legs", montage.legs, core::leg_from_name),
          list(reader, "muscles", montage.muscles, core::muscle_from_name),
          list(reader, "sites", montage.sites, core::site_from_name),
          reader.range("units", montage.units, limits::kUnits),
          reader.range("rest_uv", montage.rest_uv, limits::kRest),
          reader.range("mvc_uv", montage.mvc_uv, limits::kMvc),
          reader.range("crosstalk", montage.crosstalk, limits::kShare),
          reader.number("mvc_known", montage.mvc_known, limits::kShare),
          reader.flag("background", montage.background)};
}

std::optional<core::SleepStage> stage_from_name(const std::string& text) {
  constexpr std::array kStages{core::SleepStage::wake,
                               core::SleepStage::n1,
                               core::SleepStage::n2,
                               core::SleepStage::n3,
                               core::SleepStage::rem};
  for (const auto stage : kStages) {
    if (core::name(stage) == text) return stage;
  }
  return std::nullopt;
}

// A range that may be absent; a fresh one is bound when the key is there.
TomlReader::Field optional_range(TomlReader& reader,
                                 const std::string& name,
                                 std::optional<Range>& target,
                                 Range allowed) {
  return {name, [&reader, &target, allowed](const std::string& key, const toml::node& node) {
            target.emplace();
            reader.range(key, *target, allowed).take(key, node);
          }};
}

// A word that stands for a noun of core; "random" leaves it to the draw.
template <class Noun, class FromName>
TomlReader::Field optional_noun(TomlReader& reader,
                                const std::string& name,
                                std::optional<Noun>& target,
                                FromName from_name) {
  return {name, [&reader, &target, from_name](const std::string& key, const toml::node& node) {
            const auto* word = node.as_string();
            if (word != nullptr && word->get() == "random") return;
            if (word != nullptr) target = from_name(word->get());
            if (!target) reader.refuse(key, node, "is not known; \"random\" is possible too");
          }};
}

Fields event_fields(TomlReader& reader, EventSpec& event) {
  Fields fields{{"type", [](const std::string&, const toml::node&) {}},  // read before the others
                optional_range(reader, "onset_s", event.onset_s, limits::kTime),
                optional_range(reader, "per_hour", event.per_hour, limits::kCount),
                optional_range(reader, "count", event.count, limits::kCount)};
  if (is_artefact(event.kind)) {
    fields.push_back(reader.text("channel", event.channel));
  } else {
    fields.push_back(optional_noun(reader, "leg", event.leg, core::leg_from_name));
    fields.push_back(optional_noun(reader, "muscle", event.muscle, core::muscle_from_name));
  }
  fields.push_back(list(reader, "stages", event.stages, stage_from_name));
  fields.push_back(reader.flag("beside", event.beside));
  for (const auto& parameter : parameters(event.kind)) {
    const std::string key(parameter.name);
    fields.push_back(
        {key, [&reader, &event, &parameter](const std::string& name, const toml::node& node) {
           reader.range(name, event.values[name], parameter.allowed).take(name, node);
         }});
  }
  return fields;
}

void read_event(TomlReader& reader, const toml::table& table, std::vector<EventSpec>& events) {
  EventSpec event;
  const auto* type = table.get_as<std::string>("type");
  const auto kind = type == nullptr ? std::nullopt : kind_from_name(type->get());
  if (!kind) {
    std::string ignored;
    const toml::node* where = table.get("type");
    const auto field = reader.word("type", ignored, kind_names());
    field.take("type", where == nullptr ? table : *where);
    return;
  }
  event.kind = *kind;
  reader.read(table, event_fields(reader, event));
  const int ways = (event.onset_s ? 1 : 0) + (event.per_hour ? 1 : 0) + (event.count ? 1 : 0);
  if (ways != 1)
    reader.refuse("type", table, "expected exactly one of onset_s, per_hour and count");
  events.push_back(std::move(event));
}

TomlReader::Field event_list(TomlReader& reader, std::vector<EventSpec>& events) {
  return {"event", [&reader, &events](const std::string& key, const toml::node& node) {
            const auto* items = node.as_array();
            if (items == nullptr || !items->is_array_of_tables()) {
              reader.refuse(key, node, "expected [[event]] with two brackets");
              return;
            }
            for (const auto& item : *items)
              read_event(reader, *item.as_table(), events);
          }};
}

// What single keys cannot say.
void check_whole(TomlReader& reader, const Scenario& scenario, const toml::table& root) {
  const DeviceSpec& device = scenario.device;
  if (device.highpass_hz >= device.lowpass_hz)
    reader.refuse("device.lowpass_hz", root, "expected more than highpass_hz");
  if (device.lowpass_hz > kNyquistShare * device.rate_hz)
    reader.refuse("device.lowpass_hz", root, "expected at most 0.49 of rate_hz");
  if (scenario.montage.legs.empty() || scenario.montage.muscles.empty())
    reader.refuse("montage", root, "expected at least one leg and one muscle");
  const auto& muscles = scenario.montage.muscles;
  if (std::find(muscles.begin(), muscles.end(), core::Muscle::none) != muscles.end())
    reader.refuse("montage.muscles", root, "expected names of muscles");
}

}  // namespace

Scenario read_scenario(const std::filesystem::path& path) {
  TomlReader reader(path);
  const toml::table root = reader.parse();
  Scenario scenario;
  scenario.name = path.stem().string();
  reader.read(root,
              {reader.text("name", scenario.name),
               reader.text("description", scenario.description),
               reader.section("night", night_fields(reader, scenario.night)),
               reader.section("device", device_fields(reader, scenario.device)),
               reader.section("montage", montage_fields(reader, scenario.montage)),
               event_list(reader, scenario.events)});
  check_whole(reader, scenario, root);
  reader.finish();
  return scenario;
}

}  // namespace calfemg::simulate
