// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>
#include <string>

#include <nlohmann/json.hpp>

#include "app/inspection.hpp"
#include "core/role.hpp"
#include "core/start_time.hpp"

namespace calfemg::app {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json amplitude_json(const AmplitudeCheck& check) {
  return {{"rms_median_uv", number(check.median_rms_uv)},
          {"rms_p95_uv", number(check.p95_rms_uv)},
          {"nan_fraction", number(check.nan_fraction)}};
}

Json channel_json(const core::ChannelInfo& channel, const AmplitudeCheck& check) {
  const bool emg = channel.role.is_emg();
  return {{"name", channel.name},
          {"leg", emg ? Json(core::name(channel.role.leg)) : Json(nullptr)},
          {"muscle", emg ? Json(core::name(channel.role.muscle)) : Json(nullptr)},
          {"site", emg ? Json(core::name(channel.role.site)) : Json(nullptr)},
          {"role_origin", emg ? Json(channel.role_origin) : Json(nullptr)},
          {"unit", channel.unit},
          {"unit_origin", channel.unit_origin},
          {"mvc_uv", number(channel.mvc_uv)},
          {"highpass_hz", number(channel.highpass_hz)},
          {"lowpass_hz", number(channel.lowpass_hz)},
          {"stored_at", channel.stored_at},
          {"amplitude", amplitude_json(check)}};
}

Json block_json(const core::BlockInfo& block, const std::vector<AmplitudeCheck>& checks) {
  Json channels = Json::array();
  for (std::size_t c = 0; c < block.channels.size(); ++c)
    channels.push_back(channel_json(block.channels[c], checks[c]));
  Json gaps = Json::array();
  for (const auto& gap : block.gaps)
    gaps.push_back({{"start_s", number(gap.start_s)}, {"duration_s", number(gap.duration_s)}});
  return {{"name", block.name},
          {"sampling_rate_hz", number(block.rate.value())},
          {"start_s", number(block.start.value())},
          {"sample_count", block.sample_count},
          {"sample_type", block.sample_type},
          {"duration_s", number(block.duration().value())},
          {"channels", channels},
          {"gaps", gaps}};
}

Json hypnogram_json(const core::RecordingInfo& info) {
  if (!info.hypnogram) return nullptr;
  Json stages = Json::array();
  for (const auto stage : info.hypnogram->stages)
    stages.push_back(core::name(stage));
  return {{"epoch_s", number(info.hypnogram->epoch_s)},
          {"start_s", number(info.hypnogram->start_s)},
          {"stages", stages}};
}

Json annotations_json(const core::RecordingInfo& info) {
  Json annotations = Json::array();
  for (const auto& annotation : info.annotations) {
    annotations.push_back({{"onset_s", number(annotation.onset_s)},
                           {"duration_s", number(annotation.duration_s)},
                           {"label", annotation.label}});
  }
  return annotations;
}

}  // namespace

std::string inspection_json(const Inspection& inspection) {
  constexpr int kIndent = 2;
  const core::RecordingInfo& info = inspection.recording;
  Json blocks = Json::array();
  for (std::size_t b = 0; b < info.blocks.size(); ++b)
    blocks.push_back(block_json(info.blocks[b], inspection.amplitudes[b]));
  const Json json{
      {"recording", info.path},
      {"layout", info.layout},
      {"subject_id", info.subject_id},
      {"session_id", info.session_id},
      {"start_time", info.start_time ? Json(core::to_iso(*info.start_time)) : Json(nullptr)},
      {"duration_s", number(info.duration().value())},
      {"blocks", blocks},
      {"hypnogram", hypnogram_json(info)},
      {"annotations", annotations_json(info)},
      {"context", info.context},
      {"notes", info.notes}};
  // Names out of files need not be UTF-8; JSON must be.
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace calfemg::app
