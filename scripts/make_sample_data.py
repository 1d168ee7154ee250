#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the SIMULATED sample recording of sample_data/ and its truth.

No person was recorded. Every number below is a choice of this script, guided by published figures
on calf cramps and leg movements (see sample_data/README.md); it is a demonstration and a test
input, not evidence about sleep.

    make_sample_data.py            writes the recording and its truth into sample_data/
    make_sample_data.py --out DIR  the same into DIR
    make_sample_data.py --check    makes everything again and compares it with what sample_data/ holds

Needs numpy, scipy and h5py. Same seed, same samples.
"""
import argparse
import sys
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import h5py
import numpy as np
from scipy import signal

import calfemg_layout as layout

SEED = 20260214
SESSION = "calf_night_simulated"
RATE_HZ = 1000
DURATION_S = 1230
CHUNK_SAMPLES = 8 * RATE_HZ
LOWPASS_HZ = 450.0  # of the simulated recorder
UV_PER_COUNT = 0.75
ZERO_COUNT = 128  # raw value of 0 uV: the high byte of the resting signal stays 0 and compresses
RAIL_UV = 1200.0  # input range of the simulated recorder
GAP_S = (930.0, 20.0)
MAINS_HZ = 50.0

GM, GL, TA = "gastrocnemius_medialis", "gastrocnemius_lateralis", "tibialis_anterior"
SHORT = {GM: "GM", GL: "GL", TA: "TA"}

# leg, muscle, site, resting RMS of the muscle in uV (recorder noise comes on top), MVC RMS in uV
CHANNELS = [
    ("left", GM, "upper", 1.4, 240.0),
    ("left", GM, "lower", 1.3, 220.0),
    ("left", GL, "upper", 1.2, 170.0),
    ("left", GL, "lower", 1.3, 180.0),
    ("left", TA, "", 1.5, 310.0),
    ("right", GM, "upper", 1.3, 250.0),
    ("right", GM, "lower", 1.5, 230.0),
    ("right", GL, "upper", 2.7, 190.0),
    ("right", GL, "lower", 2.8, np.nan),
    ("right", TA, "", 1.4, 290.0),
]
NOISE_UV = 0.7  # recorder and electrode, RMS, white

# (stage, epochs of 30 s)
HYPNOGRAM = [("W", 4), ("N1", 2), ("N2", 8), ("N3", 4), ("W", 3), ("N1", 1), ("N2", 8), ("REM", 6),
             ("N2", 3), ("W", 2)]
STAGES = {"W": 0, "N1": 1, "N2": 2, "N3": 3, "REM": 4}

ANNOTATIONS = [
    (100.0, 0.0, "lights off"),
    (561.0, 0.0, "patient marker"),
    (901.0, 6.0, "arousal"),
    (1200.0, 0.0, "lights on"),
]

TRUTH_COLUMNS = ["onset", "duration", "trial_type", "leg", "muscle", "sites", "channel", "grade",
                 "kind", "level_uv", "note"]


def name_of(leg, muscle, site):
    return ".".join(p for p in (SHORT[muscle], leg[0].upper(), site) if p)


NAMES = [name_of(*c[:3]) for c in CHANNELS]


@dataclass
class Night:
    """Signals in uV, one row for each channel, and what was put into them."""

    uv: np.ndarray
    truth: list = field(default_factory=list)

    def add(self, name, onset_s, wave):
        first = round(onset_s * RATE_HZ)
        self.uv[NAMES.index(name), first:first + wave.size] += wave

    def note(self, onset, duration, trial_type, **rest):
        row = {"onset": f"{onset:.2f}", "duration": f"{duration:.2f}", "trial_type": trial_type}
        self.truth.append(row | {k: str(v) for k, v in rest.items()})


def generator(label):
    """A stream of its own for each thing: adding one never changes the others."""
    return np.random.default_rng([SEED, zlib.crc32(label.encode())])


def seconds(duration_s):
    return np.arange(round(duration_s * RATE_HZ)) / RATE_HZ


def interference(label, samples, low_hz=60.0, high_hz=120.0):
    """Noise of RMS 1 with the spectrum of surface EMG (Shwedyk 1977, Stulen & De Luca 1981):
    P(f) ~ f^2 / ((f^2 + low^2) (f^2 + high^2)^2); maximum near 65 Hz, median near 95 Hz."""
    spectrum = np.fft.rfft(generator(label).standard_normal(samples))
    f = np.fft.rfftfreq(samples, 1.0 / RATE_HZ)
    spectrum *= f / (np.sqrt(f**2 + low_hz**2) * (f**2 + high_hz**2))
    wave = np.fft.irfft(spectrum, samples)
    return wave / np.sqrt(np.mean(wave**2))


def ramps(t, rise_s, fall_s):
    """0..1..0 with cosine flanks over the times t."""
    up = np.clip(t / rise_s, 0.0, 1.0)
    down = np.clip((t[-1] - t) / fall_s, 0.0, 1.0)
    return 0.25 * (1.0 - np.cos(np.pi * up)) * (1.0 - np.cos(np.pi * down))


def wander(label, t, period_s, depth):
    """A slow irregular factor around 1, bounded by 1 +- depth."""
    knots = np.arange(0.0, t[-1] + 2 * period_s, period_s)
    values = 1.0 + depth * generator(label).uniform(-1.0, 1.0, knots.size)
    return np.interp(t, knots, values)


def discharge(label, t, common, units=36):
    """Motor units that fire at 14.5 pulses/s with an interval CV of 45 % and 4 % doublets, their
    rates modulated together by `common` (Minetto 2009); short potentials (Roeleveld 2000)."""
    rng = generator(label)
    wave = np.zeros(t.size)
    for _ in range(units):
        rate = float(np.clip(rng.normal(14.5, 5.1), 6.0, 25.0))
        weight = rng.lognormal(0.0, 0.5) * rng.choice([-1.0, 1.0])
        train = np.zeros(t.size)
        at = rng.uniform(0.0, 0.2)
        while at < t[-1]:
            train[int(at * RATE_HZ)] += weight
            interval = rng.gamma(1.0 / 0.45**2, 0.45**2 / rate)
            if rng.uniform() < 0.04:
                interval = rng.uniform(0.004, 0.012)
            at += max(interval, 0.003) / common[int(at * RATE_HZ)]
        width_s = rng.uniform(0.0013, 0.0022)
        k = np.arange(-12, 13) / RATE_HZ / width_s
        wave += np.convolve(train, (1.0 - k**2) * np.exp(-(k**2) / 2.0), mode="same")
    return wave / np.sqrt(np.mean(wave**2))


@dataclass
class CrampSite:
    site: str
    lag_s: float      # begins this much after the first site
    level_uv: float   # RMS of the plateau, added to rest
    rise_s: float
    fall_s: float


def add_cramp(night, label, onset, duration, head, sites, grade, note):
    leg, muscle = head
    for s in sites:
        t = seconds(duration - s.lag_s)
        common = 1.0 + 0.25 * np.sin(2 * np.pi * 1.4 * t + 0.3)
        slow = wander(f"{label}/slow", t, 2.7, 0.22) * wander(f"{label}/{s.site}", t, 6.1, 0.15)
        level = s.level_uv * ramps(t, s.rise_s, s.fall_s) * slow * np.sqrt(common)
        wave = discharge(f"{label}/{s.site}/units", t, common)
        night.add(name_of(leg, muscle, s.site), onset + s.lag_s, level * wave)
    night.note(onset, duration, "cramp", leg=leg, muscle=muscle, grade=grade,
               sites=",".join(s.site for s in sites),
               channel=",".join(name_of(leg, muscle, s.site) for s in sites),
               level_uv=max(s.level_uv for s in sites), note=note)


def add_burst(night, label, onset, duration, levels, rise_s=0.06):
    """Abrupt activity: channel -> RMS in uV."""
    t = seconds(duration)
    for name, level in levels.items():
        shape = ramps(t, rise_s, rise_s) * wander(f"{label}/{name}", t, 0.4, 0.25)
        night.add(name, onset, level * shape * interference(f"{label}/{name}/emg", t.size))


def leg_levels(leg, gm, gl, ta):
    level = {GM: gm, GL: gl, TA: ta}
    return {n: level[c[1]] for n, c in zip(NAMES, CHANNELS) if c[0] == leg and level[c[1]] > 0}


def add_rest(night):
    for row, (name, channel) in enumerate(zip(NAMES, CHANNELS)):
        n = night.uv.shape[1]
        t = np.arange(n) / RATE_HZ
        night.uv[row] += channel[3] * wander(f"{name}/rest", t, 40.0, 0.08) * interference(name, n)
        night.uv[row] += NOISE_UV * generator(f"{name}/noise").standard_normal(n)
    t = np.arange(night.uv.shape[1]) / RATE_HZ
    for name, level in {"GM.L.lower": 1.2, "TA.R": 0.9}.items():
        hum = np.sqrt(2) * (np.sin(2 * np.pi * MAINS_HZ * t)
                            + 0.4 * np.sin(2 * np.pi * 3 * MAINS_HZ * t + 1.0))
        night.add(name, 0.0, level * hum)


def add_cramps(night):
    add_cramp(night, "strong", 500.0, 78.0, ("left", GM),
              [CrampSite("upper", 0.0, 62.0, 14.0, 18.0), CrampSite("lower", 7.0, 44.0, 12.0, 14.0)],
              "definite", "spreads from upper to lower; wakes the sleeper after 40 s; marker pressed")
    add_burst(night, "stretch break", 579.0, 2.4, leg_levels("left", 70, 60, 45))
    night.note(579.0, 2.4, "lm", leg="left", muscle=TA, channel="TA.L", level_uv=45,
               note="stretching the calf ends the cramp: all muscles of the leg")
    add_cramp(night, "weak", 1000.0, 36.0, ("right", GL),
              [CrampSite("lower", 0.0, 14.5, 5.0, 7.0), CrampSite("upper", 3.0, 13.0, 5.0, 7.0)],
              "probable", "about 5 times rest; the sleeper does not wake")
    add_cramp(night, "short", 440.0, 8.0, ("right", GM),
              [CrampSite("upper", 0.0, 24.0, 1.2, 1.5), CrampSite("lower", 0.6, 15.0, 1.2, 1.5)],
              "possible", "short")
    for at in (486.2, 491.7, 496.4, 584.9, 593.1):  # single potentials around the strong cramp
        k = np.arange(-20, 21) / RATE_HZ / 0.002
        night.add("GM.L.upper", at, 35.0 * (1.0 - k**2) * np.exp(-(k**2) / 2.0))
        night.note(at, 0.04, "fasciculation", leg="left", muscle=GM, sites="upper",
                   channel="GM.L.upper", level_uv=35, note="single potential, peak level")


def add_tension(night):
    onset, duration, levels = 690.0, 180.0, {"GM.R.upper": 3.2, "GM.R.lower": 3.4}
    t = seconds(duration)
    for name, level in levels.items():
        shape = ramps(t, 6.0, 6.0) * wander(f"tension/{name}", t, 9.0, 0.08)
        night.add(name, onset, level * shape * interference(f"tension/{name}", t.size))
    night.note(onset, duration, "tension", leg="right", muscle=GM, sites="upper,lower",
               channel=",".join(levels), level_uv=max(levels.values()), note="about twice rest")


def add_movements(night):
    rng = generator("plm")
    at = 205.0
    for i in range(8):
        length = float(np.round(rng.uniform(0.9, 3.8), 2))
        for leg in ("left", "right") if i in (2, 5) else ("left",):
            add_burst(night, f"plm{i}{leg}", at, length, leg_levels(leg, 5, 3, 30 + 3 * i))
            night.note(at, length, "plm", leg=leg, muscle=TA, channel=f"TA.{leg[0].upper()}",
                       level_uv=30 + 3 * i, note="member of one periodic series")
        at += float(np.round(rng.uniform(21.0, 29.0), 2))
    for label, onset, length, leg in [("lm1", 1075.0, 2.1, "right"), ("lm2", 1190.0, 1.4, "right")]:
        add_burst(night, label, onset, length, leg_levels(leg, 6, 4, 42))
        night.note(onset, length, "lm", leg=leg, muscle=TA, channel=f"TA.{leg[0].upper()}",
                   level_uv=42, note="isolated")
    for leg in ("left", "right"):
        add_burst(night, f"stretch{leg}", 60.0, 20.0, leg_levels(leg, 65, 48, 42), rise_s=0.25)
        night.note(60.0, 20.0, "contraction", leg=leg, level_uv=65,
                   note="voluntary stretch in wake, all muscles of both legs at once: not a cramp")
        add_burst(night, f"lmm{leg}", 900.0, 8.0, leg_levels(leg, 40, 30, 55))
        night.note(900.0, 8.0, "lmm", leg=leg, level_uv=55, note="turning over")


def add_artifacts(night):
    t = seconds(8.0)
    for name in NAMES:  # turning over pulls at every cable
        rng = generator(f"motion/{name}")
        swing = sum(rng.uniform(40, 160) * np.sin(2 * np.pi * f * t + rng.uniform(0, 6))
                    for f in (0.6, 1.3, 2.1, 3.7))
        night.add(name, 900.0, swing * ramps(t, 0.5, 1.0))
        night.note(900.0, 8.0, "artifact", channel=name, kind="motion", note="with the lmm")
    t = seconds(25.0)
    lead = 60.0 * np.sqrt(2) * np.sin(2 * np.pi * MAINS_HZ * t) + 350.0 * np.sin(2 * np.pi * 0.3 * t)
    night.add("GL.L.lower", 1095.0, lead * ramps(t, 1.0, 0.5))
    night.note(1095.0, 25.0, "artifact", leg="left", muscle=GL, sites="lower", channel="GL.L.lower",
               kind="mains", level_uv=60, note="loose electrode: mains and drift")
    t = seconds(1.2)
    night.add("GM.R.lower", 1135.0, 900.0 * np.exp(-t / 0.12))
    night.note(1135.0, 0.4, "artifact", leg="right", muscle=GM, sites="lower", channel="GM.R.lower",
               kind="pop", level_uv=900, note="electrode pop, peak level")
    t = seconds(1.6)
    swing = 2600.0 * np.sin(2 * np.pi * 5.0 * t) * ramps(t, 0.1, 0.1)
    night.add("GL.R.upper", 1150.0, swing)
    night.note(1150.0, 1.6, "artifact", leg="right", muscle=GL, sites="upper", channel="GL.R.upper",
               kind="clip", level_uv=RAIL_UV, note="movement of the electrode beyond the input range")
    night.note(*GAP_S, "gap", note="recorder off, all channels; declared in the file")


def simulate():
    """@return counts (time, channel) as stored, and the truth rows"""
    night = Night(np.zeros((len(CHANNELS), DURATION_S * RATE_HZ)))
    add_rest(night)
    add_movements(night)
    add_cramps(night)
    add_tension(night)
    add_artifacts(night)
    sos = signal.butter(2, LOWPASS_HZ, output="sos", fs=RATE_HZ)
    uv = np.clip(signal.sosfilt(sos, night.uv, axis=1), -RAIL_UV, RAIL_UV)
    first = round(GAP_S[0] * RATE_HZ)
    uv[:, first:first + round(GAP_S[1] * RATE_HZ)] = 0.0
    counts = np.rint(uv / UV_PER_COUNT).astype(np.int16) + np.int16(ZERO_COUNT)
    night.truth.sort(key=lambda r: (float(r["onset"]), r["trial_type"], r.get("leg", "")))
    return counts.T, night.truth


def write_recording(path, counts):
    start = "2026-02-14T23:40:00+01:00"
    with layout.create(path, "SIM01", SESSION, start) as file:
        block = layout.create_block(file, "emg", RATE_HZ)
        pieces = [counts[i:i + CHUNK_SAMPLES] for i in range(0, len(counts), CHUNK_SAMPLES)]
        pieces[-1] = np.pad(pieces[-1], ((0, CHUNK_SAMPLES - len(pieces[-1])), (0, 0)))
        layout.write_chunks(block, counts.shape, CHUNK_SAMPLES, map(layout.deflated, pieces))
        channels = [layout.Channel(n, *c[:3], c[4]) for n, c in zip(NAMES, CHANNELS)]
        layout.write_channels(block, channels, layout.Conversion(
            UV_PER_COUNT, -UV_PER_COUNT * ZERO_COUNT, lowpass_hz=LOWPASS_HZ))
        layout.write_gaps(block, [GAP_S])
        layout.write_hypnogram(file, [STAGES[s] for s, epochs in HYPNOGRAM for _ in range(epochs)])
        layout.write_annotations(file, ANNOTATIONS)
        context = file.create_group("context")
        context.attrs["notes"] = ("simulated: made by scripts/make_sample_data.py with seed "
                                  f"{SEED}; no person was recorded")
        context.attrs["intervention"] = "none"
        context.attrs["room_temperature_c"] = 19.0
        context.attrs["foot_position"] = "plantarflexed"
        context.attrs["pain_0_10"] = 6.0


def truth_text(rows):
    lines = ["\t".join(TRUTH_COLUMNS)]
    lines += ["\t".join(row.get(c, "") or "n/a" for c in TRUTH_COLUMNS) for row in rows]
    return "\n".join(lines) + "\n"


def differences(folder, counts, truth):
    """What the files in `folder` say otherwise; empty when they are what this script makes."""
    with h5py.File(folder / f"{SESSION}.h5", "r") as file:
        stored = file["signals/emg/samples"][()]
    if stored.shape != counts.shape or not np.array_equal(stored, counts):
        yield f"{SESSION}.h5: samples differ from what scripts/make_sample_data.py makes"
    if (folder / f"{SESSION}_truth.tsv").read_text() != truth:
        yield f"{SESSION}_truth.tsv: differs from what scripts/make_sample_data.py makes"


def main():
    default = Path(__file__).resolve().parent.parent / "sample_data"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=default, help="folder (default: sample_data)")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    args = parser.parse_args()
    counts, rows = simulate()
    truth = truth_text(rows)
    if args.check:
        found = list(differences(args.out, counts, truth))
        print("\n".join(found) or "sample data: as made")
        return bool(found)
    args.out.mkdir(parents=True, exist_ok=True)
    write_recording(args.out / f"{SESSION}.h5", counts)
    (args.out / f"{SESSION}_truth.tsv").write_text(truth)
    print(f"{args.out / SESSION}.h5: {(args.out / (SESSION + '.h5')).stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
