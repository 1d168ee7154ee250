// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "study/measures.hpp"
#include "study/numbers.hpp"
#include "study/study_file.hpp"

namespace calfemg::study {

/// A session folder and what became of it.
struct Night {
  std::string folder;
  std::string subject;
  std::string start_time;
  std::string selection;  ///< group or condition; "" when it belongs to none
  std::string excluded;   ///< why it plays no part; "" when it does
  std::string activity;   ///< activity over the night, see batch::SessionRow::night
  std::map<std::string, std::string> context;
  std::vector<double> values;  ///< one for each measure
  std::vector<Count> counts;   ///< one for each measure; exposure 0 where it is no count
};

/// The values of a measure in a group or condition, one for each subject: the mean of the nights.
struct Sample {
  std::string name;
  std::vector<std::string> subjects;
  std::vector<double> values;
  std::vector<Count> counts;  ///< added up over the nights; empty for what is no count
};

/// Two samples of a measure, compared.
struct Comparison {
  const Measure* measure = nullptr;
  Sample a;
  Sample b;  ///< paired: the same subjects in the same order
  bool paired = false;
  Description in_a;
  Description in_b;
  double difference = 0.0;  ///< b - a
  ConfidenceInterval interval;
  double g = 0.0;
  Test permutation;
  Test rank;
  double adjusted_p = 0.0;  ///< of the permutation test, over the measures of this comparison
  RateRatio rates;          ///< unpaired counts only
  std::size_t needed = 0;   ///< subjects (in each group) for the difference that was found
  std::string remark;       ///< what is missing; "" when nothing is
};

/// A context variable and a measure, over subjects.
struct Association {
  std::string context;
  const Measure* measure = nullptr;
  std::string method;  ///< "Spearman" or "Kruskal-Wallis"
  std::size_t subjects = 0;
  std::size_t missing = 0;  ///< subjects without the entry
  Test test;
  double adjusted_p = 0.0;
  std::string remark;
};

/// How a measure goes on over the nights of the subjects that have three and more.
struct Course {
  const Measure* measure = nullptr;
  std::size_t subjects = 0;
  double slope = 0.0;  ///< mean over subjects, for each night
  ConfidenceInterval interval;
};

struct Study {
  StudyFile file;
  std::vector<const Measure*> measures;
  std::vector<Night> nights;
  std::vector<Comparison> comparisons;
  std::vector<Association> associations;
  std::vector<Course> courses;
};

/// @throws core::ConfigError  a pattern that fits no session, a subject in two groups, a session in
///                            two conditions
/// @throws core::FileError    the results are missing
[[nodiscard]] Study make_study(const StudyFile& file);

/// Adds comparisons, associations and courses to a study whose nights are known.
void analyse(Study& study);

}  // namespace calfemg::study
