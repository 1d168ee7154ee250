// SPDX-License-Identifier: Apache-2.0
#include "io/edf_bytes.hpp"

#include <fstream>
#include <numeric>
#include <utility>

namespace calfemg::test {
namespace {

std::string field(std::string text, std::size_t length) {
  text.resize(length, ' ');
  return text;
}

template <class Member>
std::string fields(const std::vector<EdfTestSignal>& signals, std::size_t length, Member member) {
  std::string text;
  for (const auto& signal : signals)
    text += field(signal.*member, length);
  return text;
}

std::string header(const EdfTestFile& file) {
  const std::size_t count = file.signals.size();
  std::string text = file.is_bdf ? "\xff"
                                   "BIOSEMI"
                                 : field("0", 8);
  text += field(file.patient, 80) + field(file.recording, 80) + field(file.date, 8) +
          field(file.time, 8) + field(std::to_string(256 * (count + 1)), 8) + field(file.kind, 44) +
          field(file.records, 8) + field(file.duration, 8) + field(std::to_string(count), 4);
  text += fields(file.signals, 16, &EdfTestSignal::label) + std::string(80 * count, ' ') +
          fields(file.signals, 8, &EdfTestSignal::unit) +
          fields(file.signals, 8, &EdfTestSignal::physical_minimum) +
          fields(file.signals, 8, &EdfTestSignal::physical_maximum) +
          fields(file.signals, 8, &EdfTestSignal::digital_minimum) +
          fields(file.signals, 8, &EdfTestSignal::digital_maximum) +
          fields(file.signals, 80, &EdfTestSignal::prefilter);
  for (const auto& signal : file.signals)
    text += field(std::to_string(signal.samples), 8);
  return text + std::string(32 * count, ' ');
}

std::string samples_of(const EdfTestSignal& signal, std::size_t record, std::size_t width) {
  if (!signal.annotations.empty()) {
    std::string text = signal.annotations.at(record);
    text.resize(signal.samples * width, '\0');
    return text;
  }
  std::string bytes;
  for (std::size_t i = 0; i < signal.samples; ++i) {
    const auto value = static_cast<std::uint32_t>(signal.values.at(record * signal.samples + i));
    for (std::size_t b = 0; b < width; ++b)
      bytes += static_cast<char>((value >> (8 * b)) & 0xffU);
  }
  return bytes;
}

}  // namespace

std::string EdfTestFile::bytes() const {
  std::string text = header(*this);
  for (std::size_t record = 0; record < record_count; ++record) {
    for (const auto& signal : signals)
      text += samples_of(signal, record, is_bdf ? 3 : 2);
  }
  return text;
}

std::string time_keeping(const std::string& onset) {
  return onset + "\x14\x14" + '\0';
}

std::string annotation(const std::string& onset,
                       const std::string& duration,
                       const std::string& text) {
  return onset + (duration.empty() ? "" : "\x15" + duration) + "\x14" + text + "\x14" + '\0';
}

EdfTestSignal annotation_signal(std::vector<std::string> records, std::size_t samples) {
  EdfTestSignal signal;
  signal.label = "EDF Annotations";
  signal.unit = "";
  signal.samples = samples;
  signal.annotations = std::move(records);
  return signal;
}

EdfTestFile counting_file(std::size_t records) {
  EdfTestFile file;
  EdfTestSignal signal;
  signal.values.resize(records * signal.samples);
  std::iota(signal.values.begin(), signal.values.end(), 0);
  file.signals.push_back(signal);
  file.records = std::to_string(records);
  file.record_count = records;
  return file;
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace calfemg::test
