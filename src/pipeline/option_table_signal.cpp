// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "pipeline/option_table.hpp"

namespace calfemg::pipeline {
namespace {

using Signal = signal::SignalOptions;

constexpr std::array kSignalOptions{
    bind<&Options::signal, &Signal::highpass_hz>(
        {.key = "signal.highpass_hz",
         .unit = "Hz",
         .meaning = "lower corner of the band-pass; movement of skin and cables lies below",
         .source = "De Luca 2010, J Biomech 43:1573",
         .low = 1.0,
         .high = 1000.0}),
    bind<&Options::signal, &Signal::lowpass_hz>(
        {.key = "signal.lowpass_hz",
         .unit = "Hz",
         .meaning = "upper corner of the band-pass, narrowed where recorder or rate demand it",
         .source = "ISEK 1999 and SENIAM: surface EMG ends near 500 Hz",
         .low = 10.0,
         .high = 10000.0}),
    bind<&Options::signal, &Signal::order>(
        {.key = "signal.order",
         .unit = "1",
         .meaning = "order of the Butterworth band-pass, as many second-order sections",
         .source = "engineering choice",
         .low = 1.0,
         .high = 8.0}),
    bind<&Options::signal, &Signal::mains>(
        {.key = "signal.mains",
         .meaning = "mains frequency that the notches are for; auto finds it in the recording",
         .source = "50 Hz or 60 Hz by country",
         .words = "auto 50 60 off"}),
    bind<&Options::signal, &Signal::notch_q>(
        {.key = "signal.notch_q",
         .unit = "1",
         .meaning = "centre frequency of a mains notch over its -3 dB width",
         .source = "SOMAS uses w0/30",
         .low = 5.0,
         .high = 200.0}),
    bind<&Options::signal, &Signal::settle_s>(
        {.key = "signal.settle_s",
         .unit = "s",
         .meaning = "signal left out after a start or a gap, while the filters settle",
         .source = "engineering choice",
         .low = 0.0,
         .high = 60.0}),
    bind<&Options::signal, &Signal::envelope_hz>(
        {.key = "signal.envelope_hz",
         .unit = "Hz",
         .meaning = "bins of the RMS envelope in a second",
         .source = "50 ms bins: finer than the shortest event that is reported",
         .low = 20.0,
         .high = 200.0}),
};

}  // namespace

std::span<const Option> signal_options() {
  return kSignalOptions;
}

}  // namespace calfemg::pipeline
