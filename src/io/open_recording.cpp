// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/expects.hpp"
#include "core/text.hpp"
#include "io/edf_header.hpp"
#include "io/edf_recording.hpp"
#include "io/found_recording.hpp"
#include "io/hdf5_handle.hpp"
#include "io/map_places.hpp"
#include "io/map_rules.hpp"
#include "io/recording_reader.hpp"
#include "io/role_names.hpp"

namespace calfemg::io {
namespace {

// The one layout that is no HDF5.
constexpr std::string_view kEdf = "edf";

// Gap times are decimal text in many writers; this much of a sample is rounding, not time.
constexpr double kTimeRounding = 1e-3;

// First sample of the block at or after `seconds`.
std::uint64_t sample_from(const core::BlockInfo& block, double seconds) {
  const double position = (seconds - block.start.value()) * block.rate.value();
  const double last = static_cast<double>(block.sample_count);
  return static_cast<std::uint64_t>(std::clamp(std::ceil(position - kTimeRounding), 0.0, last));
}

class Hdf5RecordingReader final : public RecordingReader {
 public:
  Hdf5RecordingReader(Hdf5Handle file, FoundRecording recording)
      : file_(std::move(file)), recording_(std::move(recording)) {}

  [[nodiscard]] const core::RecordingInfo& info() const override { return recording_.info; }

  void read_uv(std::size_t block,
               std::uint64_t first,
               std::size_t count,
               std::span<const std::size_t> channels,
               std::span<double> out) override {
    CALFEMG_EXPECTS(block < recording_.blocks.size());
    const core::BlockInfo& declared = recording_.info.blocks[block];
    CALFEMG_EXPECTS(first <= declared.sample_count && count <= declared.sample_count - first);
    CALFEMG_EXPECTS(out.size() == channels.size() * count);
    auto wanted = wanted_of(block, channels, out);
    const FoundBlock& found = recording_.blocks[block];
    if (found.pieces.empty()) {
      read_piece(block, {0, 0, declared.sample_count}, {first, count}, wanted);
    } else {
      std::fill(out.begin(), out.end(), core::kMissing);
      for (const auto& piece : found.pieces)
        read_piece(block, piece, {first, count}, wanted);
    }
    for (const auto& one : wanted)
      subtract(one);
    blank_gaps(declared, first, count, out);
  }

 private:
  // Stored samples that a call needs of one channel: the channel itself, or one of two of which it
  // is the difference.
  struct Wanted {
    std::size_t channel = 0;
    std::span<double> out;
    std::vector<double> subtrahend;  // read beside `out`; empty when there is none
    std::size_t subtrahend_channel = 0;
  };

  struct Stretch {
    std::uint64_t first = 0;
    std::size_t count = 0;
  };

  [[nodiscard]] std::vector<Wanted> wanted_of(std::size_t block,
                                              std::span<const std::size_t> channels,
                                              std::span<double> out) const {
    const FoundBlock& found = recording_.blocks[block];
    const std::size_t count = channels.empty() ? 0 : out.size() / channels.size();
    std::vector<Wanted> wanted;
    for (std::size_t c = 0; c < channels.size(); ++c) {
      CALFEMG_EXPECTS(channels[c] < found.channels.size());
      wanted.push_back({channels[c], out.subspan(c * count, count), {}, 0});
      const auto& difference = found.channels[channels[c]].difference;
      if (!difference) continue;
      wanted.back().channel = difference->minuend;
      wanted.back().subtrahend_channel = difference->subtrahend;
      wanted.back().subtrahend.assign(count, core::kMissing);
    }
    return wanted;
  }

  static void subtract(const Wanted& one) {
    for (std::size_t i = 0; i < one.subtrahend.size(); ++i)
      one.out[i] -= one.subtrahend[i];
  }

  // Reads what a stretch of the block has in common with a piece.
  void read_piece(std::size_t block,
                  const Piece& piece,
                  Stretch stretch,
                  std::vector<Wanted>& wanted) {
    const std::uint64_t from = std::max(piece.first, stretch.first);
    const std::uint64_t to = std::min(piece.first + piece.count, stretch.first + stretch.count);
    if (from >= to) return;
    const Stretch part{from - stretch.first, to - from};
    const FoundBlock& found = recording_.blocks[block];
    for (std::size_t d = 0; d < found.datasets.size(); ++d) {
      const auto requests = requests_of(block, d, part, wanted);
      const std::uint64_t row = piece.stored + (from - piece.first);
      if (!requests.empty()) found.datasets[d].read_uv(row, part.count, requests, buffer_);
    }
  }

  // What a stretch wants of one data set.
  [[nodiscard]] std::vector<ColumnRequest> requests_of(std::size_t block,
                                                       std::size_t dataset,
                                                       Stretch part,
                                                       std::vector<Wanted>& wanted) const {
    std::vector<ColumnRequest> requests;
    const auto add = [&](std::size_t index, std::span<double> out) {
      const FoundChannel& channel = recording_.blocks[block].channels[index];
      if (channel.dataset != dataset || out.empty()) return;
      requests.push_back({channel.column,
                          &recording_.info.blocks[block].channels[index],
                          out.subspan(part.first, part.count),
                          channel.fill});
    };
    for (auto& one : wanted) {
      add(one.channel, one.out);
      add(one.subtrahend_channel, one.subtrahend);
    }
    return requests;
  }

  static void blank_gaps(const core::BlockInfo& block,
                         std::uint64_t first,
                         std::size_t count,
                         std::span<double> out) {
    for (const auto& gap : block.gaps) {
      const std::uint64_t from = std::max(sample_from(block, gap.start_s), first);
      const std::uint64_t to = std::min(sample_from(block, gap.end_s()), first + count);
      if (from >= to) continue;
      const std::size_t offset = from - first;
      const std::size_t length = to - from;
      for (std::size_t start = offset; start < out.size(); start += count)
        std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(start), length, core::kMissing);
    }
  }

  Hdf5Handle file_;
  FoundRecording recording_;
  std::vector<std::byte> buffer_;
};

// Names from a foreign file may hold anything; a message stays one line of text.
std::string printable(std::string text) {
  constexpr unsigned char kDelete = 0x7f;
  for (char& c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code < ' ' || code == kDelete) c = '?';
  }
  return text;
}

std::string contents_of(const Hdf5Node& root) {
  constexpr std::size_t kShown = 8;
  auto names = root.children();
  if (names.empty()) return "an empty file";
  const bool more = names.size() > kShown;
  if (more) names.resize(kShown);
  return "a file with " + printable(core::join(names, ", ")) + (more ? ", ..." : "");
}

const LayoutProfile& profile_for(const Hdf5Node& root, const LayoutMap& map) {
  const auto profiles = layout_profiles();
  const auto names = layout_names();
  if (map.layout) {
    for (const auto& profile : profiles) {
      if (profile.name == *map.layout) return profile;
    }
    const auto near = core::nearest(*map.layout, names);
    throw core::FormatError(map.path.empty() ? root.file_path() : map.path,
                            {"layout",
                             "one of " + core::join(names, ", "),
                             "\"" + *map.layout + "\"",
                             near ? "did you mean \"" + *near + "\"?" : ""});
  }
  for (const auto& profile : profiles) {
    const bool is_meant = map.samples.empty() ? profile.recognises(root) : profile.name == "matrix";
    if (is_meant) return profile;
  }
  throw core::FormatError(
      root.file_path(),
      {"",
       "one of the layouts " + core::join(names, ", "),
       contents_of(root),
       "docs/data_format.md says what each layout needs; convert the file to the calfemg layout, "
       "or name a layout in a map (--layout FILE)"});
}

}  // namespace

std::unique_ptr<RecordingReader> open_recording(const std::filesystem::path& path,
                                                const LayoutMap& whole_map) {
  const LayoutMap map = map_for_file(whole_map, path.string());
  if (map.layout ? *map.layout == kEdf : looks_like_edf(path)) {
    check_places(map, kEdf);
    return open_edf(path, map);
  }
  Hdf5Handle file = open_hdf5(path);
  const Hdf5Node root = Hdf5Node::root_of(file, path.string());
  const LayoutProfile& profile = profile_for(root, map);
  check_places(map, profile.name);
  FoundRecording recording = profile.load(root, map);
  recording.info.layout = profile.name;
  recording.info.notes.insert(recording.info.notes.end(), map.notes.begin(), map.notes.end());
  apply_map(recording, map);
  apply_places(root, map, recording.info);
  apply_names(recording);
  calibrate(recording);
  return std::make_unique<Hdf5RecordingReader>(std::move(file), std::move(recording));
}

std::vector<LayoutSummary> layout_summaries() {
  std::vector<LayoutSummary> summaries;
  for (const auto& profile : layout_profiles())
    summaries.push_back({std::string(profile.name), std::string(profile.about)});
  summaries.push_back({std::string(kEdf), "EDF, EDF+, BDF and BDF+: the file's first 8 bytes"});
  return summaries;
}

std::vector<std::string> layout_names() {
  std::vector<std::string> names;
  for (const auto& profile : layout_profiles())
    names.emplace_back(profile.name);
  names.emplace_back(kEdf);
  return names;
}

}  // namespace calfemg::io
