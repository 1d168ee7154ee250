// SPDX-License-Identifier: Apache-2.0
#include <pugixml.hpp>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "io/side_file.hpp"

// NSRR XML: PSGAnnotation / ScoredEvents / ScoredEvent with EventType, EventConcept, Start,
// Duration and, for some, SignalLocation.
namespace calfemg::io {
namespace {

constexpr const char* kHint = "give the XML that the National Sleep Research Resource offers";

double seconds(const std::string& path, const pugi::xml_node& event, const char* name, int number) {
  const std::string text(core::trimmed(event.child(name).text().get()));
  const auto value = core::number_from_text(text);
  if (!value)
    throw core::FormatError(path,
                            {"ScoredEvent " + std::to_string(number) + ", " + name,
                             "seconds",
                             "\"" + text + "\"",
                             "correct the event"});
  return *value;
}

// "Arousal|Arousal ()" as "Arousal": the part behind the bar is a code or another wording.
std::string concept_of(const pugi::xml_node& event) {
  const std::string text = event.child("EventConcept").text().get();
  return std::string(core::trimmed(text.substr(0, text.find('|'))));
}

bool is_stage(const pugi::xml_node& event) {
  return std::string_view(event.child("EventType").text().get()).starts_with("Stages");
}

void add_stage(SideFile& found, const StageSpan& span, const std::string& label) {
  StageSpan known = span;
  const auto stage = stage_from_word(label);
  if (!stage)
    found.notes.push_back("the stage \"" + label + "\" is not known and counts as not scored");
  known.stage = stage.value_or(core::SleepStage::unscored);
  found.stages.push_back(known);
}

}  // namespace

SideFile read_nsrr_xml(const std::string& path, const std::string& text) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(text.data(), text.size());
  if (!parsed)
    throw core::FormatError(path,
                            {"byte " + std::to_string(parsed.offset),
                             "XML",
                             parsed.description(),
                             "copy the file again"});
  const auto events = document.child("PSGAnnotation").child("ScoredEvents");
  if (!events)
    throw core::FormatError(
        path, {"", "PSGAnnotation with ScoredEvents", document.first_child().name(), kHint});
  SideFile found;
  int number = 0;
  for (const auto& event : events.children("ScoredEvent")) {
    ++number;
    const std::string label = concept_of(event);
    if (label == "Recording Start Time") continue;
    const double onset_s = seconds(path, event, "Start", number);
    const double duration_s = seconds(path, event, "Duration", number);
    if (is_stage(event))
      add_stage(found, {onset_s, duration_s, core::SleepStage::unscored}, label);
    else
      found.events.push_back(
          {onset_s, duration_s, label, event.child("SignalLocation").text().get()});
  }
  return found;
}

}  // namespace calfemg::io
