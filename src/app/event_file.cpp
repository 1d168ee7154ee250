// SPDX-License-Identifier: Apache-2.0
#include "app/event_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "export/session_files.hpp"
#include "io/edf_header.hpp"
#include "io/role_names.hpp"
#include "io/side_file.hpp"

namespace calfemg::app {
namespace {

struct TypeWords {
  std::string_view words;  // lower case
  core::EventType type;
};

// Beside the names of the types; as NSRR and scoring programs write them.
constexpr std::array<TypeWords, 5> kSynonyms{{
    {"periodic leg movement", core::EventType::plm},
    {"periodic limb movement", core::EventType::plm},
    {"limb movement", core::EventType::lm},
    {"leg movement", core::EventType::lm},
    {"leg cramp", core::EventType::cramp},
}};

bool is_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// "lm" begins "lm left" and "lm", not "lmm".
bool begins_with_words(std::string_view text, std::string_view words) {
  return text.starts_with(words) && (text.size() == words.size() || !is_letter(text[words.size()]));
}

/// The type that a label begins with, and what is left.
struct TypedLabel {
  core::EventType type;
  std::string rest;
};

std::optional<TypedLabel> typed(const std::string& label) {
  for (const auto& synonym : kSynonyms) {
    if (begins_with_words(label, synonym.words))
      return TypedLabel{synonym.type, label.substr(synonym.words.size())};
  }
  const auto end = static_cast<std::size_t>(
      std::find_if_not(label.begin(), label.end(), is_letter) - label.begin());
  const auto type = core::event_type_from_name(label.substr(0, end));
  if (!type) return std::nullopt;
  return TypedLabel{*type, label.substr(end)};
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (is_letter(c))
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

void apply_role(core::Event& event, const core::Role& role) {
  event.leg = role.leg;
  event.muscle = role.muscle;
  if (role.site != core::Site::whole) event.sites = {role.site};
}

// The short codes of legs and muscles are capitals.
std::string upper_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  });
  return text;
}

void apply_word(core::Event& event, const std::string& word) {
  if (word.empty()) return;
  for (const auto& form : {word, upper_case(word)}) {
    if (const auto leg = core::leg_from_name(form)) event.leg = *leg;
    if (const auto muscle = core::muscle_from_name(form)) event.muscle = *muscle;
    const auto site = core::site_from_name(form);
    const bool known =
        site && std::find(event.sites.begin(), event.sites.end(), *site) != event.sites.end();
    if (site && !known) event.sites.push_back(*site);
    if (const auto grade = core::grade_from_name(form)) event.grade = *grade;
  }
}

bool is_annotation_file(const std::filesystem::path& path) {
  if (io::looks_like_edf(path) || path.extension() == ".annot") return true;
  std::string line;
  std::ifstream file(path, std::ios::binary);
  std::getline(file, line);
  return line.starts_with("class\t") || line.starts_with('#') || line.starts_with('<') ||
         line.starts_with("\xef\xbb\xbf<");
}

std::string list_of(const std::set<std::string>& labels) {
  constexpr std::size_t kShown = 5;
  std::vector<std::string> shown(labels.begin(), labels.end());
  const bool more = shown.size() > kShown;
  if (more) shown.resize(kShown);
  return core::join(shown, ", ") + (more ? ", ..." : "");
}

}  // namespace

std::optional<core::Event> event_from_label(std::string_view label, std::string_view channel) {
  const auto found = typed(core::lower_case(core::trimmed(label)));
  if (!found) return std::nullopt;
  core::Event event;
  event.type = found->type;
  if (const auto named = io::role_from_name(found->rest); named && !named->needs_other_leg)
    apply_role(event, named->role);
  for (const auto& word : words_of(found->rest))
    apply_word(event, word);
  if (channel.empty()) return event;
  event.channels = {std::string(channel)};
  const auto named = io::role_from_name(channel);
  if (named && !event.leg) apply_role(event, named->role);
  return event;
}

EventFile read_event_file(const std::filesystem::path& path,
                          const std::optional<core::StartTime>& start) {
  if (!is_annotation_file(path)) return {exporting::read_events_tsv(path), {}};
  const io::SideFile found = io::read_side_file(path, start);
  EventFile file{{}, found.notes};
  std::set<std::string> others;
  for (const auto& marked : found.events) {
    auto event = event_from_label(marked.label, marked.channel);
    if (!event) {
      others.insert(marked.label);
      continue;
    }
    event->onset_s = marked.onset_s;
    event->duration_s = marked.duration_s;
    file.events.push_back(std::move(*event));
  }
  if (file.events.empty() && !found.events.empty())
    throw core::FormatError(
        path.string(),
        {"",
         "annotations that begin with a type of event (cramp, lm, tension, ...)",
         list_of(others),
         "docs/evaluation.md says how annotations name events"});
  if (!others.empty())
    file.notes.push_back(path.string() + ": " +
                         std::to_string(found.events.size() - file.events.size()) +
                         " annotations are no events and are left out (" + list_of(others) + ").");
  std::sort(file.events.begin(), file.events.end(), core::comes_before);
  return file;
}

}  // namespace calfemg::app
