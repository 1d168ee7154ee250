// SPDX-License-Identifier: Apache-2.0
#include "app/file_verdict.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <numeric>
#include <optional>
#include <system_error>

#include "app/console.hpp"
#include "core/text.hpp"
#include "io/recording_reader.hpp"
#include "pipeline/plausibility.hpp"

namespace calfemg::app {
namespace {

namespace fs = std::filesystem;

// Words of a message that decide its code; the first row that fits.
struct ReasonRow {
  std::string_view words;
  std::string_view reason;
};

constexpr std::array kUnreadable{
    ReasonRow{"the file is empty", "empty"},
    ReasonRow{"no such file", "unreadable"},
    ReasonRow{"cannot be opened: ", "unreadable"},
    ReasonRow{"this is not a regular file", "unreadable"},
    ReasonRow{"this is no HDF5 file", "no_recording"},
    ReasonRow{"was not closed by its writer (still", "not_closed"},
    ReasonRow{"the file is truncated", "truncated"},
    ReasonRow{"inside its EDF header", "truncated"},
    ReasonRow{"with the HDF5 filter", "missing_filter"},
};

constexpr std::array kRefused{
    ReasonRow{"one of the layouts", "unknown_layout"},
    ReasonRow{"raw surface EMG in", "implausible"},
    ReasonRow{"at least one channel with an EMG role", "no_emg_role"},
    ReasonRow{"an EMG channel", "no_emg_role"},
    ReasonRow{"one channel for each leg", "same_role"},
    ReasonRow{"a unit", "no_unit"},
    ReasonRow{"sampling rate", "no_rate"},
    ReasonRow{"data in this file", "outside_file"},
    ReasonRow{"numbers in this file", "outside_file"},
    ReasonRow{"a recording with signals", "annotations_only"},
    ReasonRow{"data records of", "truncated"},
    ReasonRow{"at most", "too_large"},
};

template <class Rows>
std::string reason_by(const Rows& rows, std::string_view text, std::string_view otherwise) {
  const auto row = std::find_if(rows.begin(), rows.end(), [text](const ReasonRow& candidate) {
    return text.find(candidate.words) != std::string_view::npos;
  });
  return std::string(row == rows.end() ? otherwise : row->reason);
}

// "PATH: what is wrong; what to do." in its two parts, without the path.
FileVerdict split(const std::string& path, std::string_view text) {
  FileVerdict verdict;
  verdict.verdict = "refused";
  if (text.starts_with(path)) text.remove_prefix(path.size());
  const auto begin = text.find_first_not_of(":, ");
  text.remove_prefix(std::min(begin, text.size()));
  if (text.ends_with('.')) text.remove_suffix(1);
  const auto semicolon = text.find("; ");
  verdict.message = std::string(text.substr(0, semicolon));
  if (semicolon != std::string_view::npos) verdict.hint = std::string(text.substr(semicolon + 2));
  return verdict;
}

constexpr std::size_t kFields = 7;  // of a line between the processes

constexpr std::array<std::string_view, 7> kRecordingNames{
    ".h5", ".hdf5", ".hdf", ".nwb", ".mat", ".edf", ".bdf"};
constexpr std::array<std::string_view, 3> kRecordingBytes{"\x89HDF\r\n\x1a\n",
                                                          "0       ",
                                                          "\xff"
                                                          "BIOSEMI"};

// Every sample once, in pieces: what is damaged inside shows only so.
void read_everything(io::RecordingReader& reader) {
  constexpr std::size_t kPieceValues = 1U << 20U;
  for (std::size_t b = 0; b < reader.info().blocks.size(); ++b) {
    const core::BlockInfo& block = reader.info().blocks[b];
    if (block.channels.empty()) continue;
    std::vector<std::size_t> channels(block.channels.size());
    std::iota(channels.begin(), channels.end(), std::size_t{0});
    const std::size_t piece = std::max<std::size_t>(1, kPieceValues / channels.size());
    std::vector<double> buffer;
    for (std::uint64_t first = 0; first < block.sample_count; first += piece) {
      const auto count =
          static_cast<std::size_t>(std::min<std::uint64_t>(piece, block.sample_count - first));
      buffer.resize(count * channels.size());
      reader.read_uv(b, first, count, channels, buffer);
    }
  }
}

std::size_t emg_channels(const core::RecordingInfo& info) {
  std::size_t count = 0;
  for (const auto& block : info.blocks) {
    for (const auto& channel : block.channels) {
      if (channel.role.is_emg()) ++count;
    }
  }
  return count;
}

void judge_recording(const fs::path& path,
                     const io::LayoutMap& map,
                     Depth depth,
                     pipeline::ReadingObserver& observer,
                     FileVerdict& verdict) {
  const auto reader = pipeline::open_watched(path, map, observer);
  const core::RecordingInfo& info = reader->info();
  verdict.layout = info.layout;
  verdict.emg_channels = emg_channels(info);
  verdict.duration_s = info.duration().value();
  io::require_analysable(info);
  if (depth == Depth::headers) return;
  read_everything(*reader);
  const auto implausible = pipeline::find_implausible(*reader, {});
  pipeline::require_plausible(info, implausible);
  for (const auto& channel : implausible)
    verdict.message += (verdict.message.empty() ? "left out as implausible: " : ", ") +
                       channel.name + " " + channel.why.problem;
}

}  // namespace

bool may_be_recording(const fs::path& path) {
  const std::string name = core::lower_case(path.extension().string());
  if (std::find(kRecordingNames.begin(), kRecordingNames.end(), name) != kRecordingNames.end())
    return true;
  std::ifstream file(path, std::ios::binary);
  constexpr std::size_t kBytes = 8;
  std::array<char, kBytes> bytes{};
  file.read(bytes.data(), bytes.size());
  const std::string_view begin(bytes.data(), bytes.size());
  return std::find(kRecordingBytes.begin(), kRecordingBytes.end(), begin) != kRecordingBytes.end();
}

FileVerdict verdict_of(const Downfall& downfall) {
  FileVerdict verdict;
  verdict.verdict = "refused";
  verdict.reason = downfall.reason;
  std::string_view text = downfall.sentence;
  text.remove_suffix(1);  // full stop
  const auto semicolon = text.find("; ");
  verdict.message = std::string(text.substr(0, semicolon));
  if (semicolon != std::string_view::npos) verdict.hint = std::string(text.substr(semicolon + 2));
  return verdict;
}

FileVerdict refusal_of(const core::Error& error) {
  if (const auto* file = dynamic_cast<const core::FileError*>(&error)) {
    FileVerdict verdict = split(file->path, file->what());
    verdict.reason = reason_by(kUnreadable, verdict.message, "damaged");
    return verdict;
  }
  if (const auto* format = dynamic_cast<const core::FormatError*>(&error)) {
    FileVerdict verdict = split(format->path, format->what());
    verdict.reason = reason_by(kRefused, format->problem.expected, "not_understood");
    return verdict;
  }
  FileVerdict verdict = split("", error.what());
  const bool is_map = dynamic_cast<const core::ConfigError*>(&error) != nullptr;
  verdict.reason = is_map ? "bad_map" : "failed";
  return verdict;
}

FileVerdict judge_file(const fs::path& path,
                       const MapSource& map_of,
                       Depth depth,
                       pipeline::ReadingObserver& observer) {
  FileVerdict verdict;
  if (!may_be_recording(path)) {
    verdict.verdict = "other";
    verdict.reason = "no_recording";
    return verdict;
  }
  try {
    judge_recording(path, map_of(path), depth, observer, verdict);
    verdict.verdict = "ok";
  } catch (const core::Error& error) {
    FileVerdict refused = refusal_of(error);
    refused.layout = verdict.layout;
    refused.emg_channels = verdict.emg_channels;
    refused.duration_s = verdict.duration_s;
    return refused;
  }
  return verdict;
}

std::vector<fs::path> files_of(const fs::path& archive) {
  std::error_code error;
  if (!fs::is_directory(archive, error)) {
    if (fs::exists(archive, error)) return {archive};
    throw core::FileError(archive.string(), "there is no such file or folder.");
  }
  std::vector<fs::path> files;
  const auto options = fs::directory_options::skip_permission_denied;
  fs::recursive_directory_iterator entry(archive, options, error);
  if (error) throw core::FileError(archive.string(), "cannot be read: " + error.message() + ".");
  for (const auto end = fs::recursive_directory_iterator(); entry != end; entry.increment(error)) {
    std::error_code unknown;
    if (entry->is_regular_file(unknown)) files.push_back(entry->path());
    if (error) break;
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string to_line(const FileVerdict& verdict) {
  std::array<std::string, kFields> fields{verdict.verdict,
                                          verdict.layout,
                                          verdict.reason,
                                          std::to_string(verdict.emg_channels),
                                          core::number_text(verdict.duration_s),
                                          verdict.message,
                                          verdict.hint};
  for (auto& field : fields)
    field = printable(field);  // no tab or line end either
  return core::join(fields, "\t");
}

FileVerdict from_line(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', begin), line.size());
    fields.emplace_back(line.substr(begin, tab - begin));
    begin = tab + 1;
  }
  fields.resize(kFields);
  std::size_t next = 0;
  const auto take = [&fields, &next] { return std::move(fields[next++]); };
  FileVerdict verdict;
  verdict.verdict = take();
  verdict.layout = take();
  verdict.reason = take();
  verdict.emg_channels = static_cast<std::size_t>(core::number_from_text(take()).value_or(0.0));
  verdict.duration_s = core::number_from_text(take()).value_or(core::kMissing);
  verdict.message = take();
  verdict.hint = take();
  return verdict;
}

}  // namespace calfemg::app
