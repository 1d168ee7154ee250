// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "pipeline/option_table.hpp"

namespace calfemg::pipeline {
namespace {

constexpr std::array kOrderRules{
    OrderRule{"signal.highpass_hz", "signal.lowpass_hz"},
    OrderRule{"features.hop_s", "features.window_s", true},
    OrderRule{"artifact.mains_share", "artifact.mains_share_notched", true},
    OrderRule{"cramp.possible_probability", "cramp.probable_probability", true},
    OrderRule{"cramp.probable_probability", "cramp.definite_probability", true},
    OrderRule{"cramp.offset_rest_multiple", "cramp.onset_rest_multiple", true},
    OrderRule{"cramp.offset_sigma", "cramp.onset_sigma", true},
    OrderRule{"cramp.offset_above_uv", "cramp.onset_above_uv", true},
    OrderRule{"cramp.return_frame_s", "cramp.trend_window_s"},
    OrderRule{"cramp.min_duration_s", "cramp.short_duration_s", true},
    OrderRule{"cramp.short_duration_s", "cramp.max_duration_s"},
    OrderRule{"artifact.ecg_shortest_s", "artifact.ecg_longest_s"},
    OrderRule{"hflm.min_interval_s", "hflm.max_interval_s"},
    OrderRule{"lmm.min_duration_s", "lmm.max_duration_s"},
    OrderRule{"contraction.offset_rest_multiple", "contraction.onset_rest_multiple", true},
    OrderRule{"contraction.min_duration_s", "contraction.max_duration_s"},
    OrderRule{"leg_movement.offset_above_uv", "leg_movement.onset_above_uv", true},
    OrderRule{"leg_movement.min_duration_s", "leg_movement.max_duration_s"},
    OrderRule{"plm.min_duration_s", "plm.max_one_leg_s"},
    OrderRule{"plm.min_interval_s", "plm.max_interval_s"},
    OrderRule{"plm.aasm_min_interval_s", "plm.max_interval_s"},
};

}  // namespace

std::span<const OrderRule> order_rules() {
  return kOrderRules;
}

}  // namespace calfemg::pipeline
