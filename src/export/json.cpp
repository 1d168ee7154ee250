// SPDX-License-Identifier: Apache-2.0
#include "export/json.hpp"

#include <cmath>

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

std::string document(const Json& json) {
  return json.dump(kIndent, ' ', false, kReplace) + "\n";
}

std::string valid_utf8(const std::string& text) {
  return Json::parse(Json(text).dump(-1, ' ', false, kReplace)).get<std::string>();
}

}  // namespace calfemg::exporting
