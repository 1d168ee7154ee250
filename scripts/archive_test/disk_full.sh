#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The results fill their disk in the middle: a clear failure, nothing finished is lost, and the same command
# goes on when there is room again. Exit code 77 (skipped) where no file system may be mounted.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
recordings=${2:-12}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'umount "$work/small" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$work/small"
mount -t tmpfs -o size=2m tmpfs "$work/small" 2>/dev/null || { echo "disk_full: skipped, no mount"; exit 77; }
cd "$work"
"$python" "$here/make_archive.py" archive --plain --recordings "$recordings"
status=0
"$program" batch archive --out small/results --jobs 2 2>log || status=$?
[ "$status" = 1 ] || { cat log; echo "expected exit code 1, found $status"; exit 1; }
grep -q "No space left on device" log || { cat log; echo "the reason is not told"; exit 1; }
before=$(find small/results -name provenance.json -not -path '*/.calfemg*' -printf '%P %T@ %i\n' | sort)
[ -n "$before" ] || { echo "nothing was finished before; make the disk larger"; exit 1; }
mount -o remount,size=200m "$work/small"
"$program" batch archive --out small/results --jobs 2 --quiet
after=$(find small/results -name provenance.json -not -path '*/.calfemg*' -printf '%P %T@ %i\n' | sort)
lost=$(comm -23 <(echo "$before") <(echo "$after"))
[ -z "$lost" ] || { echo "lost or made again: $lost"; exit 1; }
"$program" batch archive --out undisturbed --jobs 2 --quiet
"$python" "$here/compare_results.py" small/results undisturbed
echo "disk_full: $(echo "$before" | wc -l) finished before the disk was full are kept, $recordings in the end"
