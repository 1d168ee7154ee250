#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `calfemg submit slurm` on a real Slurm: the array works through an archive, a task is cancelled, another
# requeued; what is missing is submitted again; the results must be those of `calfemg batch`. Exit code 77
# (skipped) where Slurm cannot be started.   slurm_test.sh CALFEMG [RECORDINGS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
recordings=${2:-100}
python=${PYTHON:-/usr/bin/python3}
"$here/slurm.sh" works || { echo "slurm: skipped, no root or no Slurm"; exit 77; }
work=$(mktemp -d)
trap '"$here/slurm.sh" stop "$work/slurm"; sleep 1; rm -rf "$work"' EXIT
"$here/slurm.sh" start "$work/slurm" || { echo "slurm: skipped, it does not start"; exit 77; }
export SLURM_CONF=$work/slurm/slurm.conf
cd "$work"
"$python" "$here/../archive_test/make_archive.py" archive --plain --recordings "$recordings" --seconds 120

finished() { find results -maxdepth 2 -name provenance.json -not -path '*/.calfemg*' -printf '%P %i\n' 2>/dev/null | sort; }
count() { finished | wc -l; }
wait_for() {  # the end of a job
  for _ in $(seq 1200); do
    [ -n "$(squeue -h -j "$1" 2>/dev/null)" ] || return 0
    sleep 0.5
  done
  echo "job $1 does not end"; squeue; return 1
}
submit() { "$program" submit slurm archive --out results --array-size 8 --memory-per-job 512; }

jobs=$(submit)
array=$(awk '$1 == "array" {print $2}' <<<"$jobs")
collect=$(awk '$1 == "collect" {print $2}' <<<"$jobs")
for _ in $(seq 600); do [ "$(count)" -lt 3 ] || break; sleep 0.1; done
running=($(squeue -h -t R -r -j "$array" -o %K | sort -n))
scancel "${array}_${running[0]}"
[ "${#running[@]}" -lt 2 ] || scontrol requeue "${array}_${running[1]}"
kept=$(finished)
echo "cancelled task ${running[0]}, requeued task ${running[1]:-none}, $(count) of $recordings finished then"
wait_for "$array"
wait_for "$collect"
after_first=$(count)
[ -s results/index.html ] && [ -s results/calfemg.sqlite ] || { echo "the collect job wrote nothing"; exit 1; }
[ "$after_first" -lt "$recordings" ] || echo "note: the cancelled task had finished its part"
collect=$(submit | awk '$1 == "collect" {print $2}')
wait_for "$collect"
[ "$(count)" = "$recordings" ] || { echo "$(count) of $recordings finished"; cat results/.calfemg/slurm/*.log; exit 1; }
lost=$(comm -23 <(echo "$kept") <(finished))
[ -z "$lost" ] || { echo "made twice: $lost"; exit 1; }
"$program" batch "$work/archive" --out undisturbed --jobs 2 --quiet  # the path is in the reports
"$python" "$here/../archive_test/compare_results.py" results undisturbed
echo "slurm: $recordings recordings, $after_first after the first array, all after the second, none twice"
