// SPDX-License-Identifier: Apache-2.0
#if defined(__x86_64__)
#define CALFEMG_SIMD avx2
#include "features/frame_kernels.inc"
#endif
