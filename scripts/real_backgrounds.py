#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Real EMG without cramps as a background: is anything called a cramp, and are cramps found in it?

    real_backgrounds.py PROGRAM OUT.md WORK_FOLDER RECORDING[@MAP]...

Each recording (anything that `calfemg import` reads, with its layout map after an @) is repeated to
30 minutes: its first EMG channel as the only one, a medial head; and with the same from a third and
two thirds of its length on as lateral head and tibialis anterior. Once it is analysed as it is; then SIMULATED cramps of 2, 3
and 6 times the rest level that calfemg measures are added (montage.background = false), and the
result is compared with their truth. OUT.md gets two rows for each recording.
"""
import json
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np

import calfemg_layout as layout

LENGTH_S = 1800.0
MULTIPLES = (2, 3, 6)
CRAMPS, CRAMP_S = 6, (12, 60)
PLACES = (("GM", "GM.L", 0.0), ("GL", "GL.L", 1 / 3), ("TA", "TA.L", 2 / 3))

SCENARIO = """name = "{name}"
description = "cramps alone, to be added to a real background"
[night]
duration_s = {length}
hypnogram = false
[device]
rate_hz = {rate}
format = "float32"
lowpass_hz = {lowpass}
[montage]
legs = ["left"]
muscles = [{muscles}]
sites = []
rest_uv = [{rest}, {rest}]
background = false
[[event]]
type = "cramp"
leg = "left"
count = {count}
multiple = {multiple}
duration_s = [{shortest}, {longest}]
stretch_break = 0
residual = 0
fasciculations = 0
motion = 0
awakening = 0
marker = 0
"""


def run(*words):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.strip())
    return done.stdout


def microvolts(path):
    """Rate and the first EMG channel of a recording in the calfemg layout, in uV, mean removed."""
    with h5py.File(path) as file:
        for block in file["signals"].values():
            muscles = [m.decode() for m in block["channels/muscle"][:]]
            for index, muscle in enumerate(muscles):
                if muscle:
                    scale = float(block["channels/scale"][index]) if "scale" in block["channels"] else 1.0
                    samples = block["samples"][:, index].astype(float) * scale
                    return float(block.attrs["sampling_rate_hz"]), samples - samples.mean()
    raise SystemExit(f"{path}: no EMG channel")


def write(path, name, rate, signals):
    """int16 in steps of a tenth of the rest noise would be coarse: a step of 0.02 uV."""
    step = max(0.02, max(np.abs(s).max() for s in signals) / 32000)
    with layout.create(path, "real", name, "2026-01-01T22:00:00") as file:
        block = layout.create_block(file, "emg", rate)
        block.create_dataset("samples", data=np.round(np.stack(signals, 1) / step).astype("<i2"))
        layout.write_channels(block, [layout.Channel(c, "left", m) for m, c, _ in PLACES[:len(signals)]],
                              layout.Conversion(step, 0.0))


def analysed(program, recording, work):
    out = work / "out" / recording.stem
    subprocess.run(["rm", "-rf", str(out)], check=True)
    run(program, "analyze", recording, "--out", out, "--quiet", "--set", "features.only=rms_uv")
    folder = next(p for p in out.iterdir() if p.is_dir())
    report = json.loads((folder / "report.json").read_text())
    return folder, report


def tiled(signal, rate, share):
    return np.resize(np.roll(signal, int(share * len(signal))), int(LENGTH_S * rate))


def row_of(program, work, name, rate, signal, places):
    plain = [tiled(signal, rate, share) for _, _, share in places]
    name = f"{name}_{len(places)}"
    recording = work / f"{name}.h5"
    write(recording, name, rate, plain)
    _, report = analysed(program, recording, work)
    called = [e for e in report["events"] if e["type"] == "cramp"]
    rest = min((c["rest"]["level_uv"] or 1e9) for c in report["channels"])
    row = [name.rpartition("_")[0], str(len(places)), f"{len(signal) / rate:.0f}", f"{rate:g}", f"{rest:.1f}", str(len(called))]
    for multiple in MULTIPLES:
        mixed = f"{name}_x{multiple}"
        scenario, alone = work / f"{mixed}.toml", work / f"{mixed}_alone.h5"
        scenario.write_text(SCENARIO.format(
            name=mixed, length=LENGTH_S, rate=rate, lowpass=min(450, 0.45 * rate), rest=round(rest, 2),
            muscles=", ".join(f'"{muscle}"' for muscle, _, _ in places), count=CRAMPS, multiple=multiple, shortest=CRAMP_S[0], longest=CRAMP_S[1]))
        run(program, "simulate", "--scenario", scenario, "--seed", multiple, "--out", alone)
        with h5py.File(alone) as file:
            block = next(iter(file["signals"].values()))
            scale = np.asarray(block["channels/scale"][:]) if "scale" in block["channels"] else 1.0
            added = block["samples"][:] * scale
        write(work / f"{mixed}.h5", mixed, rate, [p + a for p, a in zip(plain, added.T)])
        folder, _ = analysed(program, work / f"{mixed}.h5", work)
        truth = alone.with_name(f"{mixed}_alone_truth.tsv")
        score = json.loads(run(program, "evaluate", "--truth", truth, "--detected", folder, "--json"))
        cramp = next(t for t in score["types"] if t["type"] == "cramp")
        row.append(f"{cramp['f1']['value']:.2f} ({cramp['sensitivity']['successes']} of "
                   f"{cramp['sensitivity']['total']}, {cramp['ppv']['total']} called)")
    return row


def main() -> int:
    program, out, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    work.mkdir(parents=True, exist_ok=True)
    head = ["real recording", "channels", "s", "Hz", "rest uV", "called a cramp", *(f"F1 at {m} x rest" for m in MULTIPLES)]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for entry in sys.argv[4:]:
        path, _, map_file = entry.partition("@")
        imported = work / (Path(path).stem + "_imported.h5")
        imported.unlink(missing_ok=True)
        run(program, "import", path, "--out", imported, *(["--layout", map_file] if map_file else []))
        for places in (PLACES[:1], PLACES):
            row = row_of(program, work, Path(path).stem, *microvolts(imported), places)
            lines.append("| " + " | ".join(row) + " |")
    out.write_text("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
