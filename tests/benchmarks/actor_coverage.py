"""Which parties of the wars since 1989 the lexicon of actors knows.

    python tests/benchmarks/actor_coverage.py GED.csv.gz [--least 1000] [--missing]

GED is UCDP's Georeferenced Event Dataset (CC BY 4.0): a CSV, packed or not, with ``side_a``,
``side_b``, ``conflict_name``, ``year``, ``country`` and ``best_death`` (or ``best``). Counted are the
parties of conflicts of at least LEAST deaths that had a part in at least a hundredth of them;
states count as known by their name, civilians are no party.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from geo.incidents.actor_lexicon import ActorLexicon

SHARE = 0.01
_STATE = re.compile(r"(?:Government|Supporters) of (?P<name>.+)")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def deaths(path):
    """Return deaths by conflict and party, and the countries of each party."""
    opening = gzip.open if path.suffix == ".gz" else open
    by_conflict: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    seen = defaultdict(Counter)
    with opening(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            number = int(row.get("best_death") or row.get("best") or 0)
            conflict = row["conflict_name"]
            totals[conflict] += number
            for side in (*row["side_a"].split(", "), *row["side_b"].split(", ")):
                if side != "Civilians":
                    by_conflict[conflict][side] += number
                    seen[side][(row["country"], row["year"])] += number
    return by_conflict, totals, seen


def parties(path, least):
    """Yield each main party of a conflict of at least ``least`` deaths, deadliest first."""
    by_conflict, totals, seen = deaths(path)
    found = Counter()
    for conflict, sides in by_conflict.items():
        if totals[conflict] < least:
            continue
        for side, number in sides.items():
            if number >= SHARE * totals[conflict]:
                found[side] += number
    for side, number in found.most_common():
        yield side, number, seen[side]


def spellings(side):
    """Return the ways in which a name may stand in the lexicon."""
    plain = _BRACKETS.sub("", side).strip()
    inner = re.findall(r"\(([^)]*)\)", side)
    return [side, plain, *inner, plain.replace("'", ""), plain.replace("-", " ")]


def is_known(side, lexicon):
    """Return whether the lexicon knows a party by its name, its short name or as a state."""
    state = _STATE.fullmatch(side)
    if state:
        names = [_BRACKETS.sub("", state["name"]), *re.findall(r"\(([^)]*)\)", state["name"])]
        return any(lexicon.states.get(n.lower()) or _holds(lexicon.states, n) for n in names)
    return any(_holds(lexicon.groups, name) for name in spellings(side))


def _holds(phrases, name):
    return bool(name) and bool(phrases.get(name) or phrases.get(f"the {name}"))


def main():
    """Print the share known, by parties and by deaths."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ged", type=Path)
    parser.add_argument("--least", type=int, default=1000)
    parser.add_argument("--missing", action="store_true", help="name those that are not known")
    options = parser.parse_args()
    if not options.ged.exists():
        sys.exit(f"{options.ged} is missing: this benchmark needs UCDP's GED")
    lexicon = ActorLexicon.load()
    known, every = Counter(), Counter()
    for side, number, seen in parties(options.ged, options.least):
        kind = "state" if _STATE.fullmatch(side) else "group"
        every[kind, "parties"] += 1
        every[kind, "deaths"] += number
        if is_known(side, lexicon):
            known[kind, "parties"] += 1
            known[kind, "deaths"] += number
        elif options.missing:
            years = sorted(year for _, year in seen)
            land = Counter()
            for (country, _), count in seen.items():
                land[country] += count
            print(f"{number:8} {side} | {land.most_common(1)[0][0]} | {years[0]}-{years[-1]}")
    for (kind, unit), total in every.items():
        part = known[kind, unit]
        print(f"{kind:6} {unit:8} {part:8} of {total:8} known ({part / total:.1%})")


if __name__ == "__main__":
    main()
