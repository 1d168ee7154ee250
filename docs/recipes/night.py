# SPDX-License-Identifier: Apache-2.0
"""Cramps and tension of each head, median amplitude of each channel: night.py TABLES"""
import csv
import sys
from pathlib import Path

import h5py
import numpy

tables = Path(sys.argv[1])
for path in sorted(tables.glob("*_events.csv")):
    heads = {}
    for event in csv.DictReader(path.open(encoding="utf-8")):
        if event["trial_type"] in ("cramp", "tension"):
            head = heads.setdefault((event["leg"], event["muscle"]), [0, 0.0])
            head[0] += event["trial_type"] == "cramp"
            head[1] += float(event["duration"]) if event["trial_type"] == "tension" else 0.0
    for (leg, muscle), (cramps, tension) in sorted(heads.items()):
        print("head", leg, muscle, cramps, f"{tension:.3f}", sep="\t")

for path in sorted(tables.glob("*_features.h5")):
    with h5py.File(path) as file:
        table = file["features"]
        names = file["levels/channel"].asstr()[:]
        valid = table["valid"][:] == 1
        for code, name in enumerate(names):
            rms = table["rms_uv"][:][valid & (table["channel"][:] == code)].astype(float)
            print("channel", name, f"{numpy.nanmedian(rms):.4f}", sep="\t")
