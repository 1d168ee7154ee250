// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/role.hpp"
#include "core/text.hpp"
#include "io/map_rules.hpp"
#include "io/recording_reader.hpp"
#include "io/units.hpp"

namespace calfemg::io {
namespace {

std::vector<const core::ChannelInfo*> all_channels(const core::RecordingInfo& info) {
  std::vector<const core::ChannelInfo*> channels;
  for (const auto& block : info.blocks) {
    for (const auto& channel : block.channels)
      channels.push_back(&channel);
  }
  return channels;
}

// The channel that an example map is best about: one that is a voltage.
const core::ChannelInfo& likely_emg(const std::vector<const core::ChannelInfo*>& channels) {
  for (const auto* channel : channels) {
    if (microvolts_per(channel->unit)) return *channel;
  }
  return *channels.front();
}

[[noreturn]] void refuse_without_roles(const core::RecordingInfo& info,
                                       const std::vector<const core::ChannelInfo*>& channels) {
  if (channels.empty())
    throw core::FormatError(info.path, {"", "an EMG channel", "no channel at all", ""});
  std::vector<std::string> names;
  names.reserve(channels.size());
  for (const auto* channel : channels)
    names.push_back(channel->name);
  const core::ChannelInfo& example = likely_emg(channels);
  throw core::FormatError(
      info.path,
      {"",
       "at least one channel with an EMG role (leg and muscle)",
       std::to_string(names.size()) + " channel(s) without one (" + core::join(names, ", ") + ")",
       "if there is EMG of the calf among them, write a map such as `" + map_example(example, "") +
           "` and give it with --layout FILE"});
}

[[noreturn]] void refuse_same_role(const core::RecordingInfo& info,
                                   const core::ChannelInfo& first,
                                   const core::ChannelInfo& second) {
  const std::string match = "{ match = \"";
  const core::Site other_site =
      second.role.site == core::Site::lower ? core::Site::upper : core::Site::lower;
  throw core::FormatError(
      info.path,
      {second.stored_at,
       "one channel for each leg, muscle and site",
       "\"" + first.name + "\" and \"" + second.name + "\" both as " + core::label(second.role),
       "tell their sites apart in a map (--layout FILE), for example `channel = [" + match +
           second.stored_at + "\", leg = \"" + std::string(core::name(second.role.leg)) +
           "\", muscle = \"" + std::string(core::name(second.role.muscle)) + "\", site = \"" +
           std::string(core::name(other_site)) + "\" }]`"});
}

}  // namespace

void require_analysable(const core::RecordingInfo& info) {
  const auto channels = all_channels(info);
  std::map<core::Role, const core::ChannelInfo*> roles;
  std::set<std::string> names;
  for (const auto* channel : channels) {
    if (!channel->role.is_emg()) continue;
    const auto [known, added] = roles.emplace(channel->role, channel);
    if (!added) refuse_same_role(info, *known->second, *channel);
    if (!names.insert(channel->name).second)
      throw core::FormatError(info.path,
                              {channel->stored_at,
                               "EMG channels of different names",
                               "\"" + channel->name + "\" in two blocks",
                               "rename one in a map (--layout FILE), matched by this path"});
  }
  if (roles.empty()) refuse_without_roles(info, channels);
}

}  // namespace calfemg::io
