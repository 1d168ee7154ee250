#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Snakemake with two cores over a small archive, interrupted and resumed; the results must be those of
# `calfemg batch`. Exit code 77 (skipped) without Snakemake.   snakemake.sh CALFEMG [RECORDINGS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
recordings=${2:-12}
python=${PYTHON:-/usr/bin/python3}
command -v snakemake >/dev/null || { echo "snakemake: skipped, it is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work  # Snakemake keeps a cache there
"$python" "$here/../archive_test/make_archive.py" archive --plain --recordings "$recordings"
printf 'no recording\n' >archive/bad.h5
run() {
  exec snakemake -s "$here/../../pipelines/cluster/Snakefile" --cores 2 --keep-going --rerun-incomplete --nolock \
    --rerun-triggers mtime --config work=archive out=results group=2 calfemg="$program" "$@"
}
(run) >first.log 2>&1 &
child=$!
for _ in $(seq 600); do
  [ "$(find results -maxdepth 2 -name provenance.json -not -path '*/.calfemg*' 2>/dev/null | wc -l)" -lt 3 ] || break
  sleep 0.1
done
kill -TERM "$child"  # a shell lets its background jobs ignore SIGINT
wait "$child" && { cat first.log; echo "it was not interrupted"; exit 1; }
done_then=$(find results -maxdepth 2 -name provenance.json -not -path '*/.calfemg*' -printf '%P %i\n' | sort)
[ "$(echo "$done_then" | wc -l)" -lt "$recordings" ] || { echo "everything was done before the interruption"; exit 1; }
(run) >second.log 2>&1 || { cat second.log; exit 1; }
lost=$(comm -23 <(echo "$done_then") <(find results -maxdepth 2 -name provenance.json -not -path '*/.calfemg*' -printf '%P %i\n' | sort))
[ -z "$lost" ] || { echo "made again after the interruption: $lost"; exit 1; }
grep -q '^archive/bad.h5.*no_recording' results/failures.tsv || { cat results/failures.tsv; exit 1; }
(run) >third.log 2>&1
grep -q 'Nothing to be done' third.log || { cat third.log; echo "the third run had something to do"; exit 1; }
"$program" batch archive --out undisturbed --jobs 2 --quiet || [ $? = 1 ]
"$python" "$here/../archive_test/compare_results.py" results undisturbed
echo "snakemake: $(echo "$done_then" | wc -l) done before the interruption are kept, $recordings in the end"
