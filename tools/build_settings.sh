# shellcheck shell=bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Sourced by the scripts that build: ccache if it is there, and one job a core, but no more than
# memory allows (a compiler takes up to 1.5 GB).
if command -v ccache >/dev/null; then
  export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
jobs_by_memory=$(awk '/^MemAvailable:/ {print int($2 / 1500000)}' /proc/meminfo)
jobs=$(nproc)
if ((jobs_by_memory < jobs)); then jobs=$((jobs_by_memory > 0 ? jobs_by_memory : 1)); fi
export CMAKE_BUILD_PARALLEL_LEVEL=$jobs CTEST_PARALLEL_LEVEL=$jobs

# Runs a command; shows its output only if it fails or VERBOSE is set.
quietly() {
  if [[ -n ${VERBOSE:-} ]]; then
    "$@"
    return
  fi
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# Prints a heading with the seconds since the script began.
step() { printf '== %s (%d s)\n' "$*" "$SECONDS"; }
