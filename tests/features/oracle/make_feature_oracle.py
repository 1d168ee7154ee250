#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes frames with the features that NumPy and SciPy compute from them.

Run from any folder: /usr/bin/python3 make_feature_oracle.py
Needs numpy and scipy (made with scipy 1.10). Each case becomes one .tsv beside this script:
    key <TAB> value <TAB> value ...
    feature:<name> <TAB> value        n/a where the feature is missing
Numbers are rounded first and the features computed from what was written.
The formulas follow docs/features.md and share nothing with the C++ code.
"""
from pathlib import Path

import numpy as np
from scipy import signal, stats

SEED = 20240607
THRESHOLD_NOISE = 3.0


def rounded(values, digits):
    return np.array([float(f"{v:.{digits}g}") for v in np.atleast_1d(values)])


def emg_like(rng, n, rate):
    """White noise through a second-order band around 80 Hz, about 20 uV RMS."""
    sos = signal.butter(2, [40, min(160, 0.4 * rate)], "bandpass", fs=rate, output="sos")
    x = signal.sosfilt(sos, rng.standard_normal(n + 2000))[2000:]
    return 20.0 * x / x.std()


def make_cases():
    rng = np.random.default_rng(SEED)
    base = dict(noise_uv=1.5, notches_hz=[], recorder_highpass_hz=np.nan,
                recorder_lowpass_hz=np.nan)
    cases = {}

    rate, n = 2000.0, 1000
    t = np.arange(n) / rate
    clean = emg_like(rng, n, rate) + 0.5 * rng.standard_normal(n)
    drift = 15 * np.sin(2 * np.pi * 3 * t) + 4 * rng.standard_normal(n).cumsum() / 10
    cases["emg_2000"] = dict(base, rate=rate, band=(20, 450), clean=clean,
                             raw=clean + drift + 6 * np.sin(2 * np.pi * 50.2 * t),
                             notches_hz=[50.0, 150.0])

    rate, n = 1259.259, 1259
    t = np.arange(n) / rate
    clean = 12 * np.sin(2 * np.pi * 91.3 * t + 0.4) + 2 * rng.standard_normal(n)
    cases["sine_1259"] = dict(base, rate=rate, band=(25, 449.9), clean=clean,
                              raw=clean + 3 * np.sin(2 * np.pi * 1.7 * t) + 7,
                              noise_uv=0.8, recorder_lowpass_hz=560.0)

    rate, n = 256.0, 256
    t = np.arange(n) / rate
    clean = emg_like(rng, n, rate)
    cases["leg_256"] = dict(base, rate=rate, band=(20, 100), clean=clean,
                            raw=clean + 9 * np.sin(2 * np.pi * 60 * t), notches_hz=[60.0],
                            recorder_highpass_hz=10.0, recorder_lowpass_hz=100.0)

    rate, n = 1000.0, 501  # odd length, spikes, no noise level
    clean = 0.7 * rng.standard_normal(n)
    clean[rng.integers(0, n, 9)] += 40 * rng.standard_normal(9)
    cases["spikes_1000"] = dict(base, rate=rate, band=(20, 450), clean=clean,
                                raw=clean + np.linspace(-30, 30, n), noise_uv=np.nan)

    rate, n = 2000.0, 600  # whole microvolts: steps that equal the threshold, samples that are 0
    clean = np.round(3 * rng.standard_normal(n))
    clean[: abs(int(clean.sum()))] -= np.sign(clean.sum())  # no mean: steps and zeros stay exact
    cases["coarse_2000"] = dict(base, rate=rate, band=(10, 500), clean=clean, raw=clean + 100,
                                noise_uv=1.0)
    return cases


def psd_of(x, rate):
    """One-sided Hann periodogram of the frame without its mean."""
    f, p = signal.periodogram(x, rate, window="hann", detrend="constant", scaling="density")
    return f, rounded(p, 10)


def time_features(x, c):
    x = x - x.mean()
    d, theta = np.diff(x), THRESHOLD_NOISE * c["noise_uv"]
    out = dict(
        rms_uv=np.sqrt(np.mean(x**2)), mav_uv=np.mean(np.abs(x)),
        iemg_uv_s=np.sum(np.abs(x)) / c["rate"], var_uv2=np.var(x, ddof=1),
        wl_uv=np.sum(np.abs(d)), kurtosis=stats.kurtosis(x, fisher=False),
        skewness=stats.skew(x),
        tkeo_uv2=np.mean([x[i] ** 2 - x[i - 1] * x[i + 1] for i in range(1, len(x) - 1)]))
    if np.isfinite(theta):
        out["zc"] = sum(1 for a, b in zip(x, x[1:])
                        if (a > 0 > b or a < 0 < b) and abs(a - b) >= theta)
        out["ssc"] = sum(1 for a, b, e in zip(x, x[1:], x[2:])
                         if (b > a and b > e or b < a and b < e)
                         and (abs(b - a) >= theta or abs(b - e) >= theta))
        out["wamp"] = sum(1 for a, b in zip(x, x[1:]) if abs(a - b) >= theta)
    if covers(c["band"], (30, 350)):
        mobility = np.sqrt(np.var(d) / np.var(x))
        out["hjorth_mobility_per_s"] = c["rate"] * mobility
        out["hjorth_complexity"] = np.sqrt(np.var(np.diff(d)) / np.var(d)) / mobility
    return out


def covers(have, need):
    return have[0] <= need[0] and have[1] >= need[1]


def power(f, p, low, high):
    return p[(f >= low) & (f < high)].sum() * f[1]


def half_power_frequency(f, p):
    """Bin edges and cumulated power, interpolated."""
    edges = np.append(f - f_step(f) / 2, f[-1] + f_step(f) / 2)
    cumulated = np.concatenate([[0], np.cumsum(p)])
    return np.interp(cumulated[-1] / 2, cumulated, edges)


def f_step(f):
    return f[1] - f[0]


def spectral_features(f, p, c):
    out = {}
    low, high = c["band"]
    inside = (f >= low) & (f < high)
    fb, pb = f[inside], p[inside]
    if covers(c["band"], (30, 350)):
        mnf, peak = np.average(fb, weights=pb), fb[np.argmax(pb)]
        out.update(mnf_hz=mnf, mdf_hz=half_power_frequency(fb, pb), pkf_hz=peak,
                   ttp_uv2=pb.sum() * f[1], sm1_uv2_hz=(pb * fb).sum() * f[1],
                   sm2_uv2_hz2=(pb * fb**2).sum() * f[1], sm3_uv2_hz3=(pb * fb**3).sum() * f[1],
                   vcf_hz2=np.average((fb - mnf) ** 2, weights=pb),
                   spectral_entropy=stats.entropy(pb) / np.log(len(pb)),
                   psr=pb[np.abs(fb - peak) <= 20 + 1e-9].sum() / pb.sum())
    for a, b in [(20, 45), (45, 95), (95, 145), (145, 245), (245, 450)]:
        if covers(c["band"], (a, b)):
            out[f"power_{a}_{b}_uv2"] = power(f, p, a, b)
    if covers(c["band"], (30, 450)):
        out["fr"] = power(f, p, 30, 250) / power(f, p, 250, 450)
    if covers(c["band"], (20, 450)):
        d = (f >= max(8, low)) & (f < min(500, high))
        out["finsm5"] = (p[d] / f[d]).sum() / (p[d] * f[d] ** 5).sum()
    return out


def mains_power(f, p, harmonics, low, high):
    df, total = f[1], 0.0
    half = max(1.0, 1.5 * df)
    outer = half + max(4.0, 4 * df)
    for h in harmonics:
        if not low <= h < high:
            continue
        distance = np.abs(f - h)
        near = (distance <= half + 1e-9) & (f > 0)
        around = (distance > half + 1e-9) & (distance <= outer + 1e-9) & (f > 0)
        total += (p[near].sum() - p[around].mean() * near.sum()) * df
    return max(0.0, total)


def quality_features(f, p, c):
    out = {}
    low, high = c["band"]
    total = power(f, p, low, high)
    out["mains_share"] = mains_power(f, p, c["notches_hz"], low, high) / total
    nyquist = c["rate"] / 2
    recorded = (np.nan_to_num(c["recorder_highpass_hz"], nan=0.0),
                min(nyquist, np.nan_to_num(c["recorder_lowpass_hz"], nan=nyquist)))
    top = min(600.0, recorded[1])
    if not covers(recorded, (20, 450)):
        return out
    s = p[(f >= 20) & (f < top)]
    out["snr_db"] = 10 * np.log10(s.mean() / s[len(s) - len(s) // 5:].mean())
    dense = (f >= 35) & (f < top)
    means = np.convolve(p[dense], np.ones(13) / 13, "valid")
    centres = f[dense][6:-6]
    out["dpr_db"] = 10 * np.log10(means.max() / means.min())
    all_bins = (f > 0) & (f < top)
    fa, pa = f[all_bins], p[all_bins]
    out["ohm"] = np.sqrt((pa * fa**2).sum() / pa.sum()) / ((pa * fa).sum() / pa.sum())
    if covers(recorded, (10, 450)):
        line = means.max() / centres[np.argmax(means)] * fa
        above = pa[(fa < 20) & (pa > line)].sum()
        if above > 0:
            out["smr_db"] = 10 * np.log10(pa.sum() / above)
    return out


def text(value):
    return "n/a" if np.isnan(value) else repr(float(value))


def write_case(name, c):
    digits = 6
    clean, raw = rounded(c["clean"], digits), rounded(c["raw"], digits)
    f, clean_psd = psd_of(clean, c["rate"])
    _, raw_psd = psd_of(raw, c["rate"])
    features = {**time_features(clean, c), **spectral_features(f, clean_psd, c),
                **quality_features(f, raw_psd, c)}
    mains = np.sqrt(mains_power(f, raw_psd, c["notches_hz"], 0, c["rate"] / 2))
    slow = np.sqrt(raw_psd[(f > 0) & (f < c["band"][0])].sum() * f[1])
    lines = [("rate_hz", [c["rate"]]), ("bin_width_hz", [f[1]]), ("band_hz", c["band"]),
             ("noise_uv", [c["noise_uv"]]), ("threshold_noise", [THRESHOLD_NOISE]),
             ("notches_hz", c["notches_hz"]),
             ("recorder_hz", [c["recorder_highpass_hz"], c["recorder_lowpass_hz"]]),
             ("clean_uv", clean), ("raw_uv", raw), ("clean_psd", clean_psd), ("raw_psd", raw_psd),
             ("mains_rms_uv", [mains]), ("low_frequency_rms_uv", [slow])]
    lines += [("feature:" + key, [value]) for key, value in features.items()]
    path = Path(__file__).resolve().parent / f"{name}.tsv"
    path.write_text("".join("\t".join([key, *map(text, values)]) + "\n" for key, values in lines))


if __name__ == "__main__":
    for case_name, case in make_cases().items():
        write_case(case_name, case)
