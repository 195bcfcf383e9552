#!/usr/bin/env bash
# Imports made-up order lines into a record on SQLite with the binary that a user gets, and asks what one act does to
# them; prints a table. Clock and processor time are seconds; beside them stands the most memory used, in MB. See
# docs/record.md.
#
#   benches/record.sh                          10,000, 100,000 and 1,000,000 lines, China's law and all laws
#   benches/record.sh 10000 100000             so many lines
#   LAWS=cn benches/record.sh                  China's law alone; `LAWS=all` all laws alone
#   ORDERS=orders.jsonl benches/record.sh      the first lines of a file
#   NAVICERT=target/release/navicert …         a binary that is there: nothing is built but the generator of lines
set -euo pipefail
cd "$(dirname "$0")"

counts=("$@")
[[ $# -gt 0 ]] || counts=(10000 100000 1000000)
act=${ACT:-cn/2026-1}
target=${CARGO_TARGET_DIR:-$PWD/target}
root_target=${ROOT_TARGET_DIR:-$PWD/../target}
work=$(mktemp -d -p "${WORK:-${TMPDIR:-/tmp}}")
trap 'rm -rf "$work"' EXIT

navicert=${NAVICERT:-$root_target/release/navicert}
[[ -n ${NAVICERT:-} ]] || (cd .. && CARGO_TARGET_DIR=$root_target cargo build --release --quiet --package navicert)
if [[ -z ${ORDERS:-} ]]; then
    cargo build --release --quiet --package bench-record
    most=$(printf '%s\n' "${counts[@]}" | sort -n | tail -1)
    "$target/release/bench-record" orders "$most" >"$work/orders.jsonl"
    ORDERS=$work/orders.jsonl
fi

export NAVICERT_HOME=$work/home
# Runs a command: clock, processor time, memory. Only what went wrong is shown of it.
timed() {
    local status=0
    /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/out" 2>"$work/err" || status=$?
    ((status == 0)) || { cat "$work/err" >&2; exit "$status"; }
    tail -1 "$work/time" | awk '{ printf "%.2f %.2f %.0f\n", $1, $2 + $3, $4 / 1024 }'
}
# The median of the clock of so many runs, with the rest of that run.
median() {
    local runs=$1
    shift
    for ((run = 0; run < runs; run++)); do timed "$@"; done | sort -n | sed -n "$(((runs + 1) / 2))p"
}
# Takes the record out of the page cache; what is not on disk yet stays.
forget() { sync "$NAVICERT_HOME/record.db" && dd if="$NAVICERT_HOME/record.db" iflag=nocache count=0 status=none; }
load() { cut -d' ' -f1-3 /proc/loadavg; }

before=$(load)
rows=()
for laws in ${LAWS:-cn all}; do
    [[ $laws == all ]] && law=../laws || law=../laws/$laws
    for count in "${counts[@]}"; do
        rm -rf "$NAVICERT_HOME"
        head -n "$count" "$ORDERS" >"$work/lines.jsonl"
        read -r import_s import_cpu import_mb < <(timed "$navicert" orders import --law "$law" "$work/lines.jsonl")
        size=$(stat -c %s "$NAVICERT_HOME/record.db")
        impact=("$navicert" impact --act "$act" --law "$law")
        forget
        read -r cold_s _ < <(timed "${impact[@]}" --quick)
        read -r quick_s quick_cpu quick_mb < <(median 5 "${impact[@]}" --quick)
        changed=$(head -1 "$work/out" | cut -d' ' -f1)
        read -r why_s why_cpu why_mb < <(median 3 "${impact[@]}" --format json --why)
        row=$(awk -v n="$count" -v laws="$laws" -v i="$import_s" -v ic="$import_cpu" -v im="$import_mb" \
            -v size="$size" -v cold="$cold_s" -v q="$quick_s" -v qc="$quick_cpu" -v qm="$quick_mb" \
            -v w="$why_s" -v wc="$why_cpu" -v wm="$why_mb" -v changed="$changed" 'BEGIN {
            printf "| %s | %d | %.1f | %.1f | %.0f | %.0f | %.2f (%.2f) | %.2f | %.0f | %.2f | %.2f | %.0f | %s | %.0f |",
                laws, n, i, ic, n / i, im, q, cold, qc, qm, w, wc, wm, changed, size / 1048576 }')
        echo "$row" >&2
        rows+=("$row")
    done
done

cat <<EOF
- on: $(date -u +%FT%RZ), source $(git describe --always --dirty 2>/dev/null || echo unknown)
- processor: $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | uniq), $(nproc) in all
- load (1, 5, 15 minutes): $before before, $(load) after
- act: $act; \`quick\`: median of 5, in brackets the first with the record out of the page cache; \`why\`: median of 3

| laws | lines | import clock | import cpu | lines/s clock | MB | quick clock (cold) | cpu | MB | why clock | cpu | MB | other verdict | record MB |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
$(printf '%s\n' "${rows[@]}")
EOF
