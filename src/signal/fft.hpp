// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstddef>
#include <memory>
#include <span>

namespace calfemg::signal {

/// Forward real-to-complex FFT of one fixed length. Owns its plan and its buffers, so two objects
/// never share state; make one per thread. Unscaled: X[k] = sum_n x[n] exp(-2 pi i k n / N).
class RealFft {
 public:
  /// @param length  N, at least 2. Plans are never timed: same plan, same bits, every run.
  explicit RealFft(std::size_t length);
  ~RealFft();
  RealFft(RealFft&&) noexcept;
  RealFft& operator=(RealFft&&) noexcept;
  RealFft(const RealFft&) = delete;
  RealFft& operator=(const RealFft&) = delete;

  [[nodiscard]] std::size_t length() const;
  [[nodiscard]] std::size_t bins() const;  ///< N / 2 + 1

  /// The N values that the next transform() reads, any unit; overwritten by it.
  [[nodiscard]] std::span<double> input();

  /// @return bins() values in the unit of the input; valid until the next call
  [[nodiscard]] std::span<const std::complex<double>> transform();

 private:
  struct Impl;  // keeps fftw3.h out of this header
  std::unique_ptr<Impl> impl_;
};

/// The same of complex numbers, with N bins: two real signals at once, one in the real parts and
/// one in the imaginary ones.
class ComplexFft {
 public:
  /// @param length  N, at least 2. Plans are never timed: same plan, same bits, every run.
  explicit ComplexFft(std::size_t length);
  ~ComplexFft();
  ComplexFft(ComplexFft&&) noexcept;
  ComplexFft& operator=(ComplexFft&&) noexcept;
  ComplexFft(const ComplexFft&) = delete;
  ComplexFft& operator=(const ComplexFft&) = delete;

  /// The N values that the next transform() reads, any unit.
  [[nodiscard]] std::span<std::complex<double>> input();

  /// @return N values in the unit of the input; valid until the next call
  [[nodiscard]] std::span<const std::complex<double>> transform();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Version of the FFTW library, e.g. "3.3.10".
[[nodiscard]] const char* fftw_library_version();

}  // namespace calfemg::signal
