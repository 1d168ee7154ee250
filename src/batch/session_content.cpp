// SPDX-License-Identifier: Apache-2.0
#include "batch/session_content.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include "batch/state_folder.hpp"
#include "core/text.hpp"
#include "export/json.hpp"

namespace calfemg::batch {
namespace {

namespace fs = std::filesystem;
using exporting::Json;
using exporting::member;
using exporting::number_member;
using exporting::text_member;

double number_or_zero(const Json& json, const char* name) {
  const Json& value = member(json, name);
  return value.is_number() ? value.get<double>() : 0.0;
}

int whole(const Json& json, const char* name) {
  const Json& value = member(json, name);
  return value.is_number_integer() ? value.get<int>() : 0;
}

std::string joined(const Json& json) {
  std::vector<std::string> parts;
  for (const auto& part : json) {
    if (part.is_string()) parts.push_back(part.get<std::string>());
  }
  return core::join(parts, ",");
}

HeadRow head_of(const Json& json) {
  HeadRow head;
  head.leg = text_member(json, "leg");
  head.muscle = text_member(json, "muscle");
  head.rest_uv = number_member(json, "rest_uv");
  head.usable_s = number_member(json, "usable_s");
  head.cramps = whole(json, "cramps_definite") + whole(json, "cramps_probable") +
                whole(json, "cramps_possible");
  head.cramp_s = number_or_zero(json, "cramp_s");
  head.tension_periods = whole(json, "tension_periods");
  head.tension_s = number_or_zero(json, "tension_s");
  return head;
}

ChannelRow channel_of(const Json& json) {
  ChannelRow channel;
  channel.name = text_member(json, "name");
  channel.leg = text_member(json, "leg");
  channel.muscle = text_member(json, "muscle");
  channel.site = text_member(json, "site");
  channel.rate_hz = number_member(json, "rate_hz");
  channel.rest_uv = number_member(member(json, "rest"), "level_uv");
  channel.noise_uv = number_member(member(json, "conditions"), "noise_uv");
  channel.usable_s = number_member(json, "usable_s");
  channel.excluded_s = number_member(json, "excluded_s");
  return channel;
}

EventRow event_of(const Json& json) {
  EventRow event;
  event.onset_s = number_or_zero(json, "onset_s");
  event.duration_s = number_or_zero(json, "duration_s");
  event.type = text_member(json, "type");
  event.leg = text_member(json, "leg");
  event.muscle = text_member(json, "muscle");
  event.grade = text_member(json, "grade");
  event.confidence = number_member(json, "confidence");
  event.kind = text_member(json, "kind");
  event.stage = text_member(json, "stage");
  event.channels = joined(member(json, "channels"));
  event.measures = member(json, "measures").is_object() ? member(json, "measures").dump() : "{}";
  return event;
}

// Seconds of each part of the night that an event covers.
void add_cover(std::array<double, kNightParts>& cover, const EventRow& event, double part_s) {
  const double end_s = event.onset_s + event.duration_s;
  for (std::size_t i = 0; i < kNightParts; ++i) {
    const double part_start_s = static_cast<double>(i) * part_s;
    const double inside_s =
        std::min(end_s, part_start_s + part_s) - std::max(event.onset_s, part_start_s);
    if (inside_s > 0.0) cover.at(i) += inside_s;
  }
}

std::string night_of(const std::vector<EventRow>& events, double duration_s) {
  constexpr double kDigits = 9.0;
  if (!(duration_s > 0.0)) return {};
  const double part_s = duration_s / static_cast<double>(kNightParts);
  std::array<double, kNightParts> active{};
  std::array<double, kNightParts> cramped{};
  for (const auto& event : events) {
    if (event.type == "cramp") add_cover(cramped, event, part_s);
    if (event.type == "cramp" || event.type == "tension" || event.type == "contraction" ||
        event.type == "lm")
      add_cover(active, event, part_s);
  }
  std::string night;
  for (std::size_t i = 0; i < kNightParts; ++i) {
    const double share = std::min(active.at(i) / part_s, 1.0);
    const int level = share > 0.0 ? std::max(1, static_cast<int>(share * kDigits)) : 0;
    night += static_cast<char>((cramped.at(i) > 0.0 ? 'A' : '0') + level);
  }
  return night;
}

void add_recording(SessionRow& row, const Json& recording) {
  row.file = text_member(recording, "file");
  row.subject = text_member(recording, "subject_id");
  row.session = text_member(recording, "session_id");
  row.start_time = text_member(recording, "start_time");
  row.layout = text_member(recording, "layout");
  row.duration_s = number_member(recording, "duration_s");
  if (!member(recording, "context").is_object()) return;
  for (const auto& [name, value] : member(recording, "context").items()) {
    if (value.is_string()) row.context[name] = value.get<std::string>();
  }
}

void add_findings(SessionContent& content, const Json& report) {
  SessionRow& row = content.row;
  row.usable_s = number_member(member(report, "summary"), "usable_s");
  row.sleep_s = number_member(member(report, "summary"), "sleep_s");
  for (const auto& head : member(report, "heads")) {
    row.cramps_definite += whole(head, "cramps_definite");
    row.cramps_probable += whole(head, "cramps_probable");
    row.cramps_possible += whole(head, "cramps_possible");
    content.heads.push_back(head_of(head));
    row.cramp_s += content.heads.back().cramp_s;
    row.rejected_cramps += whole(head, "rejected_candidates");
    row.tension_periods += content.heads.back().tension_periods;
    row.tension_s += content.heads.back().tension_s;
  }
  for (const auto& leg : member(report, "legs"))
    row.leg_movements += whole(leg, "leg_movements");
  for (const auto& channel : member(report, "channels"))
    content.channels.push_back(channel_of(channel));
  for (const auto& event : member(report, "events"))
    content.events.push_back(event_of(event));
  row.channels = static_cast<int>(content.channels.size());
  row.notes = static_cast<int>(member(report, "notes").size());
  row.night = night_of(content.events, row.duration_s);
}

void add_provenance(SessionRow& row, const Json& provenance) {
  row.program_version = text_member(member(provenance, "program"), "version");
  row.commit = text_member(member(provenance, "program"), "commit");
  row.config_sha256 = text_member(member(provenance, "config"), "sha256");
  row.input_sha256 = text_member(member(provenance, "input"), "sha256");
  row.started_utc = text_member(member(provenance, "run"), "started_utc");
  row.wall_s = number_member(member(provenance, "run"), "wall_s");
  row.peak_memory_bytes = number_member(member(provenance, "run"), "peak_memory_bytes");
}

Json parsed(const fs::path& path) {
  const auto bytes = text_in(path);
  return bytes ? Json::parse(*bytes, nullptr, false) : Json();
}

}  // namespace

std::optional<SessionContent> read_session(const fs::path& folder) {
  const Json provenance = parsed(folder / "provenance.json");
  const Json report = parsed(folder / "report.json");
  if (text_member(provenance, "format") != "calfemg-provenance" ||
      text_member(report, "format") != "calfemg-report")
    return std::nullopt;
  SessionContent content;
  content.row.folder = folder.filename().string();
  add_recording(content.row, member(report, "recording"));
  add_findings(content, report);
  add_provenance(content.row, provenance);
  return content;
}

std::vector<fs::path> session_folders(const fs::path& results) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(results, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.') && entry.is_directory(error)) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace calfemg::batch
