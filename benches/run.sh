#!/usr/bin/env bash
# Builds the engines, runs them in turns and prints one table. See docs/benchmarks.md.
#
#   benches/run.sh                       everything, 3 rounds
#   ROUNDS=1 benches/run.sh cel ascent   some peers, beside the limit
set -euo pipefail
cd "$(dirname "$0")"

rounds=${ROUNDS:-3}
peers=("$@")
[[ $# -gt 0 ]] || peers=(ascent cedar cel regorus zen)
target=${CARGO_TARGET_DIR:-$PWD/target}
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT

# One build for each, so that no engine gets its libraries with another's features.
programs=(bench-navicert)
for peer in "${peers[@]}"; do programs+=("bench-$peer"); done
for program in "${programs[@]}"; do
    cargo build --release --quiet --package "$program"
done

load() { cut -d' ' -f1-3 /proc/loadavg; }
before=$(load)
for ((round = 1; round <= rounds; round++)); do
    for program in "${programs[@]}"; do
        echo "round $round of $rounds: $program" >&2
        "$target/release/$program" | tee -a "$lines" >&2
    done
done

cat <<EOF
- on: $(date -u +%FT%RZ), source $(git describe --always --dirty 2>/dev/null || echo unknown)
- processor: $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | uniq), $(nproc) in all
- load (1, 5, 15 minutes): $before before, $(load) after
- built by: $(rustc --version), default release profile
- rounds: $rounds, engines in turns

EOF
awk -f table.awk "$lines"
# Without peers named: the whole way from order lines to counts, too.
[[ $# -gt 0 ]] || ./end-to-end.sh
