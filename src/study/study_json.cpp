// SPDX-License-Identifier: Apache-2.0
#include "export/json.hpp"
#include "study/outputs.hpp"

namespace calfemg::study {
namespace {

using exporting::Json;
using exporting::number_json;
using exporting::text_json;

Json description_json(const Sample& sample, const Description& d) {
  return {{"name", sample.name},
          {"subjects", d.n},
          {"mean", number_json(d.mean)},
          {"sd", number_json(d.sd)},
          {"median", number_json(d.median)},
          {"first_quartile", number_json(d.first_quartile)},
          {"third_quartile", number_json(d.third_quartile)}};
}

Json interval_json(const ConfidenceInterval& interval) {
  return {{"low", number_json(interval.low)}, {"high", number_json(interval.high)}};
}

Json test_json(const Test& test) {
  return {{"statistic", number_json(test.statistic)}, {"p", number_json(test.p)}};
}

Json rates_json(const RateRatio& rates) {
  if (!(rates.ratio > 0.0)) return nullptr;
  return {{"model", rates.negative_binomial ? "negative binomial" : "Poisson"},
          {"theta", number_json(rates.theta)},
          {"ratio", number_json(rates.ratio)},
          {"low", number_json(rates.low)},
          {"high", number_json(rates.high)},
          {"p", number_json(rates.p)}};
}

Json comparison_json(const Comparison& c) {
  return {{"measure", c.measure->name},
          {"unit", c.measure->unit},
          {"paired", c.paired},
          {"a", description_json(c.a, c.in_a)},
          {"b", description_json(c.b, c.in_b)},
          {"difference", number_json(c.difference)},
          {"interval_95", interval_json(c.interval)},
          {"hedges_g", number_json(c.g)},
          {"permutation", test_json(c.permutation)},
          {"rank", test_json(c.rank)},
          {"adjusted_p", number_json(c.adjusted_p)},
          {"rates", rates_json(c.rates)},
          {"needed_subjects", c.needed == 0 ? Json(nullptr) : Json(c.needed)},
          {"remark", text_json(c.remark)}};
}

Json association_json(const Association& a) {
  return {{"context", a.context},
          {"measure", a.measure->name},
          {"method", text_json(a.method)},
          {"subjects", a.subjects},
          {"missing", a.missing},
          {"statistic", number_json(a.test.statistic)},
          {"p", number_json(a.test.p)},
          {"adjusted_p", number_json(a.adjusted_p)},
          {"remark", text_json(a.remark)}};
}

Json night_json(const Night& night) {
  return {{"folder", night.folder},
          {"subject", text_json(night.subject)},
          {"selection", text_json(night.selection)},
          {"excluded", text_json(night.excluded)}};
}

Json course_json(const Course& course) {
  return {{"measure", course.measure->name},
          {"subjects", course.subjects},
          {"slope_per_night", number_json(course.slope)},
          {"interval_95", interval_json(course.interval)}};
}

Json curve_json(const AlignedCurve& curve) {
  Json points = Json::array();
  for (const auto& p : curve.points)
    points.push_back({{"offset_s", p.offset_s},
                      {"nights", p.nights},
                      {"subjects", p.subjects},
                      {"mean", number_json(p.mean)},
                      {"low", number_json(p.low)},
                      {"high", number_json(p.high)}});
  return {{"relation", curve.head}, {"feature", curve.feature}, {"points", std::move(points)}};
}

Json rise_json(const AwakeningRise& r) {
  return {{"head", r.head},
          {"awakenings", r.awakenings},
          {"nights", r.nights},
          {"subjects", r.subjects},
          {"rise_rest_multiple", number_json(r.rise)},
          {"interval_95", interval_json(r.interval)}};
}

template <class Items, class Convert>
Json list_json(const Items& items, Convert convert) {
  Json json = Json::array();
  for (const auto& item : items)
    json.push_back(convert(item));
  return json;
}

}  // namespace

std::string study_json(const Study& study, const AlignedAverages& aligned) {
  return exporting::document({{"format", "calfemg-study"},
                              {"format_version", "1.0"},
                              {"title", text_json(study.file.title)},
                              {"resamples", study.file.resamples},
                              {"power", study.file.power},
                              {"nights", list_json(study.nights, &night_json)},
                              {"comparisons", list_json(study.comparisons, &comparison_json)},
                              {"associations", list_json(study.associations, &association_json)},
                              {"courses", list_json(study.courses, &course_json)},
                              {"around_cramps", list_json(aligned.curves, &curve_json)},
                              {"awakening_rise", list_json(aligned.rises, &rise_json)}});
}

}  // namespace calfemg::study
