#!/usr/bin/env bash
# Decides made-up order lines with the binary that a user gets; prints lines a second of processor time and the most
# memory used. See docs/benchmarks.md.
#
#   benches/end-to-end.sh             1,000,000 lines
#   benches/end-to-end.sh 100000      so many
set -euo pipefail
cd "$(dirname "$0")"

count=${1:-1000000}
target=${CARGO_TARGET_DIR:-$PWD/target}
root_target=${ROOT_TARGET_DIR:-$PWD/../target}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --release --quiet --package bench-navicert
(cd .. && CARGO_TARGET_DIR=$root_target cargo build --release --quiet --package navicert)
"$target/release/bench-navicert" orders "$count" >"$work/orders.jsonl"

status=0
/usr/bin/time -f '%U %S %e %M' -o "$work/time" \
    "$root_target/release/navicert" decide --summary "$work/orders.jsonl" >"$work/summary" || status=$?
# The exit code tells the worst line; 1 and 2 are for lines and arguments that could not be read.
((status == 0 || status >= 10)) || { cat "$work/summary"; exit "$status"; }

bytes=$(stat -c %s "$work/orders.jsonl")
tail -1 "$work/time" | awk -v count="$count" -v bytes="$bytes" '{
    printf "end-to-end engine=navicert lines=%d bytes_a_line=%.0f user_s=%s system_s=%s wall_s=%s lines_a_second=%.0f peak_mb=%.0f\n",
        count, bytes / count, $1, $2, $3, count / ($1 + $2), $4 / 1024
}'
