// SPDX-License-Identifier: Apache-2.0
#include "pipeline/config.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "core/error.hpp"
#include "core/text.hpp"
#include "pipeline/model_file.hpp"
#include "pipeline/option_table.hpp"
#include "pipeline/toml_document.hpp"

namespace calfemg::pipeline {
namespace {

struct Problem {
  std::string key;
  std::string sentence;
};

// A value as its source holds it, on its way to an option.
struct Given {
  std::string key;
  std::string origin;
};

// What a source held that no option can take, as a part of a sentence.
struct Mismatch {
  std::string found;
};

using Reading = std::variant<OptionValue, Mismatch>;

// 0.1 and 1e3 are numbers for both kinds of numbers, 1.5 is no whole one.
Reading whole_number(double number, const std::string& as_written) {
  constexpr double kLargest = 1e9;
  const bool whole = std::abs(number - std::trunc(number)) <= 0.0;
  if (!whole || std::abs(number) > kLargest) return Mismatch{as_written};
  return OptionValue(static_cast<long long>(number));
}

Reading from_number(const OptionValue& like, double number) {
  if (std::holds_alternative<double>(like)) return OptionValue(number);
  if (std::holds_alternative<long long>(like))
    return whole_number(number, core::number_text(number));
  return Mismatch{"the number " + core::number_text(number)};
}

Reading from_list(const OptionValue& like, const std::vector<TomlValue>& items) {
  if (!std::holds_alternative<std::vector<std::string>>(like)) return Mismatch{"a list"};
  std::vector<std::string> words;
  for (const auto& item : items) {
    const auto* word = std::get_if<std::string>(&item.value);
    if (word == nullptr) return Mismatch{"a list with " + type_text(item)};
    words.push_back(*word);
  }
  return OptionValue(std::move(words));
}

Reading from_toml(const OptionValue& like, const TomlValue& given) {
  if (const auto* whole = std::get_if<long long>(&given.value))
    return from_number(like, static_cast<double>(*whole));
  if (const auto* number = std::get_if<double>(&given.value)) return from_number(like, *number);
  if (const auto* items = std::get_if<std::vector<TomlValue>>(&given.value))
    return from_list(like, *items);
  if (const auto* word = std::get_if<std::string>(&given.value)) {
    if (std::holds_alternative<std::string>(like)) return OptionValue(*word);
    return Mismatch{"the text \"" + *word + "\""};
  }
  if (const auto* flag = std::get_if<bool>(&given.value)) {
    if (std::holds_alternative<bool>(like)) return OptionValue(*flag);
  }
  return Mismatch{type_text(given)};
}

std::vector<std::string> comma_separated(std::string_view text) {
  std::vector<std::string> words;
  while (!core::trimmed(text).empty()) {
    const auto comma = text.find(',');
    words.emplace_back(core::trimmed(text.substr(0, comma)));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return words;
}

// The value of an assignment or of the environment: no quotes, lists with commas.
Reading from_text(const OptionValue& like, std::string_view given) {
  const std::string_view text = core::trimmed(given);
  const Mismatch mismatch{"\"" + std::string(text) + "\""};
  if (std::holds_alternative<std::string>(like)) return OptionValue(std::string(text));
  if (std::holds_alternative<std::vector<std::string>>(like))
    return OptionValue(comma_separated(text));
  if (std::holds_alternative<bool>(like)) {
    if (text == "true") return OptionValue(true);
    return text == "false" ? Reading(OptionValue(false)) : Reading(mismatch);
  }
  const auto number = core::number_from_text(text);
  return number ? from_number(like, *number) : Reading(mismatch);
}

std::vector<std::string> keys_of(const std::vector<Option>& table) {
  std::vector<std::string> keys;
  keys.reserve(table.size());
  for (const auto& option : table)
    keys.emplace_back(option.text.key);
  return keys;
}

// "; did you mean signal.highpass_hz?": within the section when there is such a section, then by
// the name alone in every section, so that a key in the wrong section is found too.
std::string key_hint(const std::vector<Option>& table, std::string_view key) {
  const auto dot = key.find('.');
  const std::string_view section = key.substr(0, dot);
  const std::string_view name = dot == std::string_view::npos ? key : key.substr(dot + 1);
  std::vector<std::string> near_names;
  std::vector<std::string> all_names;
  for (const auto& option : table) {
    all_names.emplace_back(option.name());
    if (option.section() == section) near_names.emplace_back(option.name());
  }
  if (const auto near = core::nearest(name, near_names))
    return "; did you mean " + std::string(section) + "." + *near + "?";
  if (const auto near = core::nearest(name, all_names)) {
    const auto found = std::find(all_names.begin(), all_names.end(), *near);
    const auto row = static_cast<std::size_t>(found - all_names.begin());
    return "; did you mean " + std::string(table[row].text.key) + "?";
  }
  return did_you_mean(key, keys_of(table));
}

// CALFEMG_LOG and the like are not ours; a name that begins as a section does is a typo.
bool begins_like_a_section(const std::string& variable) {
  const auto sections = section_names();
  return std::any_of(sections.begin(), sections.end(), [&variable](const std::string& section) {
    return variable.starts_with(environment_name(section) + "_");
  });
}

// Applies sources in order and keeps what is wrong with them.
class Loader {
 public:
  void read_file(const std::filesystem::path& path);
  void read_environment(const std::map<std::string, std::string>& environment);
  void read_assignment(const std::string& assignment);
  void check_rules();
  [[nodiscard]] Config finished() &&;

 private:
  [[nodiscard]] const Option* option(std::string_view key) const;
  void read_section(const std::filesystem::path& path, const TomlEntry& section);
  void read_heading(const std::filesystem::path& path, const TomlEntry& entry);
  void take(const Option& row, const Reading& reading, const std::string& origin);
  void refuse(const Given& given, const std::string& problem, const std::string& ending = "");
  void check_order(const OrderRule& rule);

  std::vector<Option> table_ = option_table();
  Config config_;
  std::vector<Problem> problems_;
  std::set<std::string> refused_;
};

const Option* Loader::option(std::string_view key) const {
  const auto found = std::find_if(
      table_.begin(), table_.end(), [key](const Option& row) { return row.text.key == key; });
  return found == table_.end() ? nullptr : &*found;
}

void Loader::refuse(const Given& given, const std::string& problem, const std::string& ending) {
  const std::string stop = ending.empty() ? "." : ending;
  problems_.push_back({given.key, problem + " (" + given.origin + ")" + stop});
  refused_.insert(given.key);
}

void Loader::take(const Option& row, const Reading& reading, const std::string& origin) {
  const Given given{std::string(row.text.key), origin};
  if (const auto* mismatch = std::get_if<Mismatch>(&reading)) {
    refuse(given, "expected " + expectation_text(row) + ", found " + mismatch->found);
    return;
  }
  const auto& value = std::get<OptionValue>(reading);
  if (const std::string problem = value_problem(row, value); !problem.empty()) {
    const std::string near = nearest_allowed(row, value);
    refuse(given, problem, near.empty() ? "" : "; did you mean " + near + "?");
    return;
  }
  row.set(config_.options, value);
  config_.origins[given.key] = origin;
}

void Loader::read_heading(const std::filesystem::path& path, const TomlEntry& entry) {
  const auto* text = std::get_if<std::string>(&entry.value.value);
  if (text == nullptr) {
    refuse({entry.key, place_text(path, entry.line)},
           "expected a text, found " + type_text(entry.value));
    return;
  }
  (entry.key == "name" ? config_.name : config_.description) = *text;
}

void Loader::read_section(const std::filesystem::path& path, const TomlEntry& section) {
  std::vector<std::string> known = section_names();
  const std::string place = place_text(path, section.line);
  if (std::find(known.begin(), known.end(), section.key) == known.end()) {
    known.insert(known.end(), {"name", "description"});
    std::string hint = did_you_mean(section.key, known);
    if (hint.empty()) hint = key_hint(table_, section.key);
    refuse({section.key, place},
           section.value.table() != nullptr ? "unknown section" : "unknown key",
           hint);
    return;
  }
  if (section.value.table() == nullptr) {
    refuse({section.key, place},
           "expected a section [" + section.key + "], found " + type_text(section.value));
    return;
  }
  for (const auto& entry : *section.value.table()) {
    const std::string key = section.key + "." + entry.key;
    const std::string origin = place_text(path, entry.line);
    if (const auto* row = option(key)) {
      take(*row, from_toml(row->get({}), entry.value), origin);
    } else {
      refuse({key, origin}, "unknown option", key_hint(table_, key));
    }
  }
}

void Loader::read_file(const std::filesystem::path& path) {
  const TomlValue document = read_toml(path);
  for (const auto& entry : *document.table()) {
    if (entry.key == "name" || entry.key == "description") {
      read_heading(path, entry);
    } else {
      read_section(path, entry);
    }
  }
}

void Loader::read_environment(const std::map<std::string, std::string>& environment) {
  std::vector<std::string> names;
  for (const auto& row : table_)
    names.push_back(environment_name(row.text.key));
  for (const auto& [name, text] : environment) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) {
      const auto& row = table_[static_cast<std::size_t>(found - names.begin())];
      take(row, from_text(row.get({}), text), "environment " + name);
      continue;
    }
    if (begins_like_a_section(name))
      refuse({name, "environment"}, "unknown option", did_you_mean(name, names));
  }
}

void Loader::read_assignment(const std::string& assignment) {
  const auto equals = assignment.find('=');
  const std::string key(core::trimmed(std::string_view(assignment).substr(0, equals)));
  const Given given{key, "--set"};
  if (equals == std::string::npos || key.empty()) {
    refuse(given, "expected key=value, found \"" + assignment + "\"");
    return;
  }
  if (const auto* row = option(key)) {
    take(*row, from_text(row->get({}), std::string_view(assignment).substr(equals + 1)), "--set");
    return;
  }
  refuse(given, "unknown option", key_hint(table_, key));
}

void Loader::check_order(const OrderRule& rule) {
  const std::string smaller(rule.smaller);
  const std::string larger(rule.larger);
  if (refused_.contains(smaller) || refused_.contains(larger)) return;
  const Option* const low = option(smaller);
  const Option* const high = option(larger);
  const OptionValue low_value = low->get(config_.options);
  const OptionValue high_value = high->get(config_.options);
  if (low_value < high_value || (rule.may_be_equal && low_value == high_value)) return;
  const auto origin = [this](const std::string& key) {
    const auto found = config_.origins.find(key);
    return found == config_.origins.end() ? std::string("default") : found->second;
  };
  refuse({larger, origin(larger)},
         toml_text(high_value) + (rule.may_be_equal ? " is below " : " is not above ") + smaller +
             " = " + toml_text(low_value),
         origin(smaller) == "default" ? "." : ", set by " + origin(smaller) + ".");
}

void Loader::check_rules() {
  for (const auto& rule : order_rules())
    check_order(rule);
}

Config Loader::finished() && {
  if (problems_.empty()) return std::move(config_);
  std::vector<std::string> lines;
  for (const auto& problem : problems_)
    lines.push_back(problem.key + ": " + problem.sentence);
  // The first key is the one that the error carries; its text is the constructor's part.
  lines.front() = problems_.front().sentence;
  throw core::ConfigError(problems_.front().key, core::join(lines, "\n"));
}

}  // namespace

Config load_config(const ConfigSources& sources) {
  Loader loader;
  if (sources.pipeline_file) loader.read_file(*sources.pipeline_file);
  loader.read_environment(sources.environment);
  for (const auto& assignment : sources.assignments)
    loader.read_assignment(assignment);
  loader.check_rules();
  Config config = std::move(loader).finished();
  detect::CrampOptions& cramp = config.options.detect.cramp;
  cramp.model = cramp.model_file.empty() ? built_in_model() : read_model(cramp.model_file);
  return config;
}

}  // namespace calfemg::pipeline
