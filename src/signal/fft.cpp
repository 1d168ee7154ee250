// SPDX-License-Identifier: Apache-2.0
#include "signal/fft.hpp"

#include <mutex>
#include <new>
#include <stdexcept>

#include <fftw3.h>

#include "core/expects.hpp"
#include "signal/fft_wisdom.hpp"

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

using Reals = std::unique_ptr<double[], FftwFree>;
using Complexes = std::unique_ptr<std::complex<double>[], FftwFree>;

Reals reals(std::size_t count) {
  Reals memory(fftw_alloc_real(count));
  if (!memory) throw std::bad_alloc();
  return memory;
}

Complexes complexes(std::size_t count) {
  Complexes memory(reinterpret_cast<std::complex<double>*>(fftw_alloc_complex(count)));
  if (!memory) throw std::bad_alloc();
  return memory;
}

fftw_complex* as_fftw(const Complexes& numbers) {
  return reinterpret_cast<fftw_complex*>(numbers.get());
}

// A plan that `make` gives. FFTW_ESTIMATE never measures, but takes what is in the wisdom.
class Plan {
 public:
  template <class Make>
  explicit Plan(const Make& make) {
    const std::lock_guard lock(planner_mutex());
    static const bool wise = fftw_import_wisdom_from_string(fft_wisdom()) != 0;
    (void)wise;  // another build of the library: it plans without
    plan_ = make();
    if (plan_ == nullptr) throw std::runtime_error("FFTW made no plan");
  }

  ~Plan() {
    const std::lock_guard lock(planner_mutex());
    fftw_destroy_plan(plan_);
  }

  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;
  Plan(Plan&&) = delete;
  Plan& operator=(Plan&&) = delete;

  void execute() const { fftw_execute(plan_); }

 private:
  fftw_plan plan_ = nullptr;
};

}  // namespace

struct RealFft::Impl {
  explicit Impl(std::size_t n)
      : length(n), input(reals(n)), output(complexes(n / 2 + 1)), plan([this] {
          return fftw_plan_dft_r2c_1d(
              static_cast<int>(length), input.get(), as_fftw(output), FFTW_ESTIMATE);
        }) {}

  std::size_t length;
  Reals input;
  Complexes output;
  Plan plan;
};

struct ComplexFft::Impl {
  explicit Impl(std::size_t n)
      : length(n), input(complexes(n)), output(complexes(n)), plan([this] {
          return fftw_plan_dft_1d(static_cast<int>(length),
                                  as_fftw(input),
                                  as_fftw(output),
                                  FFTW_FORWARD,
                                  FFTW_ESTIMATE);
        }) {}

  std::size_t length;
  Complexes input;
  Complexes output;
  Plan plan;
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
  impl_->plan.execute();
  return {impl_->output.get(), bins()};
}

ComplexFft::ComplexFft(std::size_t length) {
  CALFEMG_EXPECTS(length >= 2);
  impl_ = std::make_unique<Impl>(length);
}

ComplexFft::~ComplexFft() = default;
ComplexFft::ComplexFft(ComplexFft&&) noexcept = default;
ComplexFft& ComplexFft::operator=(ComplexFft&&) noexcept = default;

std::span<std::complex<double>> ComplexFft::input() {
  return {impl_->input.get(), impl_->length};
}

std::span<const std::complex<double>> ComplexFft::transform() {
  impl_->plan.execute();
  return {impl_->output.get(), impl_->length};
}

const char* fftw_library_version() {
  constexpr std::size_t kPrefix = sizeof("fftw-") - 1;  // fftw_version is "fftw-3.3.10-sse2-avx"
  return fftw_version + kPrefix;
}

}  // namespace calfemg::signal
