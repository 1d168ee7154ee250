// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "core/text.hpp"
#include "exchange/event_files.hpp"
#include "export/cell.hpp"

namespace calfemg::exchange {
namespace {

constexpr std::size_t kRecordBytes = 8192;
constexpr std::size_t kBytesPerSample = 2;
constexpr int kDecimals = 3;
constexpr double kMicrosecondsPerSecond = 1e6;

// Widths of the fields of the EDF header, in bytes.
constexpr std::size_t kIdentityWidth = 80;
constexpr std::size_t kNumberWidth = 8;
constexpr std::size_t kReservedWidth = 44;
constexpr std::size_t kCountWidth = 4;
constexpr std::size_t kLabelWidth = 16;
constexpr std::size_t kSignalReservedWidth = 32;
constexpr const char* kHeaderBytes = "512";  // with one signal

std::string field(std::string_view text, std::size_t width) {
  std::string bytes(text.substr(0, width));
  bytes.resize(width, ' ');
  return bytes;
}

// EDF+ wants ASCII without blanks inside a subfield.
std::string subfield(std::string_view text) {
  std::string word;
  for (const char c : text)
    word += c > ' ' && c <= '~' ? c : '_';
  return word.empty() ? "X" : word;
}

std::string two_digits(unsigned value) {
  constexpr unsigned kTen = 10;
  return {static_cast<char>('0' + value / kTen % kTen), static_cast<char>('0' + value % kTen)};
}

struct HeaderTimes {
  std::string date = "01.01.85";  // EDF+: no date is known
  std::string clock = "00.00.00";
  std::string start_date = "X";
  double fraction_s = 0.0;  ///< of the start: EDF headers know whole seconds
};

HeaderTimes header_times(const std::optional<core::StartTime>& start) {
  constexpr std::array kMonths{
      "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  constexpr int kCentury = 100;
  HeaderTimes times;
  if (!start) return times;
  using std::chrono::days;
  const std::chrono::sys_time<std::chrono::microseconds> moment{
      std::chrono::microseconds(start->local_microseconds)};
  const auto day = std::chrono::floor<days>(moment);
  const std::chrono::year_month_day date(day);
  const int year = static_cast<int>(date.year());
  const auto month = static_cast<unsigned>(date.month());
  times.date = two_digits(static_cast<unsigned>(date.day())) + "." + two_digits(month) + "." +
               two_digits(static_cast<unsigned>(year % kCentury));
  times.start_date = two_digits(static_cast<unsigned>(date.day())) + "-" + kMonths.at(month - 1) +
                     "-" + std::to_string(year);
  times.clock = core::clock_time(*start, 0.0);
  std::replace(times.clock.begin(), times.clock.end(), ':', '.');
  const double since_second_us =
      static_cast<double>((moment - std::chrono::floor<std::chrono::seconds>(moment)).count());
  times.fraction_s = since_second_us / kMicrosecondsPerSecond;
  return times;
}

std::string annotation_text(const core::Event& event) {
  std::string text = event_label(event);
  if (event.channels.size() == 1) text += "@@" + event.channels.front();
  return exporting::text_cell(text);
}

// "+onset\x15duration\x14text\x14\0"
std::string annotation_list(double onset_s, const core::Event& event) {
  std::string list = onset_s < 0.0 ? "" : "+";
  list += core::fixed_text(onset_s, kDecimals);
  if (event.duration_s > 0.0) list += "\x15" + core::fixed_text(event.duration_s, kDecimals);
  list += "\x14" + annotation_text(event) + "\x14";
  return list + '\0';
}

std::vector<std::string> data_records(const std::vector<core::Event>& events, double fraction_s) {
  const std::string keeps_time = std::string("+0\x14\x14") + '\0';
  std::vector<std::string> records{keeps_time};
  for (const auto& event : events) {
    const std::string list = annotation_list(event.onset_s + fraction_s, event);
    if (records.back().size() + list.size() > kRecordBytes) records.push_back(keeps_time);
    records.back() += list;
  }
  return records;
}

std::string edf_header(const SessionFacts& session,
                       const HeaderTimes& times,
                       std::size_t records,
                       std::size_t record_bytes) {
  return field("0", kNumberWidth) + field(subfield(session.subject) + " X X X", kIdentityWidth) +
         field("Startdate " + times.start_date + " X X calfemg", kIdentityWidth) +
         field(times.date, kNumberWidth) + field(times.clock, kNumberWidth) +
         field(kHeaderBytes, kNumberWidth) + field("EDF+C", kReservedWidth) +
         field(std::to_string(records), kNumberWidth) + field("0", kNumberWidth) +
         field("1", kCountWidth) + field("EDF Annotations", kLabelWidth) +
         field("", kIdentityWidth) + field("", kNumberWidth) + field("-1", kNumberWidth) +
         field("1", kNumberWidth) + field("-32768", kNumberWidth) + field("32767", kNumberWidth) +
         field("", kIdentityWidth) +
         field(std::to_string(record_bytes / kBytesPerSample), kNumberWidth) +
         field("", kSignalReservedWidth);
}

std::string instance_of(const core::Event& event) {
  const std::string label = event_label(event);
  const auto blank = label.find(' ');
  return blank == std::string::npos ? "." : label.substr(blank + 1);
}

std::string meta_of(const core::Event& event) {
  std::vector<std::string> parts;
  if (std::isfinite(event.confidence))
    parts.push_back("confidence=" + core::number_text(event.confidence));
  if (!event.kind.empty()) parts.push_back("kind=" + event.kind);
  for (const auto& measure : event.measures) {
    if (std::isfinite(measure.value))
      parts.push_back(measure.name + "=" + core::number_text(measure.value));
  }
  return parts.empty() ? "." : exporting::text_cell(core::join(parts, ";"));
}

}  // namespace

std::string event_label(const core::Event& event) {
  std::vector<std::string> words{std::string(core::name(event.type))};
  if (event.grade != core::Grade::none) words.emplace_back(core::name(event.grade));
  if (event.leg) words.emplace_back(core::name(*event.leg));
  if (event.muscle != core::Muscle::none) words.emplace_back(core::name(event.muscle));
  for (const auto site : event.sites) {
    if (site != core::Site::whole) words.emplace_back(core::name(site));
  }
  return core::join(words, " ");
}

std::string edf_annotations(const SessionFacts& session, const std::vector<core::Event>& events) {
  const HeaderTimes times = header_times(session.start);
  auto records = data_records(events, times.fraction_s);
  std::size_t record_bytes = 0;
  for (const auto& record : records)
    record_bytes = std::max(record_bytes, record.size());
  record_bytes += record_bytes % kBytesPerSample;
  std::string bytes = edf_header(session, times, records.size(), record_bytes);
  for (auto& record : records) {
    record.resize(record_bytes, '\0');
    bytes += record;
  }
  return bytes;
}

std::string luna_annotations(const std::vector<core::Event>& events) {
  std::string text = "class\tinstance\tchannel\tstart\tstop\tmeta\n";
  for (const auto& event : events) {
    const double onset_s = exporting::to_millisecond(event.onset_s);
    const double end_s = exporting::to_millisecond(event.onset_s + event.duration_s);
    const std::string channel =
        event.channels.size() == 1 ? exporting::text_cell(event.channels.front()) : ".";
    text += std::string(core::name(event.type)) + "\t" + instance_of(event) + "\t" + channel +
            "\t" + core::number_text(onset_s) + "\t" + core::number_text(end_s) + "\t" +
            meta_of(event) + "\n";
  }
  return text;
}

}  // namespace calfemg::exchange
