// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "evaluate/options.hpp"
#include "evaluate/proportion.hpp"
#include "evaluate/session.hpp"
#include "evaluate/time_agreement.hpp"

namespace calfemg::evaluate {

/// Events of one kind, counted: true ones and how many of them were found, detected ones and how
/// many of them were right. Each side is sorted by its own numbers.
struct Stratum {
  std::string attribute;  ///< one of attribute_names()
  std::string label;
  Proportion sensitivity;
  Proportion ppv;
};

/// Events that are counted by a word.
struct WordCount {
  std::string word;
  std::size_t count = 0;
};

/// Cramps when only those of a grade or above count as detected.
struct GradeRow {
  core::Grade at_least = core::Grade::possible;
  Proportion sensitivity;
  Proportion ppv;
  Proportion f1;
  double false_alarms_per_8h = core::kMissing;
};

/// How well the events of one type were found, over all recordings.
struct TypeScore {
  core::EventType type = core::EventType::cramp;
  Proportion sensitivity;
  Proportion ppv;
  Proportion f1;
  double false_alarms_per_8h = core::kMissing;
  Spread onset_error_s;   ///< detected less true, of matched events
  Spread offset_error_s;  ///< the same of the ends
  TimeAgreement time;
  std::vector<Stratum> strata;
  std::vector<WordCount> false_alarms;  ///< what they really were; most frequent first
  std::vector<WordCount> misses;        ///< what was detected in their place
  std::vector<GradeRow> by_grade;       ///< cramps only
};

struct Evaluation {
  std::size_t sessions = 0;
  double hours = core::kMissing;  ///< recorded; missing when that of a recording is not known
  std::vector<TypeScore> types;   ///< in the order of the options
};

/// Compares the tables of each session and adds up.
[[nodiscard]] Evaluation evaluate(const std::vector<Session>& sessions, const Options& options);

}  // namespace calfemg::evaluate
