// SPDX-License-Identifier: Apache-2.0
#include "io/role_names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/units.hpp"

namespace calfemg::io {
namespace {

using core::Leg;
using core::Muscle;
using core::Site;

// What one word of a name can say.
enum class Meaning : std::uint8_t {
  left,
  right,
  gastrocnemius,
  medial,
  lateral,
  tibialis,
  anterior,
  head,  // "caput": says nothing alone
  gm,
  gl,
  soleus,
  ta,
  upper,
  lower,
  filler
};

struct Word {
  std::string_view text;  // lower case, without accents
  Meaning meaning;
};

// Single letters stand for a leg only as L and R: French G and D or Spanish I and D are also
// ground, distal and inferior.
constexpr auto kWords = std::to_array<Word>({
    {"l", Meaning::left},
    {"left", Meaning::left},
    {"lt", Meaning::left},
    {"links", Meaning::left},
    {"linke", Meaning::left},
    {"linkes", Meaning::left},
    {"linker", Meaning::left},
    {"li", Meaning::left},
    {"gauche", Meaning::left},
    {"izquierdo", Meaning::left},
    {"izquierda", Meaning::left},
    {"izq", Meaning::left},
    {"sinistro", Meaning::left},
    {"sinistra", Meaning::left},
    {"sx", Meaning::left},
    {"r", Meaning::right},
    {"right", Meaning::right},
    {"rt", Meaning::right},
    {"rechts", Meaning::right},
    {"rechte", Meaning::right},
    {"rechtes", Meaning::right},
    {"rechter", Meaning::right},
    {"re", Meaning::right},
    {"droit", Meaning::right},
    {"droite", Meaning::right},
    {"derecho", Meaning::right},
    {"derecha", Meaning::right},
    {"der", Meaning::right},
    {"destro", Meaning::right},
    {"destra", Meaning::right},
    {"dx", Meaning::right},

    {"gastrocnemius", Meaning::gastrocnemius},
    {"gastrocnemii", Meaning::gastrocnemius},
    {"gastroknemius", Meaning::gastrocnemius},
    {"gastrocnemien", Meaning::gastrocnemius},
    {"gastrocnemio", Meaning::gastrocnemius},
    {"gastrocn", Meaning::gastrocnemius},
    {"gastroc", Meaning::gastrocnemius},
    {"gastro", Meaning::gastrocnemius},
    {"gastr", Meaning::gastrocnemius},
    {"gast", Meaning::gastrocnemius},
    {"gas", Meaning::gastrocnemius},
    {"jumeau", Meaning::gastrocnemius},
    {"gemelo", Meaning::gastrocnemius},
    {"gemello", Meaning::gastrocnemius},
    {"medialis", Meaning::medial},
    {"medial", Meaning::medial},
    {"mediale", Meaning::medial},
    {"medialer", Meaning::medial},
    {"med", Meaning::medial},
    {"interne", Meaning::medial},
    {"interno", Meaning::medial},
    {"innerer", Meaning::medial},
    {"innen", Meaning::medial},
    {"lateralis", Meaning::lateral},
    {"lateral", Meaning::lateral},
    {"laterale", Meaning::lateral},
    {"lateraler", Meaning::lateral},
    {"lat", Meaning::lateral},
    {"externe", Meaning::lateral},
    {"externo", Meaning::lateral},
    {"esterno", Meaning::lateral},
    {"ausserer", Meaning::lateral},
    {"aussen", Meaning::lateral},
    {"caput", Meaning::head},
    {"head", Meaning::head},
    {"kopf", Meaning::head},
    {"chef", Meaning::head},
    {"cabeza", Meaning::head},
    {"capo", Meaning::head},
    {"tibialis", Meaning::tibialis},
    {"tibial", Meaning::tibialis},
    {"tibiale", Meaning::tibialis},
    {"jambier", Meaning::tibialis},
    {"tib", Meaning::tibialis},
    {"anterior", Meaning::anterior},
    {"anterieur", Meaning::anterior},
    {"anteriore", Meaning::anterior},
    {"ant", Meaning::anterior},

    {"gm", Meaning::gm},
    {"mg", Meaning::gm},
    {"gasmed", Meaning::gm},
    {"gastmed", Meaning::gm},
    {"gl", Meaning::gl},
    {"lg", Meaning::gl},
    {"gaslat", Meaning::gl},
    {"gastlat", Meaning::gl},
    {"soleus", Meaning::soleus},
    {"soleaire", Meaning::soleus},
    {"soleo", Meaning::soleus},
    {"sol", Meaning::soleus},
    {"so", Meaning::soleus},
    {"ta", Meaning::ta},
    {"tibant", Meaning::ta},

    {"upper", Meaning::upper},
    {"proximal", Meaning::upper},
    {"prox", Meaning::upper},
    {"oben", Meaning::upper},
    {"haut", Meaning::upper},
    {"superior", Meaning::upper},
    {"superiore", Meaning::upper},
    {"superieur", Meaning::upper},
    {"lower", Meaning::lower},
    {"distal", Meaning::lower},
    {"dist", Meaning::lower},
    {"unten", Meaning::lower},
    {"bas", Meaning::lower},
    {"inferior", Meaning::lower},
    {"inferiore", Meaning::lower},
    {"inferieur", Meaning::lower},

    {"emg", Meaning::filler},
    {"semg", Meaning::filler},
    {"leg", Meaning::filler},
    {"bein", Meaning::filler},
    {"jambe", Meaning::filler},
    {"pierna", Meaning::filler},
    {"gamba", Meaning::filler},
    {"m", Meaning::filler},  // musculus
    {"musculus", Meaning::filler},
    {"muscle", Meaning::filler},
    {"muskel", Meaning::filler},
    {"musculo", Meaning::filler},
    {"muscolo", Meaning::filler},
});

// One word for leg and muscle together. Only with the leg in front: an L at the end may be lateral.
struct JoinedWord {
  std::string_view text;
  Meaning leg;
  Meaning muscle;
};

constexpr auto kJoined = std::to_array<JoinedWord>({
    {"lgm", Meaning::left, Meaning::gm},
    {"lmg", Meaning::left, Meaning::gm},
    {"lgl", Meaning::left, Meaning::gl},
    {"llg", Meaning::left, Meaning::gl},
    {"lsol", Meaning::left, Meaning::soleus},
    {"lta", Meaning::left, Meaning::ta},
    {"rgm", Meaning::right, Meaning::gm},
    {"rmg", Meaning::right, Meaning::gm},
    {"rgl", Meaning::right, Meaning::gl},
    {"rlg", Meaning::right, Meaning::gl},
    {"rsol", Meaning::right, Meaning::soleus},
    {"rta", Meaning::right, Meaning::ta},
});

// Left and right anterior tibialis of sleep laboratories; the whole name but for fillers.
constexpr std::string_view kLeftAnteriorTibialis = "lat";
constexpr std::string_view kRightAnteriorTibialis = "rat";

// Words that together name a muscle, and no others of kind gastrocnemius to ta beside them.
struct MuscleRule {
  std::array<Meaning, 3> words;  // sorted; the first `count` of them
  std::size_t count;
  Muscle muscle;
};

constexpr auto kMuscleRules = std::to_array<MuscleRule>({
    {{Meaning::gm}, 1, Muscle::gastrocnemius_medialis},
    {{Meaning::gl}, 1, Muscle::gastrocnemius_lateralis},
    {{Meaning::gastrocnemius, Meaning::medial}, 2, Muscle::gastrocnemius_medialis},
    {{Meaning::gastrocnemius, Meaning::lateral}, 2, Muscle::gastrocnemius_lateralis},
    {{Meaning::gastrocnemius, Meaning::medial, Meaning::head}, 3, Muscle::gastrocnemius_medialis},
    {{Meaning::gastrocnemius, Meaning::lateral, Meaning::head}, 3, Muscle::gastrocnemius_lateralis},
    {{Meaning::soleus}, 1, Muscle::soleus},
    {{Meaning::ta}, 1, Muscle::tibialis_anterior},
    {{Meaning::tibialis, Meaning::anterior}, 2, Muscle::tibialis_anterior},
});

struct Accent {
  std::string_view letter;  // UTF-8, or the combining mark alone
  std::string_view plain;
};

constexpr auto kAccents = std::to_array<Accent>({
    {"\u00e0", "a"}, {"\u00c0", "A"}, {"\u00e1", "a"}, {"\u00c1", "A"},  {"\u00e4", "a"},
    {"\u00c4", "A"}, {"\u00e8", "e"}, {"\u00c8", "E"}, {"\u00e9", "e"},  {"\u00c9", "E"},
    {"\u00ea", "e"}, {"\u00ca", "E"}, {"\u00ed", "i"}, {"\u00cd", "I"},  {"\u00f3", "o"},
    {"\u00d3", "O"}, {"\u00fa", "u"}, {"\u00da", "U"}, {"\u00df", "ss"}, {"\u0300", ""},
    {"\u0301", ""},  {"\u0302", ""},  {"\u0308", ""},
});

std::string without_accents(std::string_view text) {
  std::string plain(text);
  for (const auto& accent : kAccents) {
    for (auto at = plain.find(accent.letter); at != std::string::npos;
         at = plain.find(accent.letter, at))
      plain.replace(at, accent.letter.size(), accent.plain);
  }
  return plain;
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// Letters, digits and whatever is not ASCII make words; an unknown letter must not fall out of one.
bool is_word_part(char c) {
  constexpr unsigned char kFirstBeyondAscii = 0x80;
  return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= kFirstBeyondAscii;
}

// "TibAnt" and "LTibAnt": a word begins at a capital after a small letter, or before one.
bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0 || !is_upper(text[at])) return false;
  if (is_lower(text[at - 1])) return true;
  return is_upper(text[at - 1]) && at + 1 < text.size() && is_lower(text[at + 1]);
}

std::vector<std::string> words_of(std::string_view channel_name) {
  const std::string text = without_accents(channel_name);
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(core::lower_case(word));
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_word_part(text[i]) || begins_word(text, i)) finish();
    if (is_word_part(text[i])) word += text[i];
  }
  finish();
  return words;
}

// Appends what the word says; false for an unknown one.
bool add_meaning(const std::string& word, std::vector<Meaning>& meanings) {
  for (const auto& known : kWords) {
    if (known.text != word) continue;
    if (known.meaning != Meaning::filler) meanings.push_back(known.meaning);
    return true;
  }
  for (const auto& known : kJoined) {
    if (known.text != word) continue;
    meanings.push_back(known.leg);
    meanings.push_back(known.muscle);
    return true;
  }
  return false;
}

// Takes the words between two meanings out and gives them, sorted.
std::vector<Meaning> take(std::vector<Meaning>& meanings, Meaning first, Meaning last) {
  const auto outside = [&](Meaning m) { return m < first || m > last; };
  const auto middle = std::stable_partition(meanings.begin(), meanings.end(), outside);
  std::vector<Meaning> taken(middle, meanings.end());
  meanings.erase(middle, meanings.end());
  std::sort(taken.begin(), taken.end());
  return taken;
}

// "L Gastroc L" may be left and lateral: a leg that is named twice is not known, even if it is the
// same.
std::optional<core::Role> role_from_meanings(std::vector<Meaning> meanings) {
  const auto legs = take(meanings, Meaning::left, Meaning::right);
  const auto sites = take(meanings, Meaning::upper, Meaning::lower);
  const auto muscle = take(meanings, Meaning::gastrocnemius, Meaning::ta);
  if (legs.size() != 1 || sites.size() > 1) return std::nullopt;
  const auto says_muscle = [&](const MuscleRule& rule) {
    return std::equal(
        muscle.begin(), muscle.end(), rule.words.begin(), rule.words.begin() + rule.count);
  };
  const auto* const rule = std::find_if(kMuscleRules.begin(), kMuscleRules.end(), says_muscle);
  if (rule == kMuscleRules.end()) return std::nullopt;
  core::Role role;
  role.leg = legs.front() == Meaning::left ? Leg::left : Leg::right;
  role.muscle = rule->muscle;
  if (!sites.empty()) role.site = sites.front() == Meaning::upper ? Site::upper : Site::lower;
  return role;
}

bool is_filler(const std::string& word) {
  std::vector<Meaning> meanings;
  return add_meaning(word, meanings) && meanings.empty();
}

// A map may also say that there is no role; then its word is the origin of that.
bool is_decided(const core::ChannelInfo& info) {
  const bool is_voltage = info.unit.empty() || microvolts_per(info.unit);
  return info.role.is_emg() || !info.role_origin.empty() || !is_voltage;
}

std::vector<FoundChannel*> channels_of(FoundRecording& recording) {
  std::vector<FoundChannel*> channels;
  for (auto& block : recording.blocks) {
    for (auto& channel : block.channels)
      channels.push_back(&channel);
  }
  return channels;
}

}  // namespace

std::optional<NamedRole> role_from_name(std::string_view channel_name) {
  auto words = words_of(channel_name);
  words.erase(std::remove_if(words.begin(), words.end(), is_filler), words.end());
  if (words.size() == 1 && words[0] == kLeftAnteriorTibialis)
    return NamedRole{{Leg::left, Muscle::tibialis_anterior, Site::whole}, true};
  if (words.size() == 1 && words[0] == kRightAnteriorTibialis)
    return NamedRole{{Leg::right, Muscle::tibialis_anterior, Site::whole}, true};
  std::vector<Meaning> meanings;
  for (const auto& word : words) {
    if (!add_meaning(word, meanings)) return std::nullopt;
  }
  const auto role = role_from_meanings(std::move(meanings));
  if (!role) return std::nullopt;
  return NamedRole{*role, false};
}

void apply_names(FoundRecording& recording) {
  if (recording.states_roles) return;
  std::vector<std::pair<core::ChannelInfo*, NamedRole>> named;
  std::array<bool, 2> pair{};  // a channel LAT, a channel RAT
  for (auto* channel : channels_of(recording)) {
    const auto found = role_from_name(channel->info.name);
    if (!found || channel->is_difference_part) continue;
    if (found->needs_other_leg) pair.at(static_cast<std::size_t>(found->role.leg)) = true;
    if (!is_decided(channel->info)) named.emplace_back(&channel->info, *found);
  }
  for (const auto& [info, found] : named) {
    if (found.needs_other_leg && !(pair[0] && pair[1])) continue;
    info->role = found.role;
    info->role_origin = "name";
  }
}

}  // namespace calfemg::io
