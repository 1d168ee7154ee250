// SPDX-License-Identifier: Apache-2.0
#include "detect/cramp_context.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"

namespace calfemg::detect {
namespace {

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string word = core::lower_case(core::trimmed(list.substr(0, comma)));
    if (!word.empty()) words.push_back(word);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return words;
}

bool contains_any(const std::string& label, const std::vector<std::string>& words) {
  const std::string text = core::lower_case(label);
  return std::any_of(words.begin(), words.end(), [&text](const std::string& word) {
    return text.find(word) != std::string::npos;
  });
}

}  // namespace

double awakening_latency_s(const SessionView& view, double onset_s, const CrampOptions& options) {
  const auto& hypnogram = view.table->recording.hypnogram;
  if (!hypnogram) return core::kMissing;
  for (std::size_t i = 1; i < hypnogram->stages.size(); ++i) {
    const bool wakes =
        hypnogram->stages[i] == core::SleepStage::wake && core::is_sleep(hypnogram->stages[i - 1]);
    const double latency =
        hypnogram->start_s + static_cast<double>(i) * hypnogram->epoch_s - onset_s;
    const bool near =
        latency >= -options.awakening_before_s && latency <= options.awakening_after_s;
    if (wakes && near) return latency;
  }
  return core::kMissing;
}

double marker_latency_s(const SessionView& view, double onset_s, const CrampOptions& options) {
  const std::vector<std::string> words = words_of(options.marker_labels);
  double first = core::kMissing;
  for (const core::Annotation& annotation : view.table->recording.annotations) {
    const double latency = annotation.onset_s - onset_s;
    const bool near = latency >= -options.marker_before_s && latency <= options.marker_after_s;
    if (!near || !contains_any(annotation.label, words)) continue;
    if (!(first <= latency)) first = latency;
  }
  return first;
}

}  // namespace calfemg::detect
