// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/time_stamps.hpp"

// pandas, `to_hdf`: each frame is a group with the attribute pandas_type, `frame` (format "fixed")
// or `frame_table` (format "table"). A frame has no unit; its index tells a rate when it holds
// times.
namespace calfemg::io {
namespace {

constexpr const char* kType = "pandas_type";
constexpr int kDeepest = 4;  // groups inside groups
constexpr std::size_t kMostFrames = 64;
constexpr long long kNanosecondsPerMicrosecond = 1000;
constexpr double kNanosecondsPerSecond = 1e9;

void find_frames(const Hdf5Node& group, int depth, std::vector<Hdf5Node>& found) {
  for (const auto& name : group.children()) {
    if (found.size() >= kMostFrames) return;
    auto child = group.child(name);
    if (!child || !child->is_group()) continue;
    if (child->has_attribute(kType)) {
      found.push_back(std::move(*child));
    } else if (depth < kDeepest) {
      find_frames(*child, depth + 1, found);
    }
  }
}

// Texts of a list that Python pickled by protocol 0, which is lines of text: "(lp0", "VGM", "p1",
// "aVGL", ... Nothing for any other pickle.
std::vector<std::string> pickled_texts(const std::string& pickle) {
  std::vector<std::string> texts;
  std::size_t at = 0;
  if (!pickle.starts_with("(l") || !pickle.ends_with(".")) return {};
  while (at < pickle.size()) {
    const auto end = std::min(pickle.find('\n', at), pickle.size());
    std::string line = pickle.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("a")) line.erase(0, 1);
    if (line.starts_with("V")) {
      texts.push_back(line.substr(1));
    } else if (!line.empty() && line != "." && !line.starts_with("p") && !line.starts_with("(l")) {
      return {};
    }
  }
  return texts;
}

std::vector<std::string> entry_texts(const Hdf5Node& list) {
  if (list.holds_texts()) return list.read_texts();
  std::vector<std::string> texts;
  if (!list.holds_numbers()) return texts;
  for (const double number : list.read_numbers())
    texts.push_back(core::number_text(number));
  return texts;
}

// Nanoseconds are the rule; newer versions write "datetime64[us]" and the like.
std::optional<double> ticks_of_kind(const std::string& kind) {
  if (!kind.starts_with("datetime64")) return std::nullopt;
  constexpr double kMicro = 1e6;
  constexpr double kMilli = 1e3;
  if (kind.find("[us]") != std::string::npos) return kMicro;
  if (kind.find("[ms]") != std::string::npos) return kMilli;
  if (kind.find("[s]") != std::string::npos) return 1.0;
  return kNanosecondsPerSecond;
}

struct Index {
  std::optional<StampedGrid> grid;  // absent: the index holds no times
  std::optional<core::StartTime> start;
};

Index index_of(const Hdf5Node& place,
               const SampleDataset& stamps,
               const std::string& kind,
               bool is_utc) {
  const auto ticks = ticks_of_kind(kind);
  if (!ticks) return {};
  Index index;
  index.grid = grid_of_stamps(place, stamps, *ticks);
  core::StartTime start;
  const double nanoseconds = kNanosecondsPerSecond / *ticks;
  start.local_microseconds =
      nanoseconds > 1.0 ? static_cast<long long>(static_cast<double>(index.grid->start_ticks) *
                                                 (nanoseconds / kNanosecondsPerMicrosecond))
                        : index.grid->start_ticks / kNanosecondsPerMicrosecond;
  if (is_utc) start.utc_offset_minutes = 0;
  index.start = start;
  return index;
}

// Where a column is: its data set and the names of the columns there.
struct Part {
  SampleDataset samples;
  std::vector<std::string> names;
};

void add_part(FoundBlock& block, Part part, FoundRecording& recording) {
  const std::size_t columns = part.samples.columns();
  for (std::size_t i = 0; i < columns; ++i) {
    FoundChannel channel;
    channel.dataset = block.datasets.size();
    channel.column = i;
    channel.info.stored_at = part.samples.inside();
    if (part.samples.rank() == 2 || columns > 1)
      channel.info.stored_at += "[:," + std::to_string(i) + "]";
    channel.info.name = part.names.size() == columns
                            ? part.names[i]
                            : part.samples.inside() + "[" + std::to_string(i) + "]";
    block.channels.push_back(std::move(channel));
  }
  add_dataset(block, std::move(part.samples), recording);
}

std::vector<Part> parts_of_fixed(const Hdf5Node& frame, core::RecordingInfo& info) {
  std::vector<Part> parts;
  constexpr const char* kPrefix = "block";
  constexpr const char* kValues = "_values";
  for (const auto& name : frame.children()) {
    if (!name.starts_with(kPrefix) || !name.ends_with(kValues)) continue;
    const auto node = frame.child(name);
    if (!node || !node->holds_numbers()) {
      info.notes.push_back(frame.inside() + "/" + name + " holds no numbers and is left out");
      continue;
    }
    const std::string front = name.substr(0, name.size() - std::string(kValues).size());
    const auto items = frame.child(front + "_items");
    const auto names = items ? entry_texts(*items) : std::vector<std::string>{};
    parts.push_back({SampleDataset::open(frame, name), names});
  }
  return parts;
}

// A field of a table and the names of its columns.
struct Field {
  std::string name;
  std::vector<std::string> columns;
};

std::vector<Field> fields_of(const Hdf5Node& table, core::RecordingInfo& info) {
  std::vector<Field> fields;
  for (const auto& name : table.field_names()) {
    if (name == "index") continue;
    if (!table.field_holds_numbers(name)) {
      info.notes.push_back(table.inside() + ": the column " + name +
                           " holds no numbers and is left out");
      continue;
    }
    const bool is_block = name.starts_with("values_block_");
    fields.push_back({name,
                      is_block ? pickled_texts(table.text(name + "_kind").value_or(""))
                               : std::vector<std::string>{name}});
  }
  return fields;
}

std::vector<Part> parts_of_table(const Hdf5Node& frame, core::RecordingInfo& info) {
  std::vector<Field> fields;
  {
    // Closed again before the samples are opened with their own cache.
    const auto table = frame.child("table");
    if (!table || !table->is_dataset()) frame.refuse("table", "a table", "none");
    fields = fields_of(*table, info);
  }
  std::vector<Part> parts;
  parts.reserve(fields.size());
  for (auto& field : fields)
    parts.push_back(
        {SampleDataset::open_field(frame, "table", field.name), std::move(field.columns)});
  return parts;
}

Index index_of_fixed(const Hdf5Node& frame) {
  const auto axis = frame.child("axis1");
  if (!axis || !axis->holds_numbers()) return {};
  const std::string kind = axis->text("kind").value_or("");
  const std::string zone = axis->text("tz").value_or("");
  if (!ticks_of_kind(kind)) return {};
  return index_of(*axis, SampleDataset::open(frame, "axis1"), kind, !zone.empty() && zone != "N.");
}

Index index_of_table(const Hdf5Node& frame) {
  const auto table = frame.child("table");
  const std::string kind = table ? table->text("index_kind").value_or("") : "";
  if (!ticks_of_kind(kind)) return {};
  const bool is_utc = frame.text("info").value_or("").find("Vtz\n") != std::string::npos;
  return index_of(*table, SampleDataset::open_field(frame, "table", "index"), kind, is_utc);
}

void load_frame(const Hdf5Node& frame, const LayoutMap& map, FoundRecording& recording) {
  const std::string type = frame.text(kType).value_or("");
  const bool is_table = type == "frame_table" || type == "appendable_frame";
  if (!is_table && type != "frame") {
    recording.info.notes.push_back(frame.inside() + " is no frame but a " + type +
                                   " and is left out");
    return;
  }
  auto parts =
      is_table ? parts_of_table(frame, recording.info) : parts_of_fixed(frame, recording.info);
  if (parts.empty()) return;
  const Index index = is_table ? index_of_table(frame) : index_of_fixed(frame);
  FoundBlock block;
  block.info.name = frame.inside().substr(1);
  block.info.rate = index.grid ? index.grid->rate : rate_of(frame, "sampling_rate_hz", map);
  for (auto& part : parts)
    add_part(block, std::move(part), recording);
  if (index.grid) place_on_grid(block, *index.grid, recording);
  if (index.start && recording.blocks.empty()) recording.info.start_time = index.start;
  recording.blocks.push_back(std::move(block));
}

}  // namespace

bool is_pandas(const Hdf5Node& root) {
  if (root.has_attribute(kType)) return true;
  std::vector<Hdf5Node> frames;
  find_frames(root, 0, frames);
  return !frames.empty();
}

FoundRecording load_pandas(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  std::vector<Hdf5Node> frames;
  find_frames(root, 0, frames);
  for (const auto& frame : frames)
    load_frame(frame, map, recording);
  if (recording.blocks.empty())
    root.refuse("", "a frame of numbers", std::to_string(frames.size()) + " frames without");
  make_names_unique(recording, NamePrefix::block);
  return recording;
}

}  // namespace calfemg::io
