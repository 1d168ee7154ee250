#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds for use, measures against plain reading and SciPy, and writes the figures of
# docs/performance.md.   scripts/benchmark.sh [--quick] [--rounds N]
# WORK (default: a folder that is removed) keeps the files for the next time; 3 GB, quick 0.5 GB.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python=${PYTHON:-/usr/bin/python3}
if [ -z "${WORK:-}" ]; then
  WORK=$(mktemp -d "${TMPDIR:-/tmp}/calfemg_benchmark.XXXXXX")
  trap 'rm -rf "$WORK"' EXIT
fi
cd "$root"
cmake --preset release >/dev/null
cmake --build --preset release --target calfemg plain_read
"$python" benchmarks/run.py --program build/release/calfemg --plain build/release/plain_read \
  --work "$WORK" --page docs/performance.md "$@"
