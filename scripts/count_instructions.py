#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the instructions of the program's own code on a recording of 10 minutes, and fails when
they are more than 5 % above the recorded count.

Libraries are left out, since they choose their loops by processor; so are the loops that the
program chooses itself (--simd baseline). The count belongs to one compiler and one kind of build;
with another compiler, or without valgrind, nothing is compared and that is said.

    count_instructions.py build/dev/calfemg [--record]
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "benchmarks" / "instructions.txt"  # COMPILER<tab>COUNT
MOST = 1.05


def compiler(program):
    """What the program says of its compiler in its ELF comment."""
    said = subprocess.run(["readelf", "-p", ".comment", program], capture_output=True, text=True,
                          check=True).stdout
    return " ".join(sorted(set(re.findall(r"\]\s+(.*)", said))))


def own_instructions(profile, name):
    """Exclusive cost of the functions of one object in a callgrind file."""
    names, total, inside, called = {}, 0, False, False
    for line in profile.read_text().splitlines():
        if line.startswith("ob="):
            number, _, path = line[3:].partition(" ")
            names.setdefault(number, path)
            inside = names[number].endswith("/" + name)
        elif line.startswith("calls="):
            called = True  # the next line is what the called function cost
        elif inside and re.match(r"[+*0-9-]", line):
            if not called:
                total += int(line.split()[1])
            called = False
        elif re.match(r"[+*0-9-]", line):
            called = False
        elif line.startswith("cob="):
            number, _, path = line[4:].partition(" ")
            names.setdefault(number, path)
    return total


def counted(program):
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        subprocess.run([sys.executable, ROOT / "scripts" / "make_long_recording.py", "--hours",
                        str(1 / 6), "--out", work / "ten.h5"], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={work / 'profile'}",
                        program, "analyze", work / "ten.h5", "--out", work / "results", "--quiet",
                        "--no-isolation", "--threads", "1", "--simd", "baseline"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return own_instructions(work / "profile", program.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--record", action="store_true", help="make this the recorded count")
    args = parser.parse_args()
    program = args.program.resolve()
    if shutil.which("valgrind") is None or shutil.which("readelf") is None:
        print("instructions: not counted, valgrind or readelf is missing")
        return 0
    used = compiler(program)
    if args.record:
        RECORD.write_text(f"{used}\t{counted(program)}\n")
        print(f"instructions: recorded {RECORD.read_text().split()[-1]} for {used}")
        return 0
    recorded, count = RECORD.read_text().rstrip().split("\t")
    if recorded != used:
        print(f"instructions: not counted, built by {used} and recorded for {recorded}")
        return 0
    now = counted(program)
    ratio = now / int(count)
    print(f"instructions: {now}, {100 * ratio:.1f} % of the recorded count")
    if ratio > MOST:
        print("instructions: more than 5 % above; find what costs more, or record it with --record")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
