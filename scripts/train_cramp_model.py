#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the weights of the evidence for cramps on SIMULATED nights and writes them as TOML.

    train_cramp_model.py PROGRAM MODEL.toml [--first SEED] [--nights N] [--jobs N] [--work FOLDER]

Each night is pipelines/scenarios/hard_night.toml with more cramps and one of twenty changes, so that
no single device, montage or manner of cramp can be learned. Every candidate is labelled by its
overlap with the true cramps of its head (intersection over union): from 0.5 on a cramp, up to 0.1
none, between them left out. The model is additive: log odds = sum of curves, straight between
knots, fitted by penalised maximum likelihood (second differences), so the same data give the same
weights. Figures by 5-fold cross-validation over nights are printed; they say how well the weights
do on this simulator, no more. Nights that are there already are not simulated again.
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
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
SCENARIO = ROOT / "pipelines" / "scenarios" / "hard_night.toml"
FEWEST_OVERLAP, MOST_OVERLAP = 0.1, 0.5  # below: no cramp, from here on: a cramp
THRESHOLD, MERGE_GAP_S, SAME_SHARE = 0.5, 15.0, 0.2  # as in the program
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
# Changes of the scenario: (pattern, replacement) for lines, text for each [[event]] "cramp", text
# for each hold.
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
]


def scenario(change: int) -> str:
    lines, cramp, hold = CHANGES[change]
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
    return text


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


class Curves:
    """The additive model."""

    def fit(self, x, y, share, knots=7, smooth=4.0, ridge=0.2, level=0.5):
        """`share`: how much each row counts."""
        self.knots = [self.places(column, y, knots) for column in x.T]
        shaped, bounds = self.shaped()
        basis = self.basis(x) @ shaped
        penalty = shaped.T @ self.penalty(shaped.shape[0], smooth, ridge, level) @ shaped
        target = y.astype(float)

        def loss(free):
            z = basis @ free[1:] + free[0]
            gap = share * (1 / (1 + np.exp(-z)) - target)
            pull = penalty @ free[1:]
            value = (share * (np.logaddexp(0, z) - target * z)).sum() + 0.5 * free[1:] @ pull
            return value, np.r_[gap.sum(), basis.T @ gap + pull]

        fitted = minimize(loss, np.zeros(basis.shape[1] + 1), jac=True, method="L-BFGS-B",
                          bounds=[(None, None), *bounds], options={"maxiter": 2000, "maxfun": 4000}).x
        self.intercept, self.weights = fitted[0], shaped @ fitted[1:]
        return self

    def shaped(self):
        """Matrix from free numbers to weights, and the bounds of the free numbers: steps of one
        sign for "up" and "down", bends of one sign for "hump"."""
        size = sum(len(knots) + 1 for knots in self.knots)
        matrix, bounds, at = np.zeros((size, size)), [], 0
        for knots, (_, way) in zip(self.knots, EVIDENCE.values()):
            count = len(knots)
            block = np.eye(count + 1)  # the last one: missing
            block[:count, 0] = 1
            for i in range(1, count):
                if way == "hump":
                    from_knot = np.maximum(0, knots - knots[i - 1]) / max(1e-9, knots[-1] - knots[0])
                    block[:count, i] = from_knot if i == 1 else -from_knot
                else:
                    block[i:count, i] = 1 if way == "up" else -1
            matrix[at:at + count + 1, at:at + count + 1] = block
            free = (None, None)
            bounds += [free] + [free if way == "hump" and i == 1 else (0, None)
                                for i in range(1, count)] + [free]
            at += count + 1
        return matrix, bounds

    @staticmethod
    def places(values, y, knots):
        known, cramps = values[~np.isnan(values)], values[y & ~np.isnan(values)]
        if len(known) == 0 or len(cramps) == 0:
            return np.array([0.0])
        half = knots // 2 + 1
        wanted = np.unique(np.r_[np.quantile(known, np.linspace(0.01, 0.99, half)),
                                 np.quantile(cramps, np.linspace(0.02, 0.98, half))])
        kept = [wanted[0]]
        for value in wanted[1:]:  # knots that are too near to each other carry nothing
            if value - kept[-1] > 0.02 * (wanted[-1] - wanted[0]) + 1e-9:
                kept.append(value)
        return np.array(kept)

    def penalty(self, size, smooth, ridge, level):
        matrix, at = np.zeros((size, size)), 0
        for knots in self.knots:
            count = len(knots)
            block = ridge * np.eye(count + 1)
            for i in range(count - 1):
                block[i:i + 2, i:i + 2] += 0.25 * smooth * np.array([[1, -1], [-1, 1]])
            for i in range(count - 2):
                bend = np.zeros(count + 1)
                bend[i:i + 3] = 1, -2, 1
                block += smooth * np.outer(bend, bend)
            block[count, count] += level
            matrix[at:at + count + 1, at:at + count + 1] = block
            at += count + 1
        return matrix

    def basis(self, x):
        parts = []
        for values, knots in zip(x.T, self.knots):
            missing = np.isnan(values)
            inside, part = np.where(missing, knots[0], np.clip(values, knots[0], knots[-1])), np.zeros(
                (len(values), len(knots) + 1))
            if len(knots) == 1:
                part[:, 0] = 1
            else:
                left = np.clip(np.searchsorted(knots, inside, "right") - 1, 0, len(knots) - 2)
                along = (inside - knots[left]) / (knots[left + 1] - knots[left])
                part[np.arange(len(values)), left] = 1 - along
                part[np.arange(len(values)), left + 1] += along
            part[missing] = np.eye(len(knots) + 1)[-1]
            parts.append(part)
        return np.hstack(parts)

    def probability(self, x):
        return 1 / (1 + np.exp(-(self.basis(x) @ self.weights + self.intercept)))

    def toml(self, heading):
        text, at = heading + f"intercept = {self.intercept:.4f}\n", 0
        for (name, (logarithm, _)), knots in zip(EVIDENCE.items(), self.knots):
            weights = self.weights[at:at + len(knots) + 1]
            at += len(knots) + 1
            text += f'\n[[curve]]\nevidence = "{name}"\n' + ('scale = "log"\n' if logarithm else "")
            text += "knots = [" + ", ".join(f"{k:.6g}" for k in knots) + "]\n"
            text += "weights = [" + ", ".join(f"{w:.4f}" for w in weights[:-1]) + "]\n"
            text += f"missing = {weights[-1]:.4f}\n"
        return text


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


def decided(night, probability):
    """Cramps as the program gives them: best of what overlaps, near ones joined."""
    taken = defaultdict(list)
    for i in sorted(range(len(probability)), key=lambda i: -probability[i]):
        where, (a, b) = night.candidates[i]
        rival = any(min(b, d) - max(a, c) > SAME_SHARE * min(b - a, d - c) for c, d in taken[where])
        if probability[i] >= THRESHOLD and not rival:
            taken[where].append((a, b))
    events = []
    for where, spans in taken.items():
        joined = []
        for a, b in sorted(spans):
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


def cross_validated(nights):
    true = hit = called = 0
    by_size = defaultdict(lambda: [0, 0])
    for fold in range(FOLDS):
        model = Curves().fit(*training_rows([n for i, n in enumerate(nights) if i % FOLDS != fold]))
        for night in nights[fold::FOLDS]:
            events = decided(night, model.probability(night.evidence))
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
    parser.add_argument("--first", type=int, default=1000, help="first seed")
    parser.add_argument("--nights", type=int, default=100, help="how many")
    parser.add_argument("--jobs", type=int, default=2, help="nights at a time")
    parser.add_argument("--keep", action="store_true", help="keep the recordings")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "training", help="for nights")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(args.jobs) as pool:
        seeds = range(args.first, args.first + args.nights)
        files = list(pool.map(lambda s: simulate(args.program.resolve(), args.work, s, args.keep),
                              seeds))
    nights = [Night(truth, found) for truth, found in files]
    cross_validated(nights)
    heading = ("# Weights of the evidence for cramps (docs/detectors.md#weights), made by\n"
               f"# scripts/train_cramp_model.py on {args.nights} SIMULATED nights, seeds from {args.first}.\n"
               "# Log odds; curves are straight between knots. scale = \"log\": knots are ln of the measure.\n"
               '\nname = "calfemg cramp weights 1"\n')
    args.model.write_text(Curves().fit(*training_rows(nights)).toml(heading))
    return 0


if __name__ == "__main__":
    sys.exit(main())
