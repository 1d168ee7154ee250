// SPDX-License-Identifier: Apache-2.0
#include "pipeline/map_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <variant>

#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::pipeline {
namespace {

std::string choices(Words words) {
  const bool may_be_empty = !words.empty() && words.back().empty();
  if (may_be_empty) words.pop_back();
  return core::join(words, ", ") + (may_be_empty ? " or \"\"" : "");
}

bool fits(double value, Sign sign) {
  if (!std::isfinite(value)) return false;
  switch (sign) {
    case Sign::any:
      return true;
    case Sign::not_zero:
      return std::abs(value) > 0.0;
    case Sign::positive:
      return value > 0.0;
    case Sign::not_negative:
      return value >= 0.0;
  }
  return false;
}

}  // namespace

void MapValues::refuse(const std::string& key, std::size_t line, const std::string& problem) {
  const std::string stop = problem.ends_with('?') ? "" : ".";
  problems_.emplace_back(place_text(path_, line), key + ": " + problem + stop);
}

std::optional<std::string> MapValues::text(const TomlEntry& entry) {
  const auto* found = std::get_if<std::string>(&entry.value.value);
  if (found == nullptr) {
    refuse(entry.key, entry.line, "expected a text, found " + type_text(entry.value));
    return std::nullopt;
  }
  return *found;
}

std::optional<std::string> MapValues::word(const TomlEntry& entry, const Words& allowed) {
  auto found = text(entry);
  if (!found || std::find(allowed.begin(), allowed.end(), *found) != allowed.end()) return found;
  refuse(entry.key,
         entry.line,
         "expected one of " + choices(allowed) + ", found \"" + *found + "\"" +
             did_you_mean(*found, allowed));
  return std::nullopt;
}

std::optional<double> MapValues::number(const TomlEntry& entry, Sign sign) {
  std::optional<double> found;
  if (const auto* real = std::get_if<double>(&entry.value.value)) found = *real;
  if (const auto* whole = std::get_if<long long>(&entry.value.value))
    found = static_cast<double>(*whole);
  if (!found) {
    refuse(entry.key, entry.line, "expected a number, found " + type_text(entry.value));
    return std::nullopt;
  }
  if (fits(*found, sign)) return found;
  constexpr std::array<const char*, 4> kExpected{"a finite number",
                                                 "a finite number other than 0",
                                                 "a finite number above 0",
                                                 "a finite number of at least 0"};
  refuse(entry.key,
         entry.line,
         std::string("expected ") + kExpected.at(static_cast<std::size_t>(sign)) + ", found " +
             core::number_text(*found));
  return std::nullopt;
}

Words MapValues::texts(const TomlEntry& entry) {
  const auto* items = std::get_if<std::vector<TomlValue>>(&entry.value.value);
  if (items == nullptr) {
    const auto one = text(entry);
    return one ? Words{*one} : Words{};
  }
  Words words;
  for (const auto& item : *items) {
    const auto* word = std::get_if<std::string>(&item.value);
    if (word != nullptr) words.push_back(*word);
  }
  if (words.empty() || words.size() != items->size())
    refuse(entry.key, entry.line, "expected a list of texts, found other things in it");
  return words;
}

std::vector<const TomlValue*> MapValues::tables(const TomlEntry& entry) {
  std::vector<const TomlValue*> tables;
  const auto* items = std::get_if<std::vector<TomlValue>>(&entry.value.value);
  if (items == nullptr) {
    refuse(entry.key,
           entry.line,
           "expected [[" + entry.key + "]] with two brackets, found " + type_text(entry.value));
    return tables;
  }
  for (const auto& item : *items) {
    if (item.table() != nullptr) {
      tables.push_back(&item);
    } else {
      refuse(
          entry.key, item.line, "expected a [[" + entry.key + "]] table, found " + type_text(item));
    }
  }
  return tables;
}

void MapValues::throw_problems() const {
  if (problems_.empty()) return;
  Words lines;
  for (const auto& [place, sentence] : problems_)
    lines.push_back(std::string(place).append(": ").append(sentence));
  lines.front() = problems_.front().second;  // the constructor puts the place before it
  throw core::ConfigError(problems_.front().first, core::join(lines, "\n"));
}

}  // namespace calfemg::pipeline
