// SPDX-License-Identifier: Apache-2.0
#include "batch/tables.hpp"

#include <array>
#include <set>

#include "export/cell.hpp"
#include "export/json.hpp"
#include "pipeline/build_info.hpp"

namespace calfemg::batch {
namespace {

using exporting::number_cell;
using exporting::text_cell;

struct Column {
  const char* name;
  std::string (*cell)(const SessionRow& row);
};

const std::array kColumns{
    Column{"folder", [](const SessionRow& r) { return text_cell(r.folder); }},
    Column{"subject", [](const SessionRow& r) { return text_cell(r.subject); }},
    Column{"session", [](const SessionRow& r) { return text_cell(r.session); }},
    Column{"file", [](const SessionRow& r) { return text_cell(r.file); }},
    Column{"start_time", [](const SessionRow& r) { return text_cell(r.start_time); }},
    Column{"duration_s", [](const SessionRow& r) { return number_cell(r.duration_s); }},
    Column{"usable_s", [](const SessionRow& r) { return number_cell(r.usable_s); }},
    Column{"sleep_s", [](const SessionRow& r) { return number_cell(r.sleep_s); }},
    Column{"channels", [](const SessionRow& r) { return std::to_string(r.channels); }},
    Column{"cramps", [](const SessionRow& r) { return std::to_string(r.cramps()); }},
    Column{"cramps_definite",
           [](const SessionRow& r) { return std::to_string(r.cramps_definite); }},
    Column{"cramps_probable",
           [](const SessionRow& r) { return std::to_string(r.cramps_probable); }},
    Column{"cramps_possible",
           [](const SessionRow& r) { return std::to_string(r.cramps_possible); }},
    Column{"cramp_s", [](const SessionRow& r) { return number_cell(r.cramp_s); }},
    Column{"rejected_cramps",
           [](const SessionRow& r) { return std::to_string(r.rejected_cramps); }},
    Column{"tension_periods",
           [](const SessionRow& r) { return std::to_string(r.tension_periods); }},
    Column{"tension_s", [](const SessionRow& r) { return number_cell(r.tension_s); }},
    Column{"leg_movements", [](const SessionRow& r) { return std::to_string(r.leg_movements); }},
    Column{"notes", [](const SessionRow& r) { return std::to_string(r.notes); }},
    Column{"layout", [](const SessionRow& r) { return text_cell(r.layout); }},
    Column{"program_version", [](const SessionRow& r) { return text_cell(r.program_version); }},
    Column{"config_sha256", [](const SessionRow& r) { return text_cell(r.config_sha256); }},
    Column{"input_sha256", [](const SessionRow& r) { return text_cell(r.input_sha256); }},
};

std::set<std::string> context_names(std::span<const SessionRow> rows) {
  std::set<std::string> names;
  for (const auto& row : rows) {
    for (const auto& [name, value] : row.context)
      names.insert(name);
  }
  return names;
}

}  // namespace

std::string sessions_tsv(std::span<const SessionRow> rows) {
  const auto context = context_names(rows);
  std::string text;
  for (const auto& column : kColumns)
    text.append(text.empty() ? "" : "\t").append(column.name);
  for (const auto& name : context)
    text += "\tcontext." + text_cell(name);
  text += "\n";
  for (const auto& row : rows) {
    std::string line;
    for (const auto& column : kColumns)
      line.append(line.empty() ? "" : "\t").append(column.cell(row));
    for (const auto& name : context) {
      const auto found = row.context.find(name);
      line += "\t" + text_cell(found == row.context.end() ? "" : found->second);
    }
    text.append(line).append("\n");
  }
  return text;
}

std::string failures_tsv(std::span<const FailureRecord> failures) {
  std::string text = "file\tsession\treason\tmessage\twhat_to_do\tstage\tsignal\texit_code\twhen\n";
  for (const auto& failure : failures) {
    text += text_cell(failure.file) + "\t" + text_cell(failure.session) + "\t" +
            text_cell(failure.reason) + "\t" + text_cell(failure.message) + "\t" +
            text_cell(what_to_do(failure)) + "\t" + text_cell(failure.stage) + "\t" +
            (failure.signal == 0 ? std::string(exporting::kNotAvailable)
                                 : std::to_string(failure.signal)) +
            "\t" + std::to_string(failure.exit_code) + "\t" + text_cell(failure.when_utc) + "\n";
  }
  return text;
}

std::string dataset_description_json() {
  exporting::Json generator = {{"Name", "calfemg"}, {"Version", pipeline::program_version()}};
  generator["Description"] = "Cramps and tension in whole nights of calf EMG";
  exporting::Json json = {
      {"Name", "calfemg results"}, {"BIDSVersion", "1.8.0"}, {"DatasetType", "derivative"}};
  json["GeneratedBy"] = exporting::Json::array({generator});
  return exporting::document(json);
}

}  // namespace calfemg::batch
