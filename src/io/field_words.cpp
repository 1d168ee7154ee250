// SPDX-License-Identifier: Apache-2.0
#include "io/field_words.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.hpp"

namespace calfemg::io {
namespace {

struct Word {
  std::string_view word;
  FieldMeaning meaning;
};

constexpr std::array kWords{
    Word{"fs", FieldMeaning::rate},
    Word{"sr", FieldMeaning::rate},
    Word{"srate", FieldMeaning::rate},
    Word{"sfreq", FieldMeaning::rate},
    Word{"freq", FieldMeaning::rate},
    Word{"fsample", FieldMeaning::rate},
    Word{"samplerate", FieldMeaning::rate},
    Word{"sampleratehz", FieldMeaning::rate},
    Word{"samplingrate", FieldMeaning::rate},
    Word{"samplingratehz", FieldMeaning::rate},
    Word{"samplefrequency", FieldMeaning::rate},
    Word{"samplingfrequency", FieldMeaning::rate},
    Word{"samplingfreq", FieldMeaning::rate},
    Word{"samplespersecond", FieldMeaning::rate},
    Word{"labels", FieldMeaning::names},
    Word{"label", FieldMeaning::names},
    Word{"names", FieldMeaning::names},
    Word{"channels", FieldMeaning::names},
    Word{"channel", FieldMeaning::names},
    Word{"channames", FieldMeaning::names},
    Word{"channelnames", FieldMeaning::names},
    Word{"chanlabels", FieldMeaning::names},
    Word{"channellabels", FieldMeaning::names},
    Word{"muscles", FieldMeaning::names},
    Word{"musclenames", FieldMeaning::names},
    Word{"description", FieldMeaning::names},
    Word{"unit", FieldMeaning::unit},
    Word{"units", FieldMeaning::unit},
    Word{"dataunit", FieldMeaning::unit},
    Word{"emgunit", FieldMeaning::unit},
    Word{"starttime", FieldMeaning::start},
    Word{"startdate", FieldMeaning::start},
    Word{"startdatetime", FieldMeaning::start},
    Word{"recordingstart", FieldMeaning::start},
    Word{"date", FieldMeaning::start},
    Word{"time", FieldMeaning::time},
    Word{"times", FieldMeaning::time},
    Word{"t", FieldMeaning::time},
    Word{"timestamp", FieldMeaning::time},
    Word{"timestamps", FieldMeaning::time},
    Word{"index", FieldMeaning::time},
    Word{"hypnogram", FieldMeaning::stages},
    Word{"stages", FieldMeaning::stages},
    Word{"stage", FieldMeaning::stages},
    Word{"sleepstages", FieldMeaning::stages},
};

}  // namespace

FieldMeaning meaning_of_field(std::string_view name) {
  std::string plain = core::lower_case(name);
  plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
  const auto* const found = std::find_if(
      kWords.begin(), kWords.end(), [&](const Word& entry) { return entry.word == plain; });
  return found == kWords.end() ? FieldMeaning::none : found->meaning;
}

}  // namespace calfemg::io
