// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>

#include "core/error.hpp"
#include "io/found_recording.hpp"
#include "io/matrix_plan.hpp"

// Data sets of samples in a file of any other kind: the map says where they are and which way they
// lie.
namespace calfemg::io {

// It would fit every file; so it is never found, only named.
bool is_matrix(const Hdf5Node& /*root*/) {
  return false;
}

FoundRecording load_matrix(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const auto is_path = [](const std::string& path) {
    return path.find_first_not_of('/') != std::string::npos;
  };
  if (map.samples.empty() || !std::all_of(map.samples.begin(), map.samples.end(), is_path))
    throw core::FormatError(
        map.path.empty() ? root.file_path() : map.path,
        {"samples",
         "the path of a data set for the layout matrix",
         "none",
         "write a map with `layout = \"matrix\"` and, for example, `samples = \"/emg\"`; "
         "`calfemg inspect --suggest-map FILE` drafts one"});
  recording.blocks.push_back(load_plan(root, map, with_map(root, map, {}), recording));
  return recording;
}

}  // namespace calfemg::io
