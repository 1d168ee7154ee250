// SPDX-License-Identifier: Apache-2.0
#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/provenance_document.hpp"
#include "exchange/verify.hpp"
#include "export/tsv_text.hpp"

namespace calfemg::exchange {
namespace {

using exporting::Json;
using exporting::member;
using exporting::text_json;
using exporting::text_member;

constexpr const char* kProfile = "https://w3id.org/ro/wfrun/process/0.5";
constexpr const char* kProgram = "#calfemg";
constexpr const char* kInput = "#input";

Json reference(const std::string& id) {
  return {{"@id", id}};
}

Json references(const std::vector<std::string>& ids) {
  Json json = Json::array();
  for (const auto& id : ids)
    json.push_back(reference(id));
  return json;
}

Json descriptor() {
  return {{"@id", kCrateFile},
          {"@type", "CreativeWork"},
          {"conformsTo", reference("https://w3id.org/ro/crate/1.1")},
          {"about", reference("./")}};
}

Json root(const Json& provenance, const std::string& name, const std::vector<std::string>& files) {
  return {{"@id", "./"},
          {"@type", "Dataset"},
          {"name", "calfemg results of " + name},
          {"description", "Cramps and tension that calfemg found in a night of calf EMG."},
          {"datePublished", text_member(member(provenance, "run"), "finished_utc")},
          {"license", "as agreed for the recording"},
          {"conformsTo", reference(kProfile)},
          {"hasPart", references(files)},
          {"mentions", references({"#run"})}};
}

Json run(const Json& provenance, const std::vector<std::string>& files) {
  const Json& times = member(provenance, "run");
  return {{"@id", "#run"},
          {"@type", "CreateAction"},
          {"name", "calfemg analyze"},
          {"instrument", reference(kProgram)},
          {"object", references({kInput})},
          {"result", references(files)},
          {"startTime", text_json(text_member(times, "started_utc"))},
          {"endTime", text_json(text_member(times, "finished_utc"))},
          {"actionStatus", reference("http://schema.org/CompletedActionStatus")}};
}

}  // namespace

Json read_provenance(const std::filesystem::path& folder) {
  const auto path = folder / kProvenanceFile;
  Json json = Json::parse(exporting::text_of(path), nullptr, false);
  if (text_member(json, "format") != "calfemg-provenance" ||
      !member(json, "output_sha256").is_object())
    throw core::FormatError(path.string(),
                            {"",
                             "a provenance of calfemg with hashes of outputs",
                             "something else",
                             "analyse the recording again"});
  return json;
}

std::string run_crate_json(const std::filesystem::path& folder) {
  const Json provenance = read_provenance(folder);
  std::vector<std::string> files;
  Json graph = Json::array({descriptor()});
  Json parts = Json::array();
  for (const auto& [name, sha256] : member(provenance, "output_sha256").items()) {
    files.push_back(name);
    parts.push_back({{"@id", name}, {"@type", "File"}, {"sha256", sha256}});
  }
  const std::string name = std::filesystem::weakly_canonical(folder).filename().string();
  const Json& program = member(provenance, "program");
  const Json& input = member(provenance, "input");
  graph.push_back(root(provenance, name, files));
  graph.insert(graph.end(), parts.begin(), parts.end());
  graph.push_back({{"@id", kProgram},
                   {"@type", "SoftwareApplication"},
                   {"name", "calfemg"},
                   {"softwareVersion", text_member(program, "version")},
                   {"version", text_member(program, "commit")}});
  graph.push_back({{"@id", kInput},
                   {"@type", "File"},
                   {"name", std::filesystem::path(text_member(input, "path")).filename().string()},
                   {"contentSize", core::number_text(exporting::number_member(input, "bytes"))},
                   {"sha256", text_member(input, "sha256")}});
  graph.push_back(run(provenance, files));
  return exporting::document(
      {{"@context", "https://w3id.org/ro/crate/1.1/context"}, {"@graph", std::move(graph)}});
}

}  // namespace calfemg::exchange
