// SPDX-License-Identifier: Apache-2.0
#include "features/frame_kernels.hpp"

#include "core/simd.hpp"

namespace calfemg::features {

namespace baseline {
extern const FrameKernels kFrameKernels;
}

#if defined(__x86_64__)
namespace avx2 {
extern const FrameKernels kFrameKernels;
}
#endif

const FrameKernels& frame_kernels() {
#if defined(__x86_64__)
  if (core::simd() == core::Simd::avx2) return avx2::kFrameKernels;
#endif
  return baseline::kFrameKernels;
}

}  // namespace calfemg::features
