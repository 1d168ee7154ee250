// SPDX-License-Identifier: Apache-2.0
#include "signal/framer.hpp"

#include <algorithm>

#include "core/expects.hpp"
#include "signal/sample_grid.hpp"

namespace calfemg::signal {

Framer::Framer(core::Seconds window, core::Seconds hop, core::Hertz rate)
    : hop_(hop), rate_(rate), frame_samples_(samples_in(window, rate)) {
  CALFEMG_EXPECTS(hop <= window);
}

void Framer::append(std::span<const double> raw_uv, std::span<const double> clean_uv) {
  CALFEMG_EXPECTS(raw_uv.size() == clean_uv.size());
  drop_passed();
  raw_.insert(raw_.end(), raw_uv.begin(), raw_uv.end());
  clean_.insert(clean_.end(), clean_uv.begin(), clean_uv.end());
}

// What lies before the next window is not needed any more. It is dropped when it is more than what
// is kept, so that a sample is moved once at most.
void Framer::drop_passed() {
  const std::uint64_t passed = first_sample(next_, hop_, rate_) - buffer_first_;
  const std::size_t drop = std::min<std::uint64_t>(passed, raw_.size());
  if (2 * drop < raw_.size()) return;
  raw_.erase(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(drop));
  clean_.erase(clean_.begin(), clean_.begin() + static_cast<std::ptrdiff_t>(drop));
  buffer_first_ += drop;
}

bool Framer::ready() const {
  return first_sample(next_, hop_, rate_) + frame_samples_ <= buffer_first_ + raw_.size();
}

Framer::Frame Framer::front() const {
  const std::size_t at = first_sample(next_, hop_, rate_) - buffer_first_;
  return {next_,
          std::span(raw_).subspan(at, frame_samples_),
          std::span(clean_).subspan(at, frame_samples_)};
}

void Framer::pop() {
  ++next_;
}

}  // namespace calfemg::signal
