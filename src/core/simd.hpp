// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace calfemg::core {

/// Instructions that the kernels may use. Every kernel is compiled once for each of them, does the
/// same operations in the same order, and never fuses a product with a sum: the bits are the same.
enum class Simd { baseline, avx2 };

/// What the processor offers, or what `use_simd` said.
[[nodiscard]] Simd simd();

[[nodiscard]] bool available(Simd simd);

/// Binds every kernel from now on; must be available. Call it before any thread is started.
void use_simd(Simd simd);

[[nodiscard]] std::string_view name(Simd simd);

}  // namespace calfemg::core
