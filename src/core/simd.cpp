// SPDX-License-Identifier: Apache-2.0
#include "core/simd.hpp"

#include <atomic>

#include "core/expects.hpp"

namespace calfemg::core {
namespace {

bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

std::atomic<Simd>& chosen() {
  static std::atomic<Simd> simd{has_avx2() ? Simd::avx2 : Simd::baseline};
  return simd;
}

}  // namespace

Simd simd() {
  return chosen().load(std::memory_order_relaxed);
}

bool available(Simd simd) {
  return simd == Simd::baseline || has_avx2();
}

void use_simd(Simd simd) {
  CALFEMG_EXPECTS(available(simd));
  chosen().store(simd, std::memory_order_relaxed);
}

std::string_view name(Simd simd) {
  return simd == Simd::avx2 ? "avx2" : "baseline";
}

}  // namespace calfemg::core
