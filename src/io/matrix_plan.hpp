// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/quantity.hpp"
#include "io/found_recording.hpp"
#include "io/hdf5_node.hpp"
#include "io/layout_map.hpp"

namespace calfemg::io {

/// What has to be known to read data sets that do not describe themselves. A file or a map says it;
/// what neither says is refused.
struct MatrixPlan {
  std::vector<std::string> samples;  ///< paths; "/table[field]" is a field of a table
  std::optional<Orientation> orientation;
  std::optional<core::Hertz> rate;
  std::string rate_place;          ///< where the file says the rate, for messages
  std::vector<std::string> names;  ///< of all columns in order; empty: after their data sets
  std::vector<std::string> units;  ///< one for all or one for each column; empty: none in the file
};

/// The plan with what a map says: its samples, orientation, names and the places of rate, names and
/// unit replace what the file says; a rate in numbers only fills in.
/// @throws core::FormatError  the map names a place that is not there, or contradicts the rate
[[nodiscard]] MatrixPlan with_map(const Hdf5Node& root, const LayoutMap& map, MatrixPlan plan);

/// One block from the data sets of a plan.
/// @throws core::FormatError  what the plan leaves open; data sets of different lengths
[[nodiscard]] FoundBlock load_plan(const Hdf5Node& root,
                                   const LayoutMap& map,
                                   const MatrixPlan& plan,
                                   FoundRecording& recording);

/// A path as a map writes it: "/data/table[values]" is data set and field, "/emg@fs" is object and
/// attribute, an object of the whole name goes first.
struct PlacePath {
  std::string object;
  std::string field;
  std::string attribute;
};

[[nodiscard]] PlacePath place_path(const Hdf5Node& root, const std::string& text);

/// Texts at a place: an attribute, a data set of strings, a field, a MATLAB or Octave text or cell.
/// Empty when there are none.
[[nodiscard]] std::vector<std::string> texts_at(const Hdf5Node& root, const std::string& place);

/// All numbers at a place; empty when there are none.
[[nodiscard]] std::vector<double> numbers_at(const Hdf5Node& root, const std::string& place);

}  // namespace calfemg::io
