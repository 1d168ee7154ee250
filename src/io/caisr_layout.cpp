// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/text.hpp"
#include "io/found_recording.hpp"
#include "io/units.hpp"

// CAISR, prepared polysomnograms: /signals/<name> (time, 1), one rate and one unit of voltage at
// the root.
namespace calfemg::io {
namespace {

constexpr const char* kRate = "sampling_rate";
constexpr const char* kUnit = "unit_voltage";

// Signals of CAISR that are no voltage: the unit at the root is not theirs.
constexpr std::array<std::string_view, 13> kNoVoltage{"abd",
                                                      "chest",
                                                      "spo2",
                                                      "hr",
                                                      "airflow",
                                                      "ptaf",
                                                      "cflow",
                                                      "snore",
                                                      "position",
                                                      "breathing_ctrl",
                                                      "pulse",
                                                      "etco2",
                                                      "nasal_pressure"};

bool is_voltage(const std::string& name) {
  return std::find(kNoVoltage.begin(), kNoVoltage.end(), core::lower_case(name)) ==
         kNoVoltage.end();
}

bool is_dataset(const Hdf5Node& group, const std::string& name) {
  const auto node = group.child(name);
  return node && node->is_dataset();
}

void read_signal(const Hdf5Node& group,
                 const std::string& name,
                 const std::string& unit,
                 FoundBlock& block,
                 FoundRecording& recording) {
  auto samples = SampleDataset::open_column(group, name);
  FoundChannel channel;
  channel.info.name = name;
  channel.info.stored_at = samples.inside();
  if (is_voltage(name)) channel.info.unit = unit;
  if (!channel.info.unit.empty()) channel.info.unit_origin = "file";
  channel.dataset = block.datasets.size();
  block.channels.push_back(std::move(channel));
  add_dataset(block, std::move(samples), recording);
}

}  // namespace

bool is_caisr(const Hdf5Node& root) {
  const auto group = root.child("signals");
  return group && group->is_group() && root.has_attribute(kRate) && root.has_attribute(kUnit);
}

FoundRecording load_caisr(const Hdf5Node& root, const LayoutMap& map) {
  FoundRecording recording;
  recording.info.path = root.file_path();
  const auto group = root.child("signals");
  if (!group || !group->is_group())
    root.refuse("signals", "a group with a data set for each signal", "no such group");
  const std::string unit(unit_from_word(core::trimmed(root.text(kUnit).value_or(""))));
  FoundBlock block;
  block.info.name = "signals";
  block.info.rate = rate_of(root, kRate, map);
  for (const auto& name : group->children()) {
    if (is_dataset(*group, name)) {
      read_signal(*group, name, unit, block, recording);
    } else {
      recording.info.notes.push_back(group->inside() + "/" + name +
                                     " is no data set and is left out");
    }
  }
  if (block.channels.empty()) group->refuse("", "a data set for each signal", "none");
  recording.blocks.push_back(std::move(block));
  return recording;
}

}  // namespace calfemg::io
