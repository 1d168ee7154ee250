// SPDX-License-Identifier: Apache-2.0
#include "report/page_data.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/level_code.hpp"
#include "core/text.hpp"
#include "report/envelope.hpp"
#include "report/html_text.hpp"
#include "report/scales.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

constexpr int kMostBuckets = 16000;
constexpr std::size_t kMostMarks = 500;
constexpr std::size_t kLongestMark = 200;
constexpr std::size_t kLongestTitle = 60;

std::string base64(const std::vector<std::uint8_t>& bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kGroup = 3;
  constexpr std::array kShifts{18U, 12U, 6U, 0U};
  constexpr unsigned kMask = 63;
  constexpr unsigned kByteBits = 8;
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += kGroup) {
    const std::size_t count = std::min(kGroup, bytes.size() - i);
    unsigned group = 0;
    for (std::size_t k = 0; k < kGroup; ++k)
      group = (group << kByteBits) | (k < count ? bytes[i + k] : 0U);
    for (std::size_t k = 0; k < kShifts.size(); ++k)
      text += k <= count ? kAlphabet[(group >> kShifts.at(k)) & kMask] : '=';
  }
  return text;
}

std::string number_json(double value) {
  return std::isfinite(value) ? core::number_text(value) : "null";
}

std::string member(std::string_view name, const std::string& value) {
  return "\"" + std::string(name) + "\":" + value;
}

std::string object(const std::vector<std::string>& members) {
  return "{" + core::join(members, ",") + "}";
}

std::string array(const std::vector<std::string>& items) {
  return "[" + core::join(items, ",\n") + "]";
}

Buckets buckets_of(const Session& session, const core::ChannelTable& channel) {
  return envelope_buckets(channel, 0.0, session.duration_s, kMostBuckets);
}

std::string channel_json(const Session& session, const ChannelView& view) {
  std::vector<std::uint8_t> low;
  std::vector<std::uint8_t> high;
  for (const auto& bucket : buckets_of(session, *view.table).items) {
    low.push_back(bucket.count == 0 ? std::uint8_t{0} : core::level_code(bucket.low_uv));
    high.push_back(bucket.count == 0 ? std::uint8_t{0} : core::level_code(bucket.high_uv));
  }
  const auto& role = view.role();
  const std::string site =
      role.site == core::Site::whole ? "whole" : std::string(core::name(role.site));
  return object({member("title", json_text(shortened(role_title(role), kLongestTitle))),
                 member("name", json_text(view.table->channel.name)),
                 member("leg", json_text(core::name(role.leg))),
                 member("muscle", json_text(core::name(role.muscle))),
                 member("site", json_text(site)),
                 member("rest_uv", view.rest_uv() > 0.0 ? number_json(view.rest_uv()) : "null"),
                 member("low", json_text(base64(low))),
                 member("high", json_text(base64(high)))});
}

char stage_letter(core::SleepStage stage) {
  switch (stage) {
    case core::SleepStage::wake:
      return 'W';
    case core::SleepStage::n1:
      return '1';
    case core::SleepStage::n2:
      return '2';
    case core::SleepStage::n3:
      return '3';
    case core::SleepStage::rem:
      return 'R';
    case core::SleepStage::unscored:
      break;
  }
  return '-';
}

std::string stages_json(const Session& session) {
  const auto& hypnogram = session.recording().hypnogram;
  if (!hypnogram || hypnogram->stages.empty()) return "null";
  std::string codes;
  for (const auto stage : hypnogram->stages)
    codes += stage_letter(stage);
  return object({member("start_s", number_json(hypnogram->start_s)),
                 member("epoch_s", number_json(hypnogram->epoch_s)),
                 member("codes", json_text(codes))});
}

std::string annotations_json(const Session& session) {
  std::vector<std::string> marks;
  for (const auto& mark : session.recording().annotations) {
    if (marks.size() == kMostMarks) break;
    marks.push_back("[" + number_json(mark.onset_s) + "," + number_json(mark.duration_s) + "," +
                    json_text(shortened(mark.label, kLongestMark)) + "]");
  }
  return array(marks);
}

std::string events_json(std::string_view events_tsv) {
  std::vector<std::string> lines;
  while (!events_tsv.empty()) {
    const auto end = events_tsv.find('\n');
    lines.push_back(json_text(events_tsv.substr(0, end)));
    events_tsv.remove_prefix(end == std::string_view::npos ? events_tsv.size() : end + 1);
  }
  return array(lines);
}

AmplitudeScale scale_of(const Session& session) {
  std::vector<const core::ChannelTable*> channels;
  for (const auto& channel : session.table.channels)
    channels.push_back(&channel);
  return amplitude_scale(channels, session.findings().events, {0.0, session.duration_s});
}

// A review belongs to one recording and one configuration.
std::string review_key(const Session& session) {
  const auto& provenance = session.result.provenance;
  return provenance.input_sha256 + "-" + provenance.config_sha256;
}

}  // namespace

std::string json_text(std::string_view text) {
  std::string safe = "\"";
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr unsigned kNibble = 4;
  constexpr unsigned kLowNibble = 15;
  constexpr unsigned char kFirstPrintable = 0x20;
  for (const char c : valid_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool risky =
        byte < kFirstPrintable || std::string_view("\"\\<>&").find(c) != std::string_view::npos;
    if (!risky) {
      safe += c;
      continue;
    }
    safe += "\\u00";
    safe += kDigits[byte >> kNibble];
    safe += kDigits[byte & kLowNibble];
  }
  return safe + "\"";
}

std::string page_data_json(const Session& session, std::string_view events_tsv) {
  std::vector<std::string> channels;
  Buckets grid;
  for (const auto& place : places_of(session)) {
    for (const auto& view : place.channels) {
      grid = buckets_of(session, *view.table);
      channels.push_back(channel_json(session, view));
    }
  }
  const AmplitudeScale scale = scale_of(session);
  return object(
      {member("duration_s", number_json(session.duration_s)),
       member("clock", session.clock.knows_time_of_day() ? "true" : "false"),
       member("day_offset_s", number_json(session.clock.start_of_day_offset_s())),
       member("low_uv", number_json(core::kLowestLevelUv)),
       member("step", number_json(core::kLevelStep)),
       member("bucket_s", number_json(grid.width_s)),
       member("buckets", std::to_string(grid.items.size())),
       member("scale", "[" + number_json(scale.low_uv) + "," + number_json(scale.high_uv) + "]"),
       member("review_key", json_text(review_key(session))),
       member("channels", array(channels)),
       member("stages", stages_json(session)),
       member("annotations", annotations_json(session)),
       member("events", events_json(events_tsv))});
}

}  // namespace calfemg::report
