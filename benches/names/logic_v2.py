"""nomenklatura's index and logic-v2 on the list and the questions of bench-names.

    python3 -m venv venv && venv/bin/pip install nomenklatura
    target/release/bench-names 70000 --write FOLDER FILE...
    NOMENKLATURA_DUCKDB_THREADS=1 venv/bin/python names/nomenklatura.py FOLDER

Prints questions per second of processor time, all threads counted, and how many of the right entries were
candidates and were alerts at the default threshold of 0.7.
"""

import csv
import resource
import sys
import tempfile
import time
from pathlib import Path

from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching import LogicV2

THRESHOLD = 0.7
KINDS = {"person": "Person", "org": "Organization"}


class View:
    """All entities of the list."""

    def __init__(self, dataset, entities):
        self.scope = dataset
        self.by_id = {entity.id: entity for entity in entities}

    def entities(self, include_schemata=None):
        yield from self.by_id.values()


def entity(dataset, ident, schema, names):
    data = {"id": ident, "schema": schema, "properties": {"name": list(names)}}
    return StatementEntity.from_data(dataset, data)


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def main(folder):
    dataset = Dataset.make({"name": "bench", "title": "bench"})
    parties = {}
    for row in rows(folder / "list.csv"):
        kind, names = parties.setdefault(row["id"], (row["kind"], []))
        names.append(row["name"])
    listed = [
        entity(dataset, ident, KINDS.get(kind, "LegalEntity"), names)
        for ident, (kind, names) in parties.items()
    ]
    questions = list(rows(folder / "questions.csv"))
    asked = {f"q-{row['id']}": row for row in questions}
    queries = {
        ident: entity(dataset, ident, "LegalEntity", [row["name"]]) for ident, row in asked.items()
    }
    view = View(dataset, listed)
    with tempfile.TemporaryDirectory() as data:
        began = time.process_time()
        index = Index(view, Path(data))
        index.build()
        print(f"index of {len(listed)} entries: {time.process_time() - began:.1f} s CPU")
        config = LogicV2.default_config()
        candidates = alerts = scored = 0
        times = []
        began = time.process_time()
        for ident, matches in index.match_entities(queries.values()):
            right = asked[ident.id]["entry"]
            start = time.perf_counter()
            best = set()
            for match, _ in matches:
                scored += 1
                result = LogicV2.compare(queries[ident.id], view.by_id[match.id], config)
                if result.score >= THRESHOLD:
                    best.add(match.id)
            times.append((time.perf_counter() - start) * 1000)
            candidates += bool(right) and any(match.id == right for match, _ in matches)
            alerts += bool(right) and right in best
        seconds = time.process_time() - began
        index.close()
    of = sum(1 for row in questions if row["entry"])
    times.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"nomenklatura, logic-v2: {len(questions) / seconds:.0f} questions per CPU second; "
        f"{scored} pairs scored, p50 {times[len(times) // 2]:.1f} ms, p99 {times[len(times) * 99 // 100]:.1f} ms; "
        f"right entry {candidates} of {of} among the candidates, {alerts} alerts; {memory:.0f} MB"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
