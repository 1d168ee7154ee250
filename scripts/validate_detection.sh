#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Simulates nights, analyses them, compares what was found with what is true, and with what three plain
# detectors find, and writes tables and figures.
#
#   validate_detection.sh [OPTION]... [SUMMARY.md [FIRST LAST [FIRST LAST]]] [-- ANALYZE_OPTION...]
#
# SUMMARY.md is docs/validation.md unless given; what stands in it above the line "<!-- tables -->" is kept,
# the rest is replaced. Figures go to the folder images beside it. Seeds FIRST to LAST of the first pair
# tune, those of the second are held aside; look at the second set last, and do not tune on it
# (default: 101 130 9000 9029).
#   -s NAMES    scenarios of pipelines/scenarios, separated by commas; NAME:N takes only the first N seeds;
#               NAME@RATE@LOWPASS is the same night on another recorder (Hz), with the same discharges
#               (default: hard_night,hard_night@256@100,hard_night@500@200,hard_night@2048@450,
#               plm_night:8,cramp_night:4,quiet_night:4)
#   -p PROGRAM  calfemg to use (default: the release preset, built first)
#   -j N        nights at a time (default: 2)
# Words after -- go to `calfemg analyze`, such as --set cramp.min_duration_s=6.
#
# Truth tables, event tables and the evaluation as JSON stay in build/validation/SET/SCENARIO; recordings
# are removed after use. Same program, seeds and options: same summary, byte for byte.
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

scenarios=hard_night,hard_night@256@100,hard_night@500@200,hard_night@2048@450
scenarios+=,plm_night:8,cramp_night:4,quiet_night:4
plain=(five_times_median mean_plus_2_sd hysteresis)
program=
at_a_time=2

usage() {
  sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
  exit 2
}

# scenario_text NAME[@RATE@LOWPASS]: the scenario, with another recorder if so wished
scenario_text() {
  local name rate lowpass
  IFS=@ read -r name rate lowpass <<<"$1"
  if [ -z "$rate" ]; then
    cat "$root/pipelines/scenarios/$name.toml"
  else
    sed -e "s/^rate_hz = [0-9]*/rate_hz = $rate/" -e "s/^lowpass_hz = [0-9]*/lowpass_hz = $lowpass/" \
      -e "s/^name = \"[^\"]*\"/name = \"${name}_${rate}_$lowpass\"/" "$root/pipelines/scenarios/$name.toml"
  fi
}

# one_night FOLDER SCENARIO SEED ANALYZE_OPTION...: truth and detected events of one night
one_night() {
  local folder=$1 scenario=$2 seed=$3 name=${2//@/_}_$3 said session
  local recording=$folder/truth/$name.h5
  shift 3
  scenario_text "$scenario" >"$folder/truth/$name.toml"
  if ! said=$("$program" simulate --scenario "$folder/truth/$name.toml" --seed "$seed" --out "$recording" 2>&1); then
    echo "$said" >&2
    return 1
  fi
  set -- --quiet --threads 1 --set features.only=rms_uv "$@"
  "$program" analyze "$recording" --out "$folder/detected" "$@" || return 1
  # Every candidate as a cramp of its own confidence: is that confidence what it says?
  "$program" analyze "$recording" --out "$folder/candidates" "$@" --set cramp.possible_probability=0.02 \
    --set cramp.merge_gap_s=0 >/dev/null || return 1
  for session in "$folder/detected/"*"_$name"; do
    "$python" "$root/scripts/plain_detectors.py" "$session" "$folder" || return 1
  done
  rm "$recording" "$folder/truth/$name.toml" "$folder/"*"/"*"_$name/"{report.html,features.json,events.json} \
    "$folder/candidates/"*"_$name/features.tsv.gz" 2>/dev/null || true
}

# one_set NAME FIRST LAST ANALYZE_OPTION...: all scenarios
one_set() {
  local set=$1 first=$2 last=$3 entry scenario count folder
  shift 3
  for entry in ${scenarios//,/ }; do
    IFS=: read -r scenario count <<<"$entry"
    folder=$root/build/validation/$set/$scenario
    rm -rf "$folder"
    mkdir -p "$folder/truth" "$folder/detected"
    say "$set, $entry, seeds $first to $last"
    seq "$first" "$last" | sed -n "1,${count:-$last}p" |
      xargs -P "$at_a_time" -I '{}' bash -c 'one_night "$@"' one_night "$folder" "$scenario" '{}' "$@" |
      sort
  done
}

evaluate_set() {
  local set=$1 entry folder detected
  for entry in ${scenarios//,/ }; do
    folder=$root/build/validation/$set/${entry%%:*}
    for detected in detected candidates "${plain[@]}"; do
      "$program" evaluate --truth "$folder/truth" --detected "$folder/$detected" --json >"$folder/$detected.json"
    done
    say "$set, $entry (simulated data)"
    "$program" evaluate --truth "$folder/truth" --detected "$folder/detected" | sed -n '1,15p'
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
summary=$root/docs/validation.md
if [ $# -gt 0 ] && [ "$1" != -- ]; then
  summary=$1
  shift
fi
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  seeds+=("$1")
  shift
done
[ $# -eq 0 ] || shift
[ ${#seeds[@]} -gt 0 ] || seeds=(101 130 9000 9029)
[ ${#seeds[@]} -eq 2 ] || [ ${#seeds[@]} -eq 4 ] || usage

for entry in ${scenarios//,/ }; do
  scenario=${entry%%[:@]*}
  [ -f "$root/pipelines/scenarios/$scenario.toml" ] || { echo "There is no scenario $scenario." >&2; exit 2; }
done
if [ -z "$program" ]; then
  # shellcheck disable=SC2034
  configure_options=(-DBUILD_TESTING=OFF)  # for build, in common.sh
  build release calfemg
  program=$root/build/release/calfemg
fi
export program root python
export -f one_night scenario_text
sets=(tuning held_aside)
written=()
for ((i = 0; 2 * i < ${#seeds[@]}; ++i)); do
  one_set "${sets[i]}" "${seeds[2 * i]}" "${seeds[2 * i + 1]}" "$@"
  written+=("${sets[i]}:${seeds[2 * i]}:${seeds[2 * i + 1]}")
done
for ((i = 0; i < ${#written[@]}; ++i)); do evaluate_set "${sets[i]}"; done
mkdir -p "$(dirname "$summary")/images"
# shellcheck disable=SC2154  # python comes from common.sh
"$python" "$root/scripts/validation_summary.py" "$summary" "$root/build/validation" "$scenarios" "${written[@]}"
say "summary of simulated data: $summary"
