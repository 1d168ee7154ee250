# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034
# Shared by the scripts of this folder; sourced, never run.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
heavy_compile_mb=1500  # the largest translation units need about this much
python=/usr/bin/python3  # Debian's, which sees the modules of the Debian packages

configure_options=()  # more for CMake, from the script that builds

say() { printf '==> %s\n' "$*"; }

# As many jobs as processors, fewer when memory is short.
jobs() {
  local processors memory_mb by_memory
  processors=$(nproc)
  memory_mb=$(awk '/^MemAvailable:/ {print int($2 / 1024)}' /proc/meminfo 2>/dev/null || true)
  by_memory=$(( ${memory_mb:-$((processors * heavy_compile_mb))} / heavy_compile_mb ))
  if (( by_memory < 1 )); then by_memory=1; fi
  echo $(( processors < by_memory ? processors : by_memory ))
}

# build PRESET [TARGET...]: configures and builds; a terminal sees ninja's counter, a log only what is wrong.
build() {
  local preset=$1 quiet=() log
  shift
  [ -t 1 ] || quiet=(-- --quiet)
  mkdir -p "$root/build"
  log=$root/build/configure-$preset.log
  say "configuring ($preset)"
  if ! (cd "$root" && cmake --preset "$preset" "${configure_options[@]}") >"$log" 2>&1; then
    cat "$log" >&2
    return 1
  fi
  say "building ($preset, $(jobs) at a time; a few minutes the first time)"
  (cd "$root" && cmake --build --preset "$preset" --parallel "$(jobs)" ${@:+--target "$@"} "${quiet[@]}")
}
