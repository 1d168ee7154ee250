// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/units.hpp"

// Multi Channel Systems: /Data/Recording_0/AnalogStream/Stream_N/ChannelData (channel, time), with
// a row of InfoChannel for each channel.
namespace calfemg::io {
namespace {

constexpr const char* kFirstRecording = "Recording_0";
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kTicksPerMicrosecond = 10.0;       // .NET ticks: 100 ns
constexpr double kTicksOfUnixTime = 621'355'968e9;  // from the year 1 to 1970
constexpr double kLatestTicks = 3'155'378'975e9;    // the end of the year 9999
constexpr double kMicrosecondsPerMillisecond = 1e3;
constexpr double kDecimal = 10.0;

struct ChannelTable {
  std::vector<std::string> labels, units;
  std::vector<double> rows, exponents, zeros, factors, ticks;
};

ChannelTable read_table(const Hdf5Node& stream) {
  const auto info = stream.child("InfoChannel");
  if (!info || !info->is_dataset())
    stream.refuse("InfoChannel", "a table with a row for each channel", "no such data set");
  return {info->field_texts("Label"),
          info->field_texts("Unit"),
          info->field_numbers("RowIndex"),
          info->field_numbers("Exponent"),
          info->field_numbers("ADZero"),
          info->field_numbers("ConversionFactor"),
          info->field_numbers("Tick")};
}

core::Hertz rate_of_stream(const Hdf5Node& stream, const ChannelTable& table) {
  const auto [least, most] = std::minmax_element(table.ticks.begin(), table.ticks.end());
  if (table.ticks.empty() || !(*least > 0.0) || *most > *least)
    stream.refuse("InfoChannel",
                  "one Tick above 0 (us between samples) for all channels",
                  table.ticks.empty()
                      ? "no channels"
                      : core::number_text(*least) + " to " + core::number_text(*most));
  return core::Hertz(kMicrosecondsPerSecond / *least);
}

// Seconds of the first sample. The samples of several pieces stand together without their pauses.
core::Seconds start_of(const Hdf5Node& stream, std::uint64_t samples) {
  constexpr std::size_t kColumns = 3;  // first time stamp (us), first and last index
  const auto node = stream.child("ChannelDataTimeStamps");
  if (!node || !node->is_dataset()) return core::Seconds(0.0);
  const auto values = node->read_array();
  const auto last = static_cast<double>(samples) - 1.0;
  if (values.size() != kColumns || values[1] > 0.0 || values[2] < last)
    node->refuse("",
                 "one piece of " + std::to_string(samples) + " samples",
                 std::to_string(values.size() / kColumns) + " pieces or another number of samples",
                 "export the pieces of the recording as files of their own");
  return core::Seconds(std::max(0.0, values[0]) / kMicrosecondsPerSecond);
}

void add_channels(FoundBlock& block, const Hdf5Node& stream, const ChannelTable& table) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto row = whole_number(table.rows[i]);
    if (!row || static_cast<std::size_t>(*row) >= block.datasets.front().columns())
      stream.refuse(
          "InfoChannel", "a RowIndex inside ChannelData", core::number_text(table.rows[i]));
    FoundChannel channel;
    channel.column = static_cast<std::size_t>(*row);
    channel.info.name = core::trimmed(table.labels[i]);
    if (channel.info.name.empty()) channel.info.name = "channel " + std::to_string(*row);
    channel.info.stored_at = block.datasets.front().inside() + "[" + std::to_string(*row) + "]";
    channel.info.unit = unit_from_word(core::trimmed(table.units[i]));
    if (!channel.info.unit.empty()) channel.info.unit_origin = "file";
    channel.scale = table.factors[i] * std::pow(kDecimal, table.exponents[i]);
    channel.offset = -table.zeros[i] * channel.scale;
    block.channels.push_back(std::move(channel));
  }
}

void load_stream(const Hdf5Node& stream, const std::string& name, FoundRecording& recording) {
  const ChannelTable table = read_table(stream);
  const auto is_zero = [](double factor) { return !(std::abs(factor) > 0.0); };
  if (std::all_of(table.factors.begin(), table.factors.end(), is_zero)) {
    recording.info.notes.push_back(stream.inside() +
                                   " has no conversion factor (digital lines) and is left out");
    return;
  }
  FoundBlock block;
  block.info.name = name;
  block.info.rate = rate_of_stream(stream, table);
  add_dataset(
      block, SampleDataset::open(stream, "ChannelData", Orientation::channel_first), recording);
  block.info.start = start_of(stream, block.info.sample_count);
  add_channels(block, stream, table);
  recording.blocks.push_back(std::move(block));
}

// The date as ticks is read as a double, which keeps about 13 us; the millisecond is exact.
void read_start(const Hdf5Node& data, core::RecordingInfo& info) {
  const auto ticks = data.number("DateInTicks");
  if (!ticks || !(*ticks > kTicksOfUnixTime && *ticks < kLatestTicks)) return;
  const double microseconds = (*ticks - kTicksOfUnixTime) / kTicksPerMicrosecond;
  const long long milliseconds = std::llround(microseconds / kMicrosecondsPerMillisecond);
  info.start_time =
      core::StartTime{milliseconds * static_cast<long long>(kMicrosecondsPerMillisecond), {}};
}

}  // namespace

bool is_mcs(const Hdf5Node& root) {
  return root.has_attribute("McsHdf5ProtocolType") && root.child("Data");
}

FoundRecording load_mcs(const Hdf5Node& root, const LayoutMap& /*map*/) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const auto data = root.child("Data");
  if (!data) root.refuse("Data", "a group with Recording_0", "no such group");
  const auto recordings = numbered_children(*data, "Recording_");
  if (recordings.size() > 1)
    recording.info.notes.push_back(std::to_string(recordings.size()) + " recordings in " +
                                   data->inside() + "; only " + kFirstRecording + " is read");
  const auto first = data->child(kFirstRecording);
  const auto streams = first ? first->child("AnalogStream") : std::nullopt;
  if (!streams)
    data->refuse(std::string(kFirstRecording) + "/AnalogStream", "analog streams", "no such group");
  for (const auto& [number, name] : numbered_children(*streams, "Stream_")) {
    const auto stream = streams->child(name);
    if (stream) load_stream(*stream, name, recording);
  }
  if (recording.blocks.empty()) streams->refuse("", "streams with a conversion factor", "none");
  read_start(*data, recording.info);
  return recording;
}

}  // namespace calfemg::io
