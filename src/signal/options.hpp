// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace calfemg::signal {

// NOLINTBEGIN(readability-magic-numbers): this is where the numbers are given their names

/// How samples are conditioned before anything is measured on them.
struct SignalOptions {
  double highpass_hz = 20.0;   ///< De Luca 2010: motion artefact lies below
  double lowpass_hz = 450.0;   ///< ISEK 1999: surface EMG carries nothing above 500 Hz
  int order = 4;               ///< of the Butterworth band-pass: `order` second-order sections
  double notch_q = 30.0;       ///< centre over -3 dB width of a mains notch
  std::string mains = "auto";  ///< "auto", "50", "60", "off"
  double settle_s = 0.5;       ///< not used after a start or a gap: filters settle
  double envelope_hz = 20.0;   ///< bins of the RMS envelope a second
};

// NOLINTEND(readability-magic-numbers)

}  // namespace calfemg::signal
