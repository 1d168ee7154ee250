#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Three cramp detectors that a lab would write in an afternoon, for comparison.

    plain_detectors.py SESSION_FOLDER OUT_FOLDER

Reads rms_uv (1-s windows, every 0.5 s) of features.tsv.gz in a folder that `calfemg analyze` wrote, and
writes OUT_FOLDER/DETECTOR/NAME/events.tsv, with report.json beside it, for `calfemg evaluate`:

    five_times_median   above 5 times the median of the night for at least 10 s
    mean_plus_2_sd      above mean + 2 SD of the night for at least 3 s
    hysteresis          from above 3 times to below 1.5 times the quiet half's median, at least 3 s

None of them knows of movements, trains, holds or artefacts. A head is active when one of its channels is.
"""
import csv
import gzip
import shutil
import statistics
import sys
from collections import defaultdict
from pathlib import Path

CALF = ("gastrocnemius_medialis", "gastrocnemius_lateralis", "soleus")
HOP_S = 0.5  # of the windows


def channels(folder):
    """{channel: (leg, muscle, first window's start in s, rms of each window or None)}"""
    values, places, starts = defaultdict(list), {}, {}
    with gzip.open(folder / "features.tsv.gz", "rt", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["muscle"] not in CALF:
                continue
            name = row["channel"]
            places[name] = row["leg"], row["muscle"]
            starts.setdefault(name, float(row["onset"]))
            values[name].append(None if row["rms_uv"] == "n/a" else float(row["rms_uv"]))
    return {name: (*places[name], starts[name], values[name]) for name in values}


def above(values, high, low=None):
    """One flag for each window: active from above `high` until below `low`."""
    flags, active = [], False
    for value in values:
        active = value is not None and value > (low if active and low is not None else high)
        flags.append(active)
    return flags


def five_times_median(values, known):
    return above(values, 5 * statistics.median(known))


def mean_plus_2_sd(values, known):
    return above(values, statistics.fmean(known) + 2 * statistics.pstdev(known))


def hysteresis(values, known):
    rest = statistics.median(sorted(known)[:max(1, len(known) // 2)])
    return above(values, 3 * rest, 1.5 * rest)


DETECTORS = {"five_times_median": (five_times_median, 10.0), "mean_plus_2_sd": (mean_plus_2_sd, 3.0),
             "hysteresis": (hysteresis, 3.0)}


def events(table, flags_of, shortest_s):
    heads = defaultdict(list)
    for leg, muscle, start, values in table.values():
        known = [v for v in values if v is not None]
        if known:
            heads[leg, muscle].append((start, flags_of(values, known)))
    for (leg, muscle), sites in sorted(heads.items()):
        start = sites[0][0]
        active = [any(flags) for flags in zip(*(flags for _, flags in sites))] + [False]
        begin = None
        for i, flag in enumerate(active):
            if flag and begin is None:
                begin = i
            if not flag and begin is not None:
                if (i - begin) * HOP_S >= shortest_s:
                    yield start + begin * HOP_S, (i - begin) * HOP_S, leg, muscle
                begin = None


def main() -> int:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    table = channels(folder)
    for name, (flags_of, shortest_s) in DETECTORS.items():
        target = out / name / folder.name
        target.mkdir(parents=True, exist_ok=True)
        with open(target / "events.tsv", "w", newline="") as file:
            file.write("onset\tduration\ttrial_type\tleg\tmuscle\n")
            for onset, duration, leg, muscle in sorted(events(table, flags_of, shortest_s)):
                file.write(f"{onset:.3f}\t{duration:.3f}\tcramp\t{leg}\t{muscle}\n")
        shutil.copy(folder / "report.json", target / "report.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
