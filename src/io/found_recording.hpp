// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.hpp"
#include "io/hdf5_node.hpp"
#include "io/layout_map.hpp"
#include "io/sample_dataset.hpp"

namespace calfemg::io {

/// A channel that is a difference: indices of two channels of its block.
struct Difference {
  std::size_t minuend = 0;
  std::size_t subtrahend = 0;
};

/// One channel as the file describes it, before the map speaks and before units become microvolts.
struct FoundChannel {
  core::ChannelInfo info;  ///< unit "" when the file says none
  double scale = 1.0;      ///< value in info.unit = stored * scale + offset
  double offset = 0.0;
  std::size_t dataset = 0;               ///< index into FoundBlock::datasets
  std::size_t column = 0;                ///< of that data set
  std::optional<double> fill;            ///< stored number that stands for no data
  std::optional<Difference> difference;  ///< of two channels, instead of stored samples
  bool is_difference_part = false;       ///< one of the two: gets no role from its name
};

/// Stored samples that follow each other without a gap, and where they are in the block.
struct Piece {
  std::uint64_t stored = 0;  ///< first row of the data sets
  std::uint64_t first = 0;   ///< its sample in the block
  std::uint64_t count = 0;
};

struct FoundBlock {
  core::BlockInfo info;  ///< its channels are still in `channels`
  std::vector<FoundChannel> channels;
  std::vector<SampleDataset> datasets;
  std::vector<Piece> pieces;  ///< in the order of time; empty: all samples in one piece
};

/// What a layout finds in a file.
struct FoundRecording {
  core::RecordingInfo info;  ///< its blocks are still in `blocks`
  std::vector<FoundBlock> blocks;
  bool states_roles = false;  ///< the layout has a place for roles: an empty one means none
};

/// Way to read one kind of file.
struct LayoutProfile {
  std::string_view name;
  std::string_view about;  ///< how it is recognised and who writes it, one line
  bool (*recognises)(const Hdf5Node& root);
  FoundRecording (*load)(const Hdf5Node& root, const LayoutMap& map);
};

/// Every layout, in the order in which they are tried.
[[nodiscard]] std::span<const LayoutProfile> layout_profiles();

/// What is found in a file of one layout; see docs/data_format.md for each.
[[nodiscard]] bool is_calfemg(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_calfemg(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_opensignals(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_opensignals(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_channels(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_channels(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_acqknowledge(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_acqknowledge(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_mcs(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_mcs(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_nwb(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_nwb(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_caisr(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_caisr(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_gtec(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_gtec(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_dreem(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_dreem(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_pandas(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_pandas(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_hdphysio5(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_hdphysio5(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_matlab73(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_matlab73(const Hdf5Node& root, const LayoutMap& map);
[[nodiscard]] bool is_matrix(const Hdf5Node& root);
[[nodiscard]] FoundRecording load_matrix(const Hdf5Node& root, const LayoutMap& map);

/// A number that is whole and not below 0; nullopt for any other.
[[nodiscard]] std::optional<int> whole_number(double value);

/// Children named prefix + whole number, in the order of the numbers: channel_2 before channel_10.
[[nodiscard]] std::map<int, std::string> numbered_children(const Hdf5Node& group,
                                                           std::string_view prefix);

/// The block of this rate and number of samples, made and named after its rate if there is none.
[[nodiscard]] FoundBlock& block_for(FoundRecording& recording,
                                    core::Hertz rate,
                                    std::uint64_t sample_count);

/// Sampling rate from an attribute, or from the map where the attribute is absent.
/// @throws core::FormatError  none, not above 0, or the map contradicts the file
[[nodiscard]] core::Hertz rate_of(const Hdf5Node& node,
                                  const std::string& attribute,
                                  const LayoutMap& map);

/// @param place  in the file, where its own rate stands
/// @throws core::FormatError  the map says another rate than the file
void require_rate_of_map(const LayoutMap& map,
                         core::Hertz rate,
                         const std::string& file_path,
                         const std::string& place);

/// Two channels of one name get something in front that tells them apart: the last part of their
/// path, or the name of the block.
enum class NamePrefix : std::uint8_t { dataset, block };
void make_names_unique(FoundRecording& recording, NamePrefix prefix);

/// Declares what lies between the pieces of a block as gaps. Rate and start must be set.
void declare_gaps(FoundBlock& block);

/// @throws core::FormatError  a block that is longer than a recording can be
void check_length(const FoundBlock& block, const std::string& inside, const std::string& path);

/// Adds a data set to a block, sets or checks the number of samples, and the note about chunks that
/// were never written. The rate of the block must be set.
/// @throws core::FormatError  other length than the block, longer than a recording can be
void add_dataset(FoundBlock& block, SampleDataset dataset, FoundRecording& recording);

}  // namespace calfemg::io
