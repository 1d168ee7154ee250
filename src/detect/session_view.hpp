// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/session_result.hpp"
#include "core/session_table.hpp"
#include "detect/artifact.hpp"
#include "detect/options.hpp"

namespace calfemg::detect {

/// A channel as every detector after the artefacts sees it.
struct ChannelView {
  const core::ChannelTable* table = nullptr;  ///< never null; lives as long as the SessionTable
  ChannelArtifacts artifacts;
  core::RestLevel rest;

  [[nodiscard]] const core::Role& role() const { return table->channel.role; }
};

/// A SessionTable with its artefacts found and its rest levels known.
struct SessionView {
  const core::SessionTable* table = nullptr;  ///< never null; must outlive the view
  std::vector<ChannelView> channels;          ///< same order as SessionTable::channels
};

/// One muscle of one leg and the channels on it, in the order of the recording.
struct Head {
  core::Leg leg = core::Leg::left;
  core::Muscle muscle = core::Muscle::none;
  std::vector<std::size_t> channels;  ///< indices into SessionView::channels
};

[[nodiscard]] SessionView prepared(const core::SessionTable& table, const DetectOptions& options);

/// All heads with a channel, ordered by leg, then muscle.
[[nodiscard]] std::vector<Head> heads_of(const SessionView& view);

/// An activity of one channel of a head, in seconds.
struct SitePart {
  std::size_t channel = 0;  ///< index into SessionView::channels
  core::Interval interval;
};

/// What happened on one head: from the first site's onset to the last site's end.
struct HeadPart {
  core::Interval interval;
  std::vector<SitePart> parts;  ///< ordered by onset
};

/// Activities of the sites of a head that overlap or are at most `largest_gap_s` apart are one.
[[nodiscard]] std::vector<HeadPart> joined_sites(std::vector<SitePart> parts, double largest_gap_s);

/// An event of a head with its place filled in: leg, muscle, sites and channels by first activity,
/// sleep stage at onset.
[[nodiscard]] core::Event event_of(const SessionView& view,
                                   core::EventType type,
                                   const HeadPart& part);

/// `unscored` without a hypnogram.
[[nodiscard]] core::SleepStage stage_at(const SessionView& view, double seconds);

}  // namespace calfemg::detect
