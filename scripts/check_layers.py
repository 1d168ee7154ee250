#!/usr/bin/env python3
"""Fails when a file includes a room or a library that its room may not include.

The two tables are the room plan of docs/architecture.md.
"""
import re
import sys
from pathlib import Path

MAY_INCLUDE = {
    "core": set(),
    "io": {"core"},
    "signal": {"core"},
    "features": {"core", "signal"},
    "detect": {"core"},
    "report": {"core"},
    "export": {"core"},
    "evaluate": {"core"},
    "simulate": {"core", "io", "signal"},
    "pipeline": {"core", "io", "signal", "features", "detect", "report", "export"},
    "batch": {"core", "export", "pipeline"},
    "exchange": {"core", "io", "features", "export", "pipeline", "batch"},
    "study": {"core", "export", "report", "pipeline", "batch", "exchange"},
    "app": {"core", "io", "export", "evaluate", "pipeline", "simulate", "batch", "exchange", "study"},
}
THIRD_PARTY = {  # prefix of the <header> -> rooms that may include it
    "hdf5": {"io"},
    "H5": {"io"},
    "pugixml": {"io"},
    "edflib": set(),
    "fftw3": {"signal"},
    "Eigen/": {"features", "detect"},
    "kainjow/": {"report"},
    "nlohmann/": {"export", "app"},
    "zlib": set(),
    "libdeflate": {"io", "export"},
    "sqlite3": {"batch"},
    "toml++/": {"pipeline", "simulate"},
    "openssl/": {"pipeline"},
    "boost/program_options": {"app"},
    "boost/math": {"study"},
    "boost/": set(),
}
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def problems_of(name: str, room: str, text: str):
    for kind, header in INCLUDE.findall(text):
        other = header.split("/")[0]
        if kind == '"' and other != room and other not in MAY_INCLUDE[room]:
            yield f"{name}: {room} may not include {header}"
        if kind == "<":
            for prefix, rooms in THIRD_PARTY.items():
                if header.startswith(prefix):
                    if room not in rooms:
                        yield f"{name}: <{header}> belongs to {sorted(rooms) or 'nobody'}"
                    break


def problems(root: Path):
    for path in sorted((root / "src").rglob("*.[ch]pp")):
        room = path.relative_to(root / "src").parts[0]
        yield from problems_of(str(path.relative_to(root)), room, path.read_text())


def main() -> int:
    # The check must be able to fail: a planted breach is found, or the run is worth nothing.
    planted = '#include "io/recording_reader.hpp"\n#include <fftw3.h>\n'
    if len(list(problems_of("planted", "detect", planted))) != 2:
        print("layers: the check itself is broken")
        return 1
    found = list(problems(Path(__file__).resolve().parent.parent))
    print("\n".join(found) or "layers: clean")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
