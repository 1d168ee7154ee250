// SPDX-License-Identifier: Apache-2.0
#include "detect/detect.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "detect/artifact_event.hpp"
#include "detect/contraction.hpp"
#include "detect/cramp.hpp"
#include "detect/cramp_aftermath.hpp"
#include "detect/derivation.hpp"
#include "detect/fasciculation.hpp"
#include "detect/hflm.hpp"
#include "detect/leg_movement.hpp"
#include "detect/lmm.hpp"
#include "detect/plm_event.hpp"
#include "detect/plm_night.hpp"
#include "detect/session_view.hpp"
#include "detect/summary.hpp"
#include "detect/tension.hpp"
#include "detect/tension_signature.hpp"

namespace calfemg::detect {
namespace {

void append(std::vector<core::Event>& events, std::vector<core::Event> more) {
  events.insert(
      events.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

core::MovementIndices indices_of(const SessionView& view,
                                 std::span<const core::Event> events,
                                 const DetectOptions& options) {
  if (!options.leg_movement.enabled || !options.plm.enabled) return {};
  const MarkedNight night = night_of(events, view.table->recording.hypnogram);
  core::MovementIndices indices =
      movement_indices(night, score_movements(night, options.plm), options.plm);
  indices.method = options.leg_movement.method;
  const std::vector<Derivation> sources = derivations(view, options.leg_movement);
  indices.standard =
      std::all_of(sources.begin(), sources.end(), [](const Derivation& d) { return d.standard; });
  return indices;
}

}  // namespace

core::Findings find_events(const core::SessionTable& table, const DetectOptions& options) {
  const SessionView view = prepared(table, options);

  core::Findings findings;
  std::vector<core::Event>& events = findings.events;
  append(events, find_cramps(view, options.cramp));
  append(events, find_trains(view, options.hflm));
  append(events, find_large_movements(view, events, options.lmm));
  append(events, find_contractions(view, events, options.contraction));
  append(events, find_fasciculations(view, options.fasciculation));
  append(events, find_leg_movements(view, events, options.leg_movement));
  append(events, find_periodic_movements(events, table.recording.hypnogram, options.plm));
  append(events, find_tension(view, events, options.tension));
  append(events, artifact_events(view));
  describe_aftermath(events, view, options.tension);
  std::sort(events.begin(), events.end(), core::comes_before);

  if (options.tension.enabled) {
    findings.tension = tension_signatures(view, events, options.tension);
    findings.tension_asymmetries = tension_asymmetries(findings.tension);
  }
  findings.leg_movements = indices_of(view, events, options);
  findings.channels = summaries_of_channels(view);
  findings.heads = summaries_of_heads(view, events);
  findings.legs = summaries_of_legs(view, events, options.leg_movement);
  for (const core::ChannelSummary& channel : findings.channels) {
    findings.usable_s += channel.usable_s / static_cast<double>(findings.channels.size());
  }
  findings.sleep_s = sleep_seconds(table.recording);
  return findings;
}

}  // namespace calfemg::detect
