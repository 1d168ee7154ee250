// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <set>
#include <string_view>

#include "batch/embedded.hpp"
#include "batch/tables.hpp"
#include "export/json.hpp"

namespace calfemg::batch {
namespace {

using exporting::Json;
using exporting::number_json;

// JSON inside a script element: what could end the element is written as an escape.
std::string embedded_text(const Json& json) {
  std::string text;
  for (const char c : json.dump(-1, ' ', false, Json::error_handler_t::replace)) {
    if (c == '<') {
      text += "\\u003c";
    } else if (c == '>') {
      text += "\\u003e";
    } else if (c == '&') {
      text += "\\u0026";
    } else {
      text += c;
    }
  }
  return text;
}

std::string last_part(const std::string& path) {
  const auto slash = path.find_last_of("/\\");
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

// In the order in which the script of the page reads them.
Json row_json(const SessionRow& row, bool failed_since) {
  const double quality =
      row.duration_s > 0.0 ? std::round(100.0 * row.usable_s / row.duration_s) : core::kMissing;
  return Json::array({failed_since ? "old" : "done",
                      row.folder,
                      row.subject,
                      row.session,
                      row.start_time,
                      number_json(std::round(row.duration_s)),
                      number_json(quality),
                      row.cramps(),
                      number_json(std::round(row.cramp_s)),
                      row.tension_periods,
                      number_json(std::round(row.tension_s)),
                      row.leg_movements,
                      row.night,
                      last_part(row.file)});
}

Json failure_json(const FailureRecord& failure) {
  const std::string why = failure.message + "; " + what_to_do(failure);
  return Json::array({"failed",
                      failure.session,
                      "",
                      "",
                      "",
                      nullptr,
                      nullptr,
                      nullptr,
                      nullptr,
                      nullptr,
                      nullptr,
                      nullptr,
                      "",
                      last_part(failure.file),
                      failure.reason,
                      why});
}

}  // namespace

std::string index_html(std::span<const SessionRow> rows, std::span<const FailureRecord> failures) {
  std::set<std::string> failed;
  for (const auto& failure : failures)
    failed.insert(failure.session);
  Json data = Json::array();
  for (const auto& row : rows)
    data.push_back(row_json(row, failed.contains(row.folder)));
  for (const auto& failure : failures)
    data.push_back(failure_json(failure));
  constexpr std::string_view kPlace = "@ROWS@";
  std::string page(embedded::kIndexPageHtml);
  page.replace(page.find(kPlace), kPlace.size(), embedded_text(data));
  return page;
}

}  // namespace calfemg::batch
