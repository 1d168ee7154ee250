#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds calfemg with warnings as errors and runs all tests.
#   test.sh [CTEST OPTION...]   e.g. test.sh -R signal/
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

"$root/scripts/install_dependencies.sh"
build dev
say "testing"
cd "$root"
# Passed tests are not listed: what is left is what matters, and the summary.
ctest --preset dev --parallel "$(jobs)" "$@" </dev/null 2>&1 |
  sed -u -e '/^ *Start *[0-9]*: /d' -e '/ Passed  *[0-9.]* sec$/d'
