#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that calfemg needs and that are missing; README.md says what each is for.
#   install_dependencies.sh           to build and to test
#   install_dependencies.sh --build   to build only
#   install_dependencies.sh --ci      to build, to test and to run all checks of .ci/run
set -euo pipefail

build=(g++ cmake ninja-build pkg-config git
       libhdf5-dev libfftw3-dev libeigen3-dev libdeflate-dev libssl-dev
       libboost-program-options-dev libtomlplusplus-dev nlohmann-json3-dev libpugixml-dev libsqlite3-dev libkainjow-mustache-dev)
tests=(catch2 zlib1g-dev libvalijson-dev libedf-dev python3 python3-numpy python3-scipy python3-h5py)
checks=(snakemake slurm-wlm munge sqlite3 ccache clang-14 libclang-rt-14-dev clang-tidy-14 clang-format-14)

case "${1:-}" in
  --build) wanted=("${build[@]}") ;;
  --ci) wanted=("${build[@]}" "${tests[@]}" "${checks[@]}") ;;
  "") wanted=("${build[@]}" "${tests[@]}") ;;
  *) echo "usage: $0 [--build | --ci]" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null; then
  echo "This is no Debian system. Please see that it has what these Debian packages hold: ${wanted[*]}" >&2
  exit 0  # the build says what is missing
fi

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing+=("$package")
done
if (( ${#missing[@]} == 0 )); then
  exit 0
fi

printf '==> installing: %s\n' "${missing[*]}"
as_root=()
if (( $(id -u) != 0 )); then
  command -v sudo >/dev/null || { echo "Please install, as root: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { "${as_root[@]}" apt-get update &&
       "${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; } \
     </dev/null >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  echo "The packages could not be installed: ${missing[*]}" >&2
  exit 1
fi
