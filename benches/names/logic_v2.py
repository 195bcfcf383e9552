"""nomenklatura's index and logic-v2 on the list and the questions of bench-names. Run by benches/names.sh:

    NOMENKLATURA_DUCKDB_THREADS=1 python names/logic_v2.py [--last] FOLDER PAIRS

FOLDER holds list.csv and questions.csv as `bench-names --write` makes them, PAIRS the labelled pairs of the matcher, which
are scored with `--last`. An alert is a score of 0.7 or more, its default. Processor time counts all threads.
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
KINDS = {"person": "Person", "org": "Organization", "vessel": "Vessel"}
DATASET = Dataset.make({"name": "bench", "title": "bench"})


class View:
    """All entities of the list."""

    def __init__(self, entities):
        self.scope = DATASET
        self.by_id = {entity.id: entity for entity in entities}

    def entities(self, include_schemata=None):
        yield from self.by_id.values()


def entity(ident, kind, names, **more):
    properties = {"name": list(names), **{key: [value] for key, value in more.items()}}
    data = {"id": ident, "schema": KINDS.get(kind, "LegalEntity"), "properties": properties}
    return StatementEntity.from_data(DATASET, data)


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def speed(folder):
    parties = {}
    for row in rows(folder / "list.csv"):
        parties.setdefault(row["id"], (row["kind"], []))[1].append(row["name"])
    view = View([entity(ident, kind, names) for ident, (kind, names) in parties.items()])
    asked = {f"q-{row['id']}": row for row in rows(folder / "questions.csv")}
    queries = {ident: entity(ident, "", [row["name"]]) for ident, row in asked.items()}
    config = LogicV2.default_config()
    with tempfile.TemporaryDirectory() as data:
        began = time.process_time()
        index = Index(view, Path(data))
        index.build()
        built = time.process_time() - began
        candidates = alerts = nowhere = 0
        processor, wall = [], []
        began = time.process_time()
        for ident, matches in index.match_entities(queries.values()):
            right = asked[ident.id]["entry"]
            start = time.perf_counter(), time.process_time()
            scored = {
                match.id: LogicV2.compare(queries[ident.id], view.by_id[match.id], config).score
                for match, _ in matches
            }
            wall.append((time.perf_counter() - start[0]) * 1000)
            processor.append((time.process_time() - start[1]) * 1000)
            found = {match for match, score in scored.items() if score >= THRESHOLD}
            candidates += bool(right) and right in scored
            alerts += bool(right) and right in found
            nowhere += not right and bool(found)
        seconds = time.process_time() - began
        index.close()
    at = lambda times, share: sorted(times)[min(int(len(times) * share), len(times) - 1)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    right = sum(1 for row in asked.values() if row["entry"])
    print(
        f"measure peer=nomenklatura a_second={len(asked) / seconds:.0f} p50_ms={at(processor, 0.5):.3f} "
        f"p99_ms={at(processor, 0.99):.3f} wall_p99_ms={at(wall, 0.99):.3f} built_s={built:.2f} mb={memory:.0f} "
        f"found={alerts} candidates={candidates} of={right} nowhere={nowhere}",
        flush=True,
    )


def side(text):
    """A name, and the country or the birth date that stands beside it."""
    name, _, fact = text.strip().partition("{")
    fact = fact.strip().rstrip("}")
    more = {} if not fact else {"birthDate": fact} if fact[0].isdigit() else {"country": fact.lower()}
    return name.strip(), more


def quality(folder):
    config = LogicV2.default_config()
    for what, file in (("seen", "pairs.txt"), ("held-out", "held_out.txt")):
        kind = ""
        pairs = right = wrong = missing = 0
        for line in (folder / file).read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                kind = line.split(" ", 1)[1].strip()
                continue
            if line.startswith("#") or "|" not in line:
                continue
            query, listed = line[1:].split("|", 1)
            (one, facts), (other, more) = side(query), side(listed)
            if kind != "person":
                facts, more = ({k: v for k, v in all.items() if k != "birthDate"} for all in (facts, more))
            score = LogicV2.compare(entity("q", kind, [one], **facts), entity("l", kind, [other], **more), config).score
            alert = score >= THRESHOLD
            pairs += 1
            right += line[0] == "=" and alert
            missing += line[0] == "=" and not alert
            # It has no word for siblings: an alert on one is right to it, so only other parties count as wrong.
            wrong += line[0] == "!" and alert
        precision, recall = right / max(right + wrong, 1), right / max(right + missing, 1)
        f1 = 2 * right / max(2 * right + wrong + missing, 1)
        print(
            f"quality peer=nomenklatura pairs={what} of={pairs} precision={precision:.3f} recall={recall:.3f} f1={f1:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--last"]
    speed(Path(words[0]))
    if "--last" in sys.argv:
        quality(Path(words[1]))
