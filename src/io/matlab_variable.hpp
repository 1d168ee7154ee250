// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/hdf5_node.hpp"

namespace calfemg::io {

/// A variable of a MATLAB 7.3 file, or of one that Octave wrote with `save -hdf5`.
struct MatlabVariable {
  enum class Kind : std::uint8_t { numbers, text, cell, structure, other };

  std::string name;
  Kind kind = Kind::other;
  Hdf5Node data;  ///< numbers, characters or references; the fields of a structure
};

/// True for a group or data set that MATLAB or Octave marked as a variable.
[[nodiscard]] bool is_matlab_variable(const Hdf5Node& node);

/// Variables in the file or fields of a structure, empty ones left out.
[[nodiscard]] std::vector<MatlabVariable> matlab_variables(const Hdf5Node& scope);

/// A text, the rows of a character matrix, or the texts of a cell; empty for anything else, and
/// when one entry of a cell is no text.
[[nodiscard]] std::vector<std::string> matlab_texts(const MatlabVariable& variable);

/// The one number of a variable.
[[nodiscard]] std::optional<double> matlab_number(const MatlabVariable& variable);

}  // namespace calfemg::io
