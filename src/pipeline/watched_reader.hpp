// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "io/layout_map.hpp"
#include "io/recording_reader.hpp"
#include "io/side_files.hpp"

namespace calfemg::pipeline {

/// Told when the code of a file format's library runs: only there can a damaged file crash, hang or
/// fill the memory, so that only there is such an end blamed on the file.
class ReadingObserver {
 public:
  ReadingObserver() = default;
  virtual ~ReadingObserver() = default;
  ReadingObserver(const ReadingObserver&) = delete;
  ReadingObserver& operator=(const ReadingObserver&) = delete;
  ReadingObserver(ReadingObserver&&) = delete;
  ReadingObserver& operator=(ReadingObserver&&) = delete;

  virtual void begin_reading() {}

  virtual void end_reading() {}
};

/// Reading ends with the scope, also by an exception.
class Reading {
 public:
  explicit Reading(ReadingObserver& observer) : observer_(observer) { observer_.begin_reading(); }

  ~Reading() { observer_.end_reading(); }

  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  Reading(Reading&&) = delete;
  Reading& operator=(Reading&&) = delete;

 private:
  ReadingObserver& observer_;
};

/// What `read` returns, with an observer of it.
template <class Read>
[[nodiscard]] auto watched(ReadingObserver& observer, const Read& read) {
  const Reading reading(observer);
  return read();
}

/// io::open_recording with an observer of opening, every reading, and closing. The observer must
/// live longer than the reader.
/// @throws as io::open_recording
[[nodiscard]] std::unique_ptr<io::RecordingReader> open_watched(
    const std::filesystem::path& path,
    const io::LayoutMap& map,
    ReadingObserver& observer,
    const io::SideFiles& side_files = {});

}  // namespace calfemg::pipeline
