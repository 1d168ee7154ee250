#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The filters and features of calfemg, vectorised with SciPy: what the job costs without it.

    scipy_same_job.py RECORDING      a calfemg recording, int16, microvolts by /signals/emg/channels
"""
import sys

import h5py
import numpy as np
from scipy import signal

ORDER, BAND_HZ = 4, (20.0, 450.0)
LOW_ORDER, LOW_HZ = 3, (2.0, 15.0)
ENVELOPE_HZ = 20
BANDS_HZ = [(20, 45), (45, 95), (95, 145), (145, 245), (245, 450)]


def windows(x, rate):
    return np.lib.stride_tricks.sliding_window_view(x, rate)[::rate // 2]


def time_domain(frames, threshold):
    x = frames - frames.mean(axis=1, keepdims=True)
    steps = np.diff(x, axis=1)
    bends = np.diff(steps, axis=1)
    square = x * x
    m2 = square.mean(axis=1)
    large = np.abs(steps) >= threshold
    either = np.maximum(np.abs(steps[:, :-1]), np.abs(steps[:, 1:])) >= threshold
    v1, v2 = steps.var(axis=1), bends.var(axis=1)
    return np.column_stack([
        np.sqrt(m2), np.abs(x).mean(axis=1), np.abs(steps).sum(axis=1),
        ((x[:, :-1] * x[:, 1:] < 0) & large).sum(axis=1),
        ((steps[:, :-1] * steps[:, 1:] < 0) & either).sum(axis=1), large.sum(axis=1),
        (square * square).mean(axis=1) / m2**2, (square * x).mean(axis=1) / m2**1.5,
        np.sqrt(v1 / m2), np.sqrt(v2 / v1) / np.sqrt(v1 / m2),
        (square[:, 1:-1] - x[:, :-2] * x[:, 2:]).mean(axis=1)])


def power(frames, rate):
    window = signal.get_window("hann", rate)
    x = (frames - frames.mean(axis=1, keepdims=True)) * window
    return 2.0 * np.abs(np.fft.rfft(x, axis=1))**2 / (rate * np.sum(window**2))


def spectral(psd, f):
    inside = (f >= BAND_HZ[0]) & (f < BAND_HZ[1])
    p, g = psd[:, inside], f[inside]
    total = p.sum(axis=1)
    moments = [(p * g**k).sum(axis=1) for k in range(4)]
    mean = moments[1] / total
    share = p / total[:, None]
    cumulated = np.cumsum(p, axis=1)
    peak = p.argmax(axis=1)
    return np.column_stack(moments + [
        mean, g[(cumulated >= 0.5 * total[:, None]).argmax(axis=1)], g[peak],
        (p * (g - mean[:, None])**2).sum(axis=1) / total,
        -(share * np.log(share)).sum(axis=1) / np.log(len(g)),
        (p / g).sum(axis=1) / (p * g**5).sum(axis=1)] + [
        psd[:, (f >= low) & (f < high)].sum(axis=1) for low, high in BANDS_HZ])


def quality(psd, f):
    p = psd[:, (f > 0) & (f < 600)]
    g = f[(f > 0) & (f < 600)]
    boxes = np.lib.stride_tricks.sliding_window_view(p[:, g >= 35], 13, axis=1).mean(axis=2)
    m = [(p * g**k).sum(axis=1) for k in range(3)]
    return np.column_stack([boxes.max(axis=1) / boxes.min(axis=1),
                            np.sqrt(m[2] / m[0]) / (m[1] / m[0]),
                            p[:, g < 20].sum(axis=1), p[:, -p.shape[1] // 5:].mean(axis=1)])


def main():
    rows = []
    with h5py.File(sys.argv[1]) as file:
        emg = file["signals/emg"]
        rate = int(emg.attrs["sampling_rate_hz"])
        raw = emg["samples"][:]
        scale = emg["channels/scale"][:]
        for c in range(raw.shape[1]):
            uv = raw[:, c] * scale[c]
            clean = signal.sosfilt(
                signal.butter(ORDER, BAND_HZ, "bandpass", fs=rate, output="sos"), uv - uv[0])
            low = signal.sosfilt(
                signal.butter(LOW_ORDER, LOW_HZ, "bandpass", fs=rate, output="sos"), uv - uv[0])
            bins = len(clean) // (rate // ENVELOPE_HZ)
            shaped = clean[:bins * (rate // ENVELOPE_HZ)].reshape(bins, -1)
            envelope = np.sqrt((shaped**2).mean(axis=1))
            peak = np.abs(shaped).max(axis=1)
            slow = np.sqrt((low[:shaped.size].reshape(bins, -1)**2).mean(axis=1))
            frames, raw_frames = windows(clean, rate), windows(uv, rate)
            f = np.arange(rate // 2 + 1.0)
            for begin in range(0, len(frames), 1024):  # the cache, not the memory, is the limit
                part = slice(begin, begin + 1024)
                psd, raw_psd = power(frames[part], rate), power(raw_frames[part], rate)
                rows.append(np.column_stack([time_domain(frames[part], 3.0), spectral(psd, f),
                                             quality(raw_psd, f)]))
            rows.append(np.array([[envelope.sum(), peak.sum(), slow.sum()]]))
    print(sum(len(r) for r in rows), "rows")


if __name__ == "__main__":
    main()
