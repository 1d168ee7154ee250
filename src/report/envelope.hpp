// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/event.hpp"
#include "core/session_table.hpp"

namespace calfemg::report {

/// What the envelope did in one column of a drawing. `count == 0`: no valid value, draw nothing.
struct Bucket {
  double low_uv = 0.0;
  double mean_uv = 0.0;
  double high_uv = 0.0;
  int count = 0;
};

/// A stretch of time cut into equal buckets, none shorter than a bin of the envelope.
struct Buckets {
  double start_s = 0.0;
  double width_s = 1.0;
  std::vector<Bucket> items;
};

/// Lowest, mean and highest envelope value of each bucket. NaN bins and bins marked as gap or
/// settling do not count; a bucket of only such bins stays empty.
[[nodiscard]] Buckets envelope_buckets(const core::ChannelTable& channel,
                                       double start_s,
                                       double end_s,
                                       int most);

/// Time without data in this channel inside the window: bins marked as gap, and what lies before
/// and after its block.
[[nodiscard]] std::vector<core::Interval> gaps_of(const core::ChannelTable& channel,
                                                  const core::Interval& window);

/// Time of the artefact events that name this channel.
[[nodiscard]] std::vector<core::Interval> artifacts_of(const core::ChannelTable& channel,
                                                       const std::vector<core::Event>& events);

/// Sorted, and joined where less than `smallest_gap_s` lies between.
[[nodiscard]] std::vector<core::Interval> merged(std::vector<core::Interval> intervals,
                                                 double smallest_gap_s);

}  // namespace calfemg::report
