// SPDX-License-Identifier: Apache-2.0
#include "signal/real_fft.hpp"

#include <mutex>
#include <new>
#include <stdexcept>

#include <fftw3.h>

#include "core/expects.hpp"

namespace calfemg::signal {
namespace {

// FFTW: only fftw_execute may run in two threads at once; planning and destroying may not.
std::mutex& planner_mutex() {
  static std::mutex mutex;
  return mutex;
}

struct FftwFree {
  void operator()(void* p) const { fftw_free(p); }
};

}  // namespace

struct RealFft::Impl {
  explicit Impl(std::size_t n)
      : length(n),
        input(fftw_alloc_real(n)),
        output(reinterpret_cast<std::complex<double>*>(fftw_alloc_complex(n / 2 + 1))) {
    if (!input || !output) throw std::bad_alloc();
    const std::lock_guard lock(planner_mutex());
    plan = fftw_plan_dft_r2c_1d(static_cast<int>(n),
                                input.get(),
                                reinterpret_cast<fftw_complex*>(output.get()),
                                FFTW_ESTIMATE);
    if (plan == nullptr) throw std::runtime_error("FFTW made no plan");
  }

  ~Impl() {
    const std::lock_guard lock(planner_mutex());
    fftw_destroy_plan(plan);
  }

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  Impl(Impl&&) = delete;
  Impl& operator=(Impl&&) = delete;

  std::size_t length;
  std::unique_ptr<double[], FftwFree> input;
  std::unique_ptr<std::complex<double>[], FftwFree> output;
  fftw_plan plan = nullptr;
};

RealFft::RealFft(std::size_t length) {
  CALFEMG_EXPECTS(length >= 2);
  impl_ = std::make_unique<Impl>(length);
}

RealFft::~RealFft() = default;
RealFft::RealFft(RealFft&&) noexcept = default;
RealFft& RealFft::operator=(RealFft&&) noexcept = default;

std::size_t RealFft::length() const {
  return impl_->length;
}

std::size_t RealFft::bins() const {
  return impl_->length / 2 + 1;
}

std::span<double> RealFft::input() {
  return {impl_->input.get(), impl_->length};
}

std::span<const std::complex<double>> RealFft::transform() {
  fftw_execute(impl_->plan);
  return {impl_->output.get(), bins()};
}

const char* fftw_library_version() {
  constexpr std::size_t kPrefix = sizeof("fftw-") - 1;  // fftw_version is "fftw-3.3.10-sse2-avx"
  return fftw_version + kPrefix;
}

}  // namespace calfemg::signal
