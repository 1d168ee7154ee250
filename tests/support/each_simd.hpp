// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/simd.hpp"

namespace calfemg::test {

/// The instruction sets of this machine; puts the chosen one back at the end of a test.
struct EachSimd {
  EachSimd() {
    for (const core::Simd set : {core::Simd::baseline, core::Simd::avx2}) {
      if (core::available(set)) available.push_back(set);
    }
  }

  ~EachSimd() { core::use_simd(before); }

  EachSimd(const EachSimd&) = delete;
  EachSimd& operator=(const EachSimd&) = delete;

  core::Simd before = core::simd();
  std::vector<core::Simd> available;
};

}  // namespace calfemg::test
