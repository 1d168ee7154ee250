#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares results of `calfemg batch`; exit code 1 and a line for each difference.

  compare_results.py RESULTS EXPECTED_RESULTS     byte for byte, but for times, memory and arguments
  compare_results.py RESULTS --expected ARCHIVE   failures against ARCHIVE/expected.tsv
"""
import argparse
import csv
import json
import sys
from pathlib import Path

TABLES = ("sessions.tsv", "index.html")


def folders(results):
    return {p.name: p for p in results.iterdir() if p.is_dir() and not p.name.startswith(".")}


def content(path):
    if path.name != "provenance.json":
        return path.read_bytes()
    provenance = json.loads(path.read_text())
    del provenance["run"]
    return provenance


def differences(one, other):
    left, right = folders(one), folders(other)
    for name in sorted(left.keys() ^ right.keys()):
        yield f"{name}: only in one of them"
    for name in sorted(left.keys() & right.keys()):
        files = {p.name for p in left[name].iterdir()} | {p.name for p in right[name].iterdir()}
        for file in sorted(files):
            a, b = left[name] / file, right[name] / file
            if not a.exists() or not b.exists() or content(a) != content(b):
                yield f"{name}/{file}: differs"
    for table in TABLES:
        if (one / table).read_bytes() != (other / table).read_bytes():
            yield f"{table}: differs"
    leftovers = [p.name for p in one.iterdir() if p.name.startswith(".calfemg-partial")]
    yield from (f"{name}: left behind" for name in leftovers)


def unexpected(results, archive):
    with open(archive / "expected.tsv", encoding="utf-8") as table:
        expected = dict(line.rstrip("\n").split("\t") for line in list(table)[1:])
    with open(results / "failures.tsv", encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = {Path(row["file"]).name: row for row in rows}
    for name, reasons in expected.items():
        row = found.pop(name, None)
        if row is None:
            yield f"{name}: expected to fail with {reasons}"
        elif reasons != "any" and row["reason"] not in reasons.split("|"):
            yield f"{name}: expected {reasons}, found {row['reason']}: {row['message']}"
        elif row["what_to_do"] in ("", "n/a"):
            yield f"{name}: nothing is said about what to do"
    for name, row in found.items():
        yield f"{name}: failed unexpectedly with {row['reason']}: {row['message']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("other", type=Path, nargs="?")
    parser.add_argument("--expected", type=Path)
    options = parser.parse_args()
    found = list(unexpected(options.results, options.expected) if options.expected
                 else differences(options.results, options.other))
    print("\n".join(found) or "compare: as expected")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
