// SPDX-License-Identifier: Apache-2.0
#include "core/expects.hpp"
#include "export/cell.hpp"
#include "export/report_parts.hpp"
#include "export/words.hpp"

namespace calfemg::exporting {
namespace {

Json conditions_json(const core::ChannelConditions& conditions) {
  return {{"band",
           {{"low_hz", number_json(conditions.band.low_hz)},
            {"high_hz", number_json(conditions.band.high_hz)},
            {"limited_by", text_json(conditions.band.limited_by)}}},
          {"mains_hz", number_json(conditions.mains_hz)},
          {"notches_hz", conditions.notches_hz},
          {"noise_uv", number_json(conditions.noise_uv)},
          {"group_delay_s", number_json(conditions.group_delay_s)},
          {"lsb_uv", number_json(conditions.lsb_uv)},
          {"recorder_highpass_hz", number_json(conditions.recorder_highpass_hz)},
          {"recorder_lowpass_hz", number_json(conditions.recorder_lowpass_hz)}};
}

Json missing_features_json(const core::ChannelTable& channel,
                           const std::vector<core::FeatureColumn>& columns) {
  CALFEMG_EXPECTS(channel.missing_because.size() == columns.size());
  Json json = Json::array();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!channel.missing_because[i].empty())
      json.push_back({{"feature", columns[i].name}, {"reason", channel.missing_because[i]}});
  }
  return json;
}

Json seconds_by_kind_json(const std::map<std::string, double>& seconds) {
  Json json = Json::object();
  for (const auto& [kind, value] : seconds)
    json[kind] = number_json(value);
  return json;
}

Json measures_json(const std::vector<core::Measure>& measures) {
  Json json = Json::object();
  for (const auto& measure : measures)
    json[measure.name] = number_json(measure.value);
  return json;
}

Json event_json(const core::Event& event) {
  Json json = {{"onset_s", number_json(to_millisecond(event.onset_s))},
               {"duration_s", number_json(to_millisecond(event.duration_s))},
               {"type", core::name(event.type)},
               {"leg", event.leg ? core::name(*event.leg) : kBothLegs},
               {"muscle", text_json(core::name(event.muscle))}};
  json["sites"] = Json::array();
  for (const auto site : event.sites)
    json["sites"].push_back(site_word(site));
  json["channels"] = event.channels;
  json["grade"] = text_json(core::name(event.grade));
  json["confidence"] = number_json(event.confidence);
  json["kind"] = text_json(event.kind);
  json["stage"] = core::name(event.stage);
  json["measures"] = measures_json(event.measures);
  json["reasons"] = event.reasons;
  return json;
}

}  // namespace

Json channels_json(const core::SessionTable& table, const core::Findings& findings) {
  CALFEMG_EXPECTS(findings.channels.size() == table.channels.size());
  Json channels = Json::array();
  for (std::size_t i = 0; i < table.channels.size(); ++i) {
    const auto& channel = table.channels[i];
    const auto& summary = findings.channels[i];
    Json json = {{"name", channel.channel.name}};
    json.update(role_json(channel.channel.role));
    json["block"] = channel.block;
    json["rate_hz"] = number_json(channel.rate.value());
    json["conditions"] = conditions_json(channel.conditions);
    json["rest"] = {{"level_uv", number_json(summary.rest.level_uv)},
                    {"spread_uv", number_json(summary.rest.spread_uv)},
                    {"noise_floor_uv", number_json(summary.rest.noise_floor_uv)}};
    json["usable_s"] = number_json(summary.usable_s);
    json["excluded_s"] = number_json(summary.excluded_s);
    json["excluded_by_kind_s"] = seconds_by_kind_json(summary.excluded_by_kind_s);
    json["windows"] = {{"start_s", number_json(channel.rows.start_s)},
                       {"step_s", number_json(channel.rows.step_s)},
                       {"width_s", number_json(channel.rows.width_s)},
                       {"count", channel.rows.count}};
    json["missing_features"] = missing_features_json(channel, table.columns);
    channels.push_back(std::move(json));
  }
  return channels;
}

Json events_json(const std::vector<core::Event>& events) {
  Json json = Json::array();
  for (const auto& event : events)
    json.push_back(event_json(event));
  return json;
}

}  // namespace calfemg::exporting
