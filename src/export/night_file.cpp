// SPDX-License-Identifier: Apache-2.0
#include "export/night_file.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "core/level_code.hpp"
#include "export/gzip_file.hpp"
#include "export/json.hpp"

namespace calfemg::exporting {
namespace {

constexpr const char* kFormat = "calfemg-night";
constexpr const char* kVersion = "1.0";
using Bytes = std::vector<std::uint8_t>;

Json channel_json(const core::ChannelTable& channel) {
  Bytes levels;
  levels.reserve(channel.envelope_uv.size());
  for (const float uv : channel.envelope_uv)
    levels.push_back(core::level_code(static_cast<double>(uv)));
  Json json = {{"name", valid_utf8(channel.channel.name)},
               {"start_s", channel.bins.start_s},
               {"step_s", channel.bins.step_s},
               {"width_s", channel.bins.width_s},
               {"count", channel.bins.count}};
  json["envelope"] = Json::binary(std::move(levels));
  json["quality"] = Json::binary(Bytes(channel.quality));
  return json;
}

Json floats_json(const std::vector<float>& values) {
  Json json = Json::array();
  for (const float value : values)
    json.push_back(number_json(static_cast<double>(value)));
  return json;
}

Json excerpt_json(const core::SignalExcerpt& excerpt) {
  return {{"type", core::name(excerpt.type)},
          {"onset_s", excerpt.onset_s},
          {"channel", valid_utf8(excerpt.channel)},
          {"start_s", excerpt.start_s},
          {"step_s", excerpt.step_s},
          {"low_uv", floats_json(excerpt.low_uv)},
          {"high_uv", floats_json(excerpt.high_uv)},
          {"bin_hz", excerpt.bin_hz},
          {"event_uv2_per_hz", floats_json(excerpt.event_uv2_per_hz)},
          {"rest_uv2_per_hz", floats_json(excerpt.rest_uv2_per_hz)}};
}

std::vector<float> floats_from(const Json& json) {
  std::vector<float> values;
  values.reserve(json.size());
  for (const auto& value : json)
    values.push_back(value.is_null() ? std::numeric_limits<float>::quiet_NaN()
                                     : value.get<float>());
  return values;
}

core::SignalExcerpt excerpt_from(const Json& json) {
  core::SignalExcerpt excerpt;
  excerpt.type = core::event_type_from_name(json.at("type").get<std::string>()).value();
  excerpt.onset_s = json.at("onset_s").get<double>();
  excerpt.channel = json.at("channel").get<std::string>();
  excerpt.start_s = json.at("start_s").get<double>();
  excerpt.step_s = json.at("step_s").get<double>();
  excerpt.low_uv = floats_from(json.at("low_uv"));
  excerpt.high_uv = floats_from(json.at("high_uv"));
  excerpt.bin_hz = json.at("bin_hz").get<double>();
  excerpt.event_uv2_per_hz = floats_from(json.at("event_uv2_per_hz"));
  excerpt.rest_uv2_per_hz = floats_from(json.at("rest_uv2_per_hz"));
  return excerpt;
}

void take_channel(const Json& json, core::ChannelTable& channel) {
  channel.bins = {json.at("start_s").get<double>(),
                  json.at("step_s").get<double>(),
                  json.at("width_s").get<double>(),
                  json.at("count").get<std::size_t>()};
  const auto& levels = json.at("envelope").get_binary();
  channel.envelope_uv.reserve(levels.size());
  for (const std::uint8_t code : levels)
    channel.envelope_uv.push_back(static_cast<float>(core::level_from_code(code)));
  channel.quality = json.at("quality").get_binary();
}

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& found) {
  throw core::FormatError(path.string(),
                          {"",
                           std::string("the night of a session, ") + kFormat + " " + kVersion,
                           found,
                           "analyse the recording again with this calfemg"});
}

}  // namespace

void write_night_cbor_gz(const std::filesystem::path& path,
                         const core::SessionTable& table,
                         const std::vector<core::SignalExcerpt>& excerpts) {
  Json json = {{"format", kFormat},
               {"format_version", kVersion},
               {"lowest_level_uv", core::kLowestLevelUv},
               {"level_step", core::kLevelStep},
               {"channels", Json::array()},
               {"excerpts", Json::array()}};
  for (const auto& channel : table.channels)
    json["channels"].push_back(channel_json(channel));
  for (const auto& excerpt : excerpts)
    json["excerpts"].push_back(excerpt_json(excerpt));
  std::string bytes;
  Json::to_cbor(json, bytes);
  GzipFile file(path);
  file.write(bytes);
  file.close();
}

void read_night(const std::filesystem::path& path, StoredSession& session) {
  const std::string bytes = text_of_gzip(path);
  if (bytes.empty())
    throw core::FileError(path.string(), "is missing or damaged; analyse the recording again.");
  const auto json = Json::from_cbor(bytes, true, false);
  if (!json.is_object() || json.value("format", "") != kFormat ||
      json.value("format_version", "") != kVersion)
    refuse(path, "something else");
  try {
    auto& channels = session.table.channels;
    if (json.at("channels").size() != channels.size()) refuse(path, "other channels");
    for (std::size_t i = 0; i < channels.size(); ++i)
      take_channel(json.at("channels").at(i), channels[i]);
    session.result.excerpts.reserve(json.at("excerpts").size());
    for (const auto& excerpt : json.at("excerpts"))
      session.result.excerpts.push_back(excerpt_from(excerpt));
  } catch (const Json::exception& error) {
    refuse(path, error.what());
  } catch (const std::bad_optional_access&) {
    refuse(path, "an unknown type of event");
  }
}

}  // namespace calfemg::exporting
