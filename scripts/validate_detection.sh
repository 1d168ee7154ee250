#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Simulates nights, analyses them, compares what was found with what is true, and writes tables.
#
#   validate_detection.sh [OPTION]... SUMMARY.md [FIRST LAST [FIRST LAST]] [-- ANALYZE_OPTION...]
#
# Seeds FIRST to LAST of the first pair tune, those of the second are held aside; look at the second
# set last, and do not tune on it (default: 101 112 201 212; all: 101 130 201 230).
#   -s NAMES    scenarios of pipelines/scenarios, separated by commas
#               (default: hard_night,plm_night,cramp_night,quiet_night)
#   -p PROGRAM  calfemg to use (default: the release preset, built first)
#   -j N        nights at a time (default: 2)
# Words after -- go to `calfemg analyze`, such as --set cramp.min_duration_s=6.
#
# Truth tables, event tables and the evaluation as JSON stay in build/validation/SET/SCENARIO; recordings
# are removed after use. Same program, seeds and options: same summary, byte for byte.
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

scenarios=hard_night,plm_night,cramp_night,quiet_night
program=
at_a_time=2

usage() {
  sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
  exit 2
}

# one_night FOLDER SCENARIO SEED ANALYZE_OPTION...: truth and detected events of one night
one_night() {
  local folder=$1 scenario=$2 seed=$3 name=$2_$3 said
  shift 3
  if ! said=$("$program" simulate --scenario "$root/pipelines/scenarios/$scenario.toml" --seed "$seed" \
    --out "$folder/truth/$name.h5" 2>&1); then
    echo "$said" >&2
    return 1
  fi
  "$program" analyze "$folder/truth/$name.h5" --out "$folder/detected" --quiet --threads 1 "$@" || return 1
  rm "$folder/truth/$name.h5" "$folder/detected/"*"_$name/features.tsv.gz"
}

# one_set NAME FIRST LAST ANALYZE_OPTION...: all scenarios, then their evaluation
one_set() {
  local set=$1 first=$2 last=$3 scenario folder
  shift 3
  for scenario in ${scenarios//,/ }; do
    folder=$root/build/validation/$set/$scenario
    rm -rf "$folder"
    mkdir -p "$folder/truth" "$folder/detected"
    say "$set, $scenario, seeds $first to $last"
    seq "$first" "$last" |
      xargs -P "$at_a_time" -I '{}' bash -c 'one_night "$@"' one_night "$folder" "$scenario" '{}' "$@" |
      sort
  done
}

evaluate_set() {
  local set=$1 scenario folder
  for scenario in ${scenarios//,/ }; do
    folder=$root/build/validation/$set/$scenario
    "$program" evaluate --truth "$folder/truth" --detected "$folder/detected" --json >"$folder/evaluation.json"
    say "$set, $scenario (simulated data)"
    "$program" evaluate --truth "$folder/truth" --detected "$folder/detected"
  done
}

while getopts s:p:j: option; do
  case $option in
    s) scenarios=$OPTARG ;;
    p) program=$(realpath "$OPTARG") ;;
    j) at_a_time=$OPTARG ;;
    *) usage ;;
  esac
done
shift $((OPTIND - 1))
seeds=()
summary=${1:-}
[ -n "$summary" ] || usage
shift
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  seeds+=("$1")
  shift
done
[ $# -eq 0 ] || shift
[ ${#seeds[@]} -gt 0 ] || seeds=(101 112 201 212)
[ ${#seeds[@]} -eq 2 ] || [ ${#seeds[@]} -eq 4 ] || usage

for scenario in ${scenarios//,/ }; do
  [ -f "$root/pipelines/scenarios/$scenario.toml" ] || { echo "There is no scenario $scenario." >&2; exit 2; }
done
if [ -z "$program" ]; then
  # shellcheck disable=SC2034
  configure_options=(-DBUILD_TESTING=OFF)  # for build, in common.sh
  build release calfemg
  program=$root/build/release/calfemg
fi
export program root
export -f one_night
sets=(tuning held_aside)
written=()
for ((i = 0; 2 * i < ${#seeds[@]}; ++i)); do
  one_set "${sets[i]}" "${seeds[2 * i]}" "${seeds[2 * i + 1]}" "$@"
  written+=("${sets[i]}:${seeds[2 * i]}:${seeds[2 * i + 1]}")
done
for ((i = 0; i < ${#written[@]}; ++i)); do evaluate_set "${sets[i]}"; done
# shellcheck disable=SC2154  # python comes from common.sh
"$python" "$root/scripts/validation_summary.py" "$root/build/validation" "$scenarios" "${written[@]}" \
  >"$summary.part"
mv "$summary.part" "$summary"
say "summary of simulated data: $summary"
