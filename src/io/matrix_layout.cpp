// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <string>
#include <utility>

#include "core/error.hpp"
#include "io/found_recording.hpp"

// One data set of samples in a file of any other kind (MATLAB 7.3, Octave, pandas, plain HDF5): the
// map says where it is and which way it lies.
namespace calfemg::io {
namespace {

[[noreturn]] void refuse_map(const Hdf5Node& root,
                             const LayoutMap& map,
                             core::FormatProblem problem) {
  throw core::FormatError(map.path.empty() ? root.file_path() : map.path, std::move(problem));
}

Orientation orientation_of(const Hdf5Node& dataset, const LayoutMap& map) {
  const auto shape = dataset.shape();
  if (map.orientation) return *map.orientation;
  if (shape.size() == 2)
    dataset.refuse("",
                   "an orientation in the map, because the data set has two dimensions",
                   "none",
                   "add `orientation = \"time_first\"` for " + std::to_string(shape[0]) +
                       " samples of " + std::to_string(shape[1]) +
                       " channels, or \"channel_first\" for " + std::to_string(shape[1]) +
                       " samples of " + std::to_string(shape[0]) + " (MATLAB, Octave)");
  return Orientation::time_first;
}

// The data set at a path below the group.
SampleDataset open_at(const Hdf5Node& group, const std::string& path, const LayoutMap& map) {
  const auto slash = path.find('/');
  const auto child = group.child(path.substr(0, slash));
  if (!child) group.refuse(path, "the data set that the map calls `samples`", "none of that path");
  if (slash != std::string::npos) return open_at(*child, path.substr(slash + 1), map);
  if (!child->is_dataset())
    child->refuse("", "the data set that the map calls `samples`", "a group");
  return SampleDataset::open(group, path, orientation_of(*child, map));
}

std::string index_of(const SampleDataset& samples, std::size_t column, const LayoutMap& map) {
  if (samples.rank() == 1) return "";
  const std::string number = std::to_string(column);
  return map.orientation == Orientation::channel_first ? "[" + number + ",:]"
                                                       : "[:," + number + "]";
}

}  // namespace

// It would fit every file; so it is never found, only named.
bool is_matrix(const Hdf5Node& /*root*/) {
  return false;
}

FoundRecording load_matrix(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const std::size_t begin = map.samples ? map.samples->find_first_not_of('/') : std::string::npos;
  if (begin == std::string::npos)
    refuse_map(root,
               map,
               {"samples",
                "the path of a data set for the layout matrix",
                "none",
                "write a map with `layout = \"matrix\"` and, for example, `samples = \"/emg\"`"});
  FoundBlock block;
  block.info.name = "matrix";
  block.info.rate = rate_of(root, "sampling_rate_hz", map);
  add_dataset(block, open_at(root, map.samples->substr(begin), map), recording);
  const SampleDataset& samples = block.datasets.front();
  const std::string name = samples.inside().substr(samples.inside().rfind('/') + 1);
  for (std::size_t i = 0; i < samples.columns(); ++i) {
    FoundChannel channel;
    channel.column = i;
    channel.info.name = samples.columns() > 1 ? name + "[" + std::to_string(i) + "]" : name;
    channel.info.stored_at = samples.inside() + index_of(samples, i, map);
    block.channels.push_back(std::move(channel));
  }
  recording.blocks.push_back(std::move(block));
  return recording;
}

}  // namespace calfemg::io
