// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"

// g.tec g.Recorder: /RawData/Samples (time, channel), described by XML texts beside it.
namespace calfemg::io {
namespace {

constexpr const char* kTask = "AcquisitionTaskDescription";
constexpr const char* kConvention = "g.Recorder convention (uV)";

std::string unescaped(std::string text) {
  const std::vector<std::pair<std::string, std::string>> entities{
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, character] : entities) {
    for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
      text.replace(at, entity.size(), character);
  }
  return text;
}

// Contents of each <tag>...</tag> in an XML text, in order; of "<tag/>" an empty one.
std::vector<std::string> elements(const std::string& xml, const std::string& tag) {
  std::vector<std::string> contents;
  const std::string open = "<" + tag;
  for (auto at = xml.find(open); at != std::string::npos; at = xml.find(open, at + 1)) {
    const auto after = at + open.size();
    if (after >= xml.size() || std::string(" \t\r\n/>").find(xml[after]) == std::string::npos)
      continue;  // a longer name
    const auto end = xml.find('>', after);
    if (end == std::string::npos) break;
    if (xml[end - 1] == '/') {
      contents.emplace_back();
      continue;
    }
    const auto close = xml.find("</" + tag + ">", end);
    if (close == std::string::npos) break;
    contents.push_back(xml.substr(end + 1, close - end - 1));
  }
  return contents;
}

std::optional<std::string> element(const std::string& xml, const std::string& tag) {
  const auto all = elements(xml, tag);
  if (all.empty()) return std::nullopt;
  return unescaped(std::string(core::trimmed(all.front())));
}

std::string description(const Hdf5Node& raw, const std::string& name) {
  const auto node = raw.child(name);
  return node ? node->read_text() : "";
}

// One <ChannelProperties> for each channel, in a list that is called the same.
std::vector<std::string> properties_of_channels(const Hdf5Node& raw, const std::string& task) {
  std::vector<std::string> channels;
  for (const auto& name : elements(task, "ChannelName"))
    channels.push_back(unescaped(std::string(core::trimmed(name))));
  if (channels.empty()) raw.refuse(kTask, "ChannelName for each channel", "none");
  return channels;
}

core::Hertz rate_of_task(const Hdf5Node& raw, const std::string& task) {
  const auto text = element(task, "SamplingFrequency");
  const auto rate = text ? core::number_from_text(*text) : std::nullopt;
  if (!rate || !(*rate > 0.0))
    raw.refuse(kTask, "a SamplingFrequency above 0 Hz", text.value_or("none"));
  for (const auto& own : elements(task, "SampleRate")) {
    const auto number = core::number_from_text(core::trimmed(own));
    if (number && (*number > *rate || *number < *rate))
      raw.refuse(kTask,
                 "channels of one rate, " + core::number_text(*rate) + " Hz",
                 core::number_text(*number) + " Hz",
                 "export the channels of each rate as a file of their own");
  }
  return core::Hertz(*rate);
}

// Volts between the two numbers are what the amplifier was set to; the stored numbers are uV.
double corner(const std::vector<std::string>& corners, std::size_t channel) {
  if (channel >= corners.size()) return core::kMissing;
  const auto number = core::number_from_text(core::trimmed(corners[channel]));
  return number && *number > 0.0 ? *number : core::kMissing;
}

bool is_true(const std::vector<std::string>& flags, std::size_t channel) {
  return channel < flags.size() && core::lower_case(core::trimmed(flags[channel])) == "true";
}

// The unit is a convention of g.tec's own readers; a trigger line has none.
void add_channels(FoundBlock& block,
                  const std::vector<std::string>& names,
                  const std::string& task) {
  const auto highpass = elements(task, "HighpassFilter");
  const auto lowpass = elements(task, "LowpassFilter");
  const auto triggers = elements(task, "IsTriggerChannel");
  for (std::size_t i = 0; i < names.size(); ++i) {
    FoundChannel channel;
    channel.column = i;
    channel.info.name = names[i].empty() ? "channel " + std::to_string(i + 1) : names[i];
    channel.info.stored_at = block.datasets.front().inside() + "[:," + std::to_string(i) + "]";
    channel.info.highpass_hz = corner(highpass, i);
    channel.info.lowpass_hz = corner(lowpass, i);
    if (!is_true(triggers, i)) {
      channel.info.unit = "uV";
      channel.info.unit_origin = kConvention;
    }
    block.channels.push_back(std::move(channel));
  }
}

void read_start(const std::string& task, core::RecordingInfo& info) {
  const auto date = element(task, "RecordingDateBegin");
  if (!date) return;
  info.start_time = core::start_time_from_iso(*date);
  if (!info.start_time)
    info.notes.push_back("the start \"" + *date +
                         "\" is not understood; clock times are missing unless a map gives "
                         "start_time");
}

}  // namespace

bool is_gtec(const Hdf5Node& root) {
  const auto raw = root.child("RawData");
  return raw && raw->is_group() && raw->child("Samples") && raw->child(kTask);
}

FoundRecording load_gtec(const Hdf5Node& root, const LayoutMap& /*map*/) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const auto raw = root.child("RawData");
  if (!raw || !raw->is_group()) root.refuse("RawData", "a group with Samples", "no such group");
  const std::string task = description(*raw, kTask);
  FoundBlock block;
  block.info.name = "RawData";
  block.info.rate = rate_of_task(*raw, task);
  add_dataset(block, SampleDataset::open(*raw, "Samples"), recording);
  const auto names = properties_of_channels(*raw, task);
  const std::size_t columns = block.datasets.front().columns();
  if (names.size() != columns)
    raw->refuse("Samples",
                "samples of " + std::to_string(names.size()) + " channels, as (time, channel)",
                std::to_string(columns) + " columns");
  add_channels(block, names, task);
  recording.blocks.push_back(std::move(block));
  recording.info.subject_id = element(description(*raw, "SubjectDescription"), "ID").value_or("");
  read_start(task, recording.info);
  if (!recording.info.start_time)
    read_start(description(*raw, "SessionDescription"), recording.info);
  return recording;
}

}  // namespace calfemg::io
