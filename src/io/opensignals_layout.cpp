// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"

// OpenSignals (r)evolution: one group for each device, named by its MAC address. Samples are raw
// ADC counts; the file holds neither unit nor gain.
namespace calfemg::io {
namespace {

// biosignalsplux EMG sensor data sheet: EMG [V] = (ADC / 2^n - 1/2) * VCC / gain
constexpr double kSupplyVolts = 3.0;
constexpr double kSensorGain = 1000.0;
constexpr double kMicrovoltsPerVolt = 1e6;
constexpr double kFullScaleUv = kSupplyVolts / kSensorGain * kMicrovoltsPerVolt;
constexpr double kMostBits = 32.0;
constexpr const char* kTransferFunction = "biosignalsplux EMG transfer function (3 V, gain 1000)";
constexpr double kMicrosecondsPerSecond = 1e6;

constexpr std::string_view kChannelPrefix = "channel_";

bool is_device(const Hdf5Node& group) {
  return group.is_group() && group.has_attribute("sampling rate") && group.child("raw");
}

std::vector<Hdf5Node> devices_of(const Hdf5Node& root) {
  std::vector<Hdf5Node> devices;
  for (const auto& name : root.children()) {
    auto group = root.child(name);
    if (group && is_device(*group)) devices.push_back(std::move(*group));
  }
  return devices;
}

// Resolution in bits of one channel: "resolution" runs parallel to "channels".
std::optional<double> bits_of(const Hdf5Node& device, int channel, std::size_t position) {
  const auto resolutions = device.numbers("resolution");
  const auto numbers = device.numbers("channels");
  if (numbers.size() == resolutions.size()) {
    const auto found = std::find(numbers.begin(), numbers.end(), static_cast<double>(channel));
    if (found == numbers.end()) return std::nullopt;
    position = static_cast<std::size_t>(found - numbers.begin());
  }
  if (position >= resolutions.size()) return std::nullopt;
  const double bits = resolutions[position];
  if (whole_number(bits).value_or(0) < 1 || bits > kMostBits)
    device.refuse("resolution", "a resolution of 1 to 32 bits", core::number_text(bits));
  return bits;
}

void scale_emg(FoundChannel& channel, double bits) {
  channel.scale = kFullScaleUv / std::exp2(bits);
  channel.offset = -kFullScaleUv / 2.0;
  channel.info.unit = "uV";
  channel.info.unit_origin = kTransferFunction;
}

std::string padded(std::string_view digits) {
  return digits.size() == 1 ? "0" + std::string(digits) : std::string(digits);
}

// "2017-1-23" -> "2017-01-23"; the same for "9:5:3.25" with ':'.
std::string padded_fields(std::string_view text, char separator) {
  std::string result;
  while (true) {
    const auto end = text.find(separator);
    const std::string_view field = text.substr(0, end);
    const auto point = field.find('.');
    if (!result.empty()) result += separator;
    result += padded(field.substr(0, point));
    if (point != std::string_view::npos) result += field.substr(point);
    if (end == std::string_view::npos) return result;
    text.remove_prefix(end + 1);
  }
}

std::optional<core::StartTime> start_of(const Hdf5Node& device, core::RecordingInfo& info) {
  const auto date = device.text("date");
  const auto time = device.text("time");
  if (!date || !time) return std::nullopt;
  auto start = core::start_time_from_iso(padded_fields(core::trimmed(*date), '-') + "T" +
                                         padded_fields(core::trimmed(*time), ':'));
  if (!start)
    info.notes.push_back(device.inside() + ": the start \"" + *date + " " + *time +
                         "\" is not understood; clock times are missing unless a map gives "
                         "start_time");
  return start;
}

FoundChannel found_channel(const Hdf5Node& device,
                           const Hdf5Node& dataset,
                           const std::string& name,
                           std::optional<double> bits) {
  FoundChannel channel;
  channel.info.name = dataset.text("label").value_or("");
  if (channel.info.name.empty()) channel.info.name = name;
  channel.info.stored_at = dataset.inside();
  const std::string sensor = core::lower_case(core::trimmed(dataset.text("sensor").value_or("")));
  if (sensor != "emg") return channel;
  if (!bits)
    device.refuse("resolution",
                  "the resolution in bits of " + dataset.inside(),
                  "none",
                  "without it the counts of an EMG sensor have no scale");
  scale_emg(channel, *bits);
  return channel;
}

FoundBlock load_device(const Hdf5Node& device, const LayoutMap& map, FoundRecording& recording) {
  FoundBlock block;
  block.info.name = device.inside().substr(1);
  block.info.rate = rate_of(device, "sampling rate", map);
  const auto raw = device.child("raw");
  if (!raw) device.refuse("raw", "a group with the raw channels", "no such group");
  std::size_t position = 0;
  for (const auto& [number, name] : numbered_children(*raw, kChannelPrefix)) {
    const auto dataset = raw->child(name);
    auto samples = SampleDataset::open_column(*raw, name);
    FoundChannel channel = found_channel(device, *dataset, name, bits_of(device, number, position));
    channel.dataset = block.datasets.size();
    block.channels.push_back(std::move(channel));
    add_dataset(block, std::move(samples), recording);
    ++position;
  }
  if (block.channels.empty()) raw->refuse("", "raw channels (channel_1, ...)", "none");
  if (raw->child("nSeq"))
    recording.info.notes.push_back(
        raw->inside() +
        "/nSeq is not used to find lost samples: this counter of the recorder stops at 65535");
  return block;
}

// Devices of one recording need not start together. The earliest is the start of the recording.
void align_starts(FoundRecording& recording,
                  const std::vector<std::optional<core::StartTime>>& starts) {
  if (!std::all_of(starts.begin(), starts.end(), [](const auto& s) { return s.has_value(); })) {
    if (starts.size() > 1)
      recording.info.notes.emplace_back(
          "the start of one device is unknown; all devices are taken to have started together");
    return;
  }
  const auto first =
      *std::min_element(starts.begin(), starts.end(), [](const auto& a, const auto& b) {
        return a->local_microseconds < b->local_microseconds;
      });
  recording.info.start_time = first;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto microseconds = starts[i]->local_microseconds - first->local_microseconds;
    recording.blocks[i].info.start =
        core::Seconds(static_cast<double>(microseconds) / kMicrosecondsPerSecond);
  }
}

}  // namespace

bool is_opensignals(const Hdf5Node& root) {
  return !devices_of(root).empty();
}

FoundRecording load_opensignals(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const auto devices = devices_of(root);
  if (devices.empty())
    root.refuse("", "a group for each device, with \"sampling rate\" and raw", "none");
  std::vector<std::optional<core::StartTime>> starts;
  for (const auto& device : devices) {
    recording.blocks.push_back(load_device(device, map, recording));
    starts.push_back(start_of(device, recording.info));
  }
  align_starts(recording, starts);
  make_names_unique(recording, NamePrefix::block);
  return recording;
}

}  // namespace calfemg::io
