// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace calfemg::test {

/// A signal of a made EDF file; texts stand in the header as they are.
struct EdfTestSignal {
  std::string label = "EMG GM.R";
  std::size_t samples = 4;  ///< in each data record
  std::vector<std::int32_t> values = {};
  std::vector<std::string> annotations = {};  ///< bytes of each data record, instead of values
  std::string unit = "uV";
  std::string physical_minimum = "-32768";
  std::string physical_maximum = "32767";
  std::string digital_minimum = "-32768";
  std::string digital_maximum = "32767";
  std::string prefilter = {};
};

/// An EDF or BDF file that is made field by field, right or wrong.
struct EdfTestFile {
  bool is_bdf = false;
  std::string kind = {};  ///< "EDF+C", "EDF+D", ...
  std::string patient = "X X X X";
  std::string recording = {};
  std::string date = "28.03.26";
  std::string time = "23.10.05";
  std::string records = "2";
  std::string duration = "1";
  std::vector<EdfTestSignal> signals = {};
  std::size_t record_count = 2;  ///< that are written

  [[nodiscard]] std::string bytes() const;
};

/// "+5\x14\x14\0": the time-keeping of a data record that begins at `onset`.
std::string time_keeping(const std::string& onset);

/// "+1.5\x15" "30\x14Sleep stage W\x14\0"; no duration when it is empty.
std::string annotation(const std::string& onset,
                       const std::string& duration,
                       const std::string& text);

/// The annotation signal: `records` are filled with NULs to `samples`.
EdfTestSignal annotation_signal(std::vector<std::string> records, std::size_t samples = 60);

/// One channel of 4 samples a second: 0, 1, 2, ... in microvolts.
EdfTestFile counting_file(std::size_t records);

void write_bytes(const std::filesystem::path& path, const std::string& bytes);

}  // namespace calfemg::test
