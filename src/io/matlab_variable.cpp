// SPDX-License-Identifier: Apache-2.0
#include "io/matlab_variable.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/text.hpp"

namespace calfemg::io {
namespace {

using Kind = MatlabVariable::Kind;

constexpr const char* kMatlabClass = "MATLAB_class";
constexpr const char* kOctaveMark = "OCTAVE_NEW_FORMAT";
constexpr std::size_t kLongestText = 65'536;

Kind kind_of_class(const std::string& name) {
  if (name == "char") return Kind::text;
  if (name == "cell") return Kind::cell;
  if (name == "struct") return Kind::structure;
  for (const char* number : {"double", "single"}) {
    if (name == number) return Kind::numbers;
  }
  return name.starts_with("int") || name.starts_with("uint") ? Kind::numbers : Kind::other;
}

// "matrix", "float matrix", "int16 scalar", "sq_string", "scalar struct", ...
Kind kind_of_octave(const std::string& type) {
  if (type == "string" || type == "sq_string") return Kind::text;
  if (type == "cell") return Kind::cell;
  if (type == "scalar struct") return Kind::structure;
  const bool is_complex = type.find("complex") != std::string::npos;
  const bool is_number = type.ends_with("matrix") || type.ends_with("scalar");
  const bool is_dense = type.find("sparse") == std::string::npos &&
                        type.find("diagonal") == std::string::npos &&
                        type.find("bool") == std::string::npos;
  return is_number && is_dense && !is_complex ? Kind::numbers : Kind::other;
}

MatlabVariable octave_variable(const std::string& name, Hdf5Node group) {
  const auto type = group.child("type");
  auto value = group.child("value");
  if (!type || !value) return {name, Kind::other, std::move(group)};
  return {name, kind_of_octave(type->read_text()), std::move(*value)};
}

MatlabVariable variable_of(const std::string& name, Hdf5Node node) {
  if (node.has_attribute(kOctaveMark)) return octave_variable(name, std::move(node));
  if (node.number("MATLAB_empty").value_or(0.0) > 0.0 || node.has_attribute("MATLAB_sparse"))
    return {name, Kind::other, std::move(node)};
  const auto words = node.text(kMatlabClass);
  Kind kind = words ? kind_of_class(*words) : Kind::other;
  // The fields of an array of structures are references without a class.
  if (!words && node.is_dataset() && !node.holds_numbers()) kind = Kind::cell;
  const bool wants_group = kind == Kind::structure;
  if (wants_group != node.is_group()) kind = Kind::other;
  return {name, kind, std::move(node)};
}

void append_utf8(std::string& text, std::uint32_t code) {
  constexpr std::uint32_t kOneByte = 0x80;
  constexpr std::uint32_t kTwoBytes = 0x800;
  constexpr std::uint32_t kLow6 = 0x3f;
  constexpr unsigned kShift = 6;
  constexpr std::uint32_t kLead2 = 0xc0;
  constexpr std::uint32_t kLead3 = 0xe0;
  const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
  const auto tail = [&](std::uint32_t value) { byte(kOneByte | (value & kLow6)); };
  if (code < kOneByte) {
    byte(code);
  } else if (code < kTwoBytes) {
    byte(kLead2 | (code >> kShift));
    tail(code);
  } else {
    byte(kLead3 | (code >> (2 * kShift)));
    tail(code >> kShift);
    tail(code);
  }
}

// Rows of a character matrix, which lies as (column, row) in the file. Octave stores bytes of
// UTF-8, MATLAB 16-bit characters.
std::vector<std::string> rows_of_text(const Hdf5Node& characters) {
  const auto shape = characters.shape();
  if (shape.size() != 2 || !characters.holds_numbers() || shape[0] * shape[1] > kLongestText)
    return {};
  const bool is_utf8 = !characters.has_attribute(kMatlabClass);
  const auto codes = characters.read_array();
  const auto rows = static_cast<std::size_t>(shape[1]);
  std::vector<std::string> texts(rows);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    constexpr int kByteValues = 256;
    const int code = static_cast<int>(codes[i]);
    std::string& text = texts[i % rows];
    if (is_utf8)
      text += static_cast<char>(code < 0 ? code + kByteValues : code);
    else
      append_utf8(text, static_cast<std::uint32_t>(code));
  }
  for (auto& text : texts)
    text = core::trimmed(text);
  return texts;
}

std::vector<MatlabVariable> entries_of(const MatlabVariable& cell) {
  std::vector<MatlabVariable> entries;
  if (cell.data.is_group()) {  // Octave: _0, _1, ...
    for (std::size_t i = 0;; ++i) {
      const std::string name = "_" + std::to_string(i);
      auto entry = cell.data.child(name);
      if (!entry) return entries;
      entries.push_back(variable_of(name, std::move(*entry)));
    }
  }
  for (auto& node : cell.data.referenced())
    entries.push_back(variable_of("", std::move(node)));
  return entries;
}

}  // namespace

bool is_matlab_variable(const Hdf5Node& node) {
  return node.has_attribute(kMatlabClass) || node.has_attribute(kOctaveMark);
}

std::vector<MatlabVariable> matlab_variables(const Hdf5Node& scope) {
  std::vector<MatlabVariable> variables;
  for (const auto& name : scope.children()) {
    if (name.starts_with("#")) continue;
    auto node = scope.child(name);
    if (!node) continue;
    auto variable = variable_of(name, std::move(*node));
    if (variable.kind != Kind::other) variables.push_back(std::move(variable));
  }
  return variables;
}

std::vector<std::string> matlab_texts(const MatlabVariable& variable) {
  if (variable.kind == Kind::text) return rows_of_text(variable.data);
  std::vector<std::string> texts;
  if (variable.kind != Kind::cell) return texts;
  for (const auto& entry : entries_of(variable)) {
    const auto rows =
        entry.kind == Kind::text ? rows_of_text(entry.data) : std::vector<std::string>{};
    if (rows.size() != 1) return {};
    texts.push_back(rows.front());
  }
  return texts;
}

std::optional<double> matlab_number(const MatlabVariable& variable) {
  if (variable.kind != Kind::numbers || !variable.data.holds_numbers()) return std::nullopt;
  for (const auto extent : variable.data.shape()) {
    if (extent != 1) return std::nullopt;
  }
  return variable.data.read_array().front();
}

}  // namespace calfemg::io
