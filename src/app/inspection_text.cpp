// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "app/console.hpp"
#include "app/inspection.hpp"
#include "app/text_table.hpp"
#include "core/role.hpp"
#include "core/start_time.hpp"
#include "core/text.hpp"

namespace calfemg::app {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t kFirstOnes = 10;  // of long lists
constexpr double kPercent = 100.0;

std::string or_dash(const std::string& text) {
  return text.empty() ? "-" : text;
}

std::string fixed_or_dash(double value, int decimals) {
  return std::isnan(value) ? "-" : core::fixed_text(value, decimals);
}

std::string overview(const core::RecordingInfo& info) {
  std::string start = info.start_time ? core::to_iso(*info.start_time) : "not in the file";
  if (info.start_time && !info.start_time->utc_offset_minutes)
    start += " (local time, zone not in the file)";
  return text_table({{"recording", info.path},
                     {"layout", info.layout},
                     {"subject", or_dash(info.subject_id)},
                     {"session", or_dash(info.session_id)},
                     {"start", start},
                     {"duration", core::elapsed_time(info.duration().value()) + " (H:MM:SS)"}});
}

std::string blocks_table(const core::RecordingInfo& info) {
  Rows rows{{"block", "channels", "rate (Hz)", "samples", "type", "starts at (s)", "duration"}};
  for (const auto& block : info.blocks) {
    rows.push_back({block.name,
                    std::to_string(block.channels.size()),
                    core::number_text(block.rate.value()),
                    std::to_string(block.sample_count),
                    block.sample_type,
                    core::number_text(block.start.value()),
                    core::elapsed_time(block.duration().value())});
  }
  return text_table(rows);
}

std::string recorder_filter(const core::ChannelInfo& channel) {
  if (std::isnan(channel.highpass_hz) && std::isnan(channel.lowpass_hz)) return "-";
  const auto corner = [](double value) {
    return std::isnan(value) ? std::string("?") : core::number_text(value);
  };
  return corner(channel.highpass_hz) + "-" + corner(channel.lowpass_hz) + " Hz";
}

std::string gate_word(const Inspection& inspection, std::size_t block, std::size_t channel) {
  const bool emg = inspection.recording.blocks[block].channels[channel].role.is_emg();
  if (!emg || !inspection.implausible) return "-";
  return refusal_of(inspection, block, channel) == nullptr ? "pass" : "refuse";
}

std::vector<std::string> channel_row(const Inspection& inspection, std::size_t b, std::size_t c) {
  const core::BlockInfo& block = inspection.recording.blocks[b];
  const AmplitudeCheck& check = inspection.amplitudes[b][c];
  const core::ChannelInfo& channel = block.channels[c];
  const bool emg = channel.role.is_emg();
  return {block.name,
          channel.name,
          emg ? core::label(channel.role) : "-",
          emg ? or_dash(channel.role_origin) : "-",
          or_dash(channel.unit),
          or_dash(channel.unit_origin),
          core::number_text(block.rate.value()),
          recorder_filter(channel),
          fixed_or_dash(check.median_rms_uv, 2),
          fixed_or_dash(check.p95_rms_uv, 2),
          fixed_or_dash(kPercent * check.nan_fraction, 1),
          gate_word(inspection, b, c)};
}

std::string channels_table(const Inspection& inspection) {
  Rows rows{{"block",
             "channel",
             "role",
             "role from",
             "unit",
             "unit from",
             "rate (Hz)",
             "recorder filter",
             "RMS median (uV)",
             "RMS P95 (uV)",
             "NaN (%)",
             "gate"}};
  for (std::size_t b = 0; b < inspection.recording.blocks.size(); ++b) {
    for (std::size_t c = 0; c < inspection.amplitudes[b].size(); ++c)
      rows.push_back(channel_row(inspection, b, c));
  }
  return text_table(rows) +
         "RMS: of 1-s stretches of the signal as recorded, without its mean, in excerpts of 2 s "
         "at 10 places.\n";
}

// A line for each channel that the gate refuses.
std::string gate_text(const Inspection& inspection) {
  std::string text;
  if (!inspection.implausible) return text;
  for (const auto& refused : *inspection.implausible)
    text += "refused by the gate: " + printable(refused.sentence()) + "\n";
  return text;
}

std::string hypnogram_text(const core::RecordingInfo& info) {
  if (!info.hypnogram) return "hypnogram: none\n";
  const auto& hypnogram = *info.hypnogram;
  std::string text = "hypnogram: " + std::to_string(hypnogram.stages.size()) + " epochs of " +
                     core::number_text(hypnogram.epoch_s) + " s from " +
                     core::number_text(hypnogram.start_s) + " s on;";
  for (const auto stage : core::kSleepStages) {
    const auto epochs = std::count(hypnogram.stages.begin(), hypnogram.stages.end(), stage);
    text += " " + std::string(core::name(stage)) + " " + std::to_string(epochs);
  }
  return text + "\n";
}

std::string and_more(std::size_t all) {
  return all > kFirstOnes ? "  ... and " + std::to_string(all - kFirstOnes) + " more\n" : "";
}

std::string annotations_text(const core::RecordingInfo& info) {
  const std::size_t all = info.annotations.size();
  std::string text = "annotations: " + (all == 0 ? "none" : std::to_string(all)) + "\n";
  for (std::size_t i = 0; i < std::min(all, kFirstOnes); ++i) {
    const auto& annotation = info.annotations[i];
    text += "  " + core::fixed_text(annotation.onset_s, 3) + " s";
    if (annotation.duration_s > 0.0)
      text += " for " + core::fixed_text(annotation.duration_s, 3) + " s";
    text += ": " + printable(annotation.label) + "\n";
  }
  return text + and_more(all);
}

std::string gaps_text(const core::RecordingInfo& info) {
  std::string text;
  for (const auto& block : info.blocks) {
    const std::size_t all = block.gaps.size();
    if (all == 0) continue;
    double seconds = 0.0;
    for (const auto& gap : block.gaps)
      seconds += gap.duration_s;
    text += "gaps in " + printable(block.name) + ": " + std::to_string(all) + ", " +
            core::fixed_text(seconds, 3) + " s together\n";
    for (std::size_t i = 0; i < std::min(all, kFirstOnes); ++i) {
      text += "  " + core::fixed_text(block.gaps[i].start_s, 3) + " s for " +
              core::fixed_text(block.gaps[i].duration_s, 3) + " s\n";
    }
    text += and_more(all);
  }
  return text.empty() ? "gaps: none declared\n" : text;
}

std::string context_text(const core::RecordingInfo& info) {
  if (info.context.empty()) return "context: none\n";
  std::string text = "context:\n";
  for (const auto& [name, value] : info.context)
    text += "  " + printable(name) + " = " + printable(value) + "\n";
  return text;
}

std::string notes_text(const core::RecordingInfo& info) {
  std::string text;
  for (const auto& note : info.notes)
    text += "note: " + printable(note) + "\n";
  return text;
}

}  // namespace

const pipeline::Implausibility* refusal_of(const Inspection& inspection,
                                           std::size_t block,
                                           std::size_t channel) {
  if (!inspection.implausible) return nullptr;
  for (const auto& refused : *inspection.implausible) {
    if (refused.block == block && refused.channel == channel) return &refused.why;
  }
  return nullptr;
}

std::string inspection_text(const Inspection& inspection) {
  const core::RecordingInfo& info = inspection.recording;
  return overview(info) + "\n" + blocks_table(info) + "\n" + channels_table(inspection) +
         gate_text(inspection) + "\n" + hypnogram_text(info) + annotations_text(info) +
         gaps_text(info) + context_text(info) + notes_text(info);
}

}  // namespace calfemg::app
