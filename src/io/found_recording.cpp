// SPDX-License-Identifier: Apache-2.0
#include "io/found_recording.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace calfemg::io {
namespace {

// Damaged sizes end here: no recorder runs longer, and tables grow with the duration.
constexpr double kLongestDays = 31.0;
constexpr double kSecondsPerDay = 86'400.0;

constexpr std::array<LayoutProfile, 13> kProfiles{{
    {"calfemg",
     "calfemg recording 1.0: root attribute format = calfemg-recording",
     is_calfemg,
     load_calfemg},
    {"opensignals",
     "OpenSignals (biosignalsplux, BITalino): a group for each device, with \"sampling rate\" and "
     "raw",
     is_opensignals,
     load_opensignals},
    {"channels",
     "psg-utils (U-Time, U-Sleep): /channels and the root attribute sample_rate; unit from a map",
     is_channels,
     load_channels},
    {"acqknowledge",
     "BIOPAC AcqKnowledge through acq2hdf5: /channels and the root attribute samples_per_second",
     is_acqknowledge,
     load_acqknowledge},
    {"mcs",
     "Multi Channel Systems: root attribute McsHdf5ProtocolType and /Data/Recording_0/AnalogStream",
     is_mcs,
     load_mcs},
    {"nwb",
     "Neurodata Without Borders 2.x: root attribute nwb_version; each TimeSeries with data",
     is_nwb,
     load_nwb},
    {"caisr",
     "CAISR, prepared polysomnograms: /signals and the root attributes sampling_rate and "
     "unit_voltage",
     is_caisr,
     load_caisr},
    {"gtec",
     "g.tec g.Recorder: /RawData/Samples beside /RawData/AcquisitionTaskDescription",
     is_gtec,
     load_gtec},
    {"dreem",
     "Dreem polysomnograms (DOD): groups under /signals with the attribute fs",
     is_dreem,
     load_dreem},
    {"pandas",
     "pandas (format \"fixed\" and \"table\"): a group with the attribute pandas_type; unit from a "
     "map",
     is_pandas,
     load_pandas},
    {"hdphysio5",
     "HDPhysio5: root attribute participants and a group of that name",
     is_hdphysio5,
     load_hdphysio5},
    {"matlab73",
     "MATLAB 7.3, Octave -hdf5: a matrix beside fs, labels and unit; else by a map",
     is_matlab73,
     load_matlab73},
    {"matrix",
     "data sets of any file, only by a map that says where they are",
     is_matrix,
     load_matrix},
}};

std::string number_found(const Hdf5Node& node, const std::string& attribute) {
  const auto text = node.text(attribute);
  return text ? *text : "no number";
}

}  // namespace

std::span<const LayoutProfile> layout_profiles() {
  return kProfiles;
}

std::optional<int> whole_number(double value) {
  if (!(value >= 0.0 && value <= std::numeric_limits<int>::max())) return std::nullopt;
  if (value - std::floor(value) > 0.0) return std::nullopt;
  return static_cast<int>(value);
}

std::map<int, std::string> numbered_children(const Hdf5Node& group, std::string_view prefix) {
  std::map<int, std::string> children;
  for (const auto& name : group.children()) {
    if (!name.starts_with(prefix)) continue;
    const auto number = core::number_from_text(std::string_view(name).substr(prefix.size()));
    const auto whole = number ? whole_number(*number) : std::nullopt;
    if (whole) children.emplace(*whole, name);
  }
  return children;
}

FoundBlock& block_for(FoundRecording& recording, core::Hertz rate, std::uint64_t sample_count) {
  bool same_rate = false;
  for (auto& block : recording.blocks) {
    const bool same = std::equal_to<>()(block.info.rate.value(), rate.value());
    if (same && block.info.sample_count == sample_count) return block;
    same_rate = same_rate || same;
  }
  FoundBlock block;
  block.info.rate = rate;
  block.info.sample_count = sample_count;
  block.info.name = core::number_text(rate.value()) + " Hz";
  if (same_rate) block.info.name += ", " + std::to_string(sample_count) + " samples";
  return recording.blocks.emplace_back(std::move(block));
}

core::Hertz rate_of(const Hdf5Node& node, const std::string& attribute, const LayoutMap& map) {
  const std::string expected = "a sampling rate above 0 Hz";
  const auto usable = [](double rate) { return std::isfinite(rate) && rate > 0.0; };
  if (!node.has_attribute(attribute)) {
    if (!map.sampling_rate_hz)
      node.refuse(attribute,
                  expected,
                  "no such attribute",
                  "give sampling_rate_hz in a map (--layout FILE)");
    if (!usable(*map.sampling_rate_hz))
      throw core::FormatError(
          map.path, {"sampling_rate_hz", expected, core::number_text(*map.sampling_rate_hz), ""});
    return core::Hertz(*map.sampling_rate_hz);
  }
  const auto rate = node.number(attribute);
  if (!rate || !usable(*rate))
    node.refuse(attribute,
                expected,
                number_found(node, attribute),
                "correct the attribute in a copy of the file");
  const std::string slash = node.inside().ends_with('/') ? "" : "/";
  require_rate_of_map(map, core::Hertz(*rate), node.file_path(), node.inside() + slash + attribute);
  return core::Hertz(*rate);
}

void require_rate_of_map(const LayoutMap& map,
                         core::Hertz rate,
                         const std::string& file_path,
                         const std::string& place) {
  constexpr double kSameRate = 1e-9;
  if (!map.sampling_rate_hz || std::abs(*map.sampling_rate_hz / rate.value() - 1.0) <= kSameRate)
    return;
  throw core::FormatError(
      file_path,
      {place,
       core::number_text(*map.sampling_rate_hz) + " Hz, as the map says",
       core::number_text(rate.value()) + " Hz",
       "take sampling_rate_hz out of the map; it is only for files that store no rate"});
}

void make_names_unique(FoundRecording& recording, NamePrefix prefix) {
  std::map<std::string, int> uses;
  for (const auto& block : recording.blocks) {
    for (const auto& channel : block.channels)
      ++uses[channel.info.name];
  }
  for (auto& block : recording.blocks) {
    for (auto& channel : block.channels) {
      if (uses[channel.info.name] < 2) continue;
      const std::string& path = channel.info.stored_at;
      const std::string front =
          prefix == NamePrefix::block ? block.info.name : path.substr(path.rfind('/') + 1);
      channel.info.name = front + "/" + channel.info.name;
    }
  }
}

void declare_gaps(FoundBlock& block) {
  const double rate = block.info.rate.value();
  for (std::size_t i = 1; i < block.pieces.size(); ++i) {
    const Piece& before = block.pieces[i - 1];
    const std::uint64_t from = before.first + before.count;
    const std::uint64_t to = block.pieces[i].first;
    if (to == from) continue;
    block.info.gaps.push_back({block.info.start.value() + static_cast<double>(from) / rate,
                               static_cast<double>(to - from) / rate});
  }
}

void check_length(const FoundBlock& block, const std::string& inside, const std::string& path) {
  const double days = block.info.duration().value() / kSecondsPerDay;
  if (days <= kLongestDays) return;
  throw core::FormatError(path,
                          {inside,
                           "at most " + core::number_text(kLongestDays) + " days of samples",
                           std::to_string(block.info.sample_count) + " samples at " +
                               core::number_text(block.info.rate.value()) + " Hz",
                           "check the sampling rate and the size of the data set"});
}

void add_dataset(FoundBlock& block, SampleDataset dataset, FoundRecording& recording) {
  const auto refuse = [&](std::string expected, std::string found, std::string hint) {
    throw core::FormatError(
        recording.info.path,
        {dataset.inside(), std::move(expected), std::move(found), std::move(hint)});
  };
  const std::string rows = std::to_string(dataset.rows()) + " samples";
  if (!block.datasets.empty() && dataset.rows() != block.info.sample_count)
    refuse(std::to_string(block.info.sample_count) + " samples, as in " +
               block.datasets.front().inside(),
           rows,
           "channels of one rate must have one length");
  if (dataset.missing_chunks() > 0)
    recording.info.notes.push_back(dataset.inside() + ": " +
                                   std::to_string(dataset.missing_chunks()) +
                                   " chunks were declared but never written; they read as the fill "
                                   "value, which looks like a flat signal");
  block.info.sample_count = dataset.rows();
  check_length(block, dataset.inside(), recording.info.path);
  block.info.sample_type = name(dataset.type());
  block.datasets.push_back(std::move(dataset));
}

}  // namespace calfemg::io
