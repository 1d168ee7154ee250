#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy on our own files, in parallel; a file that was clean before and has not changed
since, its headers included, is not read again.

    run_tidy.py BUILD [FILE...]   BUILD holds compile_commands.json; default: all of src/ and tests/
"""
import argparse
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-14"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "calfemg-tidy"


def commands(build: Path):
    """Source file -> compile command, our own hand-written files only."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = Path(entry["file"])
        if path.is_relative_to(ROOT / "src") or path.is_relative_to(ROOT / "tests"):
            yield path, entry


def rules():
    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    files = [ROOT / ".clang-tidy", ROOT / "tests" / ".clang-tidy"]
    return version + "".join(f.read_text() for f in files)


def fingerprint(entry, rule_text):
    """Of all that clang-tidy sees: the rules, the flags and the text after the preprocessor, with
    its comments (NOLINT) and macro names (-dD). None when it does not compile."""
    words = shlex.split(entry["command"])
    words = words[:words.index("-o")] + ["-E", "-C", "-dD", entry["file"]]
    if Path(words[0]).name == "ccache":
        words = words[1:]
    run = subprocess.run(words, cwd=entry["directory"], capture_output=True, check=False)
    if run.returncode != 0:
        return None
    seen = rule_text.encode() + " ".join(words).encode() + run.stdout
    return hashlib.sha256(seen.replace(str(ROOT).encode(), b"")).hexdigest()  # same in each clone


def check(path, entry, build, rule_text):
    """@return what clang-tidy says against the file; empty when it is clean"""
    key = fingerprint(entry, rule_text)
    if key is None:
        return f"{path}: error: does not compile"  # what clang-tidy says then is noise
    if (CACHE / key).exists():
        return ""
    # The analyzer takes half of the time; tests run under the sanitizers instead.
    fewer = ["--checks=-clang-analyzer-*"] if path.is_relative_to(ROOT / "tests") else []
    run = subprocess.run([TIDY, *fewer, "--quiet", "--warnings-as-errors=*", "-p", str(build),
                          f"--header-filter={ROOT}/(src|tests)/.*", str(path)],
                         capture_output=True, text=True, check=False)
    if run.returncode != 0:
        return run.stdout.strip() or run.stderr.strip() or f"{path}: {TIDY} failed"
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / key).touch()
    return ""


def distinct(texts):
    """Each finding once: a header is read with every file that includes it."""
    pieces = (p for t in texts for p in re.split(r"^(?=\S+:\d+:\d+: error: )", t, flags=re.M))
    return dict.fromkeys(p.strip() for p in pieces if p.strip())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path, help="build folder with compile_commands.json")
    parser.add_argument("file", nargs="*", type=Path, help="only these files")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time")
    args = parser.parse_args()
    only = {f.resolve() for f in args.file}
    todo = [(p, e) for p, e in commands(args.build) if not only or p in only]
    if not todo:
        print("tidy: no file to check")
        return 1
    rule_text = rules()
    with ThreadPoolExecutor(args.jobs) as pool:
        said = list(pool.map(lambda t: check(*t, args.build, rule_text), todo))
    found = distinct(said)
    print("\n".join(found) or f"tidy: {len(todo)} files clean")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
