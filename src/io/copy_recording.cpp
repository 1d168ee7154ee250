// SPDX-License-Identifier: Apache-2.0
#include "io/copy_recording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/recording_writer.hpp"
#include "io/units.hpp"

namespace calfemg::io {
namespace {

constexpr std::size_t kPieceSamples = 1U << 20U;  // 8 MB, over all channels

// Each type as the narrowest of a calfemg recording that holds all its values.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kStoredAs{{
    {"int8", "int16"},
    {"uint8", "int16"},
    {"int16", "int16"},
    {"uint16", "int32"},
    {"int24", "int32"},
    {"int32", "int32"},
    {"uint32", "float64"},
    {"float32", "float32"},
    {"float64", "float64"},
}};

std::string stored_type(const std::string& type) {
  const auto* const found = std::find_if(
      kStoredAs.begin(), kStoredAs.end(), [&](const auto& row) { return row.first == type; });
  return std::string(found == kStoredAs.end() ? "float64" : found->second);
}

bool is_whole(const core::BlockInfo& block) {
  return block.sample_type.starts_with("int");
}

// Whole numbers have no NaN: what stands in a gap reads as NaN whatever it is.
void fill_gaps(std::span<double> planar, const core::BlockInfo& block) {
  const std::size_t count = planar.size() / block.channels.size();
  for (std::size_t c = 0; c < block.channels.size(); ++c) {
    for (double& value : planar.subspan(c * count, count)) {
      if (std::isnan(value)) value = block.channels[c].uv_offset;
    }
  }
}

std::uint64_t samples_in(const core::RecordingInfo& info) {
  std::uint64_t sum = 0;
  for (const auto& block : info.blocks)
    sum += block.sample_count * block.channels.size();
  return sum;
}

}  // namespace

core::RecordingInfo stored_form(const core::RecordingInfo& info) {
  core::RecordingInfo stored = info;
  for (auto& block : stored.blocks) {
    block.sample_type = stored_type(block.sample_type);
    std::replace(block.name.begin(), block.name.end(), '/', '_');
    for (auto& channel : block.channels) {
      if (microvolts_per(channel.unit)) channel.unit = "uV";
    }
  }
  return stored;
}

void copy_recording(RecordingReader& reader,
                    const core::RecordingInfo& info,
                    const std::filesystem::path& path,
                    const std::function<void(double)>& progress) {
  const core::RecordingInfo stored = stored_form(info);
  RecordingWriter writer(path, stored);
  const auto all = static_cast<double>(samples_in(stored));
  double done = 0.0;
  for (std::size_t b = 0; b < stored.blocks.size(); ++b) {
    const core::BlockInfo& block = stored.blocks[b];
    std::vector<std::size_t> channels(block.channels.size());
    std::iota(channels.begin(), channels.end(), std::size_t{0});
    const std::size_t piece = std::max<std::size_t>(1, kPieceSamples / channels.size());
    for (std::uint64_t first = 0; first < block.sample_count;) {
      const auto count =
          static_cast<std::size_t>(std::min<std::uint64_t>(piece, block.sample_count - first));
      std::vector<double> planar(count * channels.size());
      reader.read_uv(b, first, count, channels, planar);
      if (is_whole(block)) fill_gaps(planar, block);
      writer.append_uv(b, planar);
      first += count;
      done += static_cast<double>(planar.size());
      progress(done / all);
    }
  }
  writer.finish();
}

}  // namespace calfemg::io
