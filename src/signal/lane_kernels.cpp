// SPDX-License-Identifier: Apache-2.0
#include "signal/lane_kernels.hpp"

#include "core/simd.hpp"

namespace calfemg::signal {

namespace baseline {
extern const LaneKernels kLaneKernels;
}

#if defined(__x86_64__)
namespace avx2 {
extern const LaneKernels kLaneKernels;
}
#endif

const LaneKernels& lane_kernels() {
#if defined(__x86_64__)
  if (core::simd() == core::Simd::avx2) return avx2::kLaneKernels;
#endif
  return baseline::kLaneKernels;
}

}  // namespace calfemg::signal
