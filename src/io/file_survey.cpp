// SPDX-License-Identifier: Apache-2.0
#include "io/file_survey.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "core/text.hpp"
#include "io/matlab_variable.hpp"
#include "io/matrix_plan.hpp"

namespace calfemg::io {
namespace {

constexpr int kDeepest = 8;
constexpr std::size_t kMostObjects = 10'000;
constexpr std::uint64_t kMostTexts = 1024;

class Surveyor {
 public:
  explicit Surveyor(const Hdf5Node& root) : root_(root) {}

  void visit(const Hdf5Node& node, const std::string& name, int depth) {
    if (++objects_ > kMostObjects) return;
    read_attributes(node);
    if (node.is_dataset() || is_octave(node)) {
      read_object(node, name);
    } else if (depth < kDeepest) {
      for (const auto& child_name : node.children()) {
        const auto child = child_name.starts_with("#") ? std::nullopt : node.child(child_name);
        if (child) visit(*child, child_name, depth + 1);
      }
    }
  }

  [[nodiscard]] FileSurvey found() && { return std::move(found_); }

 private:
  [[nodiscard]] static bool is_octave(const Hdf5Node& node) {
    if (!node.is_group() || !is_matlab_variable(node)) return false;
    const auto value = node.child("value");
    return value && (value->is_dataset() || value->child("_0"));
  }

  void say(const std::string& place, FieldMeaning meaning, std::vector<std::string> texts) {
    const bool says = meaning == FieldMeaning::rate || meaning == FieldMeaning::names ||
                      meaning == FieldMeaning::unit || meaning == FieldMeaning::start;
    if (says && !texts.empty()) found_.sayings.push_back({place, meaning, std::move(texts)});
  }

  void read_attributes(const Hdf5Node& node) {
    for (const auto& attribute : node.attribute_names()) {
      const FieldMeaning meaning = meaning_of_field(attribute);
      if (meaning == FieldMeaning::none) continue;
      auto texts = node.texts(attribute);
      const auto number = node.number(attribute);
      if (number && texts.empty()) texts = {core::number_text(*number)};
      if (meaning == FieldMeaning::rate && !number) continue;
      say(node.inside() + "@" + attribute, meaning, std::move(texts));
    }
  }

  void read_table(const Hdf5Node& table) {
    for (const auto& field : table.field_names()) {
      if (!table.field_holds_numbers(field) || table.shape().size() != 1) continue;
      found_.arrays.push_back(
          {table.inside() + "[" + field + "]", table.shape(), true, meaning_of_field(field), {}});
    }
  }

  void read_object(const Hdf5Node& object, const std::string& name) {
    if (!object.field_names().empty()) return read_table(object);
    const FieldMeaning meaning = meaning_of_field(name);
    const auto value = object.is_group() ? object.child("value") : std::nullopt;
    const Hdf5Node& data = value ? *value : object;
    const auto shape = data.shape();
    const std::uint64_t count =
        std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
    const std::string matlab_class = object.text("MATLAB_class").value_or("");
    const bool is_text = matlab_class == "char" || is_octave_text(object) || !data.holds_numbers();
    if (is_text) {
      if (count <= kMostTexts) say(object.inside(), meaning, texts_at(root_, object.inside()));
    } else if (count == 1) {
      const auto numbers = numbers_at(root_, object.inside());
      if (numbers.size() == 1) say(object.inside(), meaning, {core::number_text(numbers.front())});
    } else if (!shape.empty() && shape.size() <= 2) {
      found_.arrays.push_back({object.inside(), shape, false, meaning, remarks_of(object)});
    }
  }

  [[nodiscard]] static std::vector<std::string> remarks_of(const Hdf5Node& array) {
    std::vector<std::string> remarks;
    for (const auto& attribute : array.attribute_names()) {
      const bool is_known = meaning_of_field(attribute) != FieldMeaning::none;
      const auto numbers = is_known ? std::vector<double>{} : array.numbers(attribute);
      if (numbers.size() == 1)
        remarks.push_back(array.inside() + "@" + attribute + " = " +
                          core::number_text(numbers.front()));
    }
    return remarks;
  }

  [[nodiscard]] static bool is_octave_text(const Hdf5Node& object) {
    const auto type = object.is_group() ? object.child("type") : std::nullopt;
    return type && type->read_text().find("string") != std::string::npos;
  }

  const Hdf5Node& root_;
  FileSurvey found_;
  std::size_t objects_ = 0;
};

}  // namespace

std::uint64_t SurveyedArray::values() const {
  return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

std::uint64_t SurveyedArray::longest() const {
  return shape.empty() ? 0 : *std::max_element(shape.begin(), shape.end());
}

FileSurvey survey_file(const Hdf5Node& root) {
  Surveyor surveyor(root);
  surveyor.visit(root, "", 0);
  return std::move(surveyor).found();
}

}  // namespace calfemg::io
