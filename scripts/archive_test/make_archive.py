#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes an archive of small recordings, some of them hostile, and a table of what must come of each.

  make_archive.py FOLDER [--recordings 300] [--plain] [--seconds 40] [--crash-makers FOLDER]

--plain leaves the hostile ones out. FOLDER/expected.tsv (file, reasons with "|" between) lists every
hostile recording that must fail; all others must be analysed.
"""
import argparse
import shutil
import sys
import zlib
from pathlib import Path

import h5py
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from calfemg_layout import (UTF8, Channel, Conversion, create, create_block,  # noqa: E402
                            write_channels)

RATE = 500
SCALE = 0.1
CHANNELS = [Channel("GM.L", "left", "gastrocnemius_medialis"), Channel("GM.R", "right", "gastrocnemius_medialis")]
TILE_SAMPLES = 4000  # repeats inside the window of deflate: hours of it need little room


def noise(rng, samples):
    """Band-limited noise of 3 uV with a burst, as a muscle at rest that moves once."""
    white = rng.standard_normal((samples, len(CHANNELS)))
    spectrum = np.fft.rfft(white, axis=0)
    hertz = np.fft.rfftfreq(samples, 1 / RATE)
    spectrum[(hertz < 20) | (hertz > 200)] = 0
    signal = np.fft.irfft(spectrum, samples, axis=0)
    signal *= 3.0 / signal.std()
    middle = samples // 2
    signal[middle:middle + RATE] *= 20
    return np.round(signal / SCALE).astype("<i2")


def begin(path, subject, session):
    file = create(path, subject, session, "2026-02-14T22:00:00+01:00")
    return file, create_block(file, "emg", RATE)


def write_recording(path, counts, subject="", session="", unit="uV"):
    path.parent.mkdir(parents=True, exist_ok=True)
    file, block = begin(path, subject, session)
    with file:
        block.create_dataset("samples", data=counts, chunks=(min(len(counts), 5000), len(CHANNELS)), compression=1)
        write_channels(block, CHANNELS, Conversion(SCALE, 0.0))
        if unit != "uV":
            del block["channels/unit"]
            block["channels"].create_dataset("unit", data=np.array([unit] * len(CHANNELS), dtype=object), dtype=UTF8)


def write_repeated(path, rng, chunk_tiles, chunks):
    """A recording far longer than its file."""
    file, block = begin(path, "", "")
    tile = noise(rng, TILE_SAMPLES)
    with file:
        rows = chunk_tiles * TILE_SAMPLES
        samples = block.create_dataset("samples", shape=(rows * chunks, len(CHANNELS)), dtype="<i2",
                                       chunks=(rows, len(CHANNELS)), compression="gzip", compression_opts=6)
        packed = zlib.compress(np.tile(tile, (chunk_tiles, 1)).tobytes(), 6)
        for index in range(chunks):
            samples.id.write_direct_chunk((index * rows, 0), packed)
        write_channels(block, CHANNELS, Conversion(SCALE, 0.0))


def unclosed(path, whole):
    """As a recorder that lost power leaves it: the mark that it is open stands in the superblock."""
    with h5py.File(path, "w", libver="latest") as file:
        file.create_dataset("x", data=np.arange(10))
    data = bytearray(path.read_bytes())
    data[11] |= 1 | 4  # opened for writing, by a single writer
    path.write_bytes(bytes(data) + whole[:100])


def hostile(folder, rng, samples, crash_makers):
    """file -> reasons of which one must be given; None: it must be analysed."""
    def recording(name, **more):
        path = folder / name
        write_recording(path, noise(rng, samples), **more)
        return path

    whole = recording("whole.h5").read_bytes()
    expected = {"whole.h5": None}

    def put(name, data, reasons):
        (folder / name).write_bytes(data)
        expected[name] = reasons

    put("cut_head.h5", whole[:50], "truncated|damaged|no_recording")
    put("cut_half.h5", whole[:len(whole) // 2], "truncated")
    put("cut_end.h5", whole[:-8], "truncated")
    put("empty.h5", b"", "empty")
    put("text.h5", b"This is no recording.\n", "no_recording")
    put("page.h5", b"<html>404 Not Found</html>", "no_recording")
    put("zeros.h5", bytes(4096), "no_recording|damaged")
    middle = len(whole) // 2
    put("torn.h5", whole[:middle] + bytes(2000) + whole[middle + 2000:],
        "damaged|crash|stall|memory|not_understood|unknown_layout|no_emg_role|no_unit|no_rate|implausible")
    unclosed(folder / "unclosed.h5", whole)
    expected["unclosed.h5"] = "not_closed|damaged|unknown_layout"
    recording("unit_missing.h5", unit="")
    expected["unit_missing.h5"] = "no_unit"
    recording("unit_wrong.h5", unit="parsec")
    expected["unit_wrong.h5"] = "no_unit"
    path = folder / "other.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("weights", data=np.arange(100.0))
    expected["other.h5"] = "unknown_layout"
    write_repeated(folder / "hang.h5", rng, 200, 400)
    expected["hang.h5"] = "timeout|memory"
    write_repeated(folder / "hog.h5", rng, 15_000, 1)
    expected["hog.h5"] = "memory"
    for name in ("name with blanks.h5", "name'with\"quotes.h5", "name\nwith\nlines.h5", "..dots.h5", "$(touch x).h5",
                 "<img src=x>.h5"):
        recording(name)
        expected[name] = None
    recording("up.h5", subject="../../up", session="../../../x")
    expected["up.h5"] = None
    recording("twin_1.h5", subject="TWIN", session="1")
    recording("twin_2.h5", subject="TWIN", session="1")
    expected["twin_1.h5"] = expected["twin_2.h5"] = None
    locked = recording("locked.h5")
    locked.chmod(0)
    expected["locked.h5"] = "unreadable" if not can_read(locked) else None
    for path in sorted(crash_makers.glob("*.h5"))[:8] if crash_makers else []:
        shutil.copy(path, folder / f"crash_{path.name}")
        expected[f"crash_{path.name}"] = "any"
    return expected


def can_read(path):
    try:
        path.read_bytes()
        return True
    except OSError:
        return False


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--recordings", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--crash-makers", type=Path)
    options = parser.parse_args()
    rng = np.random.default_rng(20260214)
    samples = int(options.seconds * RATE)
    options.folder.mkdir(parents=True, exist_ok=True)
    expected = {} if options.plain else hostile(options.folder, rng, samples, options.crash_makers)
    for number in range(options.recordings - len(expected)):
        subject, night = divmod(number, 7)
        write_recording(options.folder / f"sub-{subject:02d}" / f"night-{night}.h5", noise(rng, samples),
                        subject=f"sub-{subject:02d}", session=f"night-{night}")
    with open(options.folder / "expected.tsv", "w", encoding="utf-8") as table:
        table.write("file\treasons\n")
        for name, reasons in sorted(expected.items()):
            if reasons:
                table.write(f"{name}\t{reasons}\n")
    print(f"{options.recordings} recordings, {sum(r is not None for r in expected.values())} of them must fail")


if __name__ == "__main__":
    main()
