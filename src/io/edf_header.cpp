// SPDX-License-Identifier: Apache-2.0
#include "io/edf_header.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/text.hpp"
#include "io/edf_text.hpp"

// EDF: Kemp et al. 1992, doi:10.1016/0013-4694(92)90009-7. EDF+: Kemp and Olivan 2003,
// doi:10.1016/S1388-2457(03)00123-8. BDF: BioSemi; BDF+: EDFlib.
namespace calfemg::io {
namespace {

constexpr std::string_view kEdfVersion = "0       ";
constexpr std::string_view kBdfVersion =
    "\xff"
    "BIOSEMI";
constexpr std::size_t kPartBytes = 256;  // fixed part; the part of each signal is as long
constexpr std::int64_t kMostSignals = 9999;
constexpr std::int64_t kEightDigits = 99'999'999;  // the largest number that fits a field
constexpr const char* kRepair = "correct the field in a copy of the file, or write it again";

/// A field of the header: where it begins, its length, its name.
struct Field {
  std::size_t byte;
  std::size_t length;
  std::string_view name;
};

constexpr Field kVersion{0, 8, "version"};
constexpr Field kRecording{88, 80, "recording"};
constexpr Field kDate{168, 8, "start date"};
constexpr Field kTime{176, 8, "start time"};
constexpr Field kHeaderBytes{184, 8, "bytes in the header"};
constexpr Field kReserved{192, 44, "kind of EDF"};
constexpr Field kRecords{236, 8, "number of data records"};
constexpr Field kDuration{244, 8, "duration of a data record"};
constexpr Field kSignals{252, 4, "number of signals"};

/// A field that each signal has. They lie field by field, not signal by signal.
struct SignalField {
  std::size_t before;  ///< bytes of one signal in the fields before
  std::size_t length;
  std::string_view name;
};

constexpr SignalField kLabel{0, 16, "label"};
constexpr SignalField kUnit{96, 8, "physical dimension"};
constexpr SignalField kPhysicalMinimum{104, 8, "physical minimum"};
constexpr SignalField kPhysicalMaximum{112, 8, "physical maximum"};
constexpr SignalField kDigitalMinimum{120, 8, "digital minimum"};
constexpr SignalField kDigitalMaximum{128, 8, "digital maximum"};
constexpr SignalField kPrefilter{136, 80, "prefiltering"};
constexpr SignalField kSamples{216, 8, "samples in a data record"};

class HeaderReader {
 public:
  explicit HeaderReader(const ByteFile& file) : file_(file) { load(kPartBytes); }

  void load(std::size_t bytes) {
    if (file_.size() < bytes)
      throw core::FileError(file_.path(),
                            "the file ends at byte " + std::to_string(file_.size()) +
                                ", inside its EDF header of " + std::to_string(bytes) +
                                " bytes; copy it again from the recorder.");
    bytes_.resize(bytes);
    file_.read(0, std::as_writable_bytes(std::span(bytes_)));
  }

  [[nodiscard]] std::string_view at(const Field& field) const {
    return std::string_view(bytes_.data(), bytes_.size()).substr(field.byte, field.length);
  }

  [[nodiscard]] static Field of_signal(const SignalField& field,
                                       std::size_t signal,
                                       std::size_t count) {
    return {kPartBytes + field.before * count + field.length * signal, field.length, field.name};
  }

  [[nodiscard]] core::FormatProblem problem(const Field& field, std::string expected) const {
    return {"byte " + std::to_string(field.byte) + " (" + std::string(field.name) + ")",
            std::move(expected),
            "\"" + edf_text(at(field)) + "\"",
            kRepair};
  }

  [[noreturn]] void refuse(const Field& field, std::string expected) const {
    throw core::FormatError(file_.path(), problem(field, std::move(expected)));
  }

  [[nodiscard]] std::int64_t integer(const Field& field,
                                     std::int64_t lowest,
                                     std::int64_t highest) const {
    const auto number = edf_integer(at(field));
    if (!number || *number < lowest || *number > highest)
      refuse(field,
             "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
    return *number;
  }

 private:
  const ByteFile& file_;
  std::vector<char> bytes_;
};

// Dates that begin a few bytes too early or too late show that all fields do.
void check_alignment(const HeaderReader& reader) {
  constexpr std::size_t kFarthest = 8;
  constexpr std::size_t kStampBytes = 16;
  const auto is_stamp = [](std::string_view text) {
    constexpr std::string_view kPattern = "dd.dd.dddd.dd.dd";
    return std::equal(
        text.begin(), text.end(), kPattern.begin(), kPattern.end(), [](char c, char p) {
          return p == 'd' ? c >= '0' && c <= '9' : c == p;
        });
  };
  const auto near = reader.at({kDate.byte - kFarthest, kStampBytes + 2 * kFarthest, ""});
  if (is_stamp(near.substr(kFarthest, kStampBytes))) return;
  for (std::size_t i = 0; i <= 2 * kFarthest; ++i) {
    if (is_stamp(near.substr(i, kStampBytes)))
      reader.refuse(kDate,
                    "dd.mm.yy, which begins at byte " + std::to_string(kDate.byte - kFarthest + i) +
                        " here, so that a field before has the wrong length");
  }
}

std::string spoken(const Field& field, const std::string& label) {
  return std::string(field.name) + " of \"" + label + "\"";
}

void read_scaling(const HeaderReader& reader,
                  std::size_t index,
                  std::size_t count,
                  EdfSignal& signal) {
  std::array<double, 4> limits{};
  const std::array<SignalField, 4> fields{
      kDigitalMinimum, kDigitalMaximum, kPhysicalMinimum, kPhysicalMaximum};
  const auto fail = [&](const SignalField& field, std::string expected) {
    const Field place = HeaderReader::of_signal(field, index, count);
    signal.scaling_problem = reader.problem(place, std::move(expected));
    signal.scaling_problem->inside =
        "byte " + std::to_string(place.byte) + " (" + spoken(place, signal.label) + ")";
    signal.scaling_problem->hint =
        "correct the field in a copy of the file, or give unit, scale and offset of the channel in "
        "a map (--layout FILE)";
  };
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto number = edf_number(reader.at(HeaderReader::of_signal(fields.at(i), index, count)));
    if (!number) return fail(fields.at(i), "a number");
    limits.at(i) = *number;
  }
  const auto [digital_low, digital_high, physical_low, physical_high] = limits;
  if (digital_low >= digital_high)
    return fail(kDigitalMaximum,
                "a number above the digital minimum of " + core::number_text(digital_low));
  if (!(std::abs(physical_high - physical_low) > 0.0))
    return fail(kPhysicalMaximum,
                "another number than the physical minimum of " + core::number_text(physical_low));
  signal.scale = (physical_high - physical_low) / (digital_high - digital_low);
  signal.offset = physical_low - signal.scale * digital_low;
}

EdfSignal read_signal(const HeaderReader& reader, std::size_t index, std::size_t count) {
  const auto at = [&](const SignalField& field) {
    return reader.at(HeaderReader::of_signal(field, index, count));
  };
  EdfSignal signal;
  signal.label = edf_text(at(kLabel));
  signal.unit = edf_text(at(kUnit));
  signal.prefilter = edf_text(at(kPrefilter));
  signal.holds_annotations = signal.label == "EDF Annotations" || signal.label == "BDF Annotations";
  signal.samples = static_cast<std::size_t>(
      reader.integer(HeaderReader::of_signal(kSamples, index, count), 0, kEightDigits));
  if (!signal.holds_annotations) read_scaling(reader, index, count, signal);
  return signal;
}

double read_duration(const HeaderReader& reader, const std::vector<EdfSignal>& signals) {
  const bool has_samples = std::any_of(signals.begin(), signals.end(), [](const EdfSignal& signal) {
    return !signal.holds_annotations && signal.samples > 0;
  });
  const auto duration = edf_number(reader.at(kDuration));
  if (!duration || *duration < 0.0 || (has_samples && !(*duration > 0.0)))
    reader.refuse(kDuration, "seconds above 0");
  return *duration;
}

std::string records_text(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " data record" : " data records");
}

void note_size(const HeaderReader& reader, const ByteFile& file, EdfHeader& header) {
  const std::int64_t declared = reader.integer(kRecords, -1, kEightDigits);
  const std::uint64_t data_bytes = file.size() - header.first_record_byte;
  const std::uint64_t complete = header.record_bytes == 0 ? 0 : data_bytes / header.record_bytes;
  const std::uint64_t rest = header.record_bytes == 0 ? 0 : data_bytes % header.record_bytes;
  header.record_count =
      declared < 0 ? complete : std::min(complete, static_cast<std::uint64_t>(declared));
  if (declared < 0)
    header.notes.push_back(
        "the number of data records (byte 236) is -1: the recorder was interrupted; " +
        records_text(complete) + " are complete and are read" +
        (rest > 0 ? ", " + std::to_string(rest) + " bytes of another are not" : ""));
  else if (std::cmp_less(complete, declared))
    header.notes.push_back("the file is truncated: " + std::to_string(complete) + " of " +
                           records_text(static_cast<std::uint64_t>(declared)) +
                           " are complete; the rest is missing");
  else if (std::cmp_greater(complete, declared) || rest > 0)
    header.notes.push_back(std::to_string(data_bytes - header.record_count * header.record_bytes) +
                           " bytes follow the " + records_text(header.record_count) +
                           " that the header (byte 236) declares; they are not read");
}

void read_kind(const HeaderReader& reader, EdfHeader& header) {
  const std::string kind = edf_text(reader.at(kReserved));
  header.is_bdf = static_cast<unsigned char>(reader.at({0, 1, ""}).front()) != '0';
  const std::string plus = header.is_bdf ? "BDF+" : "EDF+";
  header.has_time_keeping = kind.starts_with(plus);
  header.may_have_gaps = kind.starts_with(plus + "D");
}

void place_signals(EdfHeader& header) {
  for (auto& signal : header.signals) {
    signal.first_byte = header.record_bytes;
    header.record_bytes += signal.samples * header.sample_bytes();
  }
}

}  // namespace

bool looks_like_edf(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  std::ifstream file(path, std::ios::binary);
  std::array<char, kEdfVersion.size()> version{};
  if (!file.read(version.data(), version.size())) return false;
  const std::string_view found(version.data(), version.size());
  return found == kEdfVersion || found == kBdfVersion;
}

EdfHeader read_edf_header(const ByteFile& file) {
  HeaderReader reader(file);
  EdfHeader header;
  if (!looks_like_edf(file.path()))
    reader.refuse(kVersion, "\"0\" and seven blanks (EDF), or 255 and \"BIOSEMI\" (BDF)");
  check_alignment(reader);
  read_kind(reader, header);
  header.start = edf_start(reader.at(kDate), reader.at(kTime), reader.at(kRecording));
  const auto count = static_cast<std::size_t>(reader.integer(kSignals, 1, kMostSignals));
  header.first_record_byte = kPartBytes * (count + 1);
  if (!std::cmp_equal(edf_integer(reader.at(kHeaderBytes)).value_or(-1), header.first_record_byte))
    reader.refuse(kHeaderBytes,
                  std::to_string(header.first_record_byte) + ", 256 for each of the " +
                      std::to_string(count) + " signals and 256 more");
  reader.load(header.first_record_byte);
  for (std::size_t i = 0; i < count; ++i)
    header.signals.push_back(read_signal(reader, i, count));
  place_signals(header);
  header.record_s = read_duration(reader, header.signals);
  note_size(reader, file, header);
  if (header.record_count == 0)
    throw core::FormatError(
        file.path(),
        {"byte " + std::to_string(header.first_record_byte),
         "data records of " + std::to_string(header.record_bytes) + " bytes",
         "no complete one: " + std::to_string(file.size() - header.first_record_byte) +
             " bytes after the header",
         "the recording was never written; copy it again from the recorder"});
  return header;
}

}  // namespace calfemg::io
