// SPDX-License-Identifier: Apache-2.0
#include "export/stored_session.hpp"

// g++ 12 sees a null dereference inside json.hpp; there is none.
#pragma GCC diagnostic ignored "-Wnull-dereference"

#include <algorithm>
#include <fstream>

#include "core/error.hpp"
#include "export/night_file.hpp"
#include "export/stored_parts.hpp"

namespace calfemg::exporting {
namespace {

core::ChannelConditions conditions_from(const Json& json) {
  core::ChannelConditions conditions;
  const auto& band = json.at("band");
  conditions.band = {stored_number(band, "low_hz"),
                     stored_number(band, "high_hz"),
                     stored_text(band, "limited_by")};
  conditions.mains_hz = stored_number(json, "mains_hz");
  conditions.notches_hz = json.at("notches_hz").get<std::vector<double>>();
  conditions.noise_uv = stored_number(json, "noise_uv");
  conditions.group_delay_s = stored_number(json, "group_delay_s");
  conditions.lsb_uv = stored_number(json, "lsb_uv");
  conditions.recorder_highpass_hz = stored_number(json, "recorder_highpass_hz");
  conditions.recorder_lowpass_hz = stored_number(json, "recorder_lowpass_hz");
  return conditions;
}

// What the recording says about the channel of this name in this block.
core::ChannelInfo info_of(const core::RecordingInfo& recording,
                          const std::string& block,
                          const std::string& name) {
  for (const auto& one : recording.blocks) {
    if (one.name != block) continue;
    for (const auto& channel : one.channels) {
      if (channel.name == name) return channel;
    }
  }
  return {};
}

core::ChannelTable channel_from(const Json& json, const core::SessionTable& table) {
  core::ChannelTable channel;
  channel.block = stored_text(json, "block");
  channel.channel = info_of(table.recording, channel.block, stored_text(json, "name"));
  channel.channel.name = stored_text(json, "name");
  channel.channel.role = stored_role(json);
  channel.rate = core::Hertz(stored_number(json, "rate_hz"));
  channel.conditions = conditions_from(json.at("conditions"));
  const auto& rows = json.at("windows");
  channel.rows = {stored_number(rows, "start_s"),
                  stored_number(rows, "step_s"),
                  stored_number(rows, "width_s"),
                  rows.at("count").get<std::size_t>()};
  channel.missing_because.resize(table.columns.size());
  for (const auto& missing : json.at("missing_features")) {
    const std::size_t column = table.column(stored_text(missing, "feature"));
    if (column < table.columns.size())
      channel.missing_because[column] = stored_text(missing, "reason");
  }
  return channel;
}

core::ChannelSummary summary_from(const Json& json) {
  core::ChannelSummary summary;
  summary.name = stored_text(json, "name");
  summary.role = stored_role(json);
  const auto& rest = json.at("rest");
  summary.rest = {stored_number(rest, "level_uv"),
                  stored_number(rest, "spread_uv"),
                  stored_number(rest, "noise_floor_uv")};
  summary.usable_s = stored_number(json, "usable_s");
  summary.excluded_s = stored_number(json, "excluded_s");
  for (const auto& [kind, seconds] : json.at("excluded_by_kind_s").items())
    summary.excluded_by_kind_s[kind] = seconds.is_null() ? core::kMissing : seconds.get<double>();
  return summary;
}

core::Provenance provenance_from(const Json& json) {
  core::Provenance provenance;
  provenance.program_version = stored_text(json, "program_version");
  provenance.commit = stored_text(json, "commit");
  provenance.libraries = json.at("libraries").get<std::map<std::string, std::string>>();
  provenance.config_sha256 = stored_text(json, "config_sha256");
  provenance.input_path = stored_text(json, "input_path");
  provenance.input_bytes = json.at("input_bytes").get<std::uint64_t>();
  provenance.input_sha256 = stored_text(json, "input_sha256");
  provenance.layout_map_path = stored_text(json, "layout_map_path");
  provenance.layout_map_sha256 = stored_text(json, "layout_map_sha256");
  for (const auto& file : json.at("side_files"))
    provenance.side_files.push_back({stored_text(file, "role"),
                                     stored_text(file, "path"),
                                     file.at("bytes").get<std::uint64_t>(),
                                     stored_text(file, "sha256")});
  return provenance;
}

void read_document(const Json& json, StoredSession& session) {
  auto& [table, result, words] = session;
  table.recording = stored_recording(json.at("recording"));
  for (const auto& column : json.at("feature_columns"))
    table.columns.push_back(
        {stored_text(column, "name"), stored_text(column, "unit"), stored_text(column, "meaning")});
  for (const auto& channel : json.at("channels")) {
    table.channels.push_back(channel_from(channel, table));
    result.findings.channels.push_back(summary_from(channel));
  }
  read_findings(json, session);
  for (const auto& setting : json.at("settings"))
    result.settings.push_back({stored_text(setting, "key"),
                               stored_text(setting, "value"),
                               stored_text(setting, "default"),
                               stored_text(setting, "unit"),
                               stored_text(setting, "origin")});
  result.notes = stored_texts(json, "notes");
  result.provenance = provenance_from(json.at("provenance"));
}

}  // namespace

StoredSession read_stored_session(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "report.json";
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw core::FileError(path.string(),
                          "cannot be read; give a folder that calfemg analyze has written.");
  const auto json = Json::parse(file, nullptr, false);
  const auto refuse = [&](const std::string& found) {
    throw core::FormatError(path.string(),
                            {"",
                             "the report of a session, calfemg-report 1",
                             found,
                             "analyse the recording again with this calfemg"});
  };
  if (!json.is_object() || json.value("format", "") != "calfemg-report" ||
      !json.value("format_version", "").starts_with("1."))
    refuse("something else");
  StoredSession session;
  try {
    read_document(json, session);
  } catch (const Json::exception& error) {
    refuse(error.what());
  }
  read_night(folder / "night.cbor.gz", session);
  return session;
}

}  // namespace calfemg::exporting
