// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/field_words.hpp"
#include "io/hdf5_node.hpp"

namespace calfemg::io {

/// Numbers in a file that could be samples.
struct SurveyedArray {
  std::string place;                 ///< as `samples` of a map wants it
  std::vector<std::uint64_t> shape;  ///< rows of a table first
  bool is_table = false;             ///< a field of a table: time is its first dimension
  FieldMeaning meaning = FieldMeaning::none;
  std::vector<std::string> remarks;  ///< its other attributes that are single numbers

  [[nodiscard]] std::uint64_t values() const;
  [[nodiscard]] std::uint64_t longest() const;
};

/// Something that a file says about its samples.
struct Saying {
  std::string place;  ///< as the keys `..._from` of a map want it
  FieldMeaning meaning = FieldMeaning::none;
  std::vector<std::string> texts;  ///< of a number one, as text
};

struct FileSurvey {
  std::vector<SurveyedArray> arrays;
  std::vector<Saying> sayings;
};

/// Everything in a file that a map could name: data sets, fields of tables, MATLAB and Octave
/// variables, attributes. At most 8 groups deep and 10 000 objects.
[[nodiscard]] FileSurvey survey_file(const Hdf5Node& root);

}  // namespace calfemg::io
