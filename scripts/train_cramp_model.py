#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the weights of the evidence for cramps on SIMULATED nights and writes them as TOML.

    train_cramp_model.py PROGRAM MODEL.toml [--seeds FIRST-LAST,...] [--jobs N] [--work FOLDER]

Each night is pipelines/scenarios/hard_night.toml with more cramps and one of twenty-six changes, so that
no single device, montage or manner of cramp can be learned. Every candidate is labelled by its
overlap with the true cramps of its head (intersection over union): from 0.5 on a cramp, up to 0.1
none, between them left out. The model is additive: log odds = sum of curves, straight between
knots, which go only the way that physiology says (scripts/additive_model.py), fitted by penalised
maximum likelihood, so the same data give the same weights; the log odds are then calibrated on
nights that the weights had not seen. Figures by 5-fold cross-validation over nights are printed;
they say how well the weights do on this simulator, no more. Nights that are there already are not
simulated again.
"""
import argparse
import csv
import re
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from additive_model import Curves

ROOT = Path(__file__).resolve().parent.parent
SCENARIO = ROOT / "pipelines" / "scenarios" / "hard_night.toml"
FEWEST_OVERLAP, MOST_OVERLAP = 0.1, 0.5  # below: no cramp, from here on: a cramp
THRESHOLD, MERGE_GAP_S, SAME_SHARE = 0.5, 15.0, 0.2  # as in the program
SURE_LOG_ODDS, PER_STEP = 2.0, 0.3
REPORTED, MATCH = 0.02, 0.2  # candidates from here on are calibrated; overlap that is a match
FOLDS = 5

# Evidence that is weighed: (True: its logarithm; None: only whether it is known), and the way its
# weight may go: "up", "down", "hump" (not twice up and down), from what is known of cramps and not
# from these nights (docs/detectors.md#weights). Not among it: spectrum, crest, motion below the
# band and peaks, which depend on recorder and electrodes more than on what the muscle does.
EVIDENCE = {
    "duration_s": (True, "up"), "median_rest_multiple": (True, "up"),
    "tonicity": (False, "up"), "modulation_depth": (False, "hump"),
    "returns_per_s": (False, "down"), "roughness_short": (False, "hump"),
    "roughness_long": (False, "up"), "common_modulation": (False, "hump"),
    "rhythm_prominence": (False, "hump"), "rise_s": (True, "hump"), "decay_s": (True, "up"),
    "before_rest_multiple": (True, "down"), "after_rest_multiple": (True, "hump"),
    "step_up": (False, "up"), "step_down": (False, "up"),
    "twitches_before_per_s": (False, "hump"), "twitches_after_per_s": (False, "hump"),
    "site_dominance": (False, "up"), "site_correlation": (False, "hump"),
    "site_drift": (False, "up"), "head_correlation": (False, "down"),
    "tibialis_correlation": (False, "down"), "head_dominance": (False, "up"),
    "contralateral_rest_multiple": (True, "down"), "tibialis_rest_multiple": (True, "down"),
    "co_activation_share": (False, "down"), "synchronous_groups": (False, "down"),
    "hum_share": (False, "down"), "artifact_share": (False, "down"),
    "awakening_latency_s": (None, "up"), "marker_latency_s": (None, "up")}
SMALLEST = 1e-6  # as in the program: ln of 0
NO_CONTEXT = "awakening = 0\nmarker = 0\nresidual = 0\nfasciculations = 0\n"
ONE_CHANNEL = [("legs", '["left"]'), ("sites", '["upper"]'), ("muscles", '["GM"]')]
# Movements that go on through all else.
RESTLESS_CALF = """
[[event]]
type = "contraction"
per_hour = [150, 500]
duration_s = [0.3, 1.6]
multiple = [5, 120]
rise_s = [0.05, 0.2]
decay_s = [0.05, 0.2]
motion = 0
beside = true
"""
RESTLESS_LEG = """
[[event]]
type = "lm"
per_hour = [150, 400]
duration_s = [0.4, 2.5]
calf = [0.2, 1]
arousal = 0
beside = true
"""
# Changes of the scenario: (pattern, replacement) for lines, text for each [[event]] "cramp", text
# for each hold, further events.
CHANGES = [
    ([], "", ""),
    ([("sites", '["upper"]'), ("muscles", '["GM", "GL"]')], "", ""),
    ([("rate_hz", "2000"), ("format", '"float32"'), ("rest_uv", "[2, 5]"), ("noise_uv", "[1, 2.5]"),
      ("mvc_uv", "[100, 300]")], "", ""),
    ([("rate_hz", "256"), ("lowpass_hz", "100"), ("mains_hz", "60")], "", ""),
    ([("rate_hz", "500"), ("lowpass_hz", "200"), ("crosstalk", "[0.1, 0.3]"), ("units", "[30, 80]")],
     "", ""),
    ([], "modulation_depth = [0, 0.15]\nisi_cv = [0.25, 0.45]\nwidth = [0.8, 1]\n"
     "irregularity = [0.05, 0.2]\nboth_heads = 0.5\nterritory = [0.3, 1]\n", "irregularity = [0.1, 0.35]\n"
     "focality = [0.3, 1]\n"),
    ([], "modulation_depth = [0.2, 0.45]\nterritory = [0.1, 0.3]\nrise_s = [0.3, 4]\ndecay_s = [0.5, 6]\n",
     "rise_s = [0.3, 6]\n"),
    ([], NO_CONTEXT, ""),
    ([], NO_CONTEXT + "drift = [0, 0.1]\nirregularity = [0.02, 0.1]\nrise_s = [0.1, 2]\n"
     "decay_s = [0.1, 2]\nmodulation_depth = [0.1, 0.3]\n", "irregularity = [0.02, 0.08]\n"),
    ([("legs", '["left"]'), ("sites", '["upper"]'), ("muscles", '["GM", "GL"]')], "fasciculations = 0\n",
     ""),
    ([("rate_hz", "4000"), ("highpass_hz", "20"), ("lowpass_hz", "500"), ("sites", '["upper"]'),
      ("muscles", '["GM", "GL", "SOL", "TA"]')], "", ""),
    ([("rate_hz", "2048"), ("highpass_hz", "5"), ("mains_uv", "[0.5, 4]"), ("noise_uv", "[0.4, 1]"),
      ("mvc_uv", "[80, 250]")], NO_CONTEXT, "irregularity = [0.05, 0.2]\n"),
    ([("rate_hz", "256"), ("lowpass_hz", "100"), ("muscles", '["GM", "GL"]')], "", ""),
    ([("rate_hz", "512"), ("lowpass_hz", "200"), ("sites", '["upper"]')], "", ""),
    ([], "both_heads = 0.8\nother_head = [0.6, 1]\nspread_s = [0.2, 3]\n", "focality = [0, 0.6]\n"),
    ([], "isi_cv = [0.2, 0.4]\nmodulation_depth = [0, 0.1]\ndrift = [0, 0.2]\nfasciculations = 0\n",
     "irregularity = [0.15, 0.4]\nfocality = [0.9, 1]\nsoleus = [0, 0.1]\n"),
    ([("crosstalk", "[0.1, 0.35]"), ("units", "[25, 60]")],
     "irregularity = [0.2, 0.45]\nmotion = 0.8\nstretch_break = 0.7\nawakening = 1\n",
     "irregularity = [0.2, 0.4]\nmotion = 0.4\n"),
    ([("rest_uv", "[3, 8]"), ("noise_uv", "[2, 4]"), ("mvc_uv", "[300, 700]")],
     "territory = [0.4, 1]\ndrift = [0, 0.2]\nresidual = 1\n", "tibialis = [0, 0.3]\nboth_legs = 0.5\n"),
    ([("highpass_hz", "20"), ("lsb_uv", "1"), ("mains_uv", "[0, 3]")],
     NO_CONTEXT + "rise_s = [0.2, 1]\ndecay_s = [0.3, 1.5]\n", "rise_s = [0.3, 4]\nirregularity = [0.1, 0.4]\n"),
    ([("legs", '["right"]'), ("muscles", '["GM", "GL", "TA"]')],
     "both_heads = 0\ndoublets = 0\nwidth = [0.9, 1.1]\nmodulation_depth = [0.3, 0.5]\n", "focality = 1\n"),
    (ONE_CHANNEL, "", ""),
    (ONE_CHANNEL, NO_CONTEXT, "irregularity = [0.1, 0.3]\n", RESTLESS_CALF),
    ([("legs", '["left"]'), ("sites", '["upper"]')], "", "", RESTLESS_LEG),
    ([], "", "", RESTLESS_CALF),
    ([*ONE_CHANNEL, ("muscles", '["GL"]'), ("rest_uv", "[2, 5]"), ("noise_uv", "[1, 2.5]"),
      ("lsb_uv", "1.5"), ("highpass_hz", "20")], NO_CONTEXT, "", RESTLESS_CALF),
    ([("rate_hz", "500"), ("lowpass_hz", "200"), ("sites", '["upper"]'), ("muscles", '["GM", "GL"]')],
     "", "", RESTLESS_LEG),
]


def scenario(change: int) -> str:
    lines, cramp, hold, *more = CHANGES[change]
    head, *events = re.split(r"(?=^\[\[event\]\])", SCENARIO.read_text(), flags=re.M)
    for key, value in lines:
        head = re.sub(rf"^{key} = .*$", f"{key} = {value}", head, flags=re.M)

    def with_values(event: str, extra: str) -> str:
        for line in extra.splitlines():  # a value that is there is replaced
            event = re.sub(rf"^{line.split(' = ')[0]} = .*\n", "", event, flags=re.M)
        return event.rstrip("\n") + "\n" + extra + "\n"

    text = head
    for event in events:
        if 'type = "cramp"' in event:
            weak = "weak ones" in event
            extra = "count = [2, 5]\nmultiple = [2, 6]\n" if weak else "count = [1, 2]\n"
            event = with_values(event, extra + cramp)
        elif "hard holds" in event:
            event = with_values(event, hold)
        text += event
    return text + "".join(more)


def simulate(program, folder, seed, keep):
    """Truth and candidates of one night, as paths."""
    name = f"night_{seed}"
    truth, found = folder / f"{name}_truth.tsv", folder / f"{name}_candidates.tsv"
    if truth.exists() and found.exists():
        return truth, found
    recording = folder / f"{name}.h5"
    if not recording.exists():
        toml = folder / f"{name}.toml"
        toml.write_text(scenario(seed % len(CHANGES)))
        made = folder / f"{name}_made.h5"  # whole or not at all under the final name
        run = [program, "simulate", "--scenario", toml, "--seed", str(seed), "--out", made]
        subprocess.run(run, check=True, capture_output=True)
        made.with_name(f"{name}_made_truth.tsv").rename(truth)
        made.rename(recording)
        toml.unlink()
    run = [program, "analyze", recording, "--out", folder / name, "--quiet", "--threads", "1",
           "--set", "features.only=rms_uv", "--set", "cramp.every_candidate=true",
           "--set", "cramp.reported_probability=0"]
    subprocess.run(run, check=True, capture_output=True)
    next((folder / name).glob("*/events.tsv")).rename(found)
    subprocess.run(["rm", "-r", folder / name, *([] if keep else [recording])], check=True)
    return truth, found


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def number(text):
    return float("nan") if text in ("n/a", "") else float(text)


def overlap(a, b):
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(0.0, common) / (max(a[1], b[1]) - min(a[0], b[0]))


def span(row):
    return float(row["onset"]), float(row["onset"]) + float(row["duration"])


def place(row):
    return row["leg"], row["muscle"]


class Night:
    """Candidates with their evidence, and the true cramps."""

    def __init__(self, truth, found):
        self.cramps = [(place(r), span(r), number(r["median_rest_multiple"])) for r in rows(truth)
                       if r["trial_type"] == "cramp"]
        self.candidates = [(place(r), span(r)) for r in rows(found) if "cramp" in r["trial_type"]]
        self.evidence = np.array([self.values(r) for r in rows(found) if "cramp" in r["trial_type"]])
        self.overlap = np.array([max((overlap(s, t) for q, t, _ in self.cramps if q == p), default=0)
                                 for p, s in self.candidates])

    @staticmethod
    def values(row):
        other = dict(part.split("=") for part in row["measures"].split(";") if "=" in part)
        values = []
        for name, (logarithm, _) in EVIDENCE.items():
            value = number(row.get(name) or other.get(name, "n/a"))
            if name == "duration_s":
                value = float(row["duration"])
            if logarithm:
                value = np.log(max(value, SMALLEST))
            if logarithm is None:
                value = float("nan") if np.isnan(value) else 0.0
            values.append(value)
        return values


def training_rows(nights):
    """Evidence, label and share of each candidate. Candidates are nested: those of one true cramp
    count together as one, and so do those of one head that overlap and are none."""
    shares = []
    for night in nights:
        share = np.zeros(len(night.candidates))
        for where in set(p for p, _ in night.candidates):
            here = [i for i, (p, _) in enumerate(night.candidates) if p == where]
            for i in here:
                a = night.candidates[i][1]
                alike = [j for j in here if (night.overlap[j] >= MOST_OVERLAP)
                         == (night.overlap[i] >= MOST_OVERLAP)
                         and overlap(a, night.candidates[j][1]) >= FEWEST_OVERLAP]
                share[i] = len(alike) ** -0.5
        shares.append(share)
    x = np.vstack([n.evidence for n in nights])
    seen = np.concatenate([n.overlap for n in nights])
    clear = (seen >= MOST_OVERLAP) | (seen <= FEWEST_OVERLAP)
    return x[clear], seen[clear] >= MOST_OVERLAP, np.concatenate(shares)[clear]


def chosen(night, probability, least):
    """Of candidates that overlap, the most convincing (as in the program: where probabilities say no
    more, by the steps at the edges), from `least` on: {head: [index]}."""
    names = list(EVIDENCE)
    steps = night.evidence[:, names.index("step_up")] + night.evidence[:, names.index("step_down")]
    odds = np.log(np.maximum(probability, 1e-9) / np.maximum(1 - probability, 1e-9))
    rank = np.minimum(odds, SURE_LOG_ODDS) + PER_STEP * np.nan_to_num(steps)
    taken = defaultdict(list)
    for i in sorted(range(len(probability)), key=lambda i: -rank[i]):
        where, (a, b) = night.candidates[i]
        spans = (night.candidates[k][1] for k in taken[where])
        rival = any(min(b, d) - max(a, c) > SAME_SHARE * min(b - a, d - c) for c, d in spans)
        if probability[i] >= least and not rival:
            taken[where].append(i)
    return taken


def decided(night, probability):
    """Cramps as the program gives them: near ones are one."""
    events = []
    for where, indices in chosen(night, probability, THRESHOLD).items():
        joined = []
        for a, b in sorted(night.candidates[i][1] for i in indices):
            if joined and a - joined[-1][1] <= MERGE_GAP_S:
                joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
            else:
                joined.append((a, b))
        events += [(where, s) for s in joined]
    return events


def matches(night, events):
    """True cramps (by index) that an event matches, one to one."""
    found, used = [], set()
    for where, s in events:
        near = [(overlap(s, t), k) for k, (q, t, _) in enumerate(night.cramps)
                if q == where and k not in used and (overlap(s, t) >= 0.2 or abs(s[0] - t[0]) < 2.0)]
        if near:
            used.add(max(near)[1])
            found.append(max(near)[1])
    return found


def out_of_fold(nights):
    """Log odds of each night's candidates by weights that have not seen the night."""
    odds = [None] * len(nights)
    for fold in range(FOLDS):
        rows = training_rows([n for i, n in enumerate(nights) if i % FOLDS != fold])
        model = Curves(EVIDENCE).fit(*rows)
        for i in range(fold, len(nights), FOLDS):
            odds[i] = model.log_odds(nights[i].evidence)
    return odds


def calibration(nights, odds):
    """Log odds of the candidates that stand beside each other, and whether they were cramps."""
    values, right = [], []
    for night, z in zip(nights, odds):
        for indices in chosen(night, 1 / (1 + np.exp(-z)), REPORTED).values():
            values += [z[i] for i in indices]
            right += [night.overlap[i] >= MATCH for i in indices]
    return np.array(values), np.array(right, dtype=float)


def report(nights, odds, calibrated):
    """Prints what the program would have found; `calibrated`: a model that only shifts log odds."""
    true = hit = called = 0
    by_size = defaultdict(lambda: [0, 0])
    for night, z in zip(nights, odds):
        events = decided(night, 1 / (1 + np.exp(-(calibrated.intercept + calibrated.weights * z))))
        found = matches(night, events)
        true, hit, called = true + len(night.cramps), hit + len(found), called + len(events)
        for k, (_, _, multiple) in enumerate(night.cramps):
            size = sum(multiple >= edge for edge in (2, 3, 6))
            by_size[size][0] += k in found
            by_size[size][1] += 1
    sensitivity, value = hit / max(1, true), hit / max(1, called)
    words = ["below 2", "2 to 3", "3 to 6", "6 and more"]
    print(f"cross-validated, simulated, {len(nights)} nights, {true} cramps: sensitivity {sensitivity:.3f}, "
          f"positive predictive value {value:.3f}, F1 {2 * hit / max(1, true + called):.3f}")
    for size, (ok, of) in sorted(by_size.items()):
        print(f"  {words[size]} times rest: {ok} of {of}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--seeds", default="3016-3119", help="first to last, ...")
    parser.add_argument("--jobs", type=int, default=2, help="nights at a time")
    parser.add_argument("--keep", action="store_true", help="keep the recordings")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "training", help="for nights")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(args.jobs) as pool:
        ranges = [[int(s) for s in part.split("-")] for part in args.seeds.split(",")]
        seeds = [seed for first, last in ranges for seed in range(first, last + 1)]
        files = list(pool.map(lambda s: simulate(args.program.resolve(), args.work, s, args.keep),
                              seeds))
    nights = [Night(truth, found) for truth, found in files]
    odds = out_of_fold(nights)
    line = Curves(EVIDENCE)
    line.intercept, line.weights = 0.0, 1.0
    measured = calibration(nights, odds)
    report(nights, odds, line.calibrate(*measured))
    heading = ("# Weights of the evidence for cramps (docs/detectors.md#weights), made by\n"
               f"# scripts/train_cramp_model.py on {len(nights)} SIMULATED nights, seeds {args.seeds}.\n"
               "# Log odds; curves are straight between knots. scale = \"log\": knots are ln of the measure.\n"
               '\nname = "calfemg cramp weights 3"\n')
    fitted = Curves(EVIDENCE).fit(*training_rows(nights)).calibrate(*measured)
    args.model.write_text(fitted.toml(heading))
    return 0


if __name__ == "__main__":
    sys.exit(main())
