// SPDX-License-Identifier: Apache-2.0
#include "study/study_file.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "pipeline/toml_document.hpp"
#include "study/measures.hpp"

namespace calfemg::study {
namespace {

using pipeline::TomlEntry;
using pipeline::TomlValue;

class Reader {
 public:
  explicit Reader(std::filesystem::path path) : path_(std::move(path)) {}

  StudyFile read() {
    const TomlValue document = pipeline::read_toml(path_);
    for (const TomlEntry& entry : *document.table())
      take(entry);
    if (file_.results.empty())
      throw core::ConfigError(path_.string(), "has no results; add results = \"FOLDER\".");
    if (file_.results.is_relative()) file_.results = path_.parent_path() / file_.results;
    check();
    return std::move(file_);
  }

 private:
  [[noreturn]] void refuse(std::size_t line, const std::string& problem) const {
    throw core::ConfigError(pipeline::place_text(path_, line), problem + ".");
  }

  void take(const TomlEntry& entry) {
    const std::vector<std::string> known{
        "title", "results", "measures", "context", "groups", "pair", "resamples", "power"};
    if (entry.key == "title")
      file_.title = text(entry);
    else if (entry.key == "results")
      file_.results = text(entry);
    else if (entry.key == "measures")
      file_.measures = texts(entry);
    else if (entry.key == "context")
      file_.context = texts(entry);
    else if (entry.key == "groups")
      file_.groups = selections(entry);
    else if (entry.key == "pair")
      file_.pair = selections(entry);
    else if (entry.key == "resamples")
      file_.resamples = static_cast<std::size_t>(number(entry, kFewestResamples, kMostResamples));
    else if (entry.key == "power")
      file_.power = number(entry, kLeastPower, kMostPower);
    else
      refuse(entry.line, "unknown key " + entry.key + pipeline::did_you_mean(entry.key, known));
  }

  [[nodiscard]] std::string text(const TomlEntry& entry) const {
    const auto* value = std::get_if<std::string>(&entry.value.value);
    if (value == nullptr)
      refuse(entry.line,
             entry.key + ": expected a text, found " + pipeline::type_text(entry.value));
    return *value;
  }

  [[nodiscard]] std::vector<std::string> texts(const TomlEntry& entry) const {
    const auto* list = std::get_if<std::vector<TomlValue>>(&entry.value.value);
    if (list == nullptr)
      refuse(entry.line,
             entry.key + ": expected a list of texts, found " + pipeline::type_text(entry.value));
    std::vector<std::string> result;
    result.reserve(list->size());
    for (const TomlValue& item : *list)
      result.push_back(text({entry.key, entry.line, item}));
    return result;
  }

  [[nodiscard]] double number(const TomlEntry& entry, double low, double high) const {
    double value = low - 1.0;
    if (const auto* whole = std::get_if<long long>(&entry.value.value))
      value = static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&entry.value.value)) value = *real;
    if (!(value >= low && value <= high))
      refuse(entry.line,
             entry.key + ": expected a number from " + core::number_text(low) + " to " +
                 core::number_text(high));
    return value;
  }

  [[nodiscard]] std::vector<Selection> selections(const TomlEntry& entry) const {
    const auto* table = entry.value.table();
    if (table == nullptr)
      refuse(entry.line,
             entry.key + ": expected a table of names and lists of sessions, found " +
                 pipeline::type_text(entry.value));
    std::vector<Selection> result;
    result.reserve(table->size());
    for (const TomlEntry& one : *table)
      result.push_back({one.key, texts(one)});
    return result;
  }

  void check() const {
    if (file_.groups.size() == 1)
      throw core::ConfigError(path_.string(), "has a single group; a comparison needs two.");
    if (!file_.pair.empty() && file_.pair.size() != 2)
      throw core::ConfigError(path_.string(),
                              "pair needs exactly two conditions, such as before and after.");
    if (file_.groups.empty() && file_.pair.empty() && file_.context.empty())
      throw core::ConfigError(path_.string(), "asks for nothing; add groups, pair or context.");
    std::vector<std::string> known;
    known.reserve(all_measures().size());
    for (const Measure& measure : all_measures())
      known.emplace_back(measure.name);
    for (const auto& name : file_.measures) {
      if (std::find(known.begin(), known.end(), name) == known.end())
        throw core::ConfigError(
            path_.string(), "unknown measure " + name + pipeline::did_you_mean(name, known) + ".");
    }
  }

  static constexpr double kFewestResamples = 200.0;
  static constexpr double kMostResamples = 1e6;
  static constexpr double kLeastPower = 0.5;
  static constexpr double kMostPower = 0.999;

  std::filesystem::path path_;
  StudyFile file_;
};

}  // namespace

StudyFile read_study_file(const std::filesystem::path& path) {
  return Reader(path).read();
}

}  // namespace calfemg::study
