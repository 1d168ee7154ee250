// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "core/event.hpp"
#include "core/text.hpp"
#include "io/side_file.hpp"

// Luna .annot: class, instance, channel, start, stop, meta, separated by tabs; also class,
// instance, start, stop, and class, start, stop.
namespace calfemg::io {
namespace {

constexpr double kSecondsPerMinute = 60.0;
constexpr double kSecondsPerHour = 3600.0;
constexpr double kSecondsPerDay = 86'400.0;
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr std::size_t kFullColumns = 6;

struct AnnotRow {
  std::string label;
  std::string instance;
  std::string channel;
  std::string start;
  std::string stop;
  std::size_t line = 0;
};

// "22:30:15.5" as seconds; nullopt for anything else.
std::optional<double> clock_seconds(const std::string& text) {
  const auto parts = side_cells(text, ':');
  if (parts.size() != 3) return std::nullopt;
  std::array<double, 3> values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto value = core::number_from_text(parts[i]);
    if (!value || *value < 0.0) return std::nullopt;
    values.at(i) = *value;
  }
  return values[0] * kSecondsPerHour + values[1] * kSecondsPerMinute + values[2];
}

class AnnotReader {
 public:
  AnnotReader(std::string path, const std::optional<core::StartTime>& start)
      : path_(std::move(path)) {
    if (start)
      clock_at_start_s_ = std::fmod(
          static_cast<double>(start->local_microseconds) / kMicrosecondsPerSecond, kSecondsPerDay);
  }

  [[nodiscard]] std::optional<AnnotRow> row(const std::string& line, std::size_t number) const {
    if (core::trimmed(line).empty() || line.starts_with('#')) return std::nullopt;
    const auto cells = side_cells(line, '\t');
    const std::size_t count = cells.size();
    if (cells.front() == "class") return std::nullopt;
    const auto shown = [](const std::string& cell) { return cell == "." ? std::string() : cell; };
    if (count == 3) return AnnotRow{cells[0], {}, {}, cells[1], cells[2], number};
    if (count == 4) return AnnotRow{cells[0], {}, {}, cells[2], cells[3], number};
    if (count == kFullColumns - 1 || count == kFullColumns)
      return AnnotRow{cells[0], shown(cells[1]), shown(cells[2]), cells[3], cells[4], number};
    refuse(number,
           "class, instance, channel, start, stop and meta of a Luna .annot file, or a table whose "
           "first line names a column \"stage\" or \"onset\"",
           std::to_string(count) + (count == 1 ? " column" : " columns"));
  }

  // Seconds from the start of the recording.
  [[nodiscard]] double time(const std::string& text, std::size_t line) const {
    if (const auto seconds = core::number_from_text(text)) return *seconds;
    if (text.starts_with("0+")) {
      if (const auto elapsed = clock_seconds(text.substr(2))) return *elapsed;
    }
    if (text.starts_with("e:")) {
      const auto epoch = core::number_from_text(std::string_view(text).substr(2));
      if (epoch && *epoch >= 1.0) return (*epoch - 1.0) * core::kSleepEpochSeconds;
    }
    if (const auto clock = clock_seconds(text)) return since_start(*clock, line);
    refuse(line, "a time as seconds, hh:mm:ss, 0+hh:mm:ss or e:N", "\"" + text + "\"");
  }

  // End of a row; nullopt for "...", which is the start of the next one.
  [[nodiscard]] std::optional<double> stop(const AnnotRow& row, double start_s) const {
    if (row.stop == "...") return std::nullopt;
    if (row.stop.empty() || row.stop == ".") return start_s;
    if (row.stop.starts_with('+')) {
      const auto length = core::number_from_text(std::string_view(row.stop).substr(1));
      if (length && *length >= 0.0) return start_s + *length;
    }
    double end_s = time(row.stop, row.line);
    if (row.stop.starts_with("e:")) end_s += core::kSleepEpochSeconds;
    if (end_s < start_s) refuse(row.line, "a stop that is not before the start", row.stop);
    return end_s;
  }

 private:
  // A clock time before that of the start is of the next day.
  [[nodiscard]] double since_start(double clock_s, std::size_t line) const {
    if (!clock_at_start_s_)
      refuse(line, "seconds, because the start of the recording is not known", "a clock time");
    const double after_s = clock_s - *clock_at_start_s_;
    return after_s < 0.0 ? after_s + kSecondsPerDay : after_s;
  }

  [[noreturn]] void refuse(std::size_t line, std::string expected, std::string found) const {
    throw core::FormatError(path_,
                            {"line " + std::to_string(line),
                             std::move(expected),
                             std::move(found),
                             "correct the line"});
  }

  std::string path_;
  std::optional<double> clock_at_start_s_;
};

// calfemg writes where and how sure an event is as the instance of its class.
std::string label_of(const AnnotRow& row) {
  return core::event_type_from_name(row.label) && !row.instance.empty()
             ? row.label + " " + row.instance
             : row.label;
}

void add(SideFile& found, const AnnotRow& row, double start_s, double end_s) {
  const core::Annotation annotation{start_s, end_s - start_s, row.label};
  if (const auto stage = stage_from_annotation(annotation))
    found.stages.push_back({start_s, annotation.duration_s, *stage});
  else
    found.events.push_back({start_s, annotation.duration_s, label_of(row), row.channel});
}

}  // namespace

SideFile read_luna_annotations(const std::string& path,
                               const std::string& text,
                               const std::optional<core::StartTime>& start) {
  const AnnotReader reader(path, start);
  std::vector<AnnotRow> rows;
  std::size_t number = 0;
  for (const auto& line : side_lines(text)) {
    if (auto row = reader.row(line, ++number)) rows.push_back(std::move(*row));
  }
  SideFile found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double start_s = reader.time(rows[i].start, rows[i].line);
    const bool is_last = i + 1 == rows.size();
    const double next_s = is_last ? start_s : reader.time(rows[i + 1].start, rows[i + 1].line);
    add(found, rows[i], start_s, reader.stop(rows[i], start_s).value_or(std::max(start_s, next_s)));
  }
  return found;
}

}  // namespace calfemg::io
