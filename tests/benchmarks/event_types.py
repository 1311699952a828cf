"""Is it a conflict event, and of which type? Against ACLED's sub-types on news snippets.

    python tests/benchmarks/event_types.py SNIPPETS.tsv [--show]

SNIPPETS is a table with the columns id, EventSnippet and SubType (CASE 2021, task 2; it states no
licence, so nothing is trained on it). Snippets of disasters, organised crime, diplomacy and
attribution are no conflict event. Prints precision, recall and F1 of "an event or none", the
accuracy over the types with "none" as one, and with --show the confusions by count.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from datetime import date
from pathlib import Path

from geo.model import Document, SubEventType
from geo.pipeline import Options, extract

NO_EVENT = frozenset({"NATURAL_DISASTER", "MAN_MADE_DISASTER", "ORG_CRIME", "DIPLO", "ATTRIB"})
TYPES = {
    "ARMED_CLASH": SubEventType.ARMED_CLASH,
    "AIR_STRIKE": SubEventType.AIR_STRIKE,
    "ATTACK": SubEventType.ATTACK,
    "ABDUCT_DISSAP": SubEventType.ABDUCTION,
    "AGREEMENT": SubEventType.AGREEMENT,
    "ARREST": SubEventType.ARRESTS,
    "ART_MISS_ATTACK": SubEventType.SHELLING,
    "CHEM_WEAP": SubEventType.CHEMICAL,
    "DISR_WEAP": SubEventType.DISRUPTED_WEAPONS,
    "FORCE_AGAINST_PROTEST": SubEventType.EXCESSIVE_FORCE,
    "PROTEST_WITH_INTER": SubEventType.PROTEST_INTERVENTION,
    "PEACE_PROTEST": SubEventType.PEACEFUL_PROTEST,
    "VIOL_DEMONSTR": SubEventType.VIOLENT_DEMONSTRATION,
    "MOB_VIOL": SubEventType.MOB_VIOLENCE,
    "SEX_VIOL": SubEventType.SEXUAL_VIOLENCE,
    "SUIC_BOMB": SubEventType.SUICIDE_BOMB,
    "GRENADE": SubEventType.GRENADE,
    "REM_EXPLOS": SubEventType.EXPLOSIVE,
    "PROPERTY_DISTRUCT": SubEventType.LOOTING,
    "GOV_REGAINS_TERIT": SubEventType.GOVERNMENT_REGAINS,
    "NON_STATE_ACTOR_OVERTAKES_TER": SubEventType.NON_STATE_OVERTAKES,
    "NON_VIOL_TERRIT_TRANSFER": SubEventType.TERRITORY_TRANSFER,
    "HQ_ESTABLISHED": SubEventType.BASE_ESTABLISHED,
    "CHANGE_TO_GROUP_ACT": SubEventType.CHANGE_TO_GROUP,
    "OTHER": SubEventType.OTHER,
}


def main():
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snippets", type=Path)
    parser.add_argument("--show", action="store_true", help="print the confusions")
    asked = parser.parse_args()
    with asked.snippets.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    said = surest(rows)
    pairs = [(gold_of(row), said.get(row["id"])) for row in rows]
    right = sum(bool(gold) and bool(got) for gold, got in pairs)
    found, wanted = sum(bool(got) for _, got in pairs), sum(bool(gold) for gold, _ in pairs)
    print(f"snippets {len(rows)}, conflict events {wanted}")
    print(f"an event or none: precision {right / found:.3f}  recall {right / wanted:.3f}", end="  ")
    print(f"F1 {2 * right / (found + wanted):.3f}")
    accuracy = sum(gold == got for gold, got in pairs) / len(pairs)
    print(f"accuracy over {len(TYPES) + 1} classes {accuracy:.3f}")
    if asked.show:
        for (gold, got), count in Counter(p for p in pairs if p[0] != p[1]).most_common():
            print(f"  {count:3}  {gold or 'none'} taken for {got or 'none'}")


def surest(rows):
    """Return the type of each snippet's surest incident."""
    documents = (
        Document(id=row["id"], text=row["EventSnippet"], published=date(2021, 2, 15))
        for row in rows
    )
    best = {}
    for incident in extract(documents, Options()):
        document = incident.sources[0].document_id
        if document not in best or incident.confidence > best[document].confidence:
            best[document] = incident
    return {document: incident.sub_event_type for document, incident in best.items()}


def gold_of(row):
    """Return the type a snippet is labelled with, None for no conflict event."""
    return None if row["SubType"] in NO_EVENT else TYPES[row["SubType"]]


if __name__ == "__main__":
    main()
