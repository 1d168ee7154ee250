#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times calfemg against plain reading and against SciPy, in turn, and prints ratios of one round.

Every round runs all programs one after the other on the same file, so that whatever else the
machine does slows all of them. Times are processor time (user and system) and time on the clock;
a ratio is taken within a round, its median and range over the rounds are printed.

    run.py --program build/release/calfemg --plain build/release/plain_read --work DIR [--rounds 5]
           [--quick] [--page docs/performance.md]

--quick: one round, and the shorter half of the files. --page: replaces what stands between the
two lines "<!-- figures -->" of that file.
"""
import argparse
import os
import pty
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = "signals/emg/samples"
MARK = "<!-- figures -->"
NIGHT = (8, 8, 2000, "int16")
FILES = [  # hours, channels, rate in Hz, storage
    NIGHT, (8, 4, 1000, "int16"), (8, 1, 500, "int16"), (1, 8, 2000, "int16"),
    (1, 8, 2000, "float32"), (1, 8, 2000, "uncompressed"), (1, 8, 2000, "planar")]
QUICK_FILES = [(1, 8, 2000, "int16"), (1, 4, 1000, "int16"), (1, 1, 500, "int16")]
GROWTH = [(1 / 6, 8, 2000), (1, 8, 2000), (4, 8, 2000), (14, 8, 2000),  # by length
          (1, 1, 2000), (1, 2, 2000), (1, 4, 2000), (1, 12, 2000), (1, 32, 2000), (1, 32, 4000)]
QUICK_GROWTH = [(1 / 6, 8, 2000), (1, 8, 2000), (1, 1, 2000), (1, 32, 2000)]
MOST_ROLES = 12  # of 32 channels: the others are read, not analysed
STAGES = ["survey", "signal", "detect", "write"]  # as the bar of progress names them


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


def title(hours, channels, rate, storage="int16"):
    length = f"{hours:g} h" if hours >= 1 else f"{hours * 60:g} min"
    plural = "s" if channels > 1 else ""
    kind = "" if storage == "int16" else f", {storage}"
    return f"{length}, {channels} channel{plural}, {rate} Hz{kind}"


def stored_as(source, path, storage):
    """The same recording with its samples stored in another way."""
    import h5py  # here, since what this process holds counts as memory of those that it starts
    shutil.copy(source, path)
    with h5py.File(path, "r+") as file:
        group = file["signals/emg"]
        old = group["samples"]
        attributes = dict(old.attrs)
        kind = "f4" if storage == "float32" else old.dtype
        chunk = {"planar": (old.chunks[0], 1)}.get(storage, old.chunks)
        filters = {} if storage == "uncompressed" else {
            "compression": "gzip", "compression_opts": 4, "shuffle": True}
        new = group.create_dataset("stored", old.shape, kind, chunks=chunk, **filters)
        for first in range(0, old.shape[0], old.chunks[0]):
            part = slice(first, min(first + old.chunks[0], old.shape[0]))
            new[part] = old[part]
        new.attrs.update(attributes)
        del group["samples"]
        group.move("stored", "samples")


def made(work, hours, channels, rate, storage="int16"):
    path = work / f"{hours:.2f}h_{channels}ch_{rate}hz_{storage}.h5"
    if path.exists():
        return path
    if storage == "int16":
        maker = HERE.parent / "scripts" / "make_long_recording.py"
        subprocess.run([sys.executable, maker, "--hours", str(hours), "--channels", str(channels),
                        "--rate", str(rate), "--out", path], check=True, stdout=subprocess.DEVNULL)
    else:
        stored_as(made(work, hours, channels, rate), path, storage)
    return path


def median_and_range(values):
    if len(values) == 1:
        return f"{values[0]:.2f}"
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def analyze(args, path, threads, *more):
    return [args.program, "analyze", path, "--out", args.work / "results", "--quiet",
            "--no-isolation", "--threads", str(threads), *more]


def commands(args, path, with_scipy):
    listed = {"plain H5Dread": [args.plain, path, SAMPLES],
              "calfemg, 1 thread": analyze(args, path, 1),
              "calfemg, 2 threads": analyze(args, path, 2),
              "calfemg, 1 thread, baseline": analyze(args, path, 1, "--simd", "baseline")}
    if with_scipy:
        listed["SciPy"] = [sys.executable, HERE / "scipy_same_job.py", path]
    return listed


def against_peers(args, recording):
    path = made(args.work, *recording)
    with_scipy = recording == (1, 8, 2000, "int16")
    runs = {}
    for number in range(args.rounds + 1):  # the first fills the page cache
        for name, command in commands(args, path, with_scipy).items():
            shutil.rmtree(args.work / "results", ignore_errors=True)
            result = timed(command)
            if number > 0:
                runs.setdefault(name, []).append(result)
    plain = runs["plain H5Dread"]
    yield f"\n### {title(*recording)}\n"
    yield "| program | processor s | clock s | memory MB | processor / plain | clock / plain |"
    yield "|---|---|---|---|---|---|"
    for name, results in runs.items():
        yield (f"| {name} | {statistics.median(r[0] for r in results):.2f} "
               f"| {statistics.median(r[1] for r in results):.2f} "
               f"| {max(r[2] for r in results):.0f} "
               f"| {median_and_range([r[0] / p[0] for r, p in zip(results, plain)])} "
               f"| {median_and_range([r[1] / p[1] for r, p in zip(results, plain)])} |")


def growth(args):
    yield "\n### Growth with length and channels, 1 thread\n"
    yield "| recording | processor s | per analysed channel-hour at 2000 Hz | memory MB |"
    yield "|---|---|---|---|"
    for hours, channels, rate in QUICK_GROWTH if args.quick else GROWTH:
        path = made(args.work, hours, channels, rate)
        runs = [timed(analyze(args, path, 1)) for _ in range(max(1, args.rounds // 2))]
        processor = statistics.median(r[0] for r in runs)
        units = hours * min(channels, MOST_ROLES) * rate / 2000
        yield (f"| {title(hours, channels, rate)} | {processor:.2f} | {processor / units:.3f} "
               f"| {max(r[2] for r in runs):.0f} |")
    path = made(args.work, 30 / 3600, 8, 2000)
    runs = [timed(analyze(args, path, 1)) for _ in range(9)]
    yield (f"\nA recording of 30 s (8 channels, 2000 Hz): processor "
           f"{1e3 * statistics.median(r[0] for r in runs):.0f} ms, clock "
           f"{1e3 * statistics.median(r[1] for r in runs):.0f} ms (median of 9).")


def processor_ticks(process):
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def stage_costs(args, path):
    """Processor time at which the bar of progress names each stage first."""
    child, terminal = pty.fork()
    if child == 0:
        command = [str(part) for part in analyze(args, path, 1) if part != "--quiet"]
        os.environ["TERM"] = "xterm"
        os.execv(command[0], command)
    begins = {"open and hash": 0}
    said = b""
    ticks = 0
    while True:
        try:
            said = said[-200:] + os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        ticks = processor_ticks(child)
        for stage in STAGES:
            if stage not in begins and f" {stage} ".encode() in said:
                begins[stage] = ticks
    _, _, usage = os.wait4(child, 0)
    total = (usage.ru_utime + usage.ru_stime) * os.sysconf("SC_CLK_TCK")
    names = list(begins)
    ends = [begins[name] for name in names[1:]] + [total]
    return {name: (end - begins[name]) / total for name, end in zip(names, ends)}


def stages(args, recording):
    path = made(args.work, *recording)
    shutil.rmtree(args.work / "results", ignore_errors=True)
    yield f"\n### Where the processor time goes: {title(*recording)}, 1 thread\n"
    yield "| stage | share |"
    yield "|---|---|"
    for name, share in stage_costs(args, path).items():
        yield f"| {name} | {100 * share:.1f} % |"


def figures(args):
    model = next((line.split(":", 1)[1].strip() for line in
                  Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), "?")
    rounds = "1 round" if args.rounds == 1 else f"{args.rounds} rounds"
    yield (f"\nMeasured on {os.cpu_count()} cores of {model}; load when it began "
           f"{os.getloadavg()[0]:.1f}; {rounds}, warm cache.")
    files = QUICK_FILES if args.quick else FILES
    for recording in files:
        yield from against_peers(args, recording)
    yield from stages(args, files[0])
    yield from growth(args)
    yield f"\nLoad when it ended: {os.getloadavg()[0]:.1f}.\n"


def replace_in(page, lines):
    text = page.read_text()
    begin = text.index(MARK) + len(MARK)
    end = text.index(MARK, begin)
    page.write_text(text[:begin] + "\n" + "\n".join(lines) + text[end:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--plain", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder for files (3 GB)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--page", type=Path)
    args = parser.parse_args()
    if args.quick:
        args.rounds = 1
    args.work.mkdir(parents=True, exist_ok=True)
    lines = []
    for line in figures(args):
        print(line, flush=True)
        lines.append(line)
    if args.page:
        replace_in(args.page, lines)


if __name__ == "__main__":
    main()
