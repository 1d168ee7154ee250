#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a long SIMULATED recording in seconds, to measure memory and speed. Never commit its output.

A few seeded blocks of 8 s are laid in a seeded order, so that the file has a realistic size and
rate without minutes of random numbers. Needs numpy and h5py.

    make_long_recording.py --hours 8 --channels 8 --rate 2000 --out night.h5
"""
import argparse
import sys
from pathlib import Path

import numpy as np

import calfemg_layout as layout

SEED = 20260215
CHUNK_S = 8
QUIET_BLOCKS = 12
ACTIVE_BLOCKS = 4  # strong activity in the first channel
ACTIVE_SHARE = 0.02
UV_PER_COUNT = 0.25
GM, GL, SOL, TA = ("gastrocnemius_medialis", "gastrocnemius_lateralis", "soleus",
                   "tibialis_anterior")
# in the order in which channels are handed out
ROLES = [(leg, muscle, site) for muscle, site in [(GM, "upper"), (GM, "lower"), (GL, "upper"),
                                                  (GL, "lower"), (TA, ""), (SOL, "")]
         for leg in ("left", "right")]
NO_ROLE = ("", "", "")
MOST_CHANNELS = 64  # beyond the roles they are carried, not analysed


def blocks(rng, samples, channels):
    """Deflated chunks: resting ones, then active ones."""
    for index in range(QUIET_BLOCKS + ACTIVE_BLOCKS):
        uv = 2.0 * rng.standard_normal((samples, channels))
        if index >= QUIET_BLOCKS:
            uv[:, 0] *= 20.0
        yield layout.deflated(np.rint(uv / UV_PER_COUNT).astype(np.int16))


def order(rng, count):
    """Which block lies where; activity comes in runs of six blocks, about 48 s."""
    quiet = rng.integers(0, QUIET_BLOCKS, count)
    active = np.repeat(rng.uniform(size=count // 6 + 1) < ACTIVE_SHARE, 6)[:count]
    return np.where(active, QUIET_BLOCKS + quiet % ACTIVE_BLOCKS, quiet)


def write(args):
    rng = np.random.default_rng(SEED)
    total = round(args.hours * 3600 * args.rate)
    chunk = round(CHUNK_S * args.rate)
    count = -(-total // chunk)
    made = list(blocks(rng, chunk, args.channels))
    with layout.create(args.out, "SIM02", args.out.stem, "2026-02-15T22:30:00+01:00") as file:
        block = layout.create_block(file, "emg", args.rate)
        laid = (made[i] for i in order(rng, count))
        layout.write_chunks(block, (total, args.channels), chunk, laid)
        channels = [layout.Channel(f"channel_{i + 1}", *(ROLES[i] if i < len(ROLES) else NO_ROLE))
                    for i in range(args.channels)]
        layout.write_channels(block, channels, layout.Conversion(UV_PER_COUNT, 0.0))
        layout.write_hypnogram(file, [2] * int(args.hours * 120))
        file.create_group("context").attrs["notes"] = "simulated: scripts/make_long_recording.py"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=8.0, help="h (default: 8)")
    parser.add_argument("--channels", type=int, default=8, choices=range(1, MOST_CHANNELS + 1),
                        metavar=f"1..{MOST_CHANNELS}", help="number of channels (default: 8)")
    parser.add_argument("--rate", type=float, default=2000.0, help="Hz (default: 2000)")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    args = parser.parse_args()
    if args.hours <= 0 or args.rate <= 0:
        parser.error("--hours and --rate must be positive")
    write(args)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
