#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that calfemg needs and that are missing, and fetches the npm packages that lock files
# name; README.md says what each is for.
#   install_dependencies.sh           to build and to test
#   install_dependencies.sh --build   to build only
#   install_dependencies.sh --ci      to build, to test and to run all checks of .ci/run
set -euo pipefail

build=(g++ cmake ninja-build pkg-config git
       libhdf5-dev libfftw3-dev libeigen3-dev libdeflate-dev libssl-dev
       libboost-program-options-dev libtomlplusplus-dev nlohmann-json3-dev libpugixml-dev libsqlite3-dev libkainjow-mustache-dev)
tests=(catch2 zlib1g-dev libvalijson-dev libedf-dev python3 python3-numpy python3-scipy python3-h5py)
checks=(snakemake slurm-wlm munge sqlite3 ccache clang-14 libclang-rt-14-dev clang-tidy-14 clang-format-14)

# An npm of another origin will do.
command -v node >/dev/null || build+=(nodejs)
command -v npm >/dev/null || build+=(npm)
command -v chromium >/dev/null || tests+=(chromium)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

case "${1:-}" in
  --build) wanted=("${build[@]}") locked=(src/report) ;;
  --ci) wanted=("${build[@]}" "${tests[@]}" "${checks[@]}") locked=(src/report tests/browser) ;;
  "") wanted=("${build[@]}" "${tests[@]}") locked=(src/report tests/browser) ;;
  *) echo "usage: $0 [--build | --ci]" >&2; exit 2 ;;
esac

install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian system. Please see that it has what these Debian packages hold: ${wanted[*]}" >&2
    return 0  # the build says what is missing
  fi

  local missing=() package status
  for package in "${wanted[@]}"; do
    status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
    [ "$status" = "install ok installed" ] || missing+=("$package")
  done
  (( ${#missing[@]} == 0 )) && return 0

  printf '==> installing: %s\n' "${missing[*]}"
  local as_root=() log
  if (( $(id -u) != 0 )); then
    command -v sudo >/dev/null || { echo "Please install, as root: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
  fi
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  if ! { "${as_root[@]}" apt-get update &&
         "${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; } \
       </dev/null >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "The packages could not be installed: ${missing[*]}" >&2
    exit 1
  fi
}

# npm leaves its own copy of the lock file behind when it is done: nothing to do while that is newer.
fetch_locked() {
  local folder=$root/$1 log
  [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && return 0
  command -v npm >/dev/null || { echo "npm is missing; $1 needs it." >&2; exit 1; }
  printf '==> fetching what %s/package-lock.json names\n' "$1"
  log=$(mktemp)
  if ! (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "npm could not fetch what $1/package-lock.json names." >&2
    exit 1
  fi
  rm -f "$log"
  touch "$folder/node_modules/.package-lock.json"
}

install_packages
for folder in "${locked[@]}"; do fetch_locked "$folder"; done
