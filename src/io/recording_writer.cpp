// SPDX-License-Identifier: Apache-2.0
#include "io/recording_writer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/expects.hpp"
#include "io/hdf5_output.hpp"
#include "io/sample_dataset.hpp"
#include "io/units.hpp"

namespace calfemg::io {
namespace {

constexpr std::size_t kSlabSamples = 1U << 18U;  // converted at once, over all channels
constexpr std::uint8_t kUnscoredCode = 255;

std::uint8_t code_of(core::SleepStage stage) {
  return stage == core::SleepStage::unscored ? kUnscoredCode : static_cast<std::uint8_t>(stage);
}

template <class Field>
auto column(const std::vector<core::ChannelInfo>& channels, Field field) {
  std::vector<std::decay_t<std::invoke_result_t<Field, const core::ChannelInfo&>>> values;
  values.reserve(channels.size());
  for (const auto& channel : channels)
    values.push_back(field(channel));
  return values;
}

double unit_factor(const core::ChannelInfo& channel) {
  return microvolts_per(channel.unit).value_or(1.0);
}

void write_channels(const Hdf5Output& file,
                    const Hdf5Handle& group,
                    const std::vector<core::ChannelInfo>& channels) {
  using core::ChannelInfo;
  const Hdf5Handle table = file.create_group(group, "channels");
  const auto texts = [&](const char* name, auto field) {
    file.write_texts(table, name, column(channels, field));
  };
  const auto numbers = [&](const char* name, auto field) {
    file.write_numbers(table, name, column(channels, field));
  };
  texts("name", [](const ChannelInfo& c) { return c.name; });
  texts("leg", [](const ChannelInfo& c) {
    return c.role.is_emg() ? std::string(core::name(c.role.leg)) : std::string();
  });
  texts("muscle", [](const ChannelInfo& c) { return std::string(core::name(c.role.muscle)); });
  texts("site", [](const ChannelInfo& c) { return std::string(core::name(c.role.site)); });
  texts("unit", [](const ChannelInfo& c) { return c.unit; });
  numbers("scale", [](const ChannelInfo& c) { return c.uv_per_count / unit_factor(c); });
  numbers("offset", [](const ChannelInfo& c) { return c.uv_offset / unit_factor(c); });
  numbers("mvc_uv", [](const ChannelInfo& c) { return c.mvc_uv; });
  numbers("highpass_hz", [](const ChannelInfo& c) { return c.highpass_hz; });
  numbers("lowpass_hz", [](const ChannelInfo& c) { return c.lowpass_hz; });
}

void write_intervals(const Hdf5Output& file,
                     const Hdf5Handle& group,
                     const std::string& start_name,
                     const std::vector<core::Interval>& intervals) {
  std::vector<double> starts;
  std::vector<double> durations;
  for (const auto& interval : intervals) {
    starts.push_back(interval.start_s);
    durations.push_back(interval.duration_s);
  }
  file.write_numbers(group, start_name, starts);
  file.write_numbers(group, "duration_s", durations);
}

void write_hypnogram(const Hdf5Output& file, const core::RecordingInfo& info) {
  if (!info.hypnogram) return;
  const Hdf5Handle group = file.create_group(file.file(), "hypnogram");
  file.write_number(group, "epoch_seconds", info.hypnogram->epoch_s);
  file.write_number(group, "start_offset_s", info.hypnogram->start_s);
  std::vector<std::uint8_t> codes;
  codes.reserve(info.hypnogram->stages.size());
  for (const auto stage : info.hypnogram->stages)
    codes.push_back(code_of(stage));
  file.write_codes(group, "stage", codes);
}

void write_annotations(const Hdf5Output& file, const core::RecordingInfo& info) {
  if (info.annotations.empty()) return;
  const Hdf5Handle group = file.create_group(file.file(), "annotations");
  std::vector<core::Interval> intervals;
  std::vector<std::string> labels;
  for (const auto& annotation : info.annotations) {
    intervals.push_back({annotation.onset_s, annotation.duration_s});
    labels.push_back(annotation.label);
  }
  write_intervals(file, group, "onset_s", intervals);
  file.write_texts(group, "label", labels);
}

void write_root(const Hdf5Output& file, const core::RecordingInfo& info) {
  const Hdf5Handle& root = file.file();
  file.write_text(root, "format", "calfemg-recording");
  file.write_text(root, "format_version", "1.0");
  file.write_text(root, "subject_id", info.subject_id);
  file.write_text(root, "session_id", info.session_id);
  if (info.start_time) file.write_text(root, "start_time", core::to_iso(*info.start_time));
  write_hypnogram(file, info);
  write_annotations(file, info);
  if (info.context.empty()) return;
  const Hdf5Handle context = file.create_group(root, "context");
  for (const auto& [name, value] : info.context)
    file.write_text(context, name, value);
}

std::optional<SampleType> type_from(const std::string& text) {
  for (const auto type :
       {SampleType::int16, SampleType::int32, SampleType::float32, SampleType::float64}) {
    if (text == name(type)) return type;
  }
  return std::nullopt;
}

bool is_whole(SampleType type) {
  return type == SampleType::int16 || type == SampleType::int32;
}

void check(const std::filesystem::path& path, const core::BlockInfo& block) {
  const auto refuse = [&path](const std::string& problem) {
    throw core::OutputError(path.string(), problem);
  };
  if (!type_from(block.sample_type))
    refuse("samples are stored as int16, int32, float32 or float64, not as \"" + block.sample_type +
           "\".");
  if (block.channels.empty()) refuse("the block " + block.name + " has no channels.");
  if (!(block.rate.value() > 0.0)) refuse("the block " + block.name + " has no sampling rate.");
  for (const auto& channel : block.channels) {
    if (channel.role.is_emg() && !microvolts_per(channel.unit))
      refuse("the channel " + channel.name + " needs a unit of uV, mV or V.");
    if (!(std::abs(channel.uv_per_count) > 0.0) || !std::isfinite(channel.uv_per_count))
      refuse("the channel " + channel.name + " has no scale.");
  }
}

template <class Stored>
Stored stored_from(double value) {
  if constexpr (std::is_floating_point_v<Stored>) {
    return static_cast<Stored>(value);
  } else {
    constexpr double kLowest = std::numeric_limits<Stored>::min();
    constexpr double kHighest = std::numeric_limits<Stored>::max();
    return static_cast<Stored>(std::clamp(std::nearbyint(value), kLowest, kHighest));
  }
}

}  // namespace

std::filesystem::path unfinished_file(const std::filesystem::path& path) {
  return path.string() + ".partial";
}

struct RecordingWriter::State {
  struct Block {
    SampleType type = SampleType::int16;
    std::vector<core::ChannelInfo> channels;
    Hdf5Handle samples;
    std::uint64_t rows = 0;
  };

  State(std::filesystem::path target, const core::RecordingInfo& info, const WriterOptions& options)
      : path(std::move(target)), file(unfinished_file(path)) {
    write_root(file, info);
    const Hdf5Handle signals = file.create_group(file.file(), "signals");
    for (const auto& block : info.blocks)
      add_block(signals, block, options);
  }

  void add_block(const Hdf5Handle& signals,
                 const core::BlockInfo& info,
                 const WriterOptions& options) {
    const Hdf5Handle group = file.create_group(signals, info.name);
    file.write_number(group, "sampling_rate_hz", info.rate.value());
    file.write_number(group, "start_offset_s", info.start.value());
    write_channels(file, group, info.channels);
    if (!info.gaps.empty()) {
      const Hdf5Handle gaps = file.create_group(group, "gaps");
      write_intervals(file, gaps, "start_s", info.gaps);
    }
    const double chunk_rows = std::max(1.0, std::round(options.chunk_s * info.rate.value()));
    SampleStorage storage;
    storage.type = type_from(info.sample_type).value_or(SampleType::int16);  // checked before
    storage.channels = info.channels.size();
    storage.chunk_rows = static_cast<std::size_t>(chunk_rows);
    storage.deflate_level = options.deflate_level;
    blocks.push_back(
        {storage.type, info.channels, file.create_samples(group, "samples", storage), 0});
  }

  // Rows [first, first + rows) of planar microvolts as (time, channel) stored numbers.
  template <class Stored>
  void append_as(const Block& block,
                 std::span<const double> planar,
                 std::pair<std::size_t, std::size_t> rows) {
    const std::size_t channels = block.channels.size();
    const std::size_t stride = planar.size() / channels;
    std::vector<Stored> values(rows.second * channels);
    for (std::size_t c = 0; c < channels; ++c) {
      const core::ChannelInfo& channel = block.channels[c];
      const auto source = planar.subspan(c * stride + rows.first, rows.second);
      for (std::size_t i = 0; i < source.size(); ++i)
        values[i * channels + c] =
            stored_from<Stored>((source[i] - channel.uv_offset) / channel.uv_per_count);
    }
    file.append(block.samples, block.rows, std::span<const Stored>(values));
  }

  void append_slab(Block& block,
                   std::span<const double> planar,
                   std::pair<std::size_t, std::size_t> rows) {
    if (block.type == SampleType::int16) append_as<std::int16_t>(block, planar, rows);
    if (block.type == SampleType::int32) append_as<std::int32_t>(block, planar, rows);
    if (block.type == SampleType::float32) append_as<float>(block, planar, rows);
    if (block.type == SampleType::float64) append_as<double>(block, planar, rows);
    block.rows += rows.second;
  }

  std::filesystem::path path;
  Hdf5Output file;
  std::vector<Block> blocks;
};

RecordingWriter::RecordingWriter(std::filesystem::path path,
                                 const core::RecordingInfo& info,
                                 const WriterOptions& options) {
  CALFEMG_EXPECTS(options.chunk_s > 0.0);
  for (const auto& block : info.blocks)
    check(path, block);
  state_ = std::make_unique<State>(std::move(path), info, options);
}

RecordingWriter::~RecordingWriter() {
  if (!state_) return;
  const auto unfinished = unfinished_file(state_->path);
  state_.reset();
  std::error_code ignored;
  std::filesystem::remove(unfinished, ignored);
}

void RecordingWriter::append_uv(std::size_t block, std::span<const double> planar) {
  CALFEMG_EXPECTS(state_ && block < state_->blocks.size());
  State::Block& target = state_->blocks[block];
  const std::size_t channels = target.channels.size();
  CALFEMG_EXPECTS(planar.size() % channels == 0);
  if (is_whole(target.type) &&
      std::any_of(planar.begin(), planar.end(), [](double v) { return std::isnan(v); }))
    throw core::OutputError(state_->path.string(),
                            "whole numbers cannot hold NaN; declare a gap or store float32.");
  const std::size_t count = planar.size() / channels;
  const std::size_t slab = std::max<std::size_t>(1, kSlabSamples / channels);
  for (std::size_t first = 0; first < count; first += slab)
    state_->append_slab(target, planar, {first, std::min(slab, count - first)});
}

void RecordingWriter::append_raw(std::size_t block, std::span<const std::int16_t> counts) {
  CALFEMG_EXPECTS(state_ && block < state_->blocks.size());
  State::Block& target = state_->blocks[block];
  CALFEMG_EXPECTS(target.type == SampleType::int16 && counts.size() % target.channels.size() == 0);
  if (counts.empty()) return;
  state_->file.append(target.samples, target.rows, counts);
  target.rows += counts.size() / target.channels.size();
}

void RecordingWriter::finish() {
  CALFEMG_EXPECTS(state_);
  state_->file.flush();
  state_->blocks.clear();
  state_->file.close();
  std::error_code error;
  std::filesystem::rename(unfinished_file(state_->path), state_->path, error);
  if (error)
    throw core::OutputError(state_->path.string(), "cannot be written: " + error.message() + ".");
  state_.reset();
}

}  // namespace calfemg::io
