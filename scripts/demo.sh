#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds calfemg and analyses the simulated sample recording.
#   demo.sh [FOLDER]   results go to FOLDER (default: results, in the current folder)
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

results=${1:-results}
"$root/scripts/install_dependencies.sh" --build
configure_options=(-DBUILD_TESTING=OFF)  # no test packages needed
build release calfemg
say "analysing sample_data/calf_night_simulated.h5 (simulated: no person was recorded)"
"$root/build/release/calfemg" analyze "$root/sample_data/calf_night_simulated.h5" --out "$results" \
  --pipeline "$root/pipelines/nocturnal_cramp.toml"
report=$(find "$(cd "$results" && pwd)" -path '*calf_night_simulated/report.html' -size +0 | head -n 1)
[ -n "$report" ] || { echo "There is no report in $results." >&2; exit 1; }
say "The report is ready. Open it in a browser:"
echo "$report"
