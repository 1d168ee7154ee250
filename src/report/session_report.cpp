// SPDX-License-Identifier: Apache-2.0
#include "report/session_report.hpp"

// g++ 12 sees a null dereference in std::vector::insert as mustache.hpp calls it; there is none.
#pragma GCC diagnostic ignored "-Wnull-dereference"

#include <kainjow/mustache.hpp>
#include <span>

#include "core/expects.hpp"
#include "report/calf_map.hpp"
#include "report/embedded.hpp"
#include "report/event_cards.hpp"
#include "report/event_tables.hpp"
#include "report/html_text.hpp"
#include "report/key_figures.hpp"
#include "report/movement_tables.hpp"
#include "report/page_data.hpp"
#include "report/quality_tables.hpp"
#include "report/recording_table.hpp"
#include "report/review_table.hpp"
#include "report/session.hpp"
#include "report/settings_tables.hpp"
#include "report/summary_text.hpp"
#include "report/tension_course.hpp"
#include "report/tension_table.hpp"
#include "report/timeline_svg.hpp"

namespace calfemg::report {
namespace {

namespace mustache = kainjow::mustache;
using mustache::data;

// An empty text becomes false, so that its section is left out; a name that is missing altogether
// would be looked up in the surrounding section.
data text_or_false(const std::string& text) {
  return text.empty() ? data(data::type::bool_false) : data(text);
}

data flag(bool value) {
  return data(value ? data::type::bool_true : data::type::bool_false);
}

data facts_data(std::span<const NamedValue> facts) {
  mustache::list list;
  for (const auto& fact : facts) {
    data item;
    item.set("name", fact.name);
    item.set("value", fact.value);
    list.push_back(item);
  }
  return data(list);
}

data texts_data(std::span<const std::string> texts) {
  mustache::list list;
  for (const auto& text : texts) {
    data item;
    item.set("text", text);
    list.push_back(item);
  }
  return data(list);
}

data cards_data(const std::vector<EventCard>& cards) {
  mustache::list list;
  for (const auto& card : cards) {
    data item;
    item.set("number", card.number);
    item.set("grade", text_or_false(card.grade));
    item.set("card_title", card.title);
    item.set("when", card.when);
    item.set("facts", facts_data(card.facts));
    item.set("story", facts_data(card.story));
    item.set("measures", facts_data(card.measures));
    item.set("reasons", texts_data(card.reasons));
    item.set("has_reasons", flag(!card.reasons.empty()));
    item.set("has_numbers", flag(!card.measures.empty() || !card.evidence.empty()));
    item.set("evidence", text_or_false(card.evidence));
    item.set("figure", text_or_false(card.figure));
    item.set("excerpt", text_or_false(card.excerpt));
    list.push_back(item);
  }
  return data(list);
}

data tension_classes_data() {
  mustache::list list;
  for (std::size_t i = 0; i < kTensionClasses; ++i) {
    data item;
    item.set("index", std::to_string(i));
    item.set("words", tension_class_words(i));
    list.push_back(item);
  }
  return data(list);
}

data tiles_data(const Session& session) {
  mustache::list list;
  for (const auto& tile : summary_tiles(session)) {
    data item;
    item.set("name", tile.name);
    item.set("value", tile.value);
    item.set("detail", tile.detail);
    list.push_back(item);
  }
  return data(list);
}

void set_heading(data& page, const Session& session) {
  const auto& recording = session.recording();
  const bool dated = session.clock.knows_time_of_day();
  page.set("session_id", recording.session_id.empty() ? "without a name" : recording.session_id);
  page.set("subject_id", text_or_false(recording.subject_id));
  page.set("start",
           dated ? session.clock.date(0.0) + ", " + session.clock.at(0.0) + " (" +
                       session.clock.zone() + ")"
                 : "not in the file");
  page.set("duration", duration_text(session.duration_s));
  page.set("simulated", flag(session.is_simulated()));
  const auto channels = session.table.channels.size();
  page.set("channels",
           std::to_string(channels) + (channels == 1 ? " EMG channel" : " EMG channels"));
}

void set_summary(data& page, const Session& session) {
  const auto summary = night_summary(session);
  page.set("tiles", tiles_data(session));
  page.set("sentences", texts_data(summary.sentences));
  page.set("limits", texts_data(summary.limits));
  page.set("review_sentence", text_or_false(review_sentence(session)));
  page.set("verdicts", text_or_false(html(review_table(session))));
  page.set("has_limits", flag(!summary.limits.empty()));
  page.set("key_figures", text_or_false(html(key_figures(session))));
  page.set("movements", text_or_false(html(movement_table(session))));
  page.set("asymmetry", text_or_false(html(asymmetry_table(session))));
  page.set("calf_map", calf_map_svg(session));
  page.set("calf_table", text_or_false(html(calf_map_table(session))));
  page.set("tension_classes", tension_classes_data());
}

void set_events(data& page, const Session& session) {
  page.set("timeline", timeline_svg(session));
  page.set("cramps", cards_data(cramp_cards(session)));
  const std::size_t rejected = session.events_of(core::EventType::rejected_cramp).size();
  page.set("rejected", text_or_false(html(rejected_table(session))));
  page.set("rejected_count", capitalised(count_phrase(rejected, "turned-down candidate")));
  page.set("rejected_cards", cards_data(rejected_cards(session)));
}

void set_courses(data& page, const Session& session) {
  page.set("tension_course", text_or_false(tension_course_svg(session)));
  page.set("tension", text_or_false(html(tension_table(session))));
  page.set("tension_signature", text_or_false(html(tension_signature_table(session))));
  page.set("tension_bins", text_or_false(html(tension_bins_table(session))));
  page.set("normalised", text_or_false(html(normalised_table(session))));
  page.set("movement_indices", text_or_false(html(movement_index_table(session))));
  page.set("intervals", text_or_false(interval_histogram_svg(session)));
  page.set("other_activity", text_or_false(html(other_activity_table(session))));
  page.set("artifacts", text_or_false(html(artifact_table(session))));
}

void set_conditions(data& page, const Session& session) {
  page.set("quality", text_or_false(html(signal_quality_table(session))));
  page.set("isek", text_or_false(html(isek_table(session))));
  page.set("conditions", text_or_false(html(conditions_table(session))));
  page.set("missing_features", text_or_false(html(missing_features_table(session))));
  const auto notes = notes_of(session);
  page.set("notes", texts_data(notes));
  page.set("has_notes", flag(!notes.empty()));
  page.set("changed_settings", text_or_false(html(changed_settings_table(session))));
  page.set("all_settings", text_or_false(html(all_settings_table(session))));
  page.set("provenance", facts_data(provenance_facts(session)));
  const auto context = context_facts(session);
  page.set("context", facts_data(context));
  page.set("has_context", flag(!context.empty()));
  page.set("version", session.result.provenance.program_version);
  page.set("config_sha256", text_or_false(session.result.provenance.config_sha256));
}

std::string hash_source(std::string_view sha256) {
  return "'sha256-" + std::string(sha256) + "'";
}

// What is allowed to run and to style is named by its hash: nothing else that came into the page.
void set_embedded(data& page) {
  page.set("css", std::string(embedded::kSessionReportCss));
  page.set("uplot_css", std::string(embedded::kUPlotMinCss));
  page.set("style_hashes",
           hash_source(embedded::kSessionReportCssSha256) + " " +
               hash_source(embedded::kUPlotMinCssSha256));
  page.set("uplot", std::string(embedded::kUPlotIifeMinJs));
  page.set("night_script", std::string(embedded::kNightJs));
  page.set("review_script", std::string(embedded::kReviewJs));
  page.set("script_hashes",
           hash_source(embedded::kUPlotIifeMinJsSha256) + " " +
               hash_source(embedded::kNightJsSha256) + " " +
               hash_source(embedded::kReviewJsSha256));
  page.set("uplot_license", std::string(embedded::kLICENSE));
}

}  // namespace

std::string session_report_html(const core::SessionTable& table,
                                const core::SessionResult& result,
                                std::string_view events_tsv) {
  const Session session(table, result);
  data page;
  set_embedded(page);
  page.set("night_data", page_data_json(session, events_tsv));
  set_heading(page, session);
  set_summary(page, session);
  set_events(page, session);
  set_courses(page, session);
  set_conditions(page, session);
  mustache::mustache page_template{std::string(embedded::kSessionReportMustache)};
  page_template.set_custom_escape([](const std::string& text) { return escaped(text); });
  std::string text = page_template.render(page);
  CALFEMG_EXPECTS(page_template.is_valid());
  return text;
}

}  // namespace calfemg::report
