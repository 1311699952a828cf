"""Fit and check the confidence of incidents (geo/incidents/confidence.py).

    python tests/benchmarks/train_confidence.py TEXTS.jsonl [--gold GOLD.jsonl] [--other OTHER.jsonl]
        [--read READ.csv --incidents INCIDENTS.geojsonl] [--write]

TEXTS are documents with gold incidents (MUC-4 answer keys as JSON Lines; --gold where they stand
in another file). An incident is right where a gold incident of its document agrees with its kind
and none of day, place and dead contradicts. The keys leave out battles and much else that a map
wants, so what they do not confirm was drawn at random and read against its text:
``confidence_judged.csv`` (document, offset of the first act, verdict). Those weigh for all that
were not drawn.

Printed are reliability tables: of each tenth of confidence, how many incidents there are, how sure
the model was and how often it was right. By ten folds over documents; and, with the weights of
TEXTS, on OTHER (another war and decade, one incident a text; an incident that no gold one is like
is left out) and on incidents that a reader judged (a table with the columns id and verdict). Only
TEXTS is trained on.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from fitting import Row, logistic

from geo.documents import read_documents
from geo.incidents import ActorLexicon, Knowledge, may_tell_violence
from geo.incidents import confidence as shipped
from geo.incidents.compose import incidents_of
from geo.incidents.reading import read
from geo.language import Reader
from geo.model import SubEventType
from geo.places import locate
from geo.places.gazetteer import Gazetteer
from geo.places.linear import probability

FOLDS = 10
PENALTY = 6.0
RAREST = 15
WEIGHTS = Path(shipped.__file__).with_name("confidence_weights.json")
JUDGED = Path(__file__).with_name("confidence_judged.csv")
KINDS = {
    "kidnapping": {SubEventType.ABDUCTION},
    "robbery": {SubEventType.LOOTING},
    "detention": {SubEventType.ARRESTS},
}
"""Gold types that only these agree with; others agree with any violence."""
ARRESTS = frozenset({SubEventType.ARRESTS, SubEventType.DISRUPTED_WEAPONS})


def read_gold(path):
    """Return the gold incidents of each document."""
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: row["incidents"] for row in map(json.loads, lines)}


def told_incidents(path):
    """Yield (document, offset of the first act, incident, features) for a corpus."""
    reader, knowledge = Reader(), Knowledge(gazetteer=Gazetteer.open(), actors=ActorLexicon())
    documents = [d for d in read_documents([str(path)], report=print) if may_tell_violence(d.text)]
    for parsed in reader.read_all(documents):
        reading = read(parsed, locate(parsed, knowledge.gazetteer), knowledge)
        for incident, told in incidents_of(reading, include_crime=False):
            start = min(t.act.start for t in told.tellings)
            features = shipped.features(incident, told, reading)
            yield parsed.document.id, start, incident, features


def rows_to_train(path, gold):
    """Return (fold, Row) for each incident that the keys confirm or that was read."""
    with JUDGED.open(encoding="utf-8") as lines:
        verdicts = {(r["document"], int(r["start"])): r["verdict"] for r in csv.DictReader(lines)}
    confirmed, judged, others = [], [], 0
    for document, start, incident, features in told_incidents(path):
        fold = int(hashlib.sha256(document.encode()).hexdigest(), 16) % FOLDS
        verdict = verdicts.get((document, start))
        if is_right(incident, gold[document]):
            confirmed.append((fold, Row(features=features, right=True)))
        elif verdict:
            judged.append((fold, features, verdict == "right"))
        else:
            others += 1
    weight = 1 + others / max(1, len(judged))
    print(f"{len(confirmed)} confirmed, {len(judged)} read, each for {weight:.1f} not confirmed")
    return confirmed + [
        (fold, Row(features=found, right=right, weight=weight)) for fold, found, right in judged
    ]


def rows_of_another(path, gold):
    """Return a Row for each incident of a corpus that is like a gold one."""
    return [
        Row(features=features, right=is_right(incident, gold[document]))
        for document, _, incident, features in told_incidents(path)
        if any(kind_agrees(g, incident) for g in gold[document])
    ]


def is_right(incident, golds):
    """Return whether a gold incident agrees and nothing it says contradicts."""
    return any(kind_agrees(g, incident) and not contradicts(g, incident) for g in golds)


def kind_agrees(gold, incident):
    """Return whether the type fits: anything violent unless the gold type is a special one."""
    types = gold.get("type") if isinstance(gold.get("type"), list) else [gold.get("type")]
    special = set().union(*(KINDS.get(str(t).casefold(), set()) for t in types))
    if special:
        return incident.sub_event_type in special or incident.sub_event_type is SubEventType.ATTACK
    return incident.sub_event_type not in ARRESTS or any("captured" in str(t) for t in types)


def contradicts(gold, incident):
    """Return whether day, country or dead of the gold are others than the incident's."""
    when = incident.when
    if gold.get("date") and when.start and when.end:
        day, slack = date.fromisoformat(gold["date"]), timedelta(days=1)
        if not when.start - slack <= day <= when.end + slack:
            return True
    return place_contradicts(gold, incident) or toll_contradicts(gold, incident)


def place_contradicts(gold, incident):
    """Return whether none of the place's names occurs among the gold's places."""
    levels = [level.get("name") for level in gold.get("location_levels") or []]
    said = [gold.get("location_text"), gold.get("country")]
    flat = [n for item in (*levels, *said) for n in (item if isinstance(item, list) else [item])]
    names = " ".join(fold(n) for n in flat)
    place = incident.place
    if place is None or not names.strip():
        return False
    said = [fold(n) for n in (place.name, incident.place_text, place.admin1, place.admin2) if n]
    return not any(word in names for s in said for word in s.split() if len(word) > 3)


def toll_contradicts(gold, incident):
    """Return whether another number of dead is given."""
    killed = gold.get("killed") or {}
    low, high, best = killed.get("low"), killed.get("high"), incident.killed.best
    if low is None or not best:
        return False
    return not low <= best <= max(high or low, low)


def fold(text):
    """Return lower-case letters without accents."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    return "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))


def reliability(label, chances, right, weight=None):
    """Print how often incidents of each tenth of confidence are right, and the mean error."""
    chances, right = np.array(chances), np.array(right, float)
    weight = np.ones(len(right)) if weight is None else np.array(weight, float)
    tenth = np.minimum((chances * 10).astype(int), 9)
    off = (chances - right) * weight
    gap = sum(abs(off[tenth == n].sum()) for n in range(10)) / weight.sum()
    brier = np.average((chances - right) ** 2, weights=weight)
    share = np.average(right, weights=weight)
    print(f"{label}: n {len(right)}  right {share:.3f}  Brier {brier:.3f}  error {gap:.3f}")
    print("  confidence   number   mean    right")
    for n in range(10):
        inside = tenth == n
        if inside.any():
            sure = np.average(chances[inside], weights=weight[inside])
            share = np.average(right[inside], weights=weight[inside])
            print(f"  {n / 10:.1f}-{n / 10 + 0.1:.1f}  {inside.sum():9}   {sure:.3f}   {share:.3f}")
    for least in (0.5, 0.7, 0.8):
        kept = chances >= least
        if kept.any():
            share = np.average(right[kept], weights=weight[kept])
            print(f"  --min-confidence {least}: {kept.sum()} kept, {share:.3f} of them right")


def cross_validate(rows):
    """Print the reliability by folds over documents."""
    chances, tested = [], []
    for n in range(FOLDS):
        model = logistic([r for f, r in rows if f != n], penalty=PENALTY, least=RAREST)
        for _, row in (x for x in rows if x[0] == n):
            chances.append(probability(model.score(row.features)))
            tested.append(row)
    right, weight = [r.right for r in tested], [r.weight for r in tested]
    reliability("ten folds over documents", chances, right, weight)


def judged_by_reader(table, incidents):
    """Print the reliability of the confidences in INCIDENTS for what a reader judged."""
    with table.open(encoding="utf-8") as rows:
        verdicts = {row["id"]: row["verdict"] == "right" for row in csv.DictReader(rows)}
    with incidents.open(encoding="utf-8") as lines:
        found = [json.loads(line.lstrip("\x1e"))["properties"] for line in lines]
    known = [(p["confidence"], verdicts[p["id"]]) for p in found if p["id"] in verdicts]
    if known:
        reliability("judged by a reader", *zip(*known, strict=True))


def main():
    """Train, print the figures, and write the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    for name in ("--gold", "--other", "--read", "--incidents"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights")
    asked = parser.parse_args()
    rows = rows_to_train(asked.texts, read_gold(asked.gold or asked.texts))
    cross_validate(rows)
    model = logistic([row for _, row in rows], penalty=PENALTY, least=RAREST)
    if asked.other:
        other = rows_of_another(asked.other, read_gold(asked.other))
        chances = [probability(model.score(row.features)) for row in other]
        reliability("another war and decade", chances, [row.right for row in other])
    if asked.read and asked.incidents:
        judged_by_reader(asked.read, asked.incidents)
    for name, weight in sorted(model.weights.items(), key=lambda w: -w[1]):
        print(f"  {weight:+.2f}  {name}")
    if asked.write:
        text = json.dumps({"bias": model.bias, "weights": dict(model.weights)}, indent=1)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
