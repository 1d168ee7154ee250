// SPDX-License-Identifier: Apache-2.0
#include "features/spectrum.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Core>

#include "core/expects.hpp"
#include "core/recording.hpp"

namespace calfemg::features {
namespace {

constexpr double kEdgeTolerance = 1e-9;  // of a bin

std::size_t first_bin_from(double frequency_hz, const Spectrum& spectrum) {
  const double bin = std::ceil(frequency_hz / spectrum.bin_width_hz - kEdgeTolerance);
  const double inside = std::clamp(bin, 0.0, static_cast<double>(spectrum.psd.size()));
  return static_cast<std::size_t>(inside);
}

}  // namespace

BandSpectrum slice(const Spectrum& spectrum, Band band) {
  if (spectrum.psd.empty()) return {};
  CALFEMG_EXPECTS(spectrum.bin_width_hz > 0.0);
  const std::size_t begin = first_bin_from(band.low_hz, spectrum);
  const std::size_t end = std::max(begin, first_bin_from(band.high_hz, spectrum));
  return {spectrum.psd.subspan(begin, end - begin), begin, spectrum.bin_width_hz};
}

double power_uv2(const BandSpectrum& bins) {
  if (bins.psd.empty()) return core::kMissing;
  const Eigen::Map<const Eigen::ArrayXd> psd(bins.psd.data(),
                                             static_cast<Eigen::Index>(bins.psd.size()));
  return psd.sum() * bins.bin_width_hz;
}

}  // namespace calfemg::features
