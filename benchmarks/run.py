#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times calfemg against plain reading and against SciPy, in turn, and prints ratios of one round.

Every round runs all programs one after the other on the same file, so that whatever else the
machine does slows all of them. Times are processor time (user and system) and time on the clock;
a ratio is taken within a round, its median and range over the rounds are printed.

    run.py --program build/release/calfemg --plain build/release/plain_read --work DIR [--rounds 5]
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = "signals/emg/samples"
FILES = [  # name, hours, channels, rate in Hz
    ("8 h, 8 channels, 2000 Hz", 8, 8, 2000),
    ("8 h, 4 channels, 1000 Hz", 8, 4, 1000),
    ("8 h, 1 channel, 500 Hz", 8, 1, 500),
    ("1 h, 8 channels, 2000 Hz", 1, 8, 2000),
]


def timed(command):
    """Processor time in s, time on the clock in s, largest memory in MB of a command."""
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {child.returncode}: {said.decode()}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss / 1024


def made(work, hours, channels, rate):
    path = work / f"{hours}h_{channels}ch_{rate}hz.h5"
    if not path.exists():
        maker = HERE.parent / "scripts" / "make_long_recording.py"
        subprocess.run([sys.executable, maker, "--hours", str(hours), "--channels", str(channels),
                        "--rate", str(rate), "--out", path], check=True)
    return path


def median_and_range(values):
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def commands(args, path, with_scipy):
    def analyze(threads, *more):
        return [args.program, "analyze", path, "--out", args.work / "results", "--quiet",
                "--no-isolation", "--threads", str(threads), *more]
    listed = {"plain H5Dread": [args.plain, path, SAMPLES],
              "calfemg, 1 thread": analyze(1),
              "calfemg, 2 threads": analyze(2),
              "calfemg, 1 thread, baseline": analyze(1, "--simd", "baseline")}
    if with_scipy:
        listed["SciPy"] = [sys.executable, HERE / "scipy_same_job.py", path]
    return listed


def measure(args, title, path, with_scipy):
    runs = {}
    for number in range(args.rounds + 1):  # the first fills the page cache
        for name, command in commands(args, path, with_scipy).items():
            shutil.rmtree(args.work / "results", ignore_errors=True)
            result = timed(command)
            if number > 0:
                runs.setdefault(name, []).append(result)
    plain = runs["plain H5Dread"]
    print(f"\n### {title}\n")
    print("| program | processor s | clock s | memory MB | processor / plain | clock / plain |")
    print("|---|---|---|---|---|---|")
    for name, results in runs.items():
        print(f"| {name} | {statistics.median(r[0] for r in results):.2f} "
              f"| {statistics.median(r[1] for r in results):.2f} "
              f"| {max(r[2] for r in results):.0f} "
              f"| {median_and_range([r[0] / p[0] for r, p in zip(results, plain)])} "
              f"| {median_and_range([r[1] / p[1] for r, p in zip(results, plain)])} |")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--plain", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder for files (1 GB)")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    for title, hours, channels, rate in FILES:
        measure(args, title, made(args.work, hours, channels, rate), hours == 1)


if __name__ == "__main__":
    main()
