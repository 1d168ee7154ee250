// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "report/session.hpp"

namespace calfemg::report {

/// What the scripts of the page read: channels with range and rest level of the envelope, stages,
/// marks, and the event table line by line. JSON that is safe inside a <script> element.
/// @param events_tsv  the table that a review writes back; "" for a page without review
[[nodiscard]] std::string page_data_json(const Session& session, std::string_view events_tsv);

/// Text in quotes for JSON inside HTML: '<', '>', '&', control characters and line separators as
/// \u escapes, broken UTF-8 as U+FFFD.
[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace calfemg::report
