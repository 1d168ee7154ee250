// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace calfemg::exporting {

/// Members stay in the order in which they were written: the files are read by people too.
using Json = nlohmann::ordered_json;

/// null for whatever is not finite: JSON has no NaN.
[[nodiscard]] Json number_json(double value);

/// null for an empty text.
[[nodiscard]] Json text_json(std::string_view text);

/// The member of an object, or null: files of other versions may lack it.
[[nodiscard]] const Json& member(const Json& json, std::string_view name);

/// A member that is a text; "" for anything else.
[[nodiscard]] std::string text_member(const Json& json, std::string_view name);

/// A member that is a number; NaN for anything else.
[[nodiscard]] double number_member(const Json& json, std::string_view name);

/// The document as the bytes of a file: two blanks a level, line end at the end, always UTF-8.
[[nodiscard]] std::string document(const Json& json);

/// The text with U+FFFD for every byte sequence that is no UTF-8.
[[nodiscard]] std::string valid_utf8(const std::string& text);

}  // namespace calfemg::exporting
