#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs docs/recipes on the sample recording and compares with report.json: run_recipes.py CALFEMG"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RECIPES = ROOT / "docs/recipes"


def run(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{words[0]}: {done.stderr}")
    return done.stdout


def heads_of(report):
    lines = []
    for head in report["heads"]:
        cramps = sum(head["cramps_" + grade] for grade in ("definite", "probable", "possible"))
        if cramps or head["tension_s"]:
            lines.append((head["leg"], head["muscle"], cramps, head["tension_s"]))
    return sorted(lines)


def numbers_of(text):
    rows = [line.split("\t") for line in text.splitlines()]
    heads = sorted((row[1], row[2], int(row[3]), float(row[4])) for row in rows if row[0] == "head")
    channels = {row[1]: float(row[2]) for row in rows if row[0] == "channel"}
    return heads, channels


def same(found, true):
    return len(found) == len(true) and all(
        a[:3] == b[:3] and abs(a[3] - b[3]) < 0.01 for a, b in zip(found, true))


def make_tables(program, folder):
    run(program, "analyze", ROOT / "sample_data/calf_night_simulated.h5", "--quiet", "--out", folder / "results")
    words = [line for line in (RECIPES / "README.md").read_text().splitlines() if line.startswith("calfemg export")]
    for line in words:
        run(program, *line.split()[1:], cwd=folder)
    return json.loads(next((folder / "results").glob("*/report.json")).read_text())


def main():
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = make_tables(program, folder)
        tables = folder / "tables"
        outputs = {"python": run(sys.executable, RECIPES / "night.py", tables)}
        if shutil.which("Rscript"):
            outputs["R"] = run("Rscript", RECIPES / "night.R", tables)
        if shutil.which("octave"):
            outputs["octave"] = run("octave", "--quiet", RECIPES / "night.m", tables)
        if shutil.which("sqlite3"):
            outputs["sql"] = run("sqlite3", "-separator", "\t", tables / "calfemg_export.sqlite",
                                 stdin=open(RECIPES / "night.sql", encoding="utf-8"))
        truth = heads_of(report)
        names = [channel["name"] for channel in report["channels"]]
        reference = numbers_of(outputs["python"])[1]
        if list(reference) != names or not truth:
            sys.exit("the recipe in python does not know the channels of the report")
        for language, text in outputs.items():
            heads, channels = numbers_of(text)
            if language != "octave" and not same(heads, truth):
                sys.exit(f"{language}: {heads}, the report says {truth}")
            if channels.keys() != reference.keys() or any(
                    abs(channels[n] - reference[n]) > 1e-3 for n in reference):
                sys.exit(f"{language}: {channels}, python says {reference}")
        print("the same numbers in", ", ".join(outputs))


if __name__ == "__main__":
    main()
