#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# An archive with hostile recordings: the good ones are analysed, the bad ones listed with their reasons,
# and nothing is written outside the results.   hostile.sh CALFEMG [RECORDINGS [CRASH_MAKERS]]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
recordings=${2:-300}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
crash=()
[ -z "${3:-}" ] || crash=(--crash-makers "$(realpath "$3")")

mkdir "$work/place"
"$python" "$here/make_archive.py" "$work/place/archive" --recordings "$recordings" "${crash[@]}"
(cd "$work" && find . -not -path './place/results*' | sort) >"$work.before"
cd "$work/place"
status=0
"$program" batch archive --out results --timeout 20 --memory-per-job 128 --jobs 2 --quiet || status=$?
[ "$status" = 1 ] || { echo "expected exit code 1, found $status"; exit 1; }
(cd "$work" && find . -not -path './place/results*' | sort) >"$work.after"
cmp "$work.before" "$work.after" || { echo "something was written outside the results"; exit 1; }
rm -f "$work.before" "$work.after"
"$python" "$here/compare_results.py" results --expected archive
failed=$(($(wc -l <results/failures.tsv) - 1))
sessions=$(($(wc -l <results/sessions.tsv) - 1))
[ $((failed + sessions)) = "$recordings" ] || { echo "$sessions sessions and $failed failures of $recordings"; exit 1; }
echo "hostile: $sessions analysed, $failed failed as expected, nothing outside"
