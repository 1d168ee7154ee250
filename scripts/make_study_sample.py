#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Simulates the small study: 8 subjects, a night before and one after, analysed and compared.

  make_study_sample.py CALFEMG OUT [--minutes 30]

Each night has one long tension period; after, it is 4 minutes shorter (and a few seconds more or less by subject). Leg movements
come at the same rate on both nights. So minutes of tension fall by a known amount, and leg movements do not change. OUT/results,
OUT/study.toml and OUT/study are there afterwards. Prints the true change, what the study found, and fails (exit code 1) when sign
or interval are wrong. Nothing of it is kept in the repository.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

SUBJECTS = 8
SHORTER_S = 240.0
SCENARIO = """\
name = "{name}"
description = "a night of the small study"

[night]
duration_s = {seconds}

[device]
rate_hz = 1000
lsb_uv = 0.2

[montage]
muscles = ["GM", "TA"]

[[event]]
type = "tension"
onset_s = 600
duration_s = {tension}
leg = "left"
muscle = "GM"
multiple = 3

[[event]]
type = "lm"
per_hour = [40, 40]
"""


def tension_s(subject, after):
    before = 420.0 + 20.0 * subject
    return before - (SHORTER_S + 8.0 * (subject % 3 - 1) if after else 0.0)


def run(*words):
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def simulate(program, out, seconds):
    rows = ["file\tsubject\tsession"]
    for subject in range(SUBJECTS):
        for after in (False, True):
            name = f"P{subject + 1}_{'after' if after else 'before'}"
            scenario = out / "recordings" / f"{name}.toml"
            scenario.parent.mkdir(parents=True, exist_ok=True)
            scenario.write_text(SCENARIO.format(name=name, seconds=seconds, tension=tension_s(subject, after)))
            recording = scenario.with_suffix(".h5")
            run(program, "simulate", "--scenario", scenario, "--seed", 100 * subject + after, "--out", recording)
            rows.append(f"{recording.resolve()}\tP{subject + 1}\t{'after' if after else 'before'}")
    (out / "list.tsv").write_text("\n".join(rows) + "\n")


def compare(program, out, seconds):
    run(program, "batch", out / "list.tsv", "--out", out / "results", "--quiet")
    (out / "study.toml").write_text(
        'title = "Small study, simulated"\nresults = "results"\n'
        'pair = { before = ["*_before"], after = ["*_after"] }\n')
    run(program, "study", out / "study.toml", "--out", out / "study")
    found = {c["measure"]: c for c in json.loads((out / "study/study.json").read_text())["comparisons"]}
    changes = [tension_s(s, True) - tension_s(s, False) for s in range(SUBJECTS)]
    truth = sum(changes) / SUBJECTS / 60.0 / (seconds / 3600.0)
    tension, movements = found["tension_min_per_h"], found["leg_movements_per_h"]
    for name, comparison in (("tension", tension), ("leg movements", movements)):
        low, high = comparison["interval_95"]["low"], comparison["interval_95"]["high"]
        print(f"{name}: {comparison['difference']:.2f} ({low:.2f} to {high:.2f}) per hour, "
              f"p {comparison['permutation']['p']:.4f}, g {comparison['hedges_g']:.2f}")
    print(f"true change of tension: {truth:.2f} min/h; of leg movements: 0")
    inside = tension["interval_95"]["low"] <= truth <= tension["interval_95"]["high"]
    none = movements["interval_95"]["low"] <= 0.0 <= movements["interval_95"]["high"]
    return tension["difference"] < 0.0 and inside and none


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("calfemg", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=30.0)
    arguments = parser.parse_args()
    seconds = arguments.minutes * 60.0
    simulate(arguments.calfemg, arguments.out, seconds)
    good = compare(arguments.calfemg, arguments.out, seconds)
    print("as simulated" if good else "NOT as simulated")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
