// SPDX-License-Identifier: Apache-2.0
#include "pipeline/session_folder.hpp"

#include <map>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/text.hpp"
#include "export/feature_rows.hpp"
#include "export/provenance_reader.hpp"
#include "export/session_files.hpp"
#include "export/stored_session.hpp"
#include "pipeline/files.hpp"
#include "report/session_report.hpp"

namespace calfemg::pipeline {
namespace {

namespace fs = std::filesystem;

std::string session_name(const core::RecordingInfo& info) {
  if (info.session_id.empty() && info.subject_id.empty())
    return core::file_name_from(fs::path(info.path).stem().string());
  if (info.session_id.empty()) return core::file_name_from(info.subject_id);
  if (info.subject_id.empty()) return core::file_name_from(info.session_id);
  return core::file_name_from(info.subject_id + "_" + info.session_id);
}

void refuse_foreign(const fs::path& folder) {
  throw core::OutputError(folder.string(),
                          "is there already and holds no calfemg results; choose another --out.");
}

}  // namespace

fs::path own_result_folder(const fs::path& output_root, const std::string& name) {
  fs::path folder = output_root / name;
  std::error_code error;
  if (fs::exists(folder, error) && !exporting::input_sha256_of(folder / "provenance.json"))
    refuse_foreign(folder);
  return folder;
}

fs::path result_folder(const fs::path& output_root,
                       const core::RecordingInfo& info,
                       const std::string& input_sha256) {
  fs::path folder = output_root / session_name(info);
  std::error_code error;
  if (!fs::exists(folder, error)) return folder;
  const std::optional<std::string> earlier = exporting::input_sha256_of(folder / "provenance.json");
  if (!earlier) refuse_foreign(folder);
  if (*earlier != input_sha256) {
    throw core::OutputError(folder.string(),
                            "holds the results of another recording with the same subject and "
                            "session; choose another --out, or name the session in a map.");
  }
  return folder;
}

void write_session_files(const fs::path& folder,
                         const core::SessionTable& table,
                         const core::SessionResult& result) {
  const std::string events = exporting::events_tsv(result.findings.events);
  write_text_file(folder / "report.json", exporting::report_json(table, result));
  exporting::write_night_cbor_gz(folder / "night.cbor.gz", table, result.excerpts);
  // Made from what is stored, so that `calfemg report` gives the same page.
  const auto stored = exporting::read_stored_session(folder);
  write_text_file(folder / "report.html",
                  report::session_report_html(stored.table, stored.result, events));
  write_text_file(folder / "events.tsv", events);
  write_text_file(folder / "events.json", exporting::events_sidecar_json());
  write_text_file(folder / "features.json", exporting::features_sidecar_json(table));
  exporting::join_feature_parts(folder, folder / "features.tsv.gz", table);

  std::map<std::string, std::string> hashes;
  for (const auto& entry : fs::directory_iterator(folder))
    hashes[entry.path().filename().string()] = sha256_of_file(entry.path());
  write_text_file(folder / "provenance.json",
                  exporting::provenance_json(result.provenance, hashes));
}

}  // namespace calfemg::pipeline
