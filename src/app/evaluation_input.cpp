// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "app/evaluation.hpp"
#include "app/event_file.hpp"
#include "core/error.hpp"
#include "core/start_time.hpp"

namespace calfemg::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr double kSecondsPerHour = 3600.0;
constexpr const char* kEventTable = "events.tsv";
constexpr std::string_view kTruthEnding = "_truth.tsv";

template <class Enum>
Enum role_word(const Json& channel,
               const char* member,
               std::optional<Enum> (*known)(std::string_view)) {
  const Json& value = channel.at(member);
  return value.is_string() ? known(value.get<std::string>()).value_or(Enum{}) : Enum{};
}

core::ChannelInfo channel_from(const Json& json) {
  core::ChannelInfo channel;
  channel.name = json.at("name").get<std::string>();
  channel.role.leg = role_word(json, "leg", &core::leg_from_name);
  channel.role.muscle = role_word(json, "muscle", &core::muscle_from_name);
  return channel;
}

// What report.json says about the recording; a table alone says nothing.
// @returns when the recording began
std::optional<core::StartTime> add_report(evaluate::Session& session, const fs::path& path) {
  std::ifstream file(path);
  if (!file) return std::nullopt;
  try {
    const Json recording = Json::parse(file).at("recording");
    if (recording.at("duration_s").is_number())
      session.duration_s = recording.at("duration_s").get<double>();
    for (const auto& block : recording.at("blocks")) {
      for (const auto& channel : block.at("channels"))
        session.channels.push_back(channel_from(channel));
    }
    const auto start = recording.find("start_time");
    if (start == recording.end() || !start->is_string()) return std::nullopt;
    return core::start_time_from_iso(start->get<std::string>());
  } catch (const Json::exception&) {
    throw core::FormatError(path.string(),
                            {"recording",
                             "duration and channels as in docs/report.schema.json",
                             "something else",
                             "analyse the recording again, or move the file away"});
  }
}

// Reads pairs of files into `input`.
class PairReader {
 public:
  PairReader(std::optional<double> hours, pipeline::ReadingObserver& observer)
      : hours_(hours), observer_(observer) {}

  void add(EvaluationInput& input,
           const std::string& name,
           const fs::path& truth,
           const fs::path& detected) const {
    evaluate::Session session;
    session.name = name;
    if (hours_) session.duration_s = *hours_ * kSecondsPerHour;
    const auto start = add_report(session, detected.parent_path() / "report.json");
    session.truth = events_of(truth, start, input.notes);
    session.detected = events_of(detected, start, input.notes);
    input.sessions.push_back(std::move(session));
  }

 private:
  [[nodiscard]] std::vector<core::Event> events_of(const fs::path& path,
                                                   const std::optional<core::StartTime>& start,
                                                   std::vector<std::string>& notes) const {
    EventFile file = pipeline::watched(observer_, [&] { return read_event_file(path, start); });
    notes.insert(notes.end(), file.notes.begin(), file.notes.end());
    return std::move(file.events);
  }

  std::optional<double> hours_;
  pipeline::ReadingObserver& observer_;
};

std::set<std::string> truth_names(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string file = entry.path().filename().string();
    if (file.ends_with(kTruthEnding) && file.size() > kTruthEnding.size())
      names.insert(file.substr(0, file.size() - kTruthEnding.size()));
  }
  return names;
}

std::set<std::string> session_folders(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (fs::exists(entry.path() / kEventTable)) names.insert(entry.path().filename().string());
  }
  return names;
}

// The truth that a session folder can belong to: its own name, else the longest NAME of
// SUBJECT_NAME; "" for none.
std::string truth_for(const std::string& folder, const std::set<std::string>& names) {
  if (names.contains(folder)) return folder;
  std::string longest;
  for (const auto& name : names) {
    if (folder.ends_with("_" + name) && name.size() > longest.size()) longest = name;
  }
  return longest;
}

using FoldersOf = std::map<std::string, std::vector<std::string>>;  ///< of each truth's name

FoldersOf folders_by_truth(const fs::path& detected,
                           const std::set<std::string>& names,
                           std::vector<std::string>& unpaired) {
  FoldersOf folders_of;
  for (const auto& folder : session_folders(detected)) {
    const std::string name = truth_for(folder, names);
    if (name.empty()) {
      unpaired.push_back((detected / folder / kEventTable).string() + ": no truth for it.");
    } else {
      folders_of[name].push_back(folder);
    }
  }
  return folders_of;
}

// One that has the very name goes before those with a subject in front.
void prefer_same_name(std::vector<std::string>& folders,
                      const std::string& name,
                      const fs::path& detected,
                      std::vector<std::string>& unpaired) {
  if (folders.size() < 2 || std::find(folders.begin(), folders.end(), name) == folders.end())
    return;
  for (const auto& folder : folders) {
    if (folder != name)
      unpaired.push_back((detected / folder / kEventTable).string() +
                         ": no truth for it but that of " + name + ".");
  }
  folders = {name};
}

EvaluationInput pair_folders(const fs::path& truth,
                             const fs::path& detected,
                             const PairReader& reader) {
  const auto names = truth_names(truth);
  EvaluationInput input;
  FoldersOf folders_of = folders_by_truth(detected, names, input.unpaired);
  for (const auto& name : names) {
    const fs::path table = truth / (name + std::string(kTruthEnding));
    auto& folders = folders_of[name];
    prefer_same_name(folders, name, detected, input.unpaired);
    if (folders.size() == 1) {
      reader.add(input, name, table, detected / folders.front() / kEventTable);
    } else {
      input.unpaired.push_back(table.string() + (folders.empty()
                                                     ? ": no session was detected for it."
                                                     : ": several sessions could belong to it."));
    }
  }
  return input;
}

}  // namespace

EvaluationInput read_evaluation_input(const fs::path& truth,
                                      const fs::path& detected,
                                      std::optional<double> hours,
                                      pipeline::ReadingObserver& observer) {
  const PairReader reader(hours, observer);
  if (fs::is_directory(truth)) {
    if (!fs::is_directory(detected))
      throw core::FileError(detected.string(), "is no folder of sessions, but --truth is a folder");
    EvaluationInput input = pair_folders(truth, detected, reader);
    if (input.sessions.empty())
      throw core::FileError(
          truth.string(),
          "holds no NAME_truth.tsv to which a session of " + detected.string() + " belongs");
    return input;
  }
  const fs::path table = fs::is_directory(detected) ? detected / kEventTable : detected;
  EvaluationInput input;
  reader.add(input, truth.stem().string(), truth, table);
  return input;
}

}  // namespace calfemg::app
