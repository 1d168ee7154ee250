// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <string>

#include "app/inspection.hpp"
#include "core/role.hpp"
#include "core/start_time.hpp"
#include "export/json.hpp"

namespace calfemg::app {
namespace {

using exporting::Json;
using exporting::number_json;

Json amplitude_json(const AmplitudeCheck& check) {
  return {{"rms_median_uv", number_json(check.median_rms_uv)},
          {"rms_p95_uv", number_json(check.p95_rms_uv)},
          {"nan_fraction", number_json(check.nan_fraction)}};
}

// What the gate says of a channel; null for one that it does not judge.
Json gate_json(const Inspection& inspection, std::size_t block, std::size_t channel) {
  const bool emg = inspection.recording.blocks[block].channels[channel].role.is_emg();
  if (!emg || !inspection.implausible) return nullptr;
  const auto* const refusal = refusal_of(inspection, block, channel);
  if (refusal == nullptr) return {{"verdict", "pass"}};
  return {{"verdict", "refuse"}, {"problem", refusal->problem}, {"advice", refusal->advice}};
}

Json channel_json(const Inspection& inspection, std::size_t block, std::size_t index) {
  const core::ChannelInfo& channel = inspection.recording.blocks[block].channels[index];
  const bool emg = channel.role.is_emg();
  return {{"name", channel.name},
          {"leg", emg ? Json(core::name(channel.role.leg)) : Json(nullptr)},
          {"muscle", emg ? Json(core::name(channel.role.muscle)) : Json(nullptr)},
          {"site", emg ? Json(core::name(channel.role.site)) : Json(nullptr)},
          {"role_origin", emg ? Json(channel.role_origin) : Json(nullptr)},
          {"unit", channel.unit},
          {"unit_origin", channel.unit_origin},
          {"mvc_uv", number_json(channel.mvc_uv)},
          {"highpass_hz", number_json(channel.highpass_hz)},
          {"lowpass_hz", number_json(channel.lowpass_hz)},
          {"stored_at", channel.stored_at},
          {"amplitude", amplitude_json(inspection.amplitudes[block][index])},
          {"gate", gate_json(inspection, block, index)}};
}

Json block_json(const Inspection& inspection, std::size_t index) {
  const core::BlockInfo& block = inspection.recording.blocks[index];
  Json channels = Json::array();
  for (std::size_t c = 0; c < block.channels.size(); ++c)
    channels.push_back(channel_json(inspection, index, c));
  Json gaps = Json::array();
  for (const auto& gap : block.gaps)
    gaps.push_back(
        {{"start_s", number_json(gap.start_s)}, {"duration_s", number_json(gap.duration_s)}});
  return {{"name", block.name},
          {"sampling_rate_hz", number_json(block.rate.value())},
          {"start_s", number_json(block.start.value())},
          {"sample_count", block.sample_count},
          {"sample_type", block.sample_type},
          {"duration_s", number_json(block.duration().value())},
          {"channels", channels},
          {"gaps", gaps}};
}

Json hypnogram_json(const core::RecordingInfo& info) {
  if (!info.hypnogram) return nullptr;
  Json stages = Json::array();
  for (const auto stage : info.hypnogram->stages)
    stages.push_back(core::name(stage));
  return {{"epoch_s", number_json(info.hypnogram->epoch_s)},
          {"start_s", number_json(info.hypnogram->start_s)},
          {"stages", stages}};
}

Json annotations_json(const core::RecordingInfo& info) {
  Json annotations = Json::array();
  for (const auto& annotation : info.annotations) {
    annotations.push_back({{"onset_s", number_json(annotation.onset_s)},
                           {"duration_s", number_json(annotation.duration_s)},
                           {"label", annotation.label}});
  }
  return annotations;
}

}  // namespace

std::string inspection_json(const Inspection& inspection) {
  const core::RecordingInfo& info = inspection.recording;
  Json blocks = Json::array();
  for (std::size_t b = 0; b < info.blocks.size(); ++b)
    blocks.push_back(block_json(inspection, b));
  const Json json{
      {"recording", info.path},
      {"layout", info.layout},
      {"subject_id", info.subject_id},
      {"session_id", info.session_id},
      {"start_time", info.start_time ? Json(core::to_iso(*info.start_time)) : Json(nullptr)},
      {"duration_s", number_json(info.duration().value())},
      {"blocks", blocks},
      {"hypnogram", hypnogram_json(info)},
      {"annotations", annotations_json(info)},
      {"context", info.context},
      {"notes", info.notes}};
  // Names out of files need not be UTF-8; JSON must be.
  return exporting::document(json);
}

}  // namespace calfemg::app
