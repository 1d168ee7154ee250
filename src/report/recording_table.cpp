// SPDX-License-Identifier: Apache-2.0
#include "report/recording_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "report/wording.hpp"

namespace calfemg::report {
namespace {

using core::ChannelTable;

struct ContextItem {
  std::string_view key;
  const char* words;
};

// Only the recording's context can tell.
constexpr std::array<ContextItem, 5> kElectrodes{
    {{"electrode_type", "Electrode material and type"},
     {"electrode_size_mm", "Electrode size, mm"},
     {"inter_electrode_distance_mm", "Distance between the electrodes, mm"},
     {"skin_preparation", "Skin preparation"},
     {"electrode_impedance_kohm", "Electrode impedance, kohm"}}};
constexpr std::array<ContextItem, 4> kAmplifier{{{"amplifier", "Amplifier"},
                                                 {"amplifier_gain", "Gain"},
                                                 {"input_impedance_mohm", "Input impedance, Mohm"},
                                                 {"cmrr_db", "Common mode rejection, dB"}}};

// Each different text once, in the order of the channels.
std::string over_channels(const Session& session,
                          const std::function<std::string(const ChannelTable&)>& text) {
  std::vector<std::string> texts;
  for (const auto& channel : session.table.channels) {
    std::string one = text(channel);
    if (!one.empty() && std::find(texts.begin(), texts.end(), one) == texts.end())
      texts.push_back(std::move(one));
  }
  return core::join(texts, "; ");
}

std::string hertz(double value) {
  return core::number_text(value) + " Hz";
}

void add(Table& table, const char* item, const std::string& value, const char* origin) {
  table.rows.push_back(
      {{item}, {value.empty() ? "missing" : value}, {value.empty() ? "nobody says" : origin}});
}

void add_context(Table& table, const Session& session, const ContextItem& item) {
  const auto& context = session.recording().context;
  const auto found = context.find(std::string(item.key));
  const bool known = found != context.end() && !found->second.empty();
  if (known) {
    add(table, item.words, found->second, "recording");
  } else {
    table.rows.push_back({{item.words}, {"missing"}, {"context " + std::string(item.key)}});
  }
}

std::string recorder_filter(const ChannelTable& channel) {
  const double low_hz = channel.conditions.recorder_highpass_hz;
  const double high_hz = channel.conditions.recorder_lowpass_hz;
  std::vector<std::string> parts;
  if (!std::isnan(low_hz)) parts.push_back("high-pass " + hertz(low_hz));
  if (!std::isnan(high_hz)) parts.push_back("low-pass " + hertz(high_hz));
  return core::join(parts, ", ");
}

std::string sample_types(const Session& session) {
  std::vector<std::string> types;
  for (const auto& block : session.recording().blocks) {
    if (std::find(types.begin(), types.end(), block.sample_type) == types.end())
      types.push_back(block.sample_type);
  }
  return core::join(types, ", ");
}

std::string notches(const ChannelTable& channel) {
  std::vector<std::string> texts;
  for (const double hz : channel.conditions.notches_hz)
    texts.push_back(core::number_text(hz));
  if (texts.empty())
    return std::isnan(channel.conditions.mains_hz) ? "no mains found" : "none needed";
  return "at " + core::join(texts, ", ") + " Hz";
}

std::string maximal_contraction(const ChannelTable& channel) {
  const double uv = channel.channel.mvc_uv;
  return std::isnan(uv) ? ""
                        : core::label(channel.channel.role) + " " + figures_text(uv) + " \xC2\xB5V";
}

}  // namespace

Table isek_table(const Session& session) {
  Table table{.caption = "Recording by the list of ISEK (Merletti 1999)"};
  table.columns = {{"Item"}, {"Value"}, {"From"}};
  for (const auto& item : kElectrodes)
    add_context(table, session, item);
  add(table,
      "Muscles and sites",
      over_channels(session, [](const auto& c) { return core::label(c.channel.role); }),
      "recording");
  for (const auto& item : kAmplifier)
    add_context(table, session, item);
  add(table, "Filter of the recorder", over_channels(session, recorder_filter), "recording");
  add(table,
      "Sampling rate",
      over_channels(session, [](const auto& c) { return hertz(c.rate.value()); }),
      "recording");
  add(table, "Samples stored as", sample_types(session), "recording");
  add(table,
      "Resolution",
      over_channels(session,
                    [](const auto& c) {
                      const double uv = c.conditions.lsb_uv;
                      return std::isnan(uv) ? "" : figures_text(uv) + " \xC2\xB5V";
                    }),
      "recording");
  add(table,
      "Band analysed",
      over_channels(session,
                    [](const auto& c) {
                      return hertz(c.conditions.band.low_hz) + " to " +
                             hertz(c.conditions.band.high_hz);
                    }),
      "calfemg");
  add(table, "Notches", over_channels(session, notches), "calfemg");
  add(table,
      "Amplitude",
      over_channels(session,
                    [](const auto& c) {
                      return "RMS in bins of " + core::number_text(c.bins.width_s) + " s";
                    }),
      "calfemg");
  add(table, "Normalised to", "the rest level of each channel in this session", "calfemg");
  add(table, "Maximal contraction", over_channels(session, maximal_contraction), "recording");
  return table;
}

}  // namespace calfemg::report
