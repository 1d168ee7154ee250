// SPDX-License-Identifier: Apache-2.0
#include "report/quality_tables.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "core/text.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr double kBarWidth = 56.0;
constexpr double kBarHeight = 9.0;

std::string share_bar(double share) {
  SvgWriter svg;
  svg.open("svg",
           {{"class", "share"},
            {"viewBox", "0 0 " + px(kBarWidth) + " " + px(kBarHeight)},
            {"width", px(kBarWidth)},
            {"height", px(kBarHeight)},
            {"aria-hidden", "true"}});
  svg.leaf("rect", {{"class", "all"}, {"width", px(kBarWidth)}, {"height", px(kBarHeight)}});
  svg.leaf("rect",
           {{"class", "part"},
            {"width", px(std::clamp(share, 0.0, 1.0) * kBarWidth)},
            {"height", px(kBarHeight)}});
  return std::move(svg).finished();
}

std::string band_text(const core::PassBand& band) {
  return core::number_text(band.low_hz) + "\xE2\x80\x93" + core::number_text(band.high_hz) + " Hz";
}

Cell mains_cell(const core::ChannelConditions& conditions) {
  if (std::isnan(conditions.mains_hz)) return {"none found"};
  std::vector<std::string> notches;
  for (const double hz : conditions.notches_hz)
    notches.push_back(core::number_text(hz));
  return {core::number_text(conditions.mains_hz) + " Hz",
          notches.empty() ? "no notch needed" : "notches at " + core::join(notches, ", ") + " Hz"};
}

std::string origin_text(std::string_view origin) {
  return origin.empty() ? std::string{} : "from " + std::string(origin);
}

struct MissingKey {
  std::string reason;
  std::vector<std::string> features;

  friend auto operator<=>(const MissingKey&, const MissingKey&) = default;
};

// For one channel: reason -> features that are missing for it.
std::map<std::string, std::vector<std::string>> missing_of(const core::SessionTable& table,
                                                           const core::ChannelTable& channel) {
  std::map<std::string, std::vector<std::string>> by_reason;
  const std::size_t count = std::min(channel.missing_because.size(), table.columns.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto& reason = channel.missing_because[i];
    if (!reason.empty()) by_reason[reason].push_back(table.columns[i].name);
  }
  return by_reason;
}

}  // namespace

Table signal_quality_table(const Session& session) {
  Table table{.caption = "Signal quality"};
  table.columns = {{"Channel"},
                   {"Usable", true},
                   {"Usable time", true},
                   {"Excluded", true},
                   {"Rest level, \xC2\xB5V", true},
                   {"Spread, \xC2\xB5V", true},
                   {"Noise floor, \xC2\xB5V", true}};
  for (const auto& view : channel_views(session)) {
    if (view.summary == nullptr) continue;
    const auto& summary = *view.summary;
    const double share = summary.usable_s / session.duration_s;
    table.rows.push_back({{channel_label(*view.table)},
                          {percent_text(share), "", share_bar(share)},
                          {duration_text(summary.usable_s)},
                          {duration_text(summary.excluded_s)},
                          {core::fixed_text(summary.rest.level_uv, 2)},
                          {core::fixed_text(summary.rest.spread_uv, 2)},
                          {core::fixed_text(summary.rest.noise_floor_uv, 2)}});
  }
  table.note =
      "Rest level: robust resting RMS over the whole session. Noise floor: first percentile of the "
      "RMS.";
  return table;
}

Table conditions_table(const Session& session) {
  Table table{.caption = "Recording and filter conditions"};
  table.columns = {{"Channel"},
                   {"Placed on"},
                   {"Rate"},
                   {"Unit in file"},
                   {"Band used"},
                   {"Mains"},
                   {"Noise, \xC2\xB5V", true}};
  for (const auto& channel : session.table.channels) {
    const auto& info = channel.channel;
    const auto& band = channel.conditions.band;
    table.rows.push_back(
        {{channel_label(channel), info.stored_at},
         {role_title(info.role), origin_text(info.role_origin)},
         {core::number_text(channel.rate.value()) + " Hz"},
         {info.unit, origin_text(info.unit_origin)},
         {band_text(band),
          band.limited_by.empty() ? "as configured" : "narrowed: " + band.limited_by},
         mains_cell(channel.conditions),
         {core::fixed_text(channel.conditions.noise_uv, 2)}});
  }
  return table;
}

Table missing_features_table(const Session& session) {
  std::map<MissingKey, std::vector<std::string>> channels_by_key;
  for (const auto& channel : session.table.channels) {
    for (auto& [reason, features] : missing_of(session.table, channel))
      channels_by_key[{reason, features}].push_back(channel_label(channel));
  }
  Table table{.caption = "Features that are missing, and why"};
  table.columns = {{"Reason"}, {"Features"}, {"Channels"}};
  for (const auto& [key, channels] : channels_by_key) {
    const bool all = channels.size() == session.table.channels.size();
    table.rows.push_back({{key.reason},
                          {core::join(key.features, ", ")},
                          {all ? "all channels" : core::join(channels, ", ")}});
  }
  return table;
}

}  // namespace calfemg::report
