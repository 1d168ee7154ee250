// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
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

// One row of ChannelDataTimeStamps: time of the first sample (us), its index, the last index.
struct StampedPiece {
  double later_s = 0.0;  // after the first piece
  double begin = 0.0;
  double end = 0.0;
};

// Where it is in the block, behind `before`; nullopt when it does not follow.
std::optional<Piece> placed(const StampedPiece& stamped, const Piece& before, core::Hertz rate) {
  constexpr double kMostSamples = 1e15;  // exact in a double
  const std::uint64_t stored = before.stored + before.count;
  const double expected = static_cast<double>(stored);
  const bool follows = stamped.begin >= expected && stamped.begin <= expected &&
                       stamped.end >= stamped.begin && stamped.end < kMostSamples;
  const double position = std::round(stamped.later_s * rate.value());
  if (!follows || !(position >= static_cast<double>(before.first + before.count)))
    return std::nullopt;
  return Piece{stored,
               static_cast<std::uint64_t>(position),
               static_cast<std::uint64_t>(stamped.end - stamped.begin) + 1};
}

// The samples of several pieces stand together without their pauses; their times are beside them.
std::vector<Piece> pieces_of(const std::vector<double>& table, core::Hertz rate) {
  constexpr std::size_t kColumns = 3;
  std::vector<Piece> pieces;
  Piece before;
  for (std::size_t i = 0; i + kColumns <= table.size(); i += kColumns) {
    const double later_s = (table[i] - table[0]) / kMicrosecondsPerSecond;
    const auto piece = placed({later_s, table[i + 1], table[i + 2]}, before, rate);
    if (!piece) return {};
    pieces.push_back(*piece);
    before = *piece;
  }
  return pieces;
}

void place_pieces(const Hdf5Node& stream, FoundBlock& block, const std::string& file_path) {
  const auto node = stream.child("ChannelDataTimeStamps");
  if (!node || !node->is_dataset()) return;
  const auto table = node->read_array();
  const std::uint64_t samples = block.info.sample_count;
  auto pieces = pieces_of(table, block.info.rate);
  // The last piece may be declared longer than what was stored.
  if (pieces.empty() || pieces.back().stored >= samples ||
      pieces.back().stored + pieces.back().count < samples)
    node->refuse("",
                 "pieces of " + std::to_string(samples) + " samples together, one after the other",
                 "others",
                 "export the recording again");
  pieces.back().count = samples - pieces.back().stored;
  block.info.start = core::Seconds(std::max(0.0, table[0]) / kMicrosecondsPerSecond);
  block.info.sample_count = pieces.back().first + pieces.back().count;
  block.pieces = std::move(pieces);
  check_length(block, node->inside(), file_path);
  declare_gaps(block);
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
  place_pieces(stream, block, recording.info.path);
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
