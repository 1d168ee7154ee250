// SPDX-License-Identifier: Apache-2.0
#include "exchange/session_facts.hpp"

#include <algorithm>
#include <system_error>

#include "batch/session_content.hpp"
#include "core/error.hpp"
#include "export/json.hpp"
#include "export/session_files.hpp"
#include "export/tsv_text.hpp"
#include "export/words.hpp"

namespace calfemg::exchange {
namespace {

namespace fs = std::filesystem;
using exporting::Json;
using exporting::member;
using exporting::number_member;
using exporting::text_member;

core::SleepStage stage_named(const Json& json) {
  if (!json.is_string()) return core::SleepStage::unscored;
  const auto word = json.get<std::string>();
  const auto* const found = std::find_if(core::kSleepStages.begin(),
                                         core::kSleepStages.end(),
                                         [&](auto stage) { return core::name(stage) == word; });
  return found == core::kSleepStages.end() ? core::SleepStage::unscored : *found;
}

std::optional<core::Hypnogram> hypnogram_of(const Json& json) {
  const Json& stages = member(json, "stages");
  const double epoch_s = number_member(json, "epoch_s");
  if (!stages.is_array() || stages.empty() || !(epoch_s > 0.0)) return std::nullopt;
  core::Hypnogram hypnogram;
  hypnogram.epoch_s = epoch_s;
  hypnogram.start_s = number_member(json, "start_s");
  std::transform(stages.begin(), stages.end(), std::back_inserter(hypnogram.stages), &stage_named);
  return hypnogram;
}

core::Role role_of(const Json& json) {
  core::Role role;
  role.leg = core::leg_from_name(text_member(json, "leg")).value_or(core::Leg::left);
  role.muscle = core::muscle_from_name(text_member(json, "muscle")).value_or(core::Muscle::none);
  role.site = exporting::site_from_word(text_member(json, "site")).value_or(core::Site::whole);
  return role;
}

std::map<std::string, double> maximal_contractions(const Json& recording) {
  std::map<std::string, double> by_name;
  for (const auto& block : member(recording, "blocks")) {
    for (const auto& channel : member(block, "channels"))
      by_name[text_member(channel, "name")] = number_member(channel, "mvc_uv");
  }
  return by_name;
}

std::vector<ChannelFacts> channels_of(const Json& report) {
  const auto mvc_uv = maximal_contractions(member(report, "recording"));
  std::vector<ChannelFacts> channels;
  for (const auto& json : member(report, "channels")) {
    ChannelFacts channel;
    channel.name = text_member(json, "name");
    channel.role = role_of(json);
    channel.rest_uv = number_member(member(json, "rest"), "level_uv");
    const auto mvc = mvc_uv.find(channel.name);
    if (mvc != mvc_uv.end()) channel.mvc_uv = mvc->second;
    const Json& band = member(member(json, "conditions"), "band");
    channel.low_hz = number_member(band, "low_hz");
    channel.high_hz = number_member(band, "high_hz");
    const double window_s = number_member(member(json, "windows"), "width_s");
    if (window_s > 0.0) channel.window_s = window_s;
    channels.push_back(std::move(channel));
  }
  return channels;
}

Json report_of(const fs::path& path) {
  Json json = Json::parse(exporting::text_of(path), nullptr, false);
  if (text_member(json, "format") != "calfemg-report")
    throw core::FormatError(path.string(),
                            {"",
                             "a report of calfemg analyze",
                             "something else",
                             "give a folder that analyze or batch wrote"});
  return json;
}

}  // namespace

SessionFacts read_session_facts(const fs::path& folder) {
  const Json report = report_of(folder / "report.json");
  const Json& recording = member(report, "recording");
  SessionFacts facts;
  facts.folder = folder;
  facts.name = fs::weakly_canonical(folder).filename().string();
  facts.subject = text_member(recording, "subject_id");
  facts.session = text_member(recording, "session_id");
  facts.start = core::start_time_from_iso(text_member(recording, "start_time"));
  facts.duration_s = number_member(recording, "duration_s");
  facts.hypnogram = hypnogram_of(member(recording, "hypnogram"));
  facts.channels = channels_of(report);
  facts.events = exporting::read_events_tsv(folder / "events.tsv");
  return facts;
}

std::vector<fs::path> sessions_in(const fs::path& results) {
  std::error_code error;
  if (!fs::is_directory(results, error))
    throw core::FileError(results.string(),
                          "there is no such folder; give the --out of analyze or batch.");
  if (fs::exists(results / "report.json", error)) return {results};
  std::vector<fs::path> folders;
  for (auto& folder : batch::session_folders(results)) {
    if (fs::exists(folder / "report.json", error)) folders.push_back(std::move(folder));
  }
  if (folders.empty())
    throw core::FileError(results.string(),
                          "holds no session; give the --out of analyze or batch.");
  return folders;
}

}  // namespace calfemg::exchange
