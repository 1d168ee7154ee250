#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a file is longer than its budget. (Functions are checked by clang-tidy.)"""
import re
import sys
from pathlib import Path

SUFFIXES = {".cpp", ".hpp", ".py", ".sh"}
FOLDERS = ("src", "tests", "scripts", ".ci")
BUDGETS = [  # the first pattern that fits decides
    (re.compile(r"src/app/main\.cpp$"), 60),
    (re.compile(r"src/detect/"), 150),
    (re.compile(r""), 400),
]


def over_budget(name: str, lines: int):
    limit = next(limit for pattern, limit in BUDGETS if pattern.match(name))
    if lines > limit:
        yield f"{name}: {lines} lines, at most {limit}"


def problems(root: Path):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES or path.name == "run":
                lines = len(path.read_text().splitlines())
                yield from over_budget(path.relative_to(root).as_posix(), lines)


def main() -> int:
    # The check must be able to fail: planted breaches are found, or the run is worth nothing.
    planted = [("src/app/main.cpp", 61), ("src/detect/tension.cpp", 151), ("tests/io/a.cpp", 401)]
    if [len(list(over_budget(*p))) for p in planted] != [1, 1, 1]:
        print("budgets: the check itself is broken")
        return 1
    found = list(problems(Path(__file__).resolve().parent.parent))
    print("\n".join(found) or "budgets: kept")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
