// SPDX-License-Identifier: Apache-2.0
// Finds the fastest complex transforms of this machine's FFTW and prints them as the table in
// src/signal/fft_wisdom.cpp.
//   make_fft_wisdom LENGTH...
#include <complex>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include <fftw3.h>

namespace {

double processor_s() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double cost_ns(fftw_plan plan, int length) {
  constexpr int kTries = 7;
  const int times = 2'000'000 / length + 1;
  double best = 1e9;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const double begin = processor_s();
    for (int i = 0; i < times; ++i)
      fftw_execute(plan);
    const double took = (processor_s() - begin) / times * 1e9;
    best = took < best ? took : best;
  }
  return best;
}

// The entries of the wisdom, without the line that names the library.
std::string entries(const std::string& wisdom) {
  const auto begin = wisdom.find('\n');
  const auto end = wisdom.rfind(')');
  return begin == std::string::npos ? "" : wisdom.substr(begin + 1, end - begin - 1);
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kPlans = 12;
  std::string first_line;
  std::string all;
  for (int i = 1; i < argc; ++i) {
    const int length = std::atoi(argv[i]);
    fftw_complex* in = fftw_alloc_complex(static_cast<std::size_t>(length));
    fftw_complex* out = fftw_alloc_complex(static_cast<std::size_t>(length));
    double best = 1e12;
    std::string best_wisdom;
    for (int attempt = 0; attempt < kPlans; ++attempt) {
      fftw_forget_wisdom();
      const unsigned how = attempt % 3 == 2 ? FFTW_PATIENT : FFTW_MEASURE;
      fftw_plan plan = fftw_plan_dft_1d(length, in, out, FFTW_FORWARD, how);
      for (int n = 0; n < length; ++n)
        in[n][0] = in[n][1] = 1e-3 * n;
      const double cost = cost_ns(plan, length);
      char* wisdom = fftw_export_wisdom_to_string();
      if (cost < best) {
        best = cost;
        best_wisdom = wisdom;
      }
      free(wisdom);
      fftw_destroy_plan(plan);
    }
    std::fprintf(stderr, "%d: %.2f ns a real number\n", length, best / (2.0 * length));
    first_line = best_wisdom.substr(0, best_wisdom.find('\n'));
    all += entries(best_wisdom);
    fftw_free(in);
    fftw_free(out);
  }
  std::printf("%s\n%s)\n", first_line.c_str(), all.c_str());
  return 0;
}
