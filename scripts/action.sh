#!/usr/bin/env bash
# What action.yml runs, on the Node of the runner. The tag of a release carries dist/ (scripts/tag-release.sh); on any other
# commit it is built first.
set -u
root=$(cd "$(dirname "$0")/.." && pwd) || exit 2
program=$root/dist/pid1-lint.js
if [ ! -e "$program" ]; then
  (cd "$root" && npm ci --silent) >&2 || exit 2
fi

arguments=()
option() {
  if [ -n "$2" ]; then arguments+=("$1" "$2"); fi
}
# lines TEXT: each line that is not empty is an argument.
lines() {
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    if [ -n "$line" ]; then arguments+=("$line"); fi
  done <<<"$1"
}

option --fail-on "${INPUT_FAIL_ON-}"
option --config "${INPUT_CONFIG-}"
option --baseline "${INPUT_BASELINE-}"
if [ -n "${INPUT_SARIF-}" ]; then arguments+=(--format sarif --output "$INPUT_SARIF"); fi
lines "${INPUT_ARGUMENTS-}"
arguments+=(--)
lines "${INPUT_PATHS-.}"
exec node "$program" lint "${arguments[@]}"
