#!/usr/bin/env python3
"""Writes signal_oracle.txt: filter outputs and spectra as SciPy computes them.

Each case is a line "case NAME key=value ...", then lines "x ..." (input) and "y ..." (expected).
Numbers are printed with repr, so they read back exactly. Made with SciPy 1.10; run again only when
a case is added.
"""
from pathlib import Path

import numpy as np
from scipy import signal


def line(tag, values):
    return tag + " " + " ".join(repr(float(v)) for v in values)


def case(name, parameters, x, y):
    text = " ".join(f"{key}={value!r}" for key, value in parameters.items())
    return [f"case {name} {text}", line("x", x), line("y", y)]


def main():
    random = np.random.default_rng(20260101)
    rows = []
    for order, low, high, rate in [(4, 20.0, 450.0, 1000.0), (4, 20.0, 450.0, 2000.0),
                                   (4, 10.0, 100.0, 256.0), (3, 20.0, 450.0, 1259.259),
                                   (1, 30.0, 90.0, 500.0), (2, 5.0, 450.0, 10000.0)]:
        x = 50.0 * random.standard_normal(400) + 300.0
        sos = signal.butter(order, [low, high], "bandpass", fs=rate, output="sos")
        rows += case("bandpass", dict(order=order, low=low, high=high, rate=rate), x,
                     signal.sosfilt(sos, x))
    for centre, q, rate in [(50.0, 30.0, 1000.0), (60.0, 30.0, 2000.0), (150.0, 10.0, 1259.259)]:
        x = 20.0 * random.standard_normal(400)
        b, a = signal.iirnotch(centre, q, fs=rate)
        rows += case("notch", dict(centre=centre, q=q, rate=rate), x, signal.lfilter(b, a, x))
    for length, rate in [(256, 256.0), (255, 1000.0), (500, 500.0)]:
        x = 10.0 * random.standard_normal(length) + 5.0
        _, psd = signal.periodogram(x, rate, "hann", detrend="constant", scaling="density")
        rows += case("psd", dict(rate=rate), x, psd)
    for centre, rate in [(80.0, 1000.0), (30.0, 2000.0)]:
        sos = signal.butter(4, [20.0, 0.45 * rate], "bandpass", fs=rate, output="sos")
        # Group delay of sections in series is the sum of their delays.
        delay = sum(signal.group_delay((s[:3], s[3:]), w=[centre], fs=rate)[1][0] for s in sos)
        rows += case("delay", dict(centre=centre, low=20.0, high=0.45 * rate, rate=rate), [], [delay])
    Path(__file__).with_name("signal_oracle.txt").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
