// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "io/recording_reader.hpp"

namespace calfemg::test {

/// All channels of a block, planar.
inline std::vector<double> read_all(io::RecordingReader& reader, std::size_t block = 0) {
  const auto& info = reader.info().blocks.at(block);
  std::vector<std::size_t> channels(info.channels.size());
  std::iota(channels.begin(), channels.end(), std::size_t{0});
  std::vector<double> out(channels.size() * info.sample_count);
  reader.read_uv(block, 0, info.sample_count, channels, out);
  return out;
}

/// The sentence of the exception of type `Wanted` that opening gives; else what happened instead.
template <class Wanted>
std::string refusal(const std::filesystem::path& path, const io::LayoutMap& map = {}) {
  try {
    const auto reader = io::open_recording(path, map);
    io::require_analysable(reader->info());
  } catch (const Wanted& error) {
    return error.what();
  } catch (const std::exception& error) {
    return std::string("wrong kind of error: ") + error.what();
  }
  return "no error";
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline io::ChannelMap map_entry(const std::string& match,
                                core::Muscle muscle = core::Muscle::gastrocnemius_medialis) {
  io::ChannelMap entry;
  entry.match = match;
  entry.role = core::Role{core::Leg::right, muscle, core::Site::whole};
  return entry;
}

}  // namespace calfemg::test
