// SPDX-License-Identifier: Apache-2.0
#include "export/cell.hpp"
#include "export/report_parts.hpp"
#include "export/words.hpp"

namespace calfemg::exporting {
namespace {

Json channel_info_json(const core::ChannelInfo& channel) {
  Json json = {{"name", channel.name}};
  json.update(role_json(channel.role));
  json["role_origin"] = text_json(channel.role_origin);
  json["unit"] = text_json(channel.unit);
  json["unit_origin"] = text_json(channel.unit_origin);
  json["uv_per_count"] = number_json(channel.uv_per_count);
  json["uv_offset"] = number_json(channel.uv_offset);
  json["mvc_uv"] = number_json(channel.mvc_uv);
  json["highpass_hz"] = number_json(channel.highpass_hz);
  json["lowpass_hz"] = number_json(channel.lowpass_hz);
  json["stored_at"] = text_json(channel.stored_at);
  return json;
}

Json gaps_json(const std::vector<core::Interval>& gaps) {
  Json json = Json::array();
  for (const auto& gap : gaps)
    json.push_back(
        {{"start_s", to_millisecond(gap.start_s)}, {"duration_s", to_millisecond(gap.duration_s)}});
  return json;
}

Json block_json(const core::BlockInfo& block) {
  Json json = {{"name", block.name},
               {"rate_hz", number_json(block.rate.value())},
               {"start_s", number_json(block.start.value())},
               {"duration_s", number_json(block.duration().value())},
               {"sample_count", block.sample_count},
               {"sample_type", block.sample_type}};
  json["channels"] = Json::array();
  for (const auto& channel : block.channels)
    json["channels"].push_back(channel_info_json(channel));
  json["gaps"] = gaps_json(block.gaps);
  return json;
}

Json hypnogram_json(const std::optional<core::Hypnogram>& hypnogram) {
  if (!hypnogram) return nullptr;
  Json json = {{"epoch_s", hypnogram->epoch_s}, {"start_s", hypnogram->start_s}};
  json["stages"] = Json::array();
  for (const auto stage : hypnogram->stages)
    json["stages"].push_back(core::name(stage));
  return json;
}

Json annotations_json(const std::vector<core::Annotation>& annotations) {
  Json json = Json::array();
  for (const auto& annotation : annotations)
    json.push_back({{"onset_s", number_json(annotation.onset_s)},
                    {"duration_s", number_json(annotation.duration_s)},
                    {"label", annotation.label}});
  return json;
}

}  // namespace

Json role_json(const core::Role& role) {
  if (!role.is_emg()) return {{"leg", nullptr}, {"muscle", nullptr}, {"site", nullptr}};
  return {{"leg", core::name(role.leg)},
          {"muscle", core::name(role.muscle)},
          {"site", site_word(role.site)}};
}

Json recording_json(const core::RecordingInfo& recording) {
  Json json = {{"file", recording.path},
               {"layout", recording.layout},
               {"subject_id", text_json(recording.subject_id)},
               {"session_id", text_json(recording.session_id)},
               {"start_time", nullptr},
               {"duration_s", number_json(recording.duration().value())}};
  if (recording.start_time) json["start_time"] = core::to_iso(*recording.start_time);
  json["blocks"] = Json::array();
  for (const auto& block : recording.blocks)
    json["blocks"].push_back(block_json(block));
  json["hypnogram"] = hypnogram_json(recording.hypnogram);
  json["annotations"] = annotations_json(recording.annotations);
  json["context"] = recording.context;
  json["notes"] = recording.notes;
  return json;
}

}  // namespace calfemg::exporting
