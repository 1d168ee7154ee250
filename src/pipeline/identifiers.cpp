// SPDX-License-Identifier: Apache-2.0
#include "pipeline/identifiers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/text.hpp"

namespace calfemg::pipeline {
namespace {

constexpr std::string_view kShiftOption = "--shift-dates";

// Entries that have one of these as a word of their name ...
constexpr std::array<std::string_view, 14> kWords{"name",
                                                  "initials",
                                                  "dob",
                                                  "mrn",
                                                  "ssn",
                                                  "phone",
                                                  "mail",
                                                  "email",
                                                  "street",
                                                  "technician",
                                                  "physician",
                                                  "operator",
                                                  "doctor",
                                                  "insurance"};
// ... or one of these anywhere in it.
constexpr std::array<std::string_view, 11> kParts{"birth",
                                                  "surname",
                                                  "firstname",
                                                  "lastname",
                                                  "patientname",
                                                  "subjectname",
                                                  "patient_id",
                                                  "patientid",
                                                  "telephone",
                                                  "address",
                                                  "hospital"};

std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    if (c >= 'a' && c <= 'z')
      words.back() += c;
    else
      words.emplace_back();
  }
  return words;
}

}  // namespace

bool names_a_person(const std::string& context_name) {
  const std::string name = core::lower_case(context_name);
  const auto holds = [&name](std::string_view part) {
    return name.find(part) != std::string::npos;
  };
  if (std::any_of(kParts.begin(), kParts.end(), holds)) return true;
  const auto words = words_of(name);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  });
}

void apply_privacy(core::RecordingInfo& recording, const Privacy& privacy) {
  constexpr long long kMicrosecondsPerDay = 86'400'000'000LL;
  if (!privacy.keep_identifiers) {
    std::vector<std::string> names;
    for (const auto& [name, value] : recording.context) {
      if (names_a_person(name)) names.push_back(name);
    }
    for (const auto& name : names)
      recording.context.erase(name);
    if (!names.empty())
      recording.notes.push_back("Left out of all results, because it names a person: context " +
                                core::join(names, ", ") + " (--keep-identifiers keeps it).");
  }
  if (privacy.shift_days == 0 || !recording.start_time) return;
  recording.start_time->local_microseconds += kMicrosecondsPerDay * privacy.shift_days;
  recording.notes.emplace_back("The date of the recording is shifted; the clock time is its own.");
}

std::vector<std::string> without_shift(std::vector<std::string> arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string joined = std::string(kShiftOption) + "=";
    if (arguments[i].starts_with(joined)) arguments[i] = joined + "?";
    if (arguments[i] == kShiftOption && i + 1 < arguments.size()) arguments[i + 1] = "?";
  }
  return arguments;
}

}  // namespace calfemg::pipeline
