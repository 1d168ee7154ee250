// SPDX-License-Identifier: Apache-2.0
#include "io/edf_recording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/expects.hpp"
#include "core/text.hpp"
#include "io/edf_annotations.hpp"
#include "io/edf_header.hpp"
#include "io/edf_timeline.hpp"
#include "io/found_recording.hpp"
#include "io/map_rules.hpp"
#include "io/role_names.hpp"
#include "io/stage_labels.hpp"
#include "io/units.hpp"

namespace calfemg::io {
namespace {

constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kLongestSeconds = 31.0 * 86'400.0;  // as of every layout
constexpr std::size_t kMostChannels = 1024;

/// Where the samples of a block lie.
struct EdfBlock {
  std::size_t samples = 0;           ///< of each channel in a data record
  std::vector<std::size_t> signals;  ///< of the header, one for each channel
  std::vector<EdfStretch> stretches;
  std::vector<FoundChannel> channels;  ///< those of the signals, then differences of them
};

// Digital samples are little-endian two's complement of 2 or 3 bytes.
template <std::size_t Width>
std::int32_t digital(const std::byte* bytes) {
  constexpr unsigned kByte = 8;
  constexpr unsigned kUnused = kByte * (sizeof(std::int32_t) - Width);
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < Width; ++i)
    value |= std::to_integer<std::uint32_t>(bytes[i]) << (kByte * i);
  return static_cast<std::int32_t>(value << kUnused) >> kUnused;
}

template <std::size_t Width>
void to_microvolts(const std::vector<std::byte>& bytes,
                   const core::ChannelInfo& channel,
                   std::optional<double> fill,
                   std::span<double> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto stored = static_cast<double>(digital<Width>(&bytes[i * Width]));
    const bool is_fill = fill && std::equal_to<>()(stored, *fill);
    out[i] = is_fill ? core::kMissing : stored * channel.uv_per_count + channel.uv_offset;
  }
}

class EdfReader final : public RecordingReader {
 public:
  EdfReader(ByteFile file, EdfHeader header, std::vector<EdfBlock> blocks, core::RecordingInfo info)
      : file_(std::move(file)),
        header_(std::move(header)),
        blocks_(std::move(blocks)),
        info_(std::move(info)) {}

  [[nodiscard]] const core::RecordingInfo& info() const override { return info_; }

  void read_uv(std::size_t block,
               std::uint64_t first,
               std::size_t count,
               std::span<const std::size_t> channels,
               std::span<double> out) override {
    CALFEMG_EXPECTS(block < blocks_.size());
    const core::BlockInfo& declared = info_.blocks[block];
    CALFEMG_EXPECTS(first <= declared.sample_count && count <= declared.sample_count - first);
    CALFEMG_EXPECTS(out.size() == channels.size() * count);
    std::fill(out.begin(), out.end(), core::kMissing);
    for (std::size_t c = 0; c < channels.size(); ++c) {
      CALFEMG_EXPECTS(channels[c] < declared.channels.size());
      read_channel(block, channels[c], first, out.subspan(c * count, count));
    }
  }

 private:
  void read_channel(std::size_t block,
                    std::size_t channel,
                    std::uint64_t first,
                    std::span<double> out) {
    const auto& difference = blocks_[block].channels[channel].difference;
    if (!difference) return read_signal(block, channel, first, out);
    read_signal(block, difference->minuend, first, out);
    std::vector<double> subtrahend(out.size(), core::kMissing);
    read_signal(block, difference->subtrahend, first, subtrahend);
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] -= subtrahend[i];
  }

  void read_signal(std::size_t block,
                   std::size_t channel,
                   std::uint64_t first,
                   std::span<double> out) {
    for (const auto& stretch : blocks_[block].stretches) {
      const std::uint64_t from = std::max(first, stretch.first_sample);
      const std::uint64_t to =
          std::min(first + out.size(), stretch.first_sample + stretch.sample_count);
      if (from < to)
        read_stretch(block, channel, stretch, {from, out.subspan(from - first, to - from)});
    }
  }

  struct Target {
    std::uint64_t first = 0;
    std::span<double> out;
  };

  // Record by record: the samples of a channel lie together in each.
  void read_stretch(std::size_t block,
                    std::size_t channel,
                    const EdfStretch& stretch,
                    Target target) {
    const std::size_t samples = blocks_[block].samples;
    while (!target.out.empty()) {
      const std::uint64_t position = target.first - stretch.first_sample;
      const std::uint64_t record = stretch.first_record + position / samples;
      const std::size_t within = position % samples;
      const std::size_t part = std::min(samples - within, target.out.size());
      read_part(block, channel, {record, within}, target.out.first(part));
      target.first += part;
      target.out = target.out.subspan(part);
    }
  }

  void read_part(std::size_t block,
                 std::size_t channel,
                 std::pair<std::uint64_t, std::size_t> place,
                 std::span<double> out) {
    const EdfSignal& signal = header_.signals[blocks_[block].signals[channel]];
    const std::size_t width = header_.sample_bytes();
    buffer_.resize(out.size() * width);
    file_.read(header_.byte_of(place.first, signal) + place.second * width, buffer_);
    const core::ChannelInfo& info = info_.blocks[block].channels[channel];
    const auto fill = blocks_[block].channels[channel].fill;
    if (header_.is_bdf)
      to_microvolts<3>(buffer_, info, fill, out);
    else
      to_microvolts<2>(buffer_, info, fill, out);
  }

  ByteFile file_;
  EdfHeader header_;
  std::vector<EdfBlock> blocks_;
  core::RecordingInfo info_;
  std::vector<std::byte> buffer_;
};

std::string place_of(std::size_t signal) {
  return "signal " + std::to_string(signal + 1);
}

void apply_filters(const EdfSignal& signal, core::RecordingInfo& info, core::ChannelInfo& channel) {
  const EdfFilters filters = edf_filters(signal.prefilter);
  if (filters.notch_hz)
    info.notes.push_back("the recorder filtered \"" + signal.label + "\" at " +
                         core::number_text(*filters.notch_hz) + " Hz (notch)");
  if (filters.highpass_hz && filters.lowpass_hz && *filters.highpass_hz >= *filters.lowpass_hz) {
    info.notes.push_back("the filter \"" + signal.prefilter + "\" of \"" + signal.label +
                         "\" is no band and is not used");
    return;
  }
  if (filters.highpass_hz) channel.highpass_hz = *filters.highpass_hz;
  if (filters.lowpass_hz) channel.lowpass_hz = *filters.lowpass_hz;
}

FoundChannel found_channel(const EdfHeader& header,
                           std::size_t index,
                           core::RecordingInfo& info,
                           const std::map<std::string, int>& uses) {
  const EdfSignal& signal = header.signals[index];
  FoundChannel channel;
  channel.info.stored_at = place_of(index);
  channel.info.name = signal.label.empty() ? place_of(index) : signal.label;
  if (uses.at(signal.label) > 1) channel.info.name = place_of(index) + "/" + signal.label;
  channel.info.unit = unit_from_word(signal.unit);
  channel.scale = signal.scale;
  channel.offset = signal.offset;
  if (signal.scaling_problem) channel.info.unit.clear();
  if (!channel.info.unit.empty()) channel.info.unit_origin = "file";
  apply_filters(signal, info, channel.info);
  return channel;
}

void check_length(const EdfHeader& header, const EdfTimeline& timeline, const std::string& path) {
  const auto& last = timeline.pieces.back();
  const double end_s = last.start_s + static_cast<double>(last.record_count) * header.record_s;
  if (end_s <= kLongestSeconds) return;
  throw core::FormatError(path,
                          {"byte 244 (duration of a data record)",
                           "a recording of at most 31 days",
                           core::number_text(end_s) + " s",
                           "check the duration and number of data records"});
}

// Signals of one rate are a block; blocks come in the order of their first signals.
std::vector<EdfBlock> make_blocks(const EdfHeader& header,
                                  const EdfTimeline& timeline,
                                  FoundRecording& recording) {
  std::map<std::string, int> uses;
  for (const auto& signal : header.signals)
    ++uses[signal.label];
  std::vector<EdfBlock> blocks;
  for (std::size_t i = 0; i < header.signals.size(); ++i) {
    const EdfSignal& signal = header.signals[i];
    if (signal.holds_annotations) continue;
    if (signal.samples == 0) {
      recording.info.notes.push_back("\"" + signal.label + "\" (" + place_of(i) +
                                     ") has no samples and is left out");
      continue;
    }
    const core::Hertz rate(static_cast<double>(signal.samples) / header.record_s);
    auto stretches = place_pieces(timeline, signal.samples, rate);
    const auto& last = stretches.back();
    FoundBlock& found = block_for(recording, rate, last.first_sample + last.sample_count);
    found.channels.push_back(found_channel(header, i, recording.info, uses));
    const auto index = static_cast<std::size_t>(&found - recording.blocks.data());
    if (index == blocks.size()) {
      found.info.sample_type = header.is_bdf ? "int24" : "int16";
      found.info.gaps = gaps_between(stretches, rate);
      blocks.push_back({signal.samples, {}, std::move(stretches), {}});
    }
    blocks[index].signals.push_back(i);
  }
  return blocks;
}

void read_times(const EdfHeader& header, const EdfTimeline& timeline, core::RecordingInfo& info) {
  info.start_time = header.start.time;
  if (!header.start.note.empty()) info.notes.push_back(header.start.note);
  if (info.start_time)
    info.start_time->local_microseconds +=
        std::llround(timeline.first_onset_s * kMicrosecondsPerSecond);
  if (timeline.first_onset_s < 0.0 || timeline.first_onset_s >= 1.0)
    info.notes.push_back("the first data record begins " +
                         core::number_text(timeline.first_onset_s) +
                         " s after the start time of the header; the recording starts with it");
}

void read_annotations(EdfAnnotations found,
                      const EdfTimeline& timeline,
                      core::RecordingInfo& info) {
  if (found.broken_records > 0)
    info.notes.push_back(std::to_string(found.broken_records) +
                         " data records hold annotations that are not understood; those are left "
                         "out");
  for (auto& annotation : found.annotations) {
    annotation.onset_s -= timeline.first_onset_s;
    info.annotations.push_back(std::move(annotation));
  }
  std::stable_sort(info.annotations.begin(),
                   info.annotations.end(),
                   [](const auto& a, const auto& b) { return a.onset_s < b.onset_s; });
  take_stages(info);
}

/// A channel whose ranges in the header give no scale, by its name before a map.
struct Unscaled {
  std::string name;
  std::string stored_at;
  core::FormatProblem problem;
};

std::vector<Unscaled> unscaled_channels(const EdfHeader& header,
                                        const std::vector<EdfBlock>& blocks,
                                        const FoundRecording& recording) {
  std::vector<Unscaled> unscaled;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    for (std::size_t c = 0; c < blocks[b].signals.size(); ++c) {
      const auto& problem = header.signals[blocks[b].signals[c]].scaling_problem;
      const core::ChannelInfo& info = recording.blocks[b].channels[c].info;
      if (problem) unscaled.push_back({info.name, info.stored_at, *problem});
    }
  }
  return unscaled;
}

bool is_emg(const FoundRecording& recording, const std::string& stored_at) {
  for (const auto& block : recording.blocks) {
    for (const auto& channel : block.channels) {
      if (channel.info.stored_at == stored_at) return channel.info.role.is_emg();
    }
  }
  return false;
}

// A broken range matters where EMG depends on it; a map may give the scale.
void check_scalings(const std::vector<Unscaled>& unscaled,
                    const LayoutMap& map,
                    FoundRecording& recording) {
  for (const auto& channel : unscaled) {
    const auto* entry = entry_for(map, channel.name, channel.stored_at);
    if (entry != nullptr && entry->scale) continue;
    const core::FormatProblem& problem = channel.problem;
    if (is_emg(recording, channel.stored_at)) throw core::FormatError(recording.info.path, problem);
    recording.info.notes.push_back(problem.inside + ": expected " + problem.expected + ", found " +
                                   problem.found + "; the counts of this channel have no unit");
  }
}

void require_signals(const EdfHeader& header, const FoundRecording& recording) {
  const auto refuse = [&](std::string expected, std::string found, std::string hint) {
    throw core::FormatError(recording.info.path,
                            {"", std::move(expected), std::move(found), std::move(hint)});
  };
  if (recording.blocks.empty())
    refuse("a recording with signals",
           header.signals.front().holds_annotations ? "annotations only" : "none with samples",
           "a file of annotations belongs to a recording: analyze RECORDING --hypnogram FILE or "
           "--annotations FILE");
  for (const auto& block : recording.blocks) {
    if (block.channels.size() > kMostChannels)
      refuse("at most 1024 signals of one rate", std::to_string(block.channels.size()), "");
  }
}

}  // namespace

std::unique_ptr<RecordingReader> open_edf(const std::filesystem::path& path, const LayoutMap& map) {
  ByteFile file(path);
  EdfHeader header = read_edf_header(file);
  EdfAnnotations annotations = read_edf_annotations(file, header);
  const EdfTimeline timeline = edf_timeline(header, annotations.record_onsets, path.string());
  check_length(header, timeline, path.string());
  FoundRecording recording;
  recording.info.path = path.string();
  recording.info.layout = "edf";
  recording.info.notes = header.notes;
  recording.info.notes.insert(recording.info.notes.end(), map.notes.begin(), map.notes.end());
  std::vector<EdfBlock> blocks = make_blocks(header, timeline, recording);
  require_signals(header, recording);
  read_times(header, timeline, recording.info);
  read_annotations(std::move(annotations), timeline, recording.info);
  const auto unscaled = unscaled_channels(header, blocks, recording);
  apply_map(recording, map);
  apply_names(recording);
  check_scalings(unscaled, map, recording);
  calibrate(recording);
  for (std::size_t b = 0; b < blocks.size(); ++b)
    blocks[b].channels = recording.blocks[b].channels;
  return std::make_unique<EdfReader>(
      std::move(file), std::move(header), std::move(blocks), std::move(recording.info));
}

}  // namespace calfemg::io
