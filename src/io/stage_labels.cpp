// SPDX-License-Identifier: Apache-2.0
#include "io/stage_labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/text.hpp"

namespace calfemg::io {
namespace {

using core::SleepStage;

struct StageWord {
  std::string_view word;
  SleepStage stage;
};

// After "sleep stage", "stage", "nrem" and the like are taken off. Stages 3 and 4 of Rechtschaffen
// and Kales are N3 (AASM).
constexpr auto kWords = std::to_array<StageWord>({
    {"w", SleepStage::wake},
    {"wake", SleepStage::wake},
    {"awake", SleepStage::wake},
    {"wk", SleepStage::wake},
    {"0", SleepStage::wake},
    {"n1", SleepStage::n1},
    {"s1", SleepStage::n1},
    {"1", SleepStage::n1},
    {"n2", SleepStage::n2},
    {"s2", SleepStage::n2},
    {"2", SleepStage::n2},
    {"n3", SleepStage::n3},
    {"s3", SleepStage::n3},
    {"3", SleepStage::n3},
    {"n4", SleepStage::n3},
    {"s4", SleepStage::n3},
    {"4", SleepStage::n3},
    {"r", SleepStage::rem},
    {"rem", SleepStage::rem},
    {"5", SleepStage::rem},
    {"?", SleepStage::unscored},
    {"u", SleepStage::unscored},
    {"m", SleepStage::unscored},
    {"mt", SleepStage::unscored},
    {"movement", SleepStage::unscored},
    {"movement time", SleepStage::unscored},
    {"unscored", SleepStage::unscored},
    {"unknown", SleepStage::unscored},
    {"n/a", SleepStage::unscored},
    {"9", SleepStage::unscored},
    {"6", SleepStage::unscored},
});

constexpr std::array<std::string_view, 5> kBefore{
    "nrem ", "sleep stage ", "stage ", "sleep_stage_", "stage_"};

// Whole words that say stage in another way.
constexpr auto kWholeWords = std::to_array<StageWord>({
    {"nrem1", SleepStage::n1},
    {"nrem2", SleepStage::n2},
    {"nrem3", SleepStage::n3},
    {"nrem4", SleepStage::n3},
    {"rem sleep", SleepStage::rem},
    {"stage1", SleepStage::n1},
    {"stage2", SleepStage::n2},
    {"stage3", SleepStage::n3},
    {"stage4", SleepStage::n3},
});

template <class Words>
std::optional<SleepStage> known_in(const Words& words, std::string_view text) {
  const auto* const found =
      std::find_if(words.begin(), words.end(), [&](const StageWord& w) { return w.word == text; });
  if (found == words.end()) return std::nullopt;
  return found->stage;
}

// Lower case, without the code that NSRR appends ("Stage 1 sleep|1") and the word "sleep" after it.
std::string plain(std::string_view label) {
  constexpr std::string_view kSleep = " sleep";
  std::string text = core::lower_case(core::trimmed(label.substr(0, label.find('|'))));
  if (text.ends_with(kSleep) && text != "rem sleep") text.resize(text.size() - kSleep.size());
  return text;
}

// What follows "sleep stage" in a plain label; "" when it does not begin so.
std::string_view after_stage(std::string_view text) {
  for (const auto before : kBefore) {
    if (text.starts_with(before)) return core::trimmed(text.substr(before.size()));
  }
  return {};
}

void set_missing_durations(std::vector<StageSpan>& spans) {
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].duration_s > 0.0) continue;
    const bool is_last = i + 1 == spans.size();
    spans[i].duration_s =
        is_last ? core::kSleepEpochSeconds : spans[i + 1].onset_s - spans[i].onset_s;
  }
}

bool fits(const std::vector<StageSpan>& spans, double epoch_s) {
  constexpr double kTolerance = 1e-3;  // times are often rounded to the millisecond
  const auto is_multiple = [epoch_s](double seconds) {
    return std::abs(seconds - std::round(seconds / epoch_s) * epoch_s) <= kTolerance;
  };
  return std::all_of(spans.begin(), spans.end(), [&](const StageSpan& span) {
    return is_multiple(span.onset_s - spans.front().onset_s) && is_multiple(span.duration_s);
  });
}

double epoch_of(const std::vector<StageSpan>& spans, std::vector<std::string>& notes) {
  constexpr std::array<double, 5> kEpochs{core::kSleepEpochSeconds, 20.0, 10.0, 5.0, 1.0};
  for (const double epoch_s : kEpochs) {
    if (fits(spans, epoch_s)) return epoch_s;
  }
  notes.emplace_back("sleep stages do not begin and end on whole seconds; they are rounded to 1 s");
  return 1.0;
}

}  // namespace

std::optional<SleepStage> stage_from_word(std::string_view word) {
  const std::string text = plain(word);
  if (const auto stage = known_in(kWholeWords, text)) return stage;
  const auto rest = after_stage(text);
  return known_in(kWords, rest.empty() ? std::string_view(text) : rest);
}

std::optional<SleepStage> stage_from_annotation(const core::Annotation& annotation) {
  constexpr double kShortest = 5.0;  // s: the shortest epochs in use; markers are shorter
  const std::string text = plain(annotation.label);
  if (const auto rest = after_stage(text); !rest.empty()) return known_in(kWords, rest);
  const bool is_bare_number = text.find_first_not_of("0123456789?") == std::string::npos;
  if (annotation.duration_s < kShortest || is_bare_number) return std::nullopt;
  return stage_from_word(annotation.label);
}

std::optional<core::Hypnogram> hypnogram_from(std::vector<StageSpan> spans,
                                              std::vector<std::string>& notes) {
  if (spans.empty()) return std::nullopt;
  constexpr double kMostSeconds = 31.0 * 86'400.0;  // as the longest recording
  std::stable_sort(spans.begin(), spans.end(), [](const StageSpan& a, const StageSpan& b) {
    return a.onset_s < b.onset_s;
  });
  set_missing_durations(spans);
  core::Hypnogram hypnogram;
  hypnogram.start_s = spans.front().onset_s;
  hypnogram.epoch_s = epoch_of(spans, notes);
  const auto epochs = [&](double seconds) {
    return static_cast<std::size_t>(
        std::llround(std::clamp(seconds, 0.0, kMostSeconds) / hypnogram.epoch_s));
  };
  bool overlaps = false;
  bool has_holes = false;
  for (const auto& span : spans) {
    const std::size_t from = epochs(span.onset_s - hypnogram.start_s);
    const std::size_t to = epochs(span.onset_s + span.duration_s - hypnogram.start_s);
    overlaps = overlaps || from < hypnogram.stages.size();
    has_holes = has_holes || from > hypnogram.stages.size();
    hypnogram.stages.resize(std::max(hypnogram.stages.size(), to), SleepStage::unscored);
    for (std::size_t i = from; i < to; ++i)
      hypnogram.stages[i] = span.stage;
  }
  if (overlaps) notes.emplace_back("sleep stages overlap; the one that begins later counts");
  if (has_holes)
    notes.emplace_back("sleep stages leave times between them out; those count as not scored");
  return hypnogram;
}

void take_stages(core::RecordingInfo& info) {
  if (info.hypnogram) return;
  std::vector<StageSpan> spans;
  std::vector<core::Annotation> others;
  for (auto& annotation : info.annotations) {
    if (const auto stage = stage_from_annotation(annotation))
      spans.push_back({annotation.onset_s, annotation.duration_s, *stage});
    else
      others.push_back(std::move(annotation));
  }
  info.annotations = std::move(others);
  info.hypnogram = hypnogram_from(std::move(spans), info.notes);
}

}  // namespace calfemg::io
