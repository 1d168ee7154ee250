// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "export/stored_parts.hpp"
#include "export/words.hpp"

namespace calfemg::exporting {
namespace {

core::ChannelInfo channel_from(const Json& json) {
  core::ChannelInfo channel;
  channel.name = stored_text(json, "name");
  channel.role = stored_role(json);
  channel.role_origin = stored_text(json, "role_origin");
  channel.unit = stored_text(json, "unit");
  channel.unit_origin = stored_text(json, "unit_origin");
  channel.uv_per_count = stored_number(json, "uv_per_count");
  channel.uv_offset = stored_number(json, "uv_offset");
  channel.mvc_uv = stored_number(json, "mvc_uv");
  channel.highpass_hz = stored_number(json, "highpass_hz");
  channel.lowpass_hz = stored_number(json, "lowpass_hz");
  channel.stored_at = stored_text(json, "stored_at");
  return channel;
}

core::BlockInfo block_from(const Json& json) {
  core::BlockInfo block;
  block.name = stored_text(json, "name");
  block.rate = core::Hertz(stored_number(json, "rate_hz"));
  block.start = core::Seconds(stored_number(json, "start_s"));
  block.sample_count = json.at("sample_count").get<std::uint64_t>();
  block.sample_type = stored_text(json, "sample_type");
  block.channels.reserve(json.at("channels").size());
  for (const auto& channel : json.at("channels"))
    block.channels.push_back(channel_from(channel));
  block.gaps.reserve(json.at("gaps").size());
  for (const auto& gap : json.at("gaps"))
    block.gaps.push_back({stored_number(gap, "start_s"), stored_number(gap, "duration_s")});
  return block;
}

core::Hypnogram hypnogram_from(const Json& json) {
  core::Hypnogram hypnogram;
  hypnogram.epoch_s = stored_number(json, "epoch_s");
  hypnogram.start_s = stored_number(json, "start_s");
  for (const auto& stage : stored_texts(json, "stages")) {
    const auto* const found = std::find_if(core::kSleepStages.begin(),
                                           core::kSleepStages.end(),
                                           [&](auto known) { return core::name(known) == stage; });
    hypnogram.stages.push_back(found == core::kSleepStages.end() ? core::SleepStage::unscored
                                                                 : *found);
  }
  return hypnogram;
}

}  // namespace

double stored_number(const Json& json, const char* name) {
  const auto& value = json.at(name);
  return value.is_null() ? core::kMissing : value.get<double>();
}

std::string stored_text(const Json& json, const char* name) {
  const auto& value = json.at(name);
  return value.is_null() ? std::string{} : value.get<std::string>();
}

std::vector<std::string> stored_texts(const Json& json, const char* name) {
  return json.at(name).get<std::vector<std::string>>();
}

core::Role stored_role(const Json& json) {
  core::Role role;
  role.leg = core::leg_from_name(stored_text(json, "leg")).value_or(core::Leg::left);
  role.muscle = core::muscle_from_name(stored_text(json, "muscle")).value_or(core::Muscle::none);
  role.site = site_from_word(stored_text(json, "site")).value_or(core::Site::whole);
  return role;
}

core::RecordingInfo stored_recording(const Json& json) {
  core::RecordingInfo recording;
  recording.path = stored_text(json, "file");
  recording.layout = stored_text(json, "layout");
  recording.subject_id = stored_text(json, "subject_id");
  recording.session_id = stored_text(json, "session_id");
  recording.start_time = core::start_time_from_iso(stored_text(json, "start_time"));
  recording.blocks.reserve(json.at("blocks").size());
  for (const auto& block : json.at("blocks"))
    recording.blocks.push_back(block_from(block));
  if (!json.at("hypnogram").is_null()) recording.hypnogram = hypnogram_from(json.at("hypnogram"));
  recording.annotations.reserve(json.at("annotations").size());
  for (const auto& mark : json.at("annotations"))
    recording.annotations.push_back({stored_number(mark, "onset_s"),
                                     stored_number(mark, "duration_s"),
                                     stored_text(mark, "label")});
  recording.context = json.at("context").get<std::map<std::string, std::string>>();
  recording.notes = stored_texts(json, "notes");
  return recording;
}

}  // namespace calfemg::exporting
