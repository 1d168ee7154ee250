// SPDX-License-Identifier: Apache-2.0
#include "export/cell.hpp"
#include "study/outputs.hpp"

namespace calfemg::study {
namespace {

using exporting::number_cell;
using exporting::text_cell;

std::string line_of(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells)
    line += (&cell == &cells.front() ? "" : "\t") + cell;
  return line + "\n";
}

std::string count_cell(std::size_t count) {
  return number_cell(static_cast<double>(count));
}

NamedTable nights_table(const Study& study) {
  std::string text = line_of({"folder", "subject", "selection", "excluded", "measure", "value"});
  for (const Night& night : study.nights) {
    for (std::size_t i = 0; i < night.values.size(); ++i)
      text += line_of({text_cell(night.folder),
                       text_cell(night.subject),
                       text_cell(night.selection),
                       text_cell(night.excluded),
                       text_cell(study.measures[i]->name),
                       number_cell(night.values[i])});
  }
  return {"nights.tsv", text};
}

void add_sample(std::string& text, const Comparison& c, const Sample& sample) {
  for (std::size_t i = 0; i < sample.subjects.size(); ++i)
    text += line_of({text_cell(c.a.name + " : " + c.b.name),
                     text_cell(c.measure->name),
                     text_cell(sample.name),
                     text_cell(sample.subjects[i]),
                     number_cell(sample.values[i])});
}

NamedTable values_table(const Study& study) {
  std::string text = line_of({"comparison", "measure", "selection", "subject", "value"});
  for (const Comparison& c : study.comparisons) {
    add_sample(text, c, c.a);
    add_sample(text, c, c.b);
  }
  return {"values.tsv", text};
}

NamedTable comparisons_table(const Study& study) {
  std::string text =
      line_of({"measure",    "unit",       "paired",     "a",        "b",         "subjects_a",
               "subjects_b", "mean_a",     "mean_b",     "sd_a",     "sd_b",      "median_a",
               "median_b",   "difference", "low_95",     "high_95",  "g",         "permutation_p",
               "rank_p",     "adjusted_p", "rate_ratio", "rate_low", "rate_high", "rate_p",
               "needed",     "remark"});
  for (const Comparison& c : study.comparisons)
    text += line_of(
        {text_cell(c.measure->name),   text_cell(c.measure->unit), c.paired ? "1" : "0",
         text_cell(c.a.name),          text_cell(c.b.name),        count_cell(c.in_a.n),
         count_cell(c.in_b.n),         number_cell(c.in_a.mean),   number_cell(c.in_b.mean),
         number_cell(c.in_a.sd),       number_cell(c.in_b.sd),     number_cell(c.in_a.median),
         number_cell(c.in_b.median),   number_cell(c.difference),  number_cell(c.interval.low),
         number_cell(c.interval.high), number_cell(c.g),           number_cell(c.permutation.p),
         number_cell(c.rank.p),        number_cell(c.adjusted_p),  number_cell(c.rates.ratio),
         number_cell(c.rates.low),     number_cell(c.rates.high),  number_cell(c.rates.p),
         count_cell(c.needed),         text_cell(c.remark)});
  return {"comparisons.tsv", text};
}

NamedTable associations_table(const Study& study) {
  std::string text = line_of({"context",
                              "measure",
                              "method",
                              "subjects",
                              "missing",
                              "statistic",
                              "p",
                              "adjusted_p",
                              "remark"});
  for (const Association& a : study.associations)
    text += line_of({text_cell(a.context),
                     text_cell(a.measure->name),
                     text_cell(a.method),
                     count_cell(a.subjects),
                     count_cell(a.missing),
                     number_cell(a.test.statistic),
                     number_cell(a.test.p),
                     number_cell(a.adjusted_p),
                     text_cell(a.remark)});
  return {"associations.tsv", text};
}

NamedTable aligned_table(const AlignedAverages& aligned) {
  std::string text =
      line_of({"relation", "feature", "offset", "nights", "subjects", "mean", "low_95", "high_95"});
  for (const AlignedCurve& curve : aligned.curves) {
    for (const AlignedPoint& p : curve.points)
      text += line_of({curve.head,
                       curve.feature,
                       number_cell(p.offset_s),
                       count_cell(p.nights),
                       count_cell(p.subjects),
                       number_cell(p.mean),
                       number_cell(p.low),
                       number_cell(p.high)});
  }
  return {"aligned.tsv", text};
}

}  // namespace

std::vector<NamedTable> study_tables(const Study& study, const AlignedAverages& aligned) {
  return {nights_table(study),
          values_table(study),
          comparisons_table(study),
          associations_table(study),
          aligned_table(aligned)};
}

}  // namespace calfemg::study
