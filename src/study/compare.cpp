// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/text.hpp"
#include "study/moments.hpp"
#include "study/study.hpp"

namespace calfemg::study {
namespace {

constexpr std::size_t kPermutations = 20'000;

/// The nights of one subject, added up.
struct Sum {
  double value = 0.0;
  double nights = 0.0;
  Count count;
};

Sample sample_of(const Study& study, const std::string& selection, std::size_t measure) {
  std::map<std::string, Sum> by_subject;
  for (const Night& night : study.nights) {
    if (!night.excluded.empty() || night.selection != selection) continue;
    if (!std::isfinite(night.values[measure])) continue;
    Sum& sum = by_subject[night.subject];
    sum.value += night.values[measure];
    sum.nights += 1.0;
    sum.count.events += night.counts[measure].events;
    sum.count.exposure += night.counts[measure].exposure;
  }
  Sample sample;
  sample.name = selection;
  for (const auto& [subject, sum] : by_subject) {
    sample.subjects.push_back(subject);
    sample.values.push_back(sum.value / sum.nights);
    if (sum.count.exposure > 0.0) sample.counts.push_back(sum.count);
  }
  return sample;
}

// Keeps the subjects that both have.
void keep_common(Sample& sample, const Sample& other) {
  const std::set<std::string> known(other.subjects.begin(), other.subjects.end());
  Sample kept;
  kept.name = sample.name;
  for (std::size_t i = 0; i < sample.subjects.size(); ++i) {
    if (!known.contains(sample.subjects[i])) continue;
    kept.subjects.push_back(sample.subjects[i]);
    kept.values.push_back(sample.values[i]);
    if (i < sample.counts.size()) kept.counts.push_back(sample.counts[i]);
  }
  sample = std::move(kept);
}

bool constant(const Sample& a, const Sample& b) {
  std::vector<double> all = a.values;
  all.insert(all.end(), b.values.begin(), b.values.end());
  return !(variance_of(all) > 0.0);
}

std::string remark_on(const Comparison& comparison) {
  const auto few = [](const Sample& sample) { return sample.values.size() < 2; };
  if (few(comparison.a) || few(comparison.b))
    return "fewer than two subjects with this measure in " +
           (few(comparison.a) ? comparison.a.name : comparison.b.name);
  if (constant(comparison.a, comparison.b)) return "every value is the same";
  if (comparison.a.values.size() < 3 || comparison.b.values.size() < 3)
    return "fewer than three subjects: no interval";
  return {};
}

void compare_pairs(Comparison& c, const StudyFile& file) {
  const auto moved = differences(c.a.values, c.b.values);
  c.interval = bootstrap_mean(moved, {file.resamples});
  c.g = hedges_g_paired(c.a.values, c.b.values);
  c.permutation = sign_flip_test(moved, kPermutations);
  c.rank = signed_rank_test(c.a.values, c.b.values);
  const double in_sd = c.difference / std::sqrt(variance_of(moved));
  if (std::isfinite(in_sd)) c.needed = needed_pairs(in_sd, file.power);
}

void compare_groups(Comparison& c, const StudyFile& file) {
  c.interval = bootstrap_difference(c.a.values, c.b.values, {file.resamples});
  c.g = hedges_g(c.a.values, c.b.values);
  c.permutation = permutation_test(c.a.values, c.b.values, kPermutations);
  c.rank = rank_sum_test(c.a.values, c.b.values);
  if (std::isfinite(c.g)) c.needed = needed_in_each_group(c.g, file.power);
  if (c.measure->count != nullptr && c.a.counts.size() == c.a.values.size() &&
      c.b.counts.size() == c.b.values.size())
    c.rates = rate_ratio(c.a.counts, c.b.counts);
}

Comparison compared(const Study& study,
                    std::size_t measure,
                    const Selection& first,
                    const Selection& second) {
  Comparison c;
  c.measure = study.measures[measure];
  c.paired = !study.file.pair.empty();
  c.a = sample_of(study, first.name, measure);
  c.b = sample_of(study, second.name, measure);
  if (c.paired) {
    keep_common(c.a, c.b);
    keep_common(c.b, c.a);
  }
  c.in_a = describe(c.a.values);
  c.in_b = describe(c.b.values);
  c.difference = c.in_b.mean - c.in_a.mean;
  c.interval = {kNothing, kNothing};
  c.g = kNothing;
  c.permutation = {c.difference, kNothing};
  c.rank = {kNothing, kNothing};
  c.rates = {false, kNothing, kNothing, kNothing, kNothing, kNothing};
  c.remark = remark_on(c);
  const bool hopeless = std::min(c.a.values.size(), c.b.values.size()) < 2 || constant(c.a, c.b);
  if (hopeless) return c;
  if (c.paired)
    compare_pairs(c, study.file);
  else
    compare_groups(c, study.file);
  return c;
}

void compare_selections(Study& study, const Selection& first, const Selection& second) {
  std::vector<Comparison> all;
  std::vector<double> p;
  all.reserve(study.measures.size());
  p.reserve(study.measures.size());
  for (std::size_t i = 0; i < study.measures.size(); ++i) {
    all.push_back(compared(study, i, first, second));
    p.push_back(all.back().permutation.p);
  }
  const auto adjusted = benjamini_hochberg(p);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].adjusted_p = adjusted[i];
    study.comparisons.push_back(std::move(all[i]));
  }
}

/// What the subjects say about one context entry, and their means of a measure.
struct Answers {
  std::vector<std::string> words;
  std::vector<double> values;
  std::size_t missing = 0;
};

Answers answers_of(const Study& study, const std::string& name, std::size_t measure) {
  std::map<std::string, Sum> by_subject;
  std::map<std::string, std::string> word_of;
  for (const Night& night : study.nights) {
    if (!night.excluded.empty() || !std::isfinite(night.values[measure])) continue;
    by_subject[night.subject].value += night.values[measure];
    by_subject[night.subject].nights += 1.0;
    const auto entry = night.context.find(name);
    if (entry != night.context.end() && !entry->second.empty())
      word_of.emplace(night.subject, entry->second);
  }
  Answers answers;
  for (const auto& [subject, sum] : by_subject) {
    const auto word = word_of.find(subject);
    if (word == word_of.end()) {
      ++answers.missing;
      continue;
    }
    answers.words.push_back(word->second);
    answers.values.push_back(sum.value / sum.nights);
  }
  return answers;
}

void associate(Association& association, const Answers& answers) {
  std::vector<double> numbers;
  std::map<std::string, std::vector<double>> by_word;
  for (std::size_t i = 0; i < answers.words.size(); ++i) {
    if (const auto number = core::number_from_text(answers.words[i])) numbers.push_back(*number);
    by_word[answers.words[i]].push_back(answers.values[i]);
  }
  association.subjects = answers.words.size();
  association.missing = answers.missing;
  if (answers.words.empty()) {
    association.remark = "no subject has this entry";
  } else if (numbers.size() == answers.words.size()) {
    association.method = "Spearman";
    association.test = spearman(numbers, answers.values);
  } else if (by_word.size() < 2) {
    association.remark = "every subject has the same entry";
  } else {
    association.method = "Kruskal-Wallis";
    std::vector<std::vector<double>> groups;
    groups.reserve(by_word.size());
    for (auto& [word, values] : by_word)
      groups.push_back(std::move(values));
    association.test = kruskal_wallis(groups);
  }
  if (association.remark.empty() && !std::isfinite(association.test.p))
    association.remark = "too few subjects, or every value is the same";
}

void add_associations(Study& study) {
  for (const auto& name : study.file.context) {
    std::vector<double> p;
    p.reserve(study.measures.size());
    const std::size_t first = study.associations.size();
    for (std::size_t i = 0; i < study.measures.size(); ++i) {
      Association association;
      association.context = name;
      association.measure = study.measures[i];
      association.test = {kNothing, kNothing};
      associate(association, answers_of(study, name, i));
      p.push_back(association.test.p);
      study.associations.push_back(std::move(association));
    }
    const auto adjusted = benjamini_hochberg(p);
    for (std::size_t i = 0; i < adjusted.size(); ++i)
      study.associations[first + i].adjusted_p = adjusted[i];
  }
}

double slope_of(const std::vector<double>& values) {
  const double middle = static_cast<double>(values.size() - 1) / 2.0;
  double products = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double from_middle = static_cast<double>(i) - middle;
    products += from_middle * values[i];
    squares += from_middle * from_middle;
  }
  return products / squares;
}

void add_course(Study& study, std::size_t measure) {
  std::map<std::string, std::vector<std::pair<std::string, double>>> by_subject;
  for (const Night& night : study.nights) {
    if (night.excluded.empty() && std::isfinite(night.values[measure]))
      by_subject[night.subject].emplace_back(night.start_time + night.folder,
                                             night.values[measure]);
  }
  std::vector<double> slopes;
  for (auto& [subject, nights] : by_subject) {
    if (nights.size() < 3) continue;
    std::sort(nights.begin(), nights.end());
    std::vector<double> values;
    values.reserve(nights.size());
    for (const auto& [when, value] : nights)
      values.push_back(value);
    slopes.push_back(slope_of(values));
  }
  if (slopes.empty()) return;
  study.courses.push_back({study.measures[measure],
                           slopes.size(),
                           mean_of(slopes),
                           bootstrap_mean(slopes, {study.file.resamples})});
}

}  // namespace

void analyse(Study& study) {
  const auto& selections = study.file.pair.empty() ? study.file.groups : study.file.pair;
  for (std::size_t i = 0; i < selections.size(); ++i) {
    for (std::size_t j = i + 1; j < selections.size(); ++j)
      compare_selections(study, selections[i], selections[j]);
  }
  add_associations(study);
  for (std::size_t i = 0; i < study.measures.size(); ++i)
    add_course(study, i);
}

}  // namespace calfemg::study
