#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Markdown summary of evaluations of simulated nights, for validate_detection.sh.

validation_summary.py FOLDER SCENARIO,... SET:FIRST:LAST...   reads FOLDER/SET/SCENARIO/evaluation.json
"""
import json
import sys
from pathlib import Path


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


def amplitudes(strata):
    rows = [s for s in strata if s["by"].startswith("amplitude")]
    return table(["amplitude, x rest", "sensitivity", "true", "PPV", "detected"], [[
        s["label"], share(s["sensitivity"]), str(s["sensitivity"]["total"]), share(s["ppv"]),
        str(s["ppv"]["total"])] for s in rows])


def words(entries):
    return "; ".join(f"{e['what']} {e['count']}" for e in entries) or "none"


def section(path, title):
    evaluation = json.loads(path.read_text())
    types = evaluation["types"]
    text = f"\n## {title}\n\nSimulated data: {len(evaluation['sessions'])} recordings, "
    text += f"{number(evaluation['hours'], 1)} hours. Brackets: 95 % intervals.\n\n"
    text += overview(types)
    for entry in types:
        if entry["by_grade"] and entry["ppv"]["total"] + entry["sensitivity"]["total"]:
            text += f"\nSimulated data, {entry['type']} by grade:\n\n{grades(entry['by_grade'])}"
        if entry["type"] in ("cramp", "tension") and entry["strata"]:
            text += f"\nSimulated data, {entry['type']} by amplitude:\n\n{amplitudes(entry['strata'])}"
    text += "\nSimulated data, what false alarms really were, and what was detected instead of the missed:\n\n"
    return text + table(["type", "false alarms were", "instead of the missed"], [
        [t["type"], words(t["false_alarms"]), words(t["misses"])] for t in types])


def main() -> int:
    folder, scenarios, sets = Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3:]
    print("# Detection on simulated nights\n\nAll recordings are **simulated**: no person was recorded. The figures "
          "say how well calfemg finds\nwhat its own simulator makes, by the rules of docs/evaluation.md.")
    for entry in sets:
        name, first, last = entry.split(":")
        for scenario in scenarios:
            title = f"{scenario}, {name.replace('_', ' ')}, seeds {first} to {last} (simulated)"
            sys.stdout.write(section(folder / name / scenario / "evaluation.json", title))
    return 0


if __name__ == "__main__":
    sys.exit(main())
