// SPDX-License-Identifier: Apache-2.0
#include "export/json.hpp"

#include <cmath>
#include <limits>

namespace calfemg::exporting {
namespace {

constexpr int kIndent = 2;
constexpr auto kReplace = Json::error_handler_t::replace;

}  // namespace

Json number_json(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json text_json(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

const Json& member(const Json& json, std::string_view name) {
  static const Json nothing;
  if (!json.is_object()) return nothing;
  const auto found = json.find(std::string(name));
  return found == json.end() ? nothing : *found;
}

std::string text_member(const Json& json, std::string_view name) {
  const Json& value = member(json, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

double number_member(const Json& json, std::string_view name) {
  const Json& value = member(json, name);
  return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::string document(const Json& json) {
  return json.dump(kIndent, ' ', false, kReplace) + "\n";
}

std::string valid_utf8(const std::string& text) {
  return Json::parse(Json(text).dump(-1, ' ', false, kReplace)).get<std::string>();
}

}  // namespace calfemg::exporting
