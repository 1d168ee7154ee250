// SPDX-License-Identifier: Apache-2.0
#include "exchange/window_groups.hpp"

#include <algorithm>
#include <cmath>

#include "exchange/session_tables.hpp"
#include "export/cell.hpp"
#include "export/words.hpp"

namespace calfemg::exchange {
namespace {

core::SleepStage stage_at(const SessionFacts& session, double seconds) {
  return session.hypnogram ? session.hypnogram->at(seconds) : core::SleepStage::unscored;
}

// Epochs begin where those of the hypnogram do, or with the recording.
std::vector<WindowGroup> epochs_of(const SessionFacts& session, double epoch_s) {
  const double phase_s = session.hypnogram ? std::fmod(session.hypnogram->start_s, epoch_s) : 0.0;
  const double first_s = phase_s > 0.0 ? phase_s - epoch_s : phase_s;
  const double span_s = session.duration_s - first_s;
  const auto count = span_s > 0.0 ? static_cast<std::size_t>(std::ceil(span_s / epoch_s)) : 0;
  std::vector<WindowGroup> groups;
  groups.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double start_s = first_s + static_cast<double>(i) * epoch_s;
    const double middle_s = start_s + epoch_s / 2.0;
    groups.push_back(
        {{{start_s, epoch_s}}, {start_s, epoch_s, core::name(stage_at(session, middle_s))}});
  }
  return groups;
}

std::vector<WindowGroup> stages_of(const SessionFacts& session) {
  std::vector<WindowGroup> groups;
  if (!session.hypnogram) return groups;
  const core::Hypnogram& hypnogram = *session.hypnogram;
  for (const auto stage : core::kSleepStages) {
    WindowGroup group;
    for (std::size_t i = 0; i < hypnogram.stages.size(); ++i) {
      const double start_s = hypnogram.start_s + static_cast<double>(i) * hypnogram.epoch_s;
      if (hypnogram.stages[i] == stage) group.spans.push_back({start_s, hypnogram.epoch_s});
    }
    if (group.spans.empty()) continue;
    const double total_s = static_cast<double>(group.spans.size()) * hypnogram.epoch_s;
    group.cells = {core::name(stage), total_s};
    groups.push_back(std::move(group));
  }
  return groups;
}

std::string_view relation(const core::Event& event, const core::Role& role) {
  if (!event.leg) return "both_legs";
  if (*event.leg != role.leg) return "other_leg";
  return event.muscle == role.muscle ? "same_head" : "same_leg";
}

std::vector<Cell> event_cells(const core::Event& event,
                              std::size_t position,
                              const core::Role& role) {
  return {static_cast<double>(position),
          core::name(event.type),
          exporting::to_millisecond(event.onset_s),
          exporting::to_millisecond(event.duration_s),
          event.leg ? core::name(*event.leg) : exporting::kBothLegs,
          core::name(event.muscle),
          core::name(event.grade),
          relation(event, role)};
}

std::vector<WindowGroup> events_of(const SessionFacts& session,
                                   const core::Role& role,
                                   const ExportOptions& options) {
  const auto events = chosen_events(session, options);
  std::vector<WindowGroup> groups;
  groups.reserve(events.size());
  std::size_t position = 0;
  for (const auto& event : events)
    groups.push_back({{{event.onset_s, event.duration_s}}, event_cells(event, position++, role)});
  return groups;
}

std::vector<WindowGroup> bins_around_events(const SessionFacts& session,
                                            const core::Role& role,
                                            const ExportOptions& options) {
  ExportOptions asked = options;
  if (asked.types.empty()) asked.types = {core::EventType::cramp};
  const auto count =
      static_cast<std::size_t>(std::ceil((options.before_s + options.after_s) / options.epoch_s));
  std::vector<WindowGroup> groups;
  std::size_t position = 0;
  for (const auto& event : chosen_events(session, asked)) {
    for (std::size_t i = 0; i < count; ++i) {
      const double offset_s = static_cast<double>(i) * options.epoch_s - options.before_s;
      WindowGroup group{{{event.onset_s + offset_s, options.epoch_s}},
                        event_cells(event, position, role)};
      group.cells.emplace_back(offset_s);
      groups.push_back(std::move(group));
    }
    ++position;
  }
  return groups;
}

void add_event_columns(std::vector<Column>& columns) {
  columns.push_back({"event", Kind::number, "1", "Number of the event in the session, from 0."});
  columns.push_back({"trial_type", Kind::text, "", "Type of the event."});
  columns.push_back(
      {"onset", Kind::number, "s", "Begin of the event, from the start of the recording."});
  columns.push_back({"duration", Kind::number, "s", "Length of the event."});
  columns.push_back({"event_leg", Kind::text, "", "Leg of the event."});
  columns.push_back({"event_muscle", Kind::text, "", "Muscle of the event."});
  columns.push_back({"grade", Kind::text, "", "Grade of a cramp."});
  columns.push_back(
      {"relation",
       Kind::text,
       "",
       "Channel to event: same_head, same_leg, other_leg, or both_legs when the event "
       "is not bound to a leg."});
}

}  // namespace

std::vector<Column> group_columns(const ExportOptions& options) {
  std::vector<Column> columns;
  const Column duration{"duration", Kind::number, "s", "Time that the row stands for."};
  const Column stage{"stage", Kind::text, "", "Sleep stage."};
  if (options.what == What::aligned) {
    add_event_columns(columns);
    columns.push_back({"offset",
                       Kind::number,
                       "s",
                       "Begin of the stretch, from the onset of the event; below 0: before."});
  } else if (options.by == Grouping::event) {
    add_event_columns(columns);
  } else if (options.by == Grouping::epoch) {
    columns = {{"onset", Kind::number, "s", "Begin of the epoch, from the start of the recording."},
               duration,
               stage};
  } else if (options.by == Grouping::stage) {
    columns = {stage, duration};
  } else {
    columns = {duration};
  }
  return columns;
}

std::vector<WindowGroup> groups_of(const SessionFacts& session,
                                   const ChannelFacts& channel,
                                   const ExportOptions& options) {
  if (options.what == What::aligned) return bins_around_events(session, channel.role, options);
  if (options.by == Grouping::event) return events_of(session, channel.role, options);
  if (options.by == Grouping::epoch) return epochs_of(session, options.epoch_s);
  if (options.by == Grouping::stage) return stages_of(session);
  return {{{{0.0, session.duration_s}}, {session.duration_s}}};
}

}  // namespace calfemg::exchange
