// SPDX-License-Identifier: Apache-2.0
#include "io/map_draft.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/file_survey.hpp"
#include "io/found_recording.hpp"
#include "io/hdf5_handle.hpp"
#include "io/role_names.hpp"
#include "io/units.hpp"

namespace calfemg::io {
namespace {

constexpr std::size_t kMostChannels = 64;

// A text as TOML writes it.
std::string in_quotes(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += static_cast<unsigned char>(c) < ' ' ? '?' : c;
  }
  return quoted + "\"";
}

std::string list_of(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  quoted.reserve(texts.size());
  for (const auto& text : texts)
    quoted.push_back(in_quotes(text));
  if (quoted.size() == 1) return quoted.front();
  return "[" + core::join(quoted, ", ") + "]";
}

// Key and value, padded, with what to know about it.
std::string line(const std::string& key, const std::string& value, const std::string& comment) {
  constexpr std::size_t kWidth = 40;
  std::string text = key + " = " + value;
  if (comment.empty()) return text + "\n";
  if (text.size() < kWidth) text.resize(kWidth, ' ');
  return text + "  # " + comment + "\n";
}

std::string head(const std::filesystem::path& recording, const std::string& about) {
  return "# Draft of a layout map for " + recording.filename().string() + "\n# " + about +
         "\n# Fill in what is empty or 0 and marked FILL IN; lines that begin with # do "
         "nothing.\n\n";
}

std::string channel_entry(const core::ChannelInfo& channel) {
  const auto named = role_from_name(channel.name);
  std::string text = "\n[[channel]]\n";
  text += line("match", in_quotes(channel.name), channel.stored_at);
  if (named && !named->needs_other_leg)
    return text + "# " + core::label(named->role) + " by its name\n";
  return text +
         "# leg = \"left\"                         # left, right\n"
         "# muscle = \"gastrocnemius_medialis\"    # gastrocnemius_lateralis, soleus, "
         "tibialis_anterior; \"\": no EMG\n";
}

std::string channel_entries(const std::vector<core::ChannelInfo>& channels) {
  std::string text = "\n# Roles, for channels that are EMG of the calf:\n";
  for (std::size_t i = 0; i < std::min(channels.size(), kMostChannels); ++i)
    text += channel_entry(channels[i]);
  if (channels.size() > kMostChannels)
    text += "\n# ... and " + std::to_string(channels.size() - kMostChannels) + " more channels\n";
  return text;
}

std::string blank_unit() {
  return line("unit", "\"\"", "FILL IN: uV, mV or V; of value = stored * scale + offset") +
         "# scale = 1.0\n# offset = 0.0\n";
}

std::vector<core::ChannelInfo> channels_of(const FoundRecording& found) {
  std::vector<core::ChannelInfo> channels;
  for (const auto& block : found.blocks) {
    for (const auto& channel : block.channels)
      channels.push_back(channel.info);
  }
  return channels;
}

// What a file of a known layout leaves open.
std::string draft_of_found(const FoundRecording& found,
                           const std::string& profile,
                           const std::filesystem::path& recording) {
  const std::vector<core::ChannelInfo> channels = channels_of(found);
  const bool needs_unit = std::any_of(
      channels.begin(), channels.end(), [](const auto& channel) { return channel.unit.empty(); });
  const bool sensor_has_unit = profile == "opensignals";
  std::string text = head(recording, "Its layout is " + profile + ".");
  text += line("layout", in_quotes(profile), "");
  if (needs_unit && !sensor_has_unit) text += blank_unit();
  if (!found.info.start_time) text += "# start_time = \"2026-01-01T22:00:00+01:00\"\n";
  return text + channel_entries(channels);
}

// A file of a known layout: only what that layout does not say is left to fill in.
std::optional<std::string> draft_of_profile(const Hdf5Node& root,
                                            const std::filesystem::path& recording) {
  for (const auto& profile : layout_profiles()) {
    if (!profile.recognises(root)) continue;
    try {
      return draft_of_found(profile.load(root, {}), std::string(profile.name), recording);
    } catch (const core::FormatError&) {
      return std::nullopt;  // it leaves more open than a unit: the file as such is described
    }
  }
  return std::nullopt;
}

std::string shape_text(const SurveyedArray& array) {
  std::vector<std::string> extents;
  for (const auto extent : array.shape)
    extents.push_back(std::to_string(extent));
  return array.place + " (" + core::join(extents, ", ") + ")";
}

bool could_be_samples(const SurveyedArray& array) {
  return array.meaning != FieldMeaning::time && array.meaning != FieldMeaning::stages;
}

// The largest array, and with one of one dimension all others of that length.
std::vector<const SurveyedArray*> likely_samples(const FileSurvey& survey) {
  const SurveyedArray* largest = nullptr;
  for (const auto& array : survey.arrays) {
    if (could_be_samples(array) && (largest == nullptr || array.values() > largest->values()))
      largest = &array;
  }
  std::vector<const SurveyedArray*> chosen;
  if (largest == nullptr) return chosen;
  if (largest->shape.size() == 2) return {largest};
  for (const auto& array : survey.arrays) {
    if (could_be_samples(array) && array.shape == largest->shape) chosen.push_back(&array);
  }
  return chosen;
}

const Saying* first_of(const FileSurvey& survey, FieldMeaning meaning) {
  const auto found = std::find_if(survey.sayings.begin(),
                                  survey.sayings.end(),
                                  [&](const Saying& saying) { return saying.meaning == meaning; });
  return found == survey.sayings.end() ? nullptr : &*found;
}

// Names of which there are as many as columns one way round; which way, when it is the only one.
struct Names {
  const Saying* saying = nullptr;
  std::optional<Orientation> orientation;
};

Names fitting_names(const FileSurvey& survey, const std::vector<const SurveyedArray*>& samples) {
  for (const auto& saying : survey.sayings) {
    if (saying.meaning != FieldMeaning::names) continue;
    const std::size_t count = saying.texts.size();
    const auto& shape = samples.front()->shape;
    if (shape.size() < 2) {
      if (count == samples.size()) return {&saying, std::nullopt};
    } else if (shape[0] == count && shape[1] != count) {
      return {&saying, Orientation::channel_first};
    } else if (shape[1] == count && shape[0] != count) {
      return {&saying, Orientation::time_first};
    }
  }
  return {};
}

std::string orientation_line(const SurveyedArray& samples, const Names& names) {
  if (samples.shape.size() < 2) return "";
  const std::string both = "time_first: " + std::to_string(samples.shape[0]) + " samples of " +
                           std::to_string(samples.shape[1]) +
                           " channels; channel_first: " + std::to_string(samples.shape[1]) +
                           " samples of " + std::to_string(samples.shape[0]);
  if (!names.orientation) return line("orientation", "\"\"", "FILL IN: " + both);
  const bool is_time_first = *names.orientation == Orientation::time_first;
  return line("orientation",
              in_quotes(is_time_first ? "time_first" : "channel_first"),
              "as many channels as " + names.saying->place + " has names");
}

std::string rate_lines(const FileSurvey& survey) {
  std::string text;
  std::string front;
  for (const auto& saying : survey.sayings) {
    if (saying.meaning != FieldMeaning::rate) continue;
    text += front + line("sampling_rate_from", in_quotes(saying.place), saying.texts.front());
    front = "# ";
  }
  return text.empty() ? line("sampling_rate_hz", "0.0", "FILL IN: samples in a second") : text;
}

std::string unit_lines(const FileSurvey& survey) {
  const Saying* unit = first_of(survey, FieldMeaning::unit);
  if (unit == nullptr) return blank_unit();
  const bool is_known = std::all_of(unit->texts.begin(), unit->texts.end(), [](const auto& text) {
    return microvolts_per(unit_from_word(core::trimmed(text))).has_value();
  });
  if (!is_known) return "# " + unit->place + " says " + list_of(unit->texts) + "\n" + blank_unit();
  return line("unit_from", in_quotes(unit->place), core::join(unit->texts, ", ")) +
         "# scale = 1.0                           # value = stored * scale + offset\n# offset = "
         "0.0\n";
}

std::string extra_lines(const FileSurvey& survey) {
  std::string text;
  const Saying* start = first_of(survey, FieldMeaning::start);
  text += start == nullptr
              ? "# start_time = \"2026-01-01T22:00:00+01:00\"\n"
              : "# " + line("start_time_from", in_quotes(start->place), start->texts.front());
  text += "# fill = -32768                         # a stored number that stands for no data\n";
  for (const auto& array : survey.arrays) {
    if (array.meaning != FieldMeaning::stages) continue;
    text += "\n# [hypnogram]\n# stages = " + in_quotes(array.place) +
            "\n# epoch_s = 30.0\n# codes = { \"0\" = \"W\", \"1\" = \"N1\", \"2\" = \"N2\", "
            "\"3\" = \"N3\", \"4\" = \"REM\", \"9\" = \"unscored\" }\n";
    break;
  }
  return text;
}

std::vector<core::ChannelInfo> channels_of(const std::vector<const SurveyedArray*>& samples,
                                           const Names& names) {
  std::vector<core::ChannelInfo> channels;
  const auto add = [&](const std::string& name, const std::string& place) {
    core::ChannelInfo channel;
    channel.name = name;
    channel.stored_at = place;
    channels.push_back(std::move(channel));
  };
  if (names.saying != nullptr) {
    for (const auto& name : names.saying->texts)
      add(name, samples.size() == 1 ? samples.front()->place : "");
  } else if (samples.front()->shape.size() == 1 && !samples.front()->is_table) {
    for (const auto* array : samples)
      add(array->place.substr(array->place.rfind('/') + 1), array->place);
  }
  return channels;
}

std::string draft_of_survey(const Hdf5Node& root, const std::filesystem::path& recording) {
  const FileSurvey survey = survey_file(root);
  const auto samples = likely_samples(survey);
  if (samples.empty())
    root.refuse("", "numbers that could be samples", "none", "there is nothing to draft a map of");
  std::vector<std::string> places;
  places.reserve(samples.size());
  for (const auto* array : samples)
    places.push_back(array->place);
  const Names names = fitting_names(survey, samples);
  std::string text =
      head(recording, "Its layout is none of `calfemg inspect --layouts`, or not complete.");
  text += "# Arrays in the file:\n";
  for (const auto& array : survey.arrays)
    text += "#   " + shape_text(array) + "\n";
  for (const auto& remark : samples.front()->remarks)
    text += "#   " + remark + "\n";
  text += "\n" + line("layout", "\"matrix\"", "");
  text += line("samples", list_of(places), "the largest, or all of one length; CHECK");
  text += orientation_line(*samples.front(), names);
  text += rate_lines(survey);
  if (names.saying != nullptr)
    text +=
        line("names_from", in_quotes(names.saying->place), core::join(names.saying->texts, ", "));
  text += unit_lines(survey) + extra_lines(survey);
  const auto channels = channels_of(samples, names);
  if (!channels.empty()) return text + channel_entries(channels);
  return text +
         "\n# Names of the channels, in their order, such as GM.R and GL.R:\n"
         "# names = [\"GM.R\", \"GL.R\"]\n";
}

}  // namespace

std::string draft_map(const std::filesystem::path& recording) {
  const Hdf5Handle file = open_hdf5(recording);
  const Hdf5Node root = Hdf5Node::root_of(file, recording.string());
  if (auto draft = draft_of_profile(root, recording)) return std::move(*draft);
  return draft_of_survey(root, recording);
}

}  // namespace calfemg::io
