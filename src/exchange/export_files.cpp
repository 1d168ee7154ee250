// SPDX-License-Identifier: Apache-2.0
#include "exchange/export_files.hpp"

#include <array>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::exchange {
namespace {

namespace fs = std::filesystem;

std::string what_word(const ExportOptions& options) {
  return std::string(kWhatWords.at(static_cast<std::size_t>(options.what)));
}

std::string ending_of(const ExportOptions& options) {
  const bool large = options.what == What::features || options.what == What::epochs ||
                     options.what == What::aligned;
  switch (options.format) {
    case Format::csv:
      return ".csv";
    case Format::hdf5:
      return options.what == What::events ? ".nwb" : ".h5";
    case Format::sqlite:
      return ".sqlite";
    case Format::edf:
      return ".edf";
    case Format::annot:
      return ".annot";
    case Format::tsv:
    case Format::bids:
      break;
  }
  return large ? ".tsv.gz" : ".tsv";
}

// A BIDS label: letters and digits.
std::string label_of(std::string_view text) {
  std::string label;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) label += c;
  }
  return label;
}

fs::path bids_file(const SessionFacts& session, const std::string& ending) {
  std::string subject = label_of(session.subject);
  if (subject.empty()) subject = label_of(session.name);
  if (subject.empty()) subject = "unknown";
  const std::string night = label_of(session.session);
  fs::path folder = "sub-" + subject;
  std::string name = "sub-" + subject;
  if (!night.empty()) {
    folder /= "ses-" + night;
    name += "_ses-" + night;
  }
  return folder / "emg" / (name + "_desc-calfemg_" + ending);
}

}  // namespace

bool is_common(const ExportOptions& options) {
  if (options.format == Format::sqlite || options.what == What::nights) return true;
  const bool per_session = options.what == What::events || options.what == What::features;
  return !per_session && options.layout == Layout::flat && options.format != Format::bids;
}

fs::path session_file(const SessionFacts& session, const ExportOptions& options) {
  const std::string ending = what_word(options) + ending_of(options);
  if (options.layout == Layout::bids) return bids_file(session, ending);
  return session.name + "_" + ending;
}

fs::path common_file(const ExportOptions& options) {
  if (options.format == Format::sqlite) return "calfemg_export.sqlite";
  return what_word(options) + ending_of(options);
}

fs::path sidecar_of(const fs::path& file) {
  fs::path sidecar = file;
  if (sidecar.extension() == ".gz") sidecar.replace_extension();
  return sidecar.replace_extension(".json");
}

Draft::Draft(fs::path file)
    : file_(std::move(file)),
      draft_(file_.parent_path() /
             (".new-" + std::to_string(::getpid()) + "-" + file_.filename().string())) {
  std::error_code error;
  fs::create_directories(file_.parent_path(), error);
  if (error) throw core::OutputError(file_.string(), "cannot be written: " + error.message() + ".");
}

Draft::~Draft() {
  std::error_code ignored;
  fs::remove(draft_, ignored);
}

void Draft::publish() const {
  std::error_code error;
  fs::rename(draft_, file_, error);
  if (error) throw core::OutputError(file_.string(), "cannot be written: " + error.message() + ".");
}

}  // namespace calfemg::exchange
