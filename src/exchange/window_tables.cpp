// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "exchange/feature_reader.hpp"
#include "exchange/normalise.hpp"
#include "exchange/session_tables.hpp"
#include "exchange/table_parts.hpp"
#include "exchange/window_groups.hpp"
#include "export/cell.hpp"

namespace calfemg::exchange {
namespace {

constexpr const char* kFeatureFile = "features.tsv.gz";

double standard_deviation(const std::vector<double>& values, double mean) {
  if (values.size() < 2) return core::kMissing;
  double squares = 0.0;
  for (const double value : values)
    squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

// Of sorted values.
double statistic_of(const std::vector<double>& sorted, Statistic statistic) {
  constexpr double kLowPercent = 10.0;
  constexpr double kMiddlePercent = 50.0;
  constexpr double kHighPercent = 90.0;
  if (sorted.empty()) return core::kMissing;
  if (statistic == Statistic::median) return percentile_of_sorted(sorted, kMiddlePercent);
  if (statistic == Statistic::p10) return percentile_of_sorted(sorted, kLowPercent);
  if (statistic == Statistic::p90) return percentile_of_sorted(sorted, kHighPercent);
  const double mean =
      std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(sorted.size());
  return statistic == Statistic::mean ? mean : standard_deviation(sorted, mean);
}

std::vector<Statistic> statistics_of(const ExportOptions& options) {
  return options.what == What::aligned ? std::vector{Statistic::mean} : options.statistics;
}

const ChannelFacts& facts_of(const SessionFacts& session, const std::string& channel) {
  const auto found =
      std::find_if(session.channels.begin(), session.channels.end(), [&](const ChannelFacts& one) {
        return exporting::text_cell(one.name) == channel;
      });
  if (found == session.channels.end())
    throw core::FormatError((session.folder / kFeatureFile).string(),
                            {"",
                             "the channels of report.json",
                             "the channel \"" + channel + "\"",
                             "analyse the recording again"});
  return *found;
}

/// One channel: its windows, and which of them count.
struct Windows {
  const ChannelFeatures* features;
  const ChannelFacts* channel;
  std::vector<bool> valid;
};

void add_rows(TableWriter& table,
              const SessionFacts& session,
              const Windows& windows,
              Identity identity) {
  const ChannelFeatures& features = *windows.features;
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < features.onset_s.size(); ++i) {
    cells.clear();
    add_identity_cells(cells, session, identity);
    add_channel_cells(cells, *windows.channel);
    const double middle_s = features.onset_s[i] + windows.channel->window_s / 2.0;
    cells.emplace_back(features.onset_s[i]);
    cells.emplace_back(core::name(session.hypnogram ? session.hypnogram->at(middle_s)
                                                    : core::SleepStage::unscored));
    cells.emplace_back(static_cast<double>(features.coverage[i]));
    cells.emplace_back(windows.valid[i] ? 1.0 : 0.0);
    for (const auto& column : features.values)
      cells.emplace_back(static_cast<double>(column[i]));
    table.row(cells);
  }
}

// The windows whose middle lies in the group.
std::vector<std::size_t> members_of(const WindowGroup& group, const Windows& windows) {
  const auto& onset_s = windows.features->onset_s;
  const double half_s = windows.channel->window_s / 2.0;
  std::vector<std::size_t> members;
  for (const auto& span : group.spans) {
    const auto first = std::lower_bound(onset_s.begin(), onset_s.end(), span.start_s - half_s);
    const auto end = std::lower_bound(first, onset_s.end(), span.end_s() - half_s);
    for (auto at = first; at != end; ++at)
      members.push_back(static_cast<std::size_t>(at - onset_s.begin()));
  }
  return members;
}

void add_summary(std::vector<Cell>& cells,
                 const std::vector<std::size_t>& members,
                 const Windows& windows,
                 const std::vector<Statistic>& statistics) {
  const auto valid = std::count_if(
      members.begin(), members.end(), [&](std::size_t i) { return windows.valid[i]; });
  cells.emplace_back(static_cast<double>(members.size()));
  cells.emplace_back(static_cast<double>(valid));
  std::vector<double> values;
  for (const auto& column : windows.features->values) {
    values.clear();
    for (const std::size_t i : members) {
      if (windows.valid[i] && std::isfinite(column[i]))
        values.push_back(static_cast<double>(column[i]));
    }
    std::sort(values.begin(), values.end());
    for (const auto statistic : statistics)
      cells.emplace_back(statistic_of(values, statistic));
  }
}

void add_groups(TableWriter& table,
                const SessionFacts& session,
                const Windows& windows,
                const ExportOptions& options,
                Identity identity) {
  const auto statistics = statistics_of(options);
  std::vector<Cell> cells;
  for (const auto& group : groups_of(session, *windows.channel, options)) {
    cells.clear();
    add_identity_cells(cells, session, identity);
    add_channel_cells(cells, *windows.channel);
    cells.insert(cells.end(), group.cells.begin(), group.cells.end());
    add_summary(cells, members_of(group, windows), windows, statistics);
    table.row(cells);
  }
}

void add_statistic_columns(std::vector<Column>& columns,
                           const Column& feature,
                           const std::vector<Statistic>& statistics) {
  for (const auto statistic : statistics) {
    const std::string word(kStatisticWords.at(static_cast<std::size_t>(statistic)));
    Column column = feature;
    column.name += "_" + word;
    column.meaning = word + " over valid windows of: " + feature.meaning;
    columns.push_back(std::move(column));
  }
}

}  // namespace

TableShape windows_shape(const ExportOptions& options,
                         const std::vector<std::string>& names,
                         Identity identity) {
  TableShape shape{std::string(kWhatWords.at(static_cast<std::size_t>(options.what))), {}};
  auto& columns = shape.columns;
  add_identity_columns(columns, identity);
  add_channel_columns(columns);
  const bool windows = options.what == What::features;
  if (windows) {
    columns.push_back(
        {"onset", Kind::number, "s", "Begin of the window, from the start of the recording."});
    columns.push_back({"stage", Kind::text, "", "Sleep stage at the middle of the window."});
    columns.push_back({"coverage", Kind::single, "1", "Share of valid samples in the window."});
    columns.push_back({"valid",
                       Kind::flag,
                       "1",
                       "1: all samples are valid and no artifact of the channel touches the "
                       "window; 0: leave it out."});
  } else {
    const auto group = group_columns(options);
    columns.insert(columns.end(), group.begin(), group.end());
    columns.push_back({"windows", Kind::number, "1", "Windows whose middle lies here."});
    columns.push_back(
        {"valid_windows", Kind::number, "1", "Those that are complete and free of artifacts."});
  }
  for (const auto& name : names) {
    const Column feature = normalised(feature_column(name), options.normalisation);
    if (windows)
      columns.push_back(feature);
    else
      add_statistic_columns(columns, feature, statistics_of(options));
  }
  return shape;
}

void add_windows(TableWriter& table,
                 const SessionFacts& session,
                 const ExportOptions& options,
                 const std::vector<std::string>& names,
                 Identity identity) {
  const double step_s = options.what == What::features ? options.step_s : 0.0;
  for_each_channel(
      session.folder / kFeatureFile, {names, step_s}, [&](const ChannelFeatures& read) {
        ChannelFeatures features = read;
        const ChannelFacts& channel = facts_of(session, features.channel);
        const auto valid = valid_windows(features, session, channel.window_s);
        normalise(features, names, valid, channel, options.normalisation);
        const Windows windows{&features, &channel, valid};
        if (options.what == What::features)
          add_rows(table, session, windows, identity);
        else
          add_groups(table, session, windows, options, identity);
      });
}

}  // namespace calfemg::exchange
