// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace calfemg::io {

/// What a variable or an attribute of a file is about, by its name alone; case and "_" do not
/// count. docs/data_format.md lists the words.
enum class FieldMeaning : std::uint8_t { none, rate, names, unit, start, time, stages };

[[nodiscard]] FieldMeaning meaning_of_field(std::string_view name);

}  // namespace calfemg::io
