#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tables and figures of evaluations of simulated nights, for validate_detection.sh.

    validation_summary.py SUMMARY.md FOLDER SCENARIO,... SET:FIRST:LAST...

Reads FOLDER/SET/SCENARIO/{detected,candidates,DETECTOR}.json and event tables; replaces what follows the line
"<!-- tables -->" of SUMMARY.md, and writes images/*.svg beside it.
"""
import csv
import json
import sys
from pathlib import Path

import validation_figures as figures

MARK = "<!-- tables -->"
PLAIN = {"five_times_median": "5 x median RMS for 10 s", "mean_plus_2_sd": "mean + 2 SD for 3 s",
         "hysteresis": "hysteresis 3 / 1.5 x rest for 3 s"}
BY_AMPLITUDE, BY_CONFIDENCE = "amplitude (x rest)", "confidence"


def number(value, decimals=2):
    return "-" if value is None else f"{value:.{decimals}f}"


def share(entry):
    if not entry["total"]:
        return "-"
    return f"{number(entry['value'])} ({number(entry['low'])}-{number(entry['high'])})"


def table(head, rows):
    lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows]]
    return "\n".join(lines) + "\n"


def overview(types):
    head = ["type", "true", "detected", "sensitivity", "PPV", "F1", "false alarms per 8 h",
            "onset error s", "time F1", "kappa"]
    return table(head, [[
        t["type"], str(t["sensitivity"]["total"]), str(t["ppv"]["total"]), share(t["sensitivity"]),
        share(t["ppv"]), share(t["f1"]), number(t["false_alarms_per_8h"], 1),
        number(t["onset_error_s"]["median"]), number(t["time"]["f1"]), number(t["time"]["kappa"]),
    ] for t in types])


def grades(rows):
    return table(["grade at least", "sensitivity", "PPV", "F1", "false alarms per 8 h"], [[
        r["at_least"], share(r["sensitivity"]), share(r["ppv"]), share(r["f1"]),
        number(r["false_alarms_per_8h"], 1)] for r in rows])


def strata(entry, by, label):
    rows = [s for s in entry["strata"] if s["by"] == by]
    return table([label, "sensitivity", "true", "PPV", "detected"], [[
        s["label"], share(s["sensitivity"]), str(s["sensitivity"]["total"]), share(s["ppv"]),
        str(s["ppv"]["total"])] for s in rows])


def words(entries):
    return "; ".join(f"{e['what']} {e['count']}" for e in entries) or "none"


def of_type(evaluation, name):
    return next(t for t in evaluation["types"] if t["type"] == name)


def read(path):
    return json.loads(path.read_text())


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def span(row):
    return float(row["onset"]), float(row["onset"]) + float(row["duration"])


def common_s(a, b):
    (from_a, to_a), (from_b, to_b) = span(a), span(b)
    return max(0.0, min(to_a, to_b) - max(from_a, from_b))


class Night:
    """Truth and detected events of one night, and where they came from."""

    def __init__(self, truth_path, detected):
        self.name = truth_path.name.removesuffix("_truth.tsv")
        self.folder = next(detected.glob(f"*_{self.name}"))
        self.truth, self.found = rows(truth_path), rows(self.folder / "events.tsv")
        self.true_cramps = [r for r in self.truth if r["trial_type"] == "cramp"]
        self.cramps = [r for r in self.found if r["trial_type"] == "cramp"]

    @staticmethod
    def same_head(a, b):
        return a["leg"] == b["leg"] and a["muscle"] == b["muscle"]

    def missed(self):
        return [t for t in self.true_cramps
                if not any(self.same_head(t, c) and common_s(t, c) for c in self.cramps)]

    def false(self):
        return [c for c in self.cramps
                if not any(self.same_head(t, c) and common_s(t, c) for t in self.true_cramps)]

    def holds(self):
        return [r for r in self.truth if r["trial_type"] == "contraction" and r["kind"] != "stretch_break"]

    def holds_called_cramp(self):
        sure = [c for c in self.false() if c["grade"] in ("probable", "definite")]
        return [h for h in self.holds()
                if any(h["leg"] in (c["leg"], "both") and common_s(h, c) > 0.5 * float(c["duration"])
                       for c in sure)]


def nights_of(folder):
    return [Night(path, folder / "detected") for path in sorted((folder / "truth").glob("*_truth.tsv"))]


def plain_table(folder):
    lines = []
    for name, title in [("detected", "calfemg"), *PLAIN.items()]:
        t = of_type(read(folder / f"{name}.json"), "cramp")
        lines.append([title, share(t["sensitivity"]), share(t["ppv"]), share(t["f1"]),
                      number(t["false_alarms_per_8h"], 1)])
    return table(["detector", "sensitivity", "PPV", "F1", "false alarms per 8 h"], lines)


def calibration_table(evaluation):
    lines = [[s["label"], str(s["ppv"]["total"]), share(s["ppv"])]
             for s in of_type(evaluation, "cramp")["strata"] if s["by"] == BY_CONFIDENCE]
    return table(["confidence", "candidates", "share that were cramps"], lines)


def examples(nights, kind, most=8):
    """The clearest of the missed, or the most confident of the false."""
    found = [(night, row) for night in nights for row in getattr(night, kind)()]
    key = "median_rest_multiple" if kind == "missed" else "confidence"
    found.sort(key=lambda pair: -float(pair[1][key]))
    lines = []
    for night, row in found[:most]:
        others = night.found if kind == "missed" else night.truth
        near = {r["trial_type"] + (f": {r['kind']}" if r["kind"] not in ("n/a", "") else "") for r in others
                if r["leg"] in (row["leg"], "both") and common_s(row, r) and r["trial_type"] != "fasciculation"}
        lines.append([night.name, f"{float(row['onset']):.0f}", f"{float(row['duration']):.0f}",
                      f"{row['leg']} {row['muscle']}", number(float(row["median_rest_multiple"]), 1),
                      "-" if kind == "missed" else row["confidence"][:4], ", ".join(sorted(near)) or "nothing"])
    return found, table(["night", "onset s", "duration s", "head", "x rest", "confidence",
                         "what was detected there" if kind == "missed" else "what it really was"], lines)


def section(folder, title):
    evaluation = read(folder / "detected.json")
    types = evaluation["types"]
    text = f"\n## {title}\n\nSimulated data: {len(evaluation['sessions'])} recordings, "
    text += f"{number(evaluation['hours'], 1)} hours. Brackets: 95 % intervals.\n\n" + overview(types)
    for entry in types:
        if entry["by_grade"] and entry["ppv"]["total"] + entry["sensitivity"]["total"]:
            text += f"\nSimulated data, {entry['type']} by grade:\n\n{grades(entry['by_grade'])}"
        if entry["type"] in ("cramp", "tension") and entry["strata"]:
            text += f"\nSimulated data, {entry['type']} by amplitude:\n\n"
            text += strata(entry, BY_AMPLITUDE, "amplitude, x rest")
            text += f"\nSimulated data, {entry['type']} by head:\n\n" + strata(entry, "place", "head")
    text += "\nSimulated data, what false alarms really were, and what was detected instead of the missed:\n\n"
    return text + table(["type", "false alarms were", "instead of the missed"], [
        [t["type"], words(t["false_alarms"]), words(t["misses"])] for t in types])


def details(folder, name, images):
    """What only one scenario of a set is asked for: comparison, calibration, holds, examples."""
    nights = nights_of(folder)
    holds = sum(len(night.holds()) for night in nights)
    called = sum(len(night.holds_called_cramp()) for night in nights)
    text = f"\nSimulated data, cramps per head beside three plain detectors:\n\n{plain_table(folder)}"
    text += f"\nSimulated data: {called} of {holds} holds and stretches were called a cramp at probable or better.\n"
    candidates = read(folder / "candidates.json")
    figures.reliability(images / f"reliability_{name}.svg", of_type(candidates, "cramp")["strata"])
    text += "\nSimulated data, confidence of candidates and how often they were cramps:\n\n"
    text += f"![Reliability of the confidence on simulated nights](images/reliability_{name}.svg)\n\n"
    text += calibration_table(candidates)
    for kind, title in (("missed", "clearest of the missed cramps"), ("false", "most confident false cramps")):
        found, lines = examples(nights, kind)
        if not found:
            continue
        text += f"\nSimulated data, the {title}:\n\n{lines}"
        night, row = found[0]
        figures.envelopes(images / f"{kind}_{name}.svg", night.folder / "features.tsv.gz", row, night.truth)
        text += f"\n![Envelope of the first of them (simulated)](images/{kind}_{name}.svg)\n"
    return text


def devices(folder, scenarios):
    lines = []
    for scenario in scenarios:
        base, *recorder = scenario.split("@")
        if base != scenarios[0]:
            continue
        t = of_type(read(folder / scenario / "detected.json"), "cramp")
        label = f"{recorder[0]} Hz, up to {recorder[1]} Hz" if recorder else "1000 Hz, up to 450 Hz"
        lines.append([label, share(t["sensitivity"]), share(t["ppv"]), share(t["f1"]),
                      number(t["onset_error_s"]["median"])])
    return table(["recorder", "sensitivity", "PPV", "F1", "onset error s"], lines)


def main() -> int:
    summary, folder, sets = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[4:]
    scenarios = [entry.split(":")[0] for entry in sys.argv[3].split(",")]
    images = summary.parent / "images"
    before = summary.read_text().split(MARK)[0] if summary.exists() else "# Detection on simulated nights\n\n"
    text = "\nAll recordings below are **simulated**: no person was recorded. The figures say how well calfemg finds\n"
    text += "what its own simulator makes, by the rules of [evaluation.md](evaluation.md).\n"
    for entry in reversed(sets):  # the set that nobody tuned on comes first
        name, first, last = entry.split(":")
        title = f"{name.replace('_', ' ')}, seeds {first} to {last}"
        text += f"\n## {title}: cramps by recorder (simulated)\n\nThe same simulated nights on other recorders:\n\n"
        text += devices(folder / name, scenarios)
        for scenario in scenarios:
            text += section(folder / name / scenario, f"{scenario}, {title} (simulated)")
            if scenario == scenarios[0]:
                text += details(folder / name / scenario, name, images)
    summary.write_text(before.rstrip("\n") + f"\n\n{MARK}\n" + text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
