// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/event.hpp"
#include "report/table.hpp"

namespace calfemg::report {

/// A measure as the model weighed it: its share of the log-odds of being a cramp.
struct EvidenceTerm {
  std::string measure;
  double weight = 0.0;  ///< above 0: for a cramp
};

/// The terms that a reason of the model lists ("for a cramp: head_dominance 2.62 (+1.6), ...");
/// empty for a reason of another form.
[[nodiscard]] std::vector<EvidenceTerm> evidence_terms(const std::string& reason);

/// Reasons in plain words, those of the model's form left out.
[[nodiscard]] std::vector<std::string> plain_reasons(const core::Event& event);

/// What the model weighed, strongest first, with a bar for each; no rows when it says nothing.
[[nodiscard]] Table evidence_table(const core::Event& event);

}  // namespace calfemg::report
