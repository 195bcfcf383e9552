#!/usr/bin/env bash
# nomenklatura (logic-v2) on the same list and questions: `bench-names SIZE --write DIR FILE…` first, then
#   benches/names/peers/nomenklatura.sh DIR [QUESTIONS]
# Installs the Python package into DIR/venv. Scores each question against the list's entries that share a word with it, as
# its own blocking would hand them over, and prints pairs and questions per CPU second.
set -euo pipefail
dir=$1
[[ -x $dir/venv/bin/python ]] || python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet nomenklatura
"$dir/venv/bin/python" - "$dir" "${2:-100}" <<'PY'
import csv, sys, time
from collections import Counter, defaultdict
from followthemoney import model
from nomenklatura.matching import LogicV2
from nomenklatura.matching.types import ScoringConfig

folder, most = sys.argv[1], int(sys.argv[2])
def entity(key, name):
    return model.get_proxy({"id": key, "schema": "LegalEntity", "properties": {"name": [name]}})
rows = list(csv.DictReader(open(f"{folder}/list.csv", encoding="utf-8")))
words = defaultdict(list)
for at, row in enumerate(rows):
    for word in set(row["name"].lower().split()):
        words[word].append(at)
config = ScoringConfig.defaults()
asked = found = of = pairs = 0
started = time.process_time()
for question in csv.DictReader(open(f"{folder}/questions.csv", encoding="utf-8")):
    if asked >= most:
        break
    asked += 1
    shared = Counter()
    for word in set(question["name"].lower().split()):
        if len(words[word]) <= 2000:
            shared.update(words[word])
    hits, query = set(), entity("q", question["name"])
    for at, _ in shared.most_common(50):
        pairs += 1
        if LogicV2.compare(query, entity(str(at), rows[at]["name"]), config).score >= 0.7:
            hits.add(rows[at]["id"])
    if question["entry"]:
        of += 1
        found += question["entry"] in hits
seconds = time.process_time() - started
print(f"nomenklatura logic-v2: {asked / seconds:.0f} questions, {pairs / seconds:.0f} pairs per CPU second; right entry {found} of {of}")
PY
