// SPDX-License-Identifier: Apache-2.0
#include "detect/plm_combine.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace calfemg::detect {
namespace {

bool comes_before(const ScoredMovement& a, const ScoredMovement& b) {
  return std::tie(a.onset_s, a.offset_s, a.side) < std::tie(b.onset_s, b.offset_s, b.side);
}

void absorb(ScoredMovement& movement, ScoredMovement part) {
  movement.offset_s = std::max(movement.offset_s, part.offset_s);
  if (movement.side != part.side) movement.side = Side::bilateral;
  movement.marks.insert(movement.marks.end(), part.marks.begin(), part.marks.end());
  if (part.type != MovementClass::clm) movement.type = part.type;
}

double duration_s(const ScoredMovement& movement) {
  return span_s(movement.onset_s, movement.offset_s);
}

std::vector<ScoredMovement> marks_of(const MarkedNight& night, core::Leg leg) {
  std::vector<ScoredMovement> marks;
  for (std::size_t i = 0; i < night.movements.size(); ++i) {
    const MarkedMovement& mark = night.movements[i];
    if (mark.leg != leg || !in_night(night, mark.onset_s, mark.offset_s)) continue;
    ScoredMovement movement;
    movement.onset_s = mark.onset_s;
    movement.offset_s = mark.offset_s;
    movement.side = leg == core::Leg::left ? Side::left : Side::right;
    movement.marks = {i};
    marks.push_back(std::move(movement));
  }
  std::sort(marks.begin(), marks.end(), comes_before);
  return marks;
}

/// What one leg does. Too long a movement is no candidate; for AASM it is no movement at all.
std::vector<ScoredMovement> one_leg_movements(const MarkedNight& night,
                                              core::Leg leg,
                                              const PlmOptions& options) {
  std::vector<ScoredMovement> joined;
  for (ScoredMovement& mark : marks_of(night, leg)) {
    const bool joins =
        !joined.empty() && span_s(joined.back().offset_s, mark.onset_s) < options.join_gap_s;
    if (joins) {
      absorb(joined.back(), std::move(mark));
    } else {
      joined.push_back(std::move(mark));
    }
  }
  std::erase_if(joined, [&](const ScoredMovement& movement) {
    return duration_s(movement) < options.min_duration_s;
  });
  for (ScoredMovement& movement : joined) {
    if (duration_s(movement) <= options.max_one_leg_s) continue;
    movement.type = follows_aasm(options) ? MovementClass::not_scored : MovementClass::non_clm;
  }
  return joined;
}

bool combines_by_wasm(const ScoredMovement& open,
                      const ScoredMovement& next,
                      const PlmOptions& options) {
  return span_s(open.offset_s, next.onset_s) < options.bilateral_gap_s;
}

/// One movement of each leg at most: a third one begins a movement of its own.
bool combines_by_aasm(const ScoredMovement& open,
                      const ScoredMovement& next,
                      const PlmOptions& options) {
  return open.type == MovementClass::clm && next.type == MovementClass::clm &&
         open.side != Side::bilateral && open.side != next.side &&
         span_s(open.onset_s, next.onset_s) < options.aasm_onset_gap_s;
}

void class_by_size(ScoredMovement& movement, const PlmOptions& options) {
  if (movement.parts == 1 || follows_aasm(options)) return;
  const bool too_long = duration_s(movement) > options.max_bilateral_s;
  if (too_long || movement.parts > options.max_parts) movement.type = MovementClass::non_clm;
}

}  // namespace

std::vector<ScoredMovement> combined_movements(const MarkedNight& night,
                                               const PlmOptions& options) {
  const auto left = one_leg_movements(night, core::Leg::left, options);
  const auto right = one_leg_movements(night, core::Leg::right, options);
  std::vector<ScoredMovement> in_order;
  std::merge(left.begin(),
             left.end(),
             right.begin(),
             right.end(),
             std::back_inserter(in_order),
             comes_before);

  const auto combines = follows_aasm(options) ? &combines_by_aasm : &combines_by_wasm;
  std::vector<ScoredMovement> movements;
  for (ScoredMovement& part : in_order) {
    if (!movements.empty() && combines(movements.back(), part, options)) {
      ++movements.back().parts;
      absorb(movements.back(), std::move(part));
    } else {
      movements.push_back(std::move(part));
    }
  }
  for (ScoredMovement& movement : movements)
    class_by_size(movement, options);
  return movements;
}

}  // namespace calfemg::detect
