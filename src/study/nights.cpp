// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fnmatch.h>
#include <map>
#include <set>

#include "batch/session_content.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "study/study.hpp"

namespace calfemg::study {
namespace {

std::vector<const Measure*> measures_of(const StudyFile& file) {
  std::vector<const Measure*> measures;
  for (const Measure& measure : all_measures()) {
    const bool asked =
        file.measures.empty() ||
        std::find(file.measures.begin(), file.measures.end(), measure.name) != file.measures.end();
    if (asked) measures.push_back(&measure);
  }
  return measures;
}

Night night_of(const std::filesystem::path& folder, const std::vector<const Measure*>& measures) {
  Night night;
  night.folder = folder.filename().string();
  const auto content = batch::read_session(folder);
  if (!content) {
    night.excluded = "holds no whole results";
    return night;
  }
  night.subject = content->row.subject.empty() ? night.folder : content->row.subject;
  night.start_time = content->row.start_time;
  night.activity = content->row.night;
  night.context = content->row.context;
  for (const Measure* measure : measures) {
    night.values.push_back(measure->value(*content));
    night.counts.push_back(measure->count == nullptr ? Count{} : measure->count(*content));
  }
  return night;
}

bool fits(const std::string& pattern, const std::string& name) {
  return ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
}

// Marks the nights that a pattern fits.
// @returns whether there is one
bool mark(Study& study, const Selection& selection, const std::string& pattern) {
  bool found = false;
  for (Night& night : study.nights) {
    if (!fits(pattern, night.folder)) continue;
    found = true;
    if (!night.selection.empty() && night.selection != selection.name)
      throw core::ConfigError(selection.name,
                              "the session " + night.folder + " is in " + night.selection +
                                  " too; a session belongs to one.");
    night.selection = selection.name;
  }
  return found;
}

// A pattern that fits no night is a mistake of the file.
void select(Study& study, const Selection& selection) {
  std::vector<std::string> names;
  names.reserve(study.nights.size());
  for (const Night& night : study.nights)
    names.push_back(night.folder);
  for (const auto& pattern : selection.sessions) {
    if (mark(study, selection, pattern)) continue;
    const auto near = core::nearest(pattern, names);
    throw core::ConfigError(
        selection.name,
        "no session is called " + pattern + (near ? "; did you mean " + *near + "?" : "."));
  }
}

void refuse_subjects_in_two_groups(const Study& study) {
  std::map<std::string, std::string> group_of;
  for (const Night& night : study.nights) {
    if (night.selection.empty()) continue;
    const auto [known, is_new] = group_of.emplace(night.subject, night.selection);
    if (!is_new && known->second != night.selection)
      throw core::ConfigError("groups",
                              "the subject " + night.subject + " is in " + known->second +
                                  " and in " + night.selection + "; compare it as a pair.");
  }
}

void exclude_without_partner(Study& study) {
  std::map<std::string, std::set<std::string>> conditions;
  for (const Night& night : study.nights) {
    if (!night.selection.empty()) conditions[night.subject].insert(night.selection);
  }
  for (Night& night : study.nights) {
    const bool alone = !night.selection.empty() && conditions[night.subject].size() < 2;
    if (alone && night.excluded.empty())
      night.excluded = "its subject has no night in the other condition";
  }
}

}  // namespace

Study make_study(const StudyFile& file) {
  Study study;
  study.file = file;
  study.measures = measures_of(file);
  std::error_code error;
  if (!std::filesystem::is_directory(file.results, error))
    throw core::FileError(file.results.string(),
                          "there is no such folder; set results to the --out of batch.");
  for (const auto& folder : batch::session_folders(file.results))
    study.nights.push_back(night_of(folder, study.measures));
  if (!file.groups.empty() && !file.pair.empty())
    throw core::ConfigError("study", "has groups and pair; ask for one of them in a file.");
  for (const auto& selection : file.groups)
    select(study, selection);
  for (const auto& selection : file.pair)
    select(study, selection);
  if (!file.groups.empty()) refuse_subjects_in_two_groups(study);
  if (!file.pair.empty()) exclude_without_partner(study);
  const bool by_selection = !file.groups.empty() || !file.pair.empty();
  for (Night& night : study.nights) {
    if (by_selection && night.selection.empty() && night.excluded.empty())
      night.excluded = "the study file names it nowhere";
  }
  analyse(study);
  return study;
}

}  // namespace calfemg::study
