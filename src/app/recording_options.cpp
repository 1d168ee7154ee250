// SPDX-License-Identifier: Apache-2.0
#include "app/recording_options.hpp"

#include <filesystem>

#include "app/side_file_options.hpp"
#include "pipeline/layout_file.hpp"

namespace calfemg::app {
namespace {

std::string layout_meaning(LayoutFor what) {
  const std::string map = "layout by name, or a TOML map that says what ";
  const std::string found = ", else found from the content)";
  switch (what) {
    case LayoutFor::one_recording:
      return map +
             "the recording does not say itself (default: calfemg-layout.toml beside the recording "
             "or above it" +
             found;
    case LayoutFor::recordings:
      return map +
             "the recordings do not say themselves (default: calfemg-layout.toml beside a "
             "recording "
             "or above it" +
             found;
    case LayoutFor::archive:
      break;
  }
  return map +
         "the files do not say themselves (default: calfemg-layout.toml beside a file or above it, "
         "up to ARCHIVE" +
         found;
}

}  // namespace

OptionSpec layout_option(LayoutFor what) {
  return {"layout,l", "NAME|FILE", layout_meaning(what)};
}

std::vector<OptionSpec> privacy_options() {
  return {{"keep-identifiers",
           "",
           "keep context entries that name a person (name, birth date, address ...)"},
          {"shift-dates",
           "DAYS",
           "add so many days to the date of the recording, -36525 to 36525; clock times stay"}};
}

pipeline::Privacy privacy_of(const CommandLine& line) {
  constexpr double kMostDays = 36'525.0;  // a century
  pipeline::Privacy privacy;
  privacy.keep_identifiers = line.has("keep-identifiers");
  privacy.shift_days =
      static_cast<int>(number_option(line, "shift-dates", -kMostDays, kMostDays).value_or(0.0));
  return privacy;
}

std::vector<std::string> privacy_words(const CommandLine& line) {
  std::vector<std::string> words;
  if (line.has("keep-identifiers")) words.emplace_back("--keep-identifiers");
  if (const auto days = line.value("shift-dates")) words.push_back("--shift-dates=" + *days);
  return words;
}

GivenRecording given_recording(const CommandLine& line) {
  const std::string& path = line.words.front();
  return {
      path,
      pipeline::layout_for_recording(line.value("layout"), path, std::filesystem::current_path()),
      side_files(line),
      isolation_of(line, kReadingMemoryBytes)};
}

std::unique_ptr<io::RecordingReader> open_given(const GivenRecording& given,
                                                pipeline::ReadingObserver& observer) {
  return pipeline::open_watched(given.path, given.map, observer, given.side_files);
}

}  // namespace calfemg::app
