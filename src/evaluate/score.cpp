// SPDX-License-Identifier: Apache-2.0
#include "evaluate/score.hpp"

#include <algorithm>
#include <map>

#include "evaluate/matching.hpp"
#include "evaluate/traits.hpp"

namespace calfemg::evaluate {
namespace {

using core::Event;

constexpr double kSecondsPerHour = 3600.0;
constexpr double kNightHours = 8.0;

struct Counts {
  std::size_t truth = 0;
  std::size_t found = 0;
  std::size_t detected = 0;
  std::size_t right = 0;
};

// Everything about one type that is added up over sessions.
struct Tally {
  Counts all;
  std::vector<double> onset_errors_s;
  std::vector<double> offset_errors_s;
  std::map<Trait, Counts> strata;
  std::map<std::string, std::size_t> false_alarms;
  std::map<std::string, std::size_t> misses;
  TimeAgreement time;
};

void count_truth(Tally& tally, const Event& event, bool found, const Session& session) {
  for (const auto& trait : traits_of(event)) {
    auto& counts = tally.strata[trait];
    ++counts.truth;
    counts.found += found ? 1U : 0U;
  }
  if (!found) ++tally.misses[counterpart(event, session.detected)];
}

void count_detected(Tally& tally, const Event& event, bool right, const Session& session) {
  for (const auto& trait : traits_of(event)) {
    auto& counts = tally.strata[trait];
    ++counts.detected;
    counts.right += right ? 1U : 0U;
  }
  if (!right) ++tally.false_alarms[counterpart(event, session.truth)];
}

void add(Tally& tally, const Session& session, core::EventType type, const Options& options) {
  const auto truth = of_type(session.truth, type);
  const auto detected = of_type(session.detected, type);
  std::vector<bool> found(truth.size(), false);
  std::vector<bool> right(detected.size(), false);
  const auto pairs = match_events(truth, detected, options);
  for (const auto& [row, column] : pairs) {
    found[row] = true;
    right[column] = true;
    tally.onset_errors_s.push_back(detected[column].onset_s - truth[row].onset_s);
    tally.offset_errors_s.push_back(detected[column].end_s() - truth[row].end_s());
  }
  for (std::size_t i = 0; i < truth.size(); ++i)
    count_truth(tally, truth[i], found[i], session);
  for (std::size_t i = 0; i < detected.size(); ++i)
    count_detected(tally, detected[i], right[i], session);
  tally.all.truth += truth.size();
  tally.all.detected += detected.size();
  tally.all.found += pairs.size();
  tally.time = tally.time + time_agreement(session, type, options.bin_s);
}

std::vector<WordCount> by_frequency(const std::map<std::string, std::size_t>& counts) {
  std::vector<WordCount> words;
  words.reserve(counts.size());
  for (const auto& [word, count] : counts)
    words.push_back({word, count});
  std::stable_sort(words.begin(), words.end(), [](const WordCount& a, const WordCount& b) {
    return a.count > b.count;
  });
  return words;
}

double per_night(std::size_t count, double hours) {
  return hours > 0.0 ? static_cast<double>(count) * kNightHours / hours : core::kMissing;
}

TypeScore score_of(core::EventType type, const Tally& tally, double hours) {
  TypeScore score;
  score.type = type;
  const Counts& all = tally.all;
  score.sensitivity = proportion(all.found, all.truth);
  score.ppv = proportion(all.found, all.detected);
  score.f1 = f1_score(all.found, all.truth, all.detected);
  score.false_alarms_per_8h = per_night(all.detected - all.found, hours);
  score.onset_error_s = spread_of(tally.onset_errors_s);
  score.offset_error_s = spread_of(tally.offset_errors_s);
  score.time = tally.time;
  for (const auto& [trait, counts] : tally.strata) {
    score.strata.push_back({std::string(attribute_names()[trait.attribute]),
                            trait.label,
                            proportion(counts.found, counts.truth),
                            proportion(counts.right, counts.detected)});
  }
  score.false_alarms = by_frequency(tally.false_alarms);
  score.misses = by_frequency(tally.misses);
  return score;
}

GradeRow grade_row(const std::vector<Session>& sessions,
                   core::Grade at_least,
                   const Options& options,
                   double hours) {
  Counts all;
  for (const auto& session : sessions) {
    const auto truth = of_type(session.truth, core::EventType::cramp);
    auto detected = of_type(session.detected, core::EventType::cramp);
    detected.erase(
        std::remove_if(
            detected.begin(), detected.end(), [&](const Event& e) { return e.grade < at_least; }),
        detected.end());
    all.truth += truth.size();
    all.detected += detected.size();
    all.found += match_events(truth, detected, options).size();
  }
  return {at_least,
          proportion(all.found, all.truth),
          proportion(all.found, all.detected),
          f1_score(all.found, all.truth, all.detected),
          per_night(all.detected - all.found, hours)};
}

}  // namespace

Evaluation evaluate(const std::vector<Session>& sessions, const Options& options) {
  Evaluation evaluation;
  evaluation.sessions = sessions.size();
  double recorded_s = 0.0;
  for (const auto& session : sessions)
    recorded_s += session.duration_s;
  evaluation.hours = recorded_s / kSecondsPerHour;
  for (const auto type : options.types) {
    Tally tally;
    for (const auto& session : sessions)
      add(tally, session, type, options);
    TypeScore score = score_of(type, tally, evaluation.hours);
    if (type == core::EventType::cramp) {
      for (const auto grade : {core::Grade::possible, core::Grade::probable, core::Grade::definite})
        score.by_grade.push_back(grade_row(sessions, grade, options, evaluation.hours));
    }
    evaluation.types.push_back(std::move(score));
  }
  return evaluation;
}

}  // namespace calfemg::evaluate
