// SPDX-License-Identifier: Apache-2.0
#define CALFEMG_SIMD baseline
#include "features/frame_kernels.inc"
