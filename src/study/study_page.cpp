// SPDX-License-Identifier: Apache-2.0
#include "study/study_page.hpp"

#include <cmath>
#include <map>

#include "core/text.hpp"
#include "report/html_text.hpp"
#include "report/table.hpp"

namespace calfemg::study {
namespace {

using report::Cell;
using report::escaped;
using report::Table;

constexpr int kDecimals = 3;

constexpr const char* kStyle =
    "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1f24;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}"
    "table{border-collapse:collapse;font-size:.85rem}caption{text-align:left;font-weight:600}"
    "th,td{padding:.25rem .6rem;border-bottom:1px solid #ddd;text-align:left}"
    ".plots{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}svg text{font-size:11px}"
    "svg .grid{stroke:#ddd}svg .slope{stroke:#8aa;stroke-width:1}svg circle{fill:#2a5d9c}"
    "svg .median{stroke:#b03030;stroke-width:2}svg .band{fill:#2a5d9c;fill-opacity:.2}"
    ".flow{list-style:none;padding:0}.flow li{border:1px solid #889;border-radius:4px;"
    "padding:.3rem .8rem;width:max-content;margin:.3rem 0}.flow .out{margin-left:3rem;"
    "border-style:dashed}.hint{display:block;color:#556}"
    "svg .mean{fill:none;stroke:#2a5d9c;stroke-width:1.5}div{overflow-x:auto}";

std::string number(double value) {
  return std::isfinite(value) ? core::fixed_text(value, kDecimals) : "–";
}

std::string p_text(double p) {
  constexpr double kLeast = 0.001;
  if (std::isfinite(p) && p < kLeast) return "< 0.001";
  return number(p);
}

std::string interval_text(double low, double high) {
  return std::isfinite(low) ? number(low) + " to " + number(high) : "–";
}

std::string count_text(std::size_t count) {
  return std::to_string(count);
}

std::string sample_text(const Description& d) {
  return number(d.mean) + " ± " + number(d.sd);
}

std::string spread_text(const Description& d) {
  return "n " + count_text(d.n) + ", median " + number(d.median) + " (" + number(d.first_quartile) +
         " to " + number(d.third_quartile) + ")";
}

std::string flow_section(const Study& study) {
  std::map<std::string, std::size_t> excluded;
  std::map<std::string, std::size_t> included;
  for (const Night& night : study.nights)
    ++(night.excluded.empty() ? included[night.selection] : excluded[night.excluded]);
  std::string html = "<h2>Sessions</h2><ol class=\"flow\"><li>" + count_text(study.nights.size()) +
                     " sessions in the results</li>";
  for (const auto& [why, count] : excluded)
    html +=
        "<li class=\"out\">excluded: " + count_text(count) + ", because: " + escaped(why) + "</li>";
  for (const auto& [name, count] : included)
    html += "<li>taken" + (name.empty() ? "" : " as " + escaped(name)) + ": " + count_text(count) +
            "</li>";
  html += "</ol>";
  Table table{"Excluded sessions", {}, {{"session"}, {"subject"}, {"why"}}};
  for (const Night& night : study.nights) {
    if (!night.excluded.empty())
      table.rows.push_back({{night.folder}, {night.subject}, {night.excluded}});
  }
  return html + report::html(table);
}

std::string needed_text(const Comparison& c) {
  if (c.needed == 0) return "–";
  return count_text(c.needed) + (c.paired ? " pairs" : " in each");
}

std::string comparison_table(const Study& study) {
  Table table{"Differences",
              {},
              {{"measure"},
               {"first"},
               {"second"},
               {"difference", true},
               {"95 % interval", true},
               {"Hedges' g", true},
               {"p, permutation", true},
               {"p, ranks", true},
               {"p, adjusted", true},
               {"needed"},
               {"remark"}}};
  for (const Comparison& c : study.comparisons)
    table.rows.push_back({{std::string(c.measure->name), std::string(c.measure->unit)},
                          {c.a.name + ": " + sample_text(c.in_a), spread_text(c.in_a)},
                          {c.b.name + ": " + sample_text(c.in_b), spread_text(c.in_b)},
                          {number(c.difference)},
                          {interval_text(c.interval.low, c.interval.high)},
                          {number(c.g)},
                          {p_text(c.permutation.p)},
                          {p_text(c.rank.p)},
                          {p_text(c.adjusted_p)},
                          {needed_text(c)},
                          {c.remark}});
  table.note =
      "Mean ± SD over subjects; difference is second less first. Intervals by the studentised "
      "bootstrap over subjects; p adjusted by Benjamini and Hochberg over the measures; needed: "
      "subjects for a power of " +
      core::number_text(study.file.power) + " at the difference that was found.";
  return report::html(table);
}

std::string rate_table(const Study& study) {
  Table table{"Rates",
              {},
              {{"measure"}, {"model"}, {"rate ratio", true}, {"95 % interval", true}, {"p", true}}};
  for (const Comparison& c : study.comparisons) {
    if (!(c.rates.ratio > 0.0)) continue;
    table.rows.push_back({{std::string(c.measure->name), c.b.name + " over " + c.a.name},
                          {c.rates.negative_binomial ? "negative binomial" : "Poisson"},
                          {number(c.rates.ratio)},
                          {interval_text(c.rates.low, c.rates.high)},
                          {p_text(c.rates.p)}});
  }
  return report::html(table);
}

std::string comparison_section(const Study& study) {
  if (study.comparisons.empty()) return {};
  std::string html = "<h2>Comparisons</h2>" + comparison_table(study) + rate_table(study) +
                     "<div class=\"plots\">";
  for (const Comparison& c : study.comparisons) {
    const std::string plot = comparison_plot(c);
    if (!plot.empty())
      html += "<figure>" + plot + "<figcaption>" + escaped(c.measure->name) + ", " +
              escaped(c.measure->unit) + "</figcaption></figure>";
  }
  return html + "</div>";
}

std::string association_section(const Study& study) {
  if (study.associations.empty()) return {};
  Table table{"Context",
              {},
              {{"context"},
               {"measure"},
               {"method"},
               {"subjects", true},
               {"missing", true},
               {"statistic", true},
               {"p", true},
               {"p, adjusted", true},
               {"remark"}}};
  for (const Association& a : study.associations)
    table.rows.push_back({{a.context},
                          {std::string(a.measure->name)},
                          {a.method},
                          {count_text(a.subjects)},
                          {count_text(a.missing)},
                          {number(a.test.statistic)},
                          {p_text(a.test.p)},
                          {p_text(a.adjusted_p)},
                          {a.remark}});
  table.note = "An association is no cause.";
  return "<h2>Context</h2>" + report::html(table);
}

std::string course_section(const Study& study) {
  Table table{"Change from night to night",
              {},
              {{"measure"}, {"subjects", true}, {"change a night", true}, {"95 % interval", true}}};
  for (const Course& course : study.courses)
    table.rows.push_back({{std::string(course.measure->name)},
                          {count_text(course.subjects)},
                          {number(course.slope)},
                          {interval_text(course.interval.low, course.interval.high)}});
  return report::html(table);
}

std::string aligned_section(const AlignedAverages& aligned) {
  if (aligned.curves.empty() && aligned.rises.empty()) return {};
  std::string html = "<h2>Around cramps and awakenings</h2><div class=\"plots\">";
  for (const AlignedCurve& curve : aligned.curves) {
    std::size_t nights = 0;
    for (const auto& point : curve.points)
      nights = std::max(nights, point.nights);
    html += "<figure>" + curve_plot(curve) + "<figcaption>" + escaped(curve.feature) + ", " +
            escaped(curve.head) + ", up to " + count_text(nights) + " nights</figcaption></figure>";
  }
  Table table{"Rise before awakenings",
              {},
              {{"head"},
               {"awakenings", true},
               {"nights", true},
               {"subjects", true},
               {"rise, rest multiples", true},
               {"95 % interval", true}}};
  for (const AwakeningRise& r : aligned.rises)
    table.rows.push_back({{r.head},
                          {count_text(r.awakenings)},
                          {count_text(r.nights)},
                          {count_text(r.subjects)},
                          {number(r.rise)},
                          {interval_text(r.interval.low, r.interval.high)}});
  table.note =
      "Mean of the last 60 s before the first epoch of wake less that of the 5 minutes before.";
  return html + "</div>" + report::html(table);
}

}  // namespace

std::string study_html(const Study& study, const AlignedAverages& aligned) {
  const std::string title = study.file.title.empty() ? "Study" : study.file.title;
  std::string html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
                     escaped(title) + "</title><style>" + kStyle + "</style></head><body><h1>" +
                     escaped(title) + "</h1>";
  html += flow_section(study) + comparison_section(study) + association_section(study) +
          course_section(study) + aligned_section(aligned);
  const std::string nights = nights_plot(study);
  if (!nights.empty()) html += "<h2>Nights</h2><div>" + nights + "</div>";
  return html +
         "<p>calfemg reports what surface EMG shows and does not diagnose. The figures are in "
         "study.json and in the tables beside this page.</p></body></html>\n";
}

}  // namespace calfemg::study
