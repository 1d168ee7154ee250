// SPDX-License-Identifier: Apache-2.0
#include "io/calfemg_layout.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/map_rules.hpp"

namespace calfemg::io {
namespace {

constexpr const char* kFormat = "calfemg-recording";
constexpr int kMajorVersion = 1;

// The columns of /signals/<block>/channels, each checked against the number of channels.
class ChannelTable {
 public:
  ChannelTable(const Hdf5Node& group, std::size_t channels) : group_(group), channels_(channels) {}

  /// Empty texts when the file has no such column.
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
    const auto column = group_.child(name);
    if (!column) return std::vector<std::string>(channels_);
    return checked(name, column->read_texts());
  }

  [[nodiscard]] std::vector<double> numbers(const std::string& name, double fallback) const {
    const auto column = group_.child(name);
    if (!column) return std::vector<double>(channels_, fallback);
    return checked(name, column->read_numbers());
  }

  [[nodiscard]] const Hdf5Node& group() const { return group_; }

 private:
  template <class Values>
  [[nodiscard]] Values checked(const std::string& name, Values values) const {
    if (values.size() != channels_)
      group_.refuse(name,
                    std::to_string(channels_) + " entries, one for each column of samples",
                    std::to_string(values.size()));
    return values;
  }

  const Hdf5Node& group_;
  std::size_t channels_;
};

struct RoleWords {
  std::string channel;
  std::string leg;
  std::string muscle;
  std::string site;
};

[[noreturn]] void refuse_word(const ChannelTable& table,
                              const std::string& column,
                              const std::vector<std::string>& allowed,
                              const std::string& word,
                              const std::string& channel) {
  const auto near = core::nearest(word, allowed);
  table.group().refuse(
      column,
      "one of " + core::join(allowed, ", ") + " for the channel \"" + channel + "\"",
      "\"" + word + "\"",
      (near ? "did you mean \"" + *near + "\"? " : std::string()) +
          "correct it in a copy of the file, or give the role in a map (--layout FILE)");
}

core::Role role_from(const ChannelTable& table, const RoleWords& words) {
  const auto muscle = core::muscle_from_name(words.muscle);
  if (!muscle)
    refuse_word(table,
                "muscle",
                {"gastrocnemius_medialis",
                 "gastrocnemius_lateralis",
                 "soleus",
                 "tibialis_anterior",
                 "\"\" (no EMG of the leg)"},
                words.muscle,
                words.channel);
  if (*muscle == core::Muscle::none) return {};
  const auto leg = core::leg_from_name(words.leg);
  if (!leg) refuse_word(table, "leg", {"left", "right"}, words.leg, words.channel);
  const auto site = core::site_from_name(words.site);
  if (!site)
    refuse_word(table, "site", {"upper", "lower", "\"\" (whole head)"}, words.site, words.channel);
  return {*leg, *muscle, *site};
}

std::vector<std::string> read_names(const ChannelTable& table) {
  if (!table.group().child("name"))
    table.group().refuse("name", "a name for each column of samples", "no such data set");
  auto names = table.texts("name");
  std::set<std::string> seen;
  for (const auto& name : names) {
    if (name.empty()) table.group().refuse("name", "names that are not empty", "an empty name");
    if (!seen.insert(name).second)
      table.group().refuse("name", "names that are unique in the block", "\"" + name + "\" twice");
  }
  return names;
}

std::vector<FoundChannel> read_channels(const ChannelTable& table,
                                        const std::string& samples_path,
                                        const LayoutMap& map) {
  const auto names = read_names(table);
  const auto legs = table.texts("leg");
  const auto muscles = table.texts("muscle");
  const auto sites = table.texts("site");
  const auto units = table.texts("unit");
  const auto scales = table.numbers("scale", 1.0);
  const auto offsets = table.numbers("offset", 0.0);
  const auto mvc_uv = table.numbers("mvc_uv", core::kMissing);
  const auto highpass_hz = table.numbers("highpass_hz", core::kMissing);
  const auto lowpass_hz = table.numbers("lowpass_hz", core::kMissing);

  std::vector<FoundChannel> channels(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    core::ChannelInfo& info = channels[i].info;
    info.name = names[i];
    info.stored_at = samples_path + "[:," + std::to_string(i) + "]";
    info.unit = units[i];
    if (!info.unit.empty()) info.unit_origin = "file";
    info.mvc_uv = mvc_uv[i];
    info.highpass_hz = highpass_hz[i];
    info.lowpass_hz = lowpass_hz[i];
    channels[i].scale = scales[i];
    channels[i].offset = offsets[i];
    channels[i].column = i;
    const ChannelMap* entry = entry_for(map, info.name, info.stored_at);
    if (entry != nullptr && entry->role) continue;  // the words of the file need not be right
    info.role = role_from(table, {names[i], legs[i], muscles[i], sites[i]});
    if (info.role.is_emg()) info.role_origin = "file";
  }
  return channels;
}

double start_offset_of(const Hdf5Node& group) {
  const std::string attribute = "start_offset_s";
  if (!group.has_attribute(attribute)) return 0.0;
  const auto start = group.number(attribute);
  if (!start || !std::isfinite(*start) || *start < 0.0)
    group.refuse(attribute,
                 "seconds after the start of the recording, at least 0",
                 group.text(attribute).value_or("no number"));
  return *start;
}

void check_type(const Hdf5Node& group, const SampleDataset& samples) {
  switch (samples.type()) {
    case SampleType::int16:
    case SampleType::int32:
    case SampleType::float32:
    case SampleType::float64:
      return;
    case SampleType::int8:
    case SampleType::uint8:
    case SampleType::uint16:
    case SampleType::uint32:
    case SampleType::int64:
    case SampleType::uint64:
      break;
  }
  group.refuse(
      "samples", "samples of int16, int32, float32 or float64", std::string(name(samples.type())));
}

void load_block(const Hdf5Node& group, const LayoutMap& map, FoundRecording& recording) {
  FoundBlock block;
  block.info.name = group.inside().substr(group.inside().rfind('/') + 1);
  auto samples = SampleDataset::open(group, "samples");
  if (samples.rank() != 2)
    group.refuse("samples",
                 "samples as (time, channel)",
                 "a data set of " + std::to_string(samples.rank()) + " dimension");
  check_type(group, samples);
  block.info.rate = rate_of(group, "sampling_rate_hz", map);
  block.info.start = core::Seconds(start_offset_of(group));
  const auto table = group.child("channels");
  if (!table || !table->is_group())
    group.refuse("channels", "a group that describes the channels", "no such group");
  block.channels = read_channels(ChannelTable(*table, samples.columns()), samples.inside(), map);
  add_dataset(block, std::move(samples), recording);
  read_gaps(group, block.info);
  recording.blocks.push_back(std::move(block));
}

void check_version(const Hdf5Node& root, core::RecordingInfo& info) {
  const std::string expected = "version 1.x of the calfemg recording";
  const auto text = root.text("format_version");
  if (!text) root.refuse("format_version", expected, "no such attribute");
  const auto dot = std::min(text->find('.'), text->size());
  const auto major = core::number_from_text(text->substr(0, dot));
  if (!major || whole_number(*major) != kMajorVersion)
    root.refuse(
        "format_version", expected, "\"" + *text + "\"", "use a version of calfemg that reads it");
  if (text->substr(dot) != ".0" && dot != text->size())
    info.notes.push_back("the file has format version " + *text +
                         "; what is newer than 1.0 in it is not read");
}

void read_start_time(const Hdf5Node& root, const LayoutMap& map, core::RecordingInfo& info) {
  const auto text = root.text("start_time");
  if (!text || text->empty() || map.start_time) return;
  info.start_time = core::start_time_from_iso(core::trimmed(*text));
  if (!info.start_time)
    root.refuse("start_time",
                "a time like 2026-03-28T23:10:05+01:00 (ISO 8601)",
                "\"" + *text + "\"",
                "correct it in a copy of the file, or give start_time in a map (--layout FILE)");
}

}  // namespace

bool is_calfemg(const Hdf5Node& root) {
  return root.text("format") == kFormat;
}

FoundRecording load_calfemg(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  recording.states_roles = true;
  if (!is_calfemg(root))
    root.refuse("format", std::string("\"") + kFormat + "\"", root.text("format").value_or("none"));
  check_version(root, recording.info);
  recording.info.subject_id = root.text("subject_id").value_or("");
  recording.info.session_id = root.text("session_id").value_or("");
  read_start_time(root, map, recording.info);

  const auto signals = root.child("signals");
  const auto names = signals ? signals->children() : std::vector<std::string>{};
  if (names.empty())
    root.refuse("signals", "a group with a block of signals", signals ? "none" : "no such group");
  for (const auto& name : names) {
    const auto group = signals->child(name);
    if (!group || !group->is_group())
      signals->refuse(name, "a group with samples and channels", "something else");
    load_block(*group, map, recording);
  }
  read_hypnogram(root, recording.info);
  read_annotations(root, recording.info);
  read_context(root, recording.info);
  return recording;
}

}  // namespace calfemg::io
