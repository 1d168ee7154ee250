#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Figures of docs/scaling.md.   measure_batch.sh CALFEMG [overhead|scaling|many|all] [SESSIONS]
# Overhead and scaling are told as processor time and as wall time; on a shared machine the first is to be
# believed. `many` needs room for SESSIONS folders with small files.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
what=${2:-all}
sessions=${3:-10000}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d "${TMPDIR:-/tmp}/measure_batch.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

# timed NAME COMMAND...: wall and processor seconds, and the peak memory of the largest process
timed() {
  local name=$1
  shift
  "$python" - "$name" "$@" <<'END'
import resource, subprocess, sys, time
begin = time.time()
code = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
wall = time.time() - begin
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{sys.argv[1]}\twall {wall:.2f} s\tprocessor {usage.ru_utime + usage.ru_stime:.2f} s"
      f"\tpeak {usage.ru_maxrss / 1024:.0f} MB\texit {code}")
END
}

hours() {  # recordings of one hour
  [ -d hours ] || "$python" "$here/archive_test/make_archive.py" hours --plain --recordings 6 --seconds 3600 >/dev/null
}

overhead() {
  hours
  printf '%s\n' '#!/bin/sh' "for f in hours/*/*.h5; do n=\$(echo \"\$f\" | tr / _); '$program' analyze \"\$f\" --out \"single/\$n\" --threads 1 -q; done" >singles.sh
  for round in 1 2 3; do
    rm -rf single batch1
    timed "single analyses, round $round" sh singles.sh
    timed "batch --jobs 1, round $round" "$program" batch hours --out batch1 --jobs 1 -q
  done
}

scaling() {
  hours
  for round in 1 2 3; do
    rm -rf one two
    timed "one job, round $round" taskset -c 0 "$program" batch hours --out one --jobs 1 -q
    timed "two jobs, round $round" "$program" batch hours --out two --jobs 2 -q
  done
}

many() {  # one recording under many names, its results copied for all but the first
  mkdir many
  "$python" "$here/archive_test/make_archive.py" seed --plain --recordings 1 --seconds 20 >/dev/null
  local file
  file=$(find seed -name '*.h5')
  for ((i = 0; i < sessions; ++i)); do cp "$file" "many/n$(printf %06d "$i").h5"; done
  timed "analysis of $sessions recordings of 20 s" "$program" batch many --out results --jobs "$(nproc)" --log-file log -q
  timed "resume of $sessions" "$program" batch many --out results -q --no-tables
  timed "resume of $sessions with tables" "$program" batch many --out results -q
  timed "collect of $sessions" "$program" collect results
  timed "status of $sessions" "$program" status results
  ls -l results/index.html results/calfemg.sqlite results/sessions.tsv | awk '{print $9 "\t" $5 " bytes"}'
  find results | wc -l | awk '{print "files and folders\t" $1}'
}

case "$what" in
  overhead | scaling | many) "$what" ;;
  all) overhead; scaling; many ;;
  *) echo "usage: $0 CALFEMG [overhead|scaling|many|all] [SESSIONS]" >&2; exit 2 ;;
esac
