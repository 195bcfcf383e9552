#!/usr/bin/env bash
# Screening beside its peers: one list and one set of questions, engines in turns, one table. See docs/benchmarks.md.
#
#   benches/names.sh us_csl.csv jp_meti.json            published lists, filled up with made-up names to 70,000
#   ROUNDS=5 SIZE=20000 benches/names.sh FILE…          more rounds, fewer names
#   PEERS="tantivy" benches/names.sh FILE…              without nomenklatura (it takes a minute a round)
#
# nomenklatura is installed into VENV, by pip, if it is not there; its ICU binding needs libicu-dev and a C++ compiler.
set -euo pipefail
cd "$(dirname "$0")"

[[ $# -gt 0 ]] || { echo "give the lists: a CSV with name and alt_names, a JSON with entity_name and aliases" >&2; exit 2; }
rounds=${ROUNDS:-3}
size=${SIZE:-70000}
peers=${PEERS-tantivy nomenklatura}
target=${CARGO_TARGET_DIR:-$PWD/target}
venv=${VENV:-$target/nomenklatura}
files=()
for file in "$@"; do files+=("$(realpath -- "$file")"); done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

has() { [[ " $peers " == *" $1 "* ]]; }

cargo build --release --quiet --package bench-names
if has tantivy; then cargo build --release --quiet --package bench-names-tantivy; fi
if has nomenklatura && ! "$venv/bin/python" -c 'import nomenklatura' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet nomenklatura==4.17.4
fi

load() { cut -d' ' -f1-3 /proc/loadavg; }
before=$(load)
"$target/release/bench-names" --write "$work" "$size" "${files[@]}"
for ((round = 1; round <= rounds; round++)); do
    echo "round $round of $rounds" >&2
    last=()
    ((round == rounds)) && last=(--last)
    "$target/release/bench-names" --passes 1 "${last[@]}" "$size" "${files[@]}" | tee -a "$work/lines" >&2
    if has tantivy; then
        "$target/release/bench-names-tantivy" --passes 1 "$size" "${files[@]}" | tee -a "$work/lines" >&2
    fi
    if has nomenklatura; then
        NOMENKLATURA_DUCKDB_THREADS=1 "$venv/bin/python" names/logic_v2.py "${last[@]}" "$work" \
            ../crates/names/tests | tee -a "$work/lines" >&2
    fi
done

cat <<END
- on: $(date -u +%FT%RZ), source $(git describe --always --dirty 2>/dev/null || echo unknown)
- processor: $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | uniq), $(nproc) in all
- load (1, 5, 15 minutes): $before before, $(load) after
- built by: $(rustc --version), default release profile$(has nomenklatura && "$venv/bin/pip" list 2>/dev/null | awk '/^(nomenklatura|rigour) /{printf ", %s %s", $1, $2}')
- rounds: $rounds, engines in turns, 1,000 questions a round

END
awk -f names/table.awk "$work/lines"
