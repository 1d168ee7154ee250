#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Kills a batch at random moments (SIGKILL) and starts it again: at the end the results are those of an
# undisturbed run, and no finished recording was analysed twice.   kill.sh CALFEMG [KILLS [RECORDINGS [SEED]]]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
kills=${2:-50}
recordings=${3:-60}
RANDOM=${4:-1}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$python" "$here/make_archive.py" archive --plain --recordings "$recordings"
batch() { "$program" batch archive --out "$1" --jobs 2 --quiet; }
begin=$(date +%s%N)
batch undisturbed
whole_ms=$((($(date +%s%N) - begin) / 1000000))

finished() { find results -maxdepth 2 -name provenance.json -not -path '*/.calfemg*' -printf '%P %i %T@\n' 2>/dev/null | sort; }
mkdir results
done_kills=0
while ((done_kills < kills)); do
  if [ "$(finished | wc -l)" = "$recordings" ]; then  # all done before the last kill: once more from the start
    batch results
    "$python" "$here/compare_results.py" results undisturbed
    rm -rf results
    mkdir results
  fi
  finished >before.txt
  "$program" batch archive --out results --jobs 2 --quiet &  # no function: the shell of it would be killed
  child=$!
  # From the start of the program to well inside the work of what is left.
  sleep "$(awk -v r=$RANDOM -v w="$whole_ms" 'BEGIN { print (r / 32767) * 0.6 * w / 1000 }')"
  if kill -KILL "$child" 2>/dev/null; then done_kills=$((done_kills + 1)); fi
  wait "$child" 2>/dev/null || true
  finished >after.txt
  # What was whole before the run is the same file now: not analysed a second time.
  if [ -n "$(comm -23 before.txt after.txt)" ]; then
    echo "analysed twice:"; comm -23 before.txt after.txt; exit 1
  fi
done
batch results
"$python" "$here/compare_results.py" results undisturbed
[ -z "$(ls -A results/.calfemg/claims results/.calfemg/runs | grep -v : || true)" ] ||
  echo "note: signs of killed runs are left: $(ls results/.calfemg/claims results/.calfemg/runs | wc -l)"
echo "kill: $done_kills kills, $recordings recordings, as undisturbed, none twice"
