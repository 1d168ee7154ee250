// SPDX-License-Identifier: Apache-2.0
#include "pipeline/model_file.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "detect/cramp_evidence.hpp"
#include "pipeline/embedded.hpp"
#include "pipeline/toml_document.hpp"

namespace calfemg::pipeline {
namespace {

class ModelReader {
 public:
  explicit ModelReader(std::string file) : file_(std::move(file)) {
    for (const core::Measure& measure : detect::weighable({}))
      evidence_.push_back(measure.name);
  }

  [[nodiscard]] detect::EvidenceModel read(const TomlValue& document) {
    detect::EvidenceModel model;
    for (const TomlEntry& entry : *document.table()) {
      if (entry.key == "name") {
        model.name = text(entry);
      } else if (entry.key == "intercept") {
        model.intercept = number(entry.value, entry.key);
      } else if (entry.key == "curve") {
        read_curves(entry, model);
      } else {
        refuse(entry.line,
               entry.key + ": unknown" + did_you_mean(entry.key, {"name", "intercept", "curve"}));
      }
    }
    if (model.curves.empty()) refuse(1, "curve: there is none, expected [[curve]] tables");
    return model;
  }

 private:
  [[noreturn]] void refuse(std::size_t line, const std::string& problem) const {
    const char* const stop = problem.ends_with('?') ? "" : ".";
    throw core::ConfigError(place_text(file_, line), problem + stop);
  }

  [[nodiscard]] std::string text(const TomlEntry& entry) const {
    const auto* found = std::get_if<std::string>(&entry.value.value);
    if (found == nullptr)
      refuse(entry.line, entry.key + ": is " + type_text(entry.value) + ", expected a text");
    return *found;
  }

  [[nodiscard]] double number(const TomlValue& value, const std::string& key) const {
    if (const auto* found = std::get_if<double>(&value.value); found && std::isfinite(*found))
      return *found;
    if (const auto* found = std::get_if<long long>(&value.value))
      return static_cast<double>(*found);
    refuse(value.line, key + ": is " + type_text(value) + ", expected a finite number");
  }

  [[nodiscard]] const std::vector<TomlValue>& list(const TomlEntry& entry) const {
    const auto* found = std::get_if<std::vector<TomlValue>>(&entry.value.value);
    if (found == nullptr)
      refuse(entry.line, entry.key + ": is " + type_text(entry.value) + ", expected a list");
    return *found;
  }

  [[nodiscard]] std::vector<double> numbers(const TomlEntry& entry) const {
    std::vector<double> values;
    for (const TomlValue& item : list(entry))
      values.push_back(number(item, entry.key));
    return values;
  }

  void read_curves(const TomlEntry& entry, detect::EvidenceModel& model) const {
    for (const TomlValue& item : list(entry)) {
      if (item.table() == nullptr) refuse(item.line, "curve: expected [[curve]] tables");
      detect::EvidenceCurve curve;
      for (const TomlEntry& line : *item.table())
        read_line(line, curve);
      check(item.line, curve);
      model.curves.push_back(std::move(curve));
    }
  }

  void read_line(const TomlEntry& entry, detect::EvidenceCurve& curve) const {
    if (entry.key == "evidence") {
      curve.evidence = text(entry);
    } else if (entry.key == "scale") {
      curve.logarithmic = text(entry) == "log";
    } else if (entry.key == "missing") {
      curve.missing = number(entry.value, entry.key);
    } else if (entry.key == "knots") {
      curve.knots = numbers(entry);
    } else if (entry.key == "weights") {
      curve.weights = numbers(entry);
    } else {
      refuse(entry.line,
             entry.key + ": unknown" +
                 did_you_mean(entry.key, {"evidence", "scale", "missing", "knots", "weights"}));
    }
  }

  void check(std::size_t line, const detect::EvidenceCurve& curve) const {
    if (std::find(evidence_.begin(), evidence_.end(), curve.evidence) == evidence_.end())
      refuse(line,
             "evidence: there is no \"" + curve.evidence + "\"" +
                 did_you_mean(curve.evidence, evidence_));
    const auto falls =
        std::adjacent_find(curve.knots.begin(), curve.knots.end(), std::greater_equal<>());
    if (curve.knots.empty() || falls != curve.knots.end())
      refuse(line, "knots of " + curve.evidence + ": expected numbers that ascend");
    if (curve.knots.size() != curve.weights.size())
      refuse(line, "weights of " + curve.evidence + ": expected one for each knot");
  }

  std::string file_;
  std::vector<std::string> evidence_;
};

}  // namespace

detect::EvidenceModel read_model(const std::filesystem::path& path) {
  return ModelReader(path.string()).read(read_toml(path));
}

const detect::EvidenceModel& built_in_model() {
  static const detect::EvidenceModel model =
      ModelReader("built-in model").read(parse_toml(embedded::kCrampToml, "built-in model"));
  return model;
}

}  // namespace calfemg::pipeline
