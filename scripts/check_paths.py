#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a text of the project names a folder or a package host of one particular machine.

The brackets in the patterns keep them from matching themselves; the homes of "me" and "somebody" are
examples.
"""
import re
import subprocess
import sys
from pathlib import Path

MACHINE = re.compile(
    r"/(?:wor[k]|far[m]|roo[t]|Use[r]s|tm[p])/|/hom[e]/(?!me/|somebody/|\")"
    r"|deb[.]debia[n]|security[.]debia[n]|registry[.]npmj[s]|pypi[.]or[g]|localhos[t]:")


def breaches(name: str, text: str):
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE.search(line):
            yield f"{name}:{number}: {line.strip()[:120]}"


def problems(root: Path):
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
               "--exclude-standard"]  # the clone may belong to another user
    listing = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    for name in sorted(filter(None, listing.split("\0"))):
        path = root / name
        data = path.read_bytes() if path.is_file() else b""
        if b"\0" not in data:
            yield from breaches(name, data.decode("utf-8", errors="replace"))


def main() -> int:
    # The check must be able to fail: a planted breach is found, or the run is worth nothing.
    planted = "path = /" + "home/anna/nights\nfine\nget http://deb." + "debian.org\n"
    if len(list(breaches("planted", planted))) != 2:
        print("paths: the check itself is broken")
        return 1
    found = list(problems(Path(__file__).resolve().parent.parent))
    print("\n".join(found) or "paths: none of a machine")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
