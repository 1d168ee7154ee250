// SPDX-License-Identifier: Apache-2.0
#include "export/json.hpp"
#include "export/report_parts.hpp"
#include "export/session_files.hpp"

namespace calfemg::exporting {

Json side_files_json(const core::Provenance& provenance) {
  Json files = Json::array();
  for (const auto& file : provenance.side_files)
    files.push_back(
        {{"role", file.role}, {"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  return files;
}

std::string provenance_json(const core::Provenance& provenance,
                            const std::map<std::string, std::string>& output_sha256) {
  Json json;
  json["format"] = "calfemg-provenance";
  json["format_version"] = "1.0";
  json["program"] = {
      {"name", "calfemg"}, {"version", provenance.program_version}, {"commit", provenance.commit}};
  json["libraries"] = provenance.libraries;
  json["config"] = {{"sha256", provenance.config_sha256}, {"toml", provenance.config_toml}};
  json["input"] = {{"path", provenance.input_path},
                   {"bytes", provenance.input_bytes},
                   {"sha256", provenance.input_sha256}};
  json["layout_map"] = nullptr;
  if (!provenance.layout_map_path.empty())
    json["layout_map"] = {{"path", provenance.layout_map_path},
                          {"bytes", provenance.layout_map_bytes},
                          {"sha256", provenance.layout_map_sha256}};
  json["side_files"] = side_files_json(provenance);
  if (!provenance.given.empty()) json["given"] = provenance.given;
  json["output_sha256"] = output_sha256;
  json["run"] = {{"arguments", provenance.arguments},
                 {"started_utc", provenance.started_utc},
                 {"finished_utc", provenance.finished_utc},
                 {"wall_s", number_json(provenance.wall_s)},
                 {"peak_memory_bytes", provenance.peak_memory_bytes},
                 {"threads", provenance.threads}};
  return document(json);
}

}  // namespace calfemg::exporting
