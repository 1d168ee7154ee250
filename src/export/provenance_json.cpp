// SPDX-License-Identifier: Apache-2.0
#include "export/json.hpp"
#include "export/session_files.hpp"

namespace calfemg::exporting {

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
                          {"sha256", provenance.layout_map_sha256}};
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
