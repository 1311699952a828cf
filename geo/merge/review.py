"""The questions worth a person's time: doubtful pairs side by side, most valuable first."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.atomic import write_atomically
from geo.merge.decisions import DECISION_COLUMNS, as_cell
from geo.merge.group import JOIN_ABOVE
from geo.places.linear import probability

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.merge.merging import Merging
    from geo.model import Incident, Place

DOUBT = 3.0
"""Log odds from the threshold within which a pair is doubtful: chances of 1 in 20 to 19 in 20."""
SIDE = ("date", "place", "type", "actors", "killed", "source", "text")
REVIEW_COLUMNS = (
    *DECISION_COLUMNS, "chance", "now", *(f"{name}{side}" for name in SIDE for side in (1, 2))
)  # fmt: skip


def write_review(merging: Merging, path: str | Path, *, overwrite: bool = False) -> int:
    """Write the doubtful pairs as CSV and return how many; filled in, it is a decisions file."""
    questions = list(doubtful(merging))

    def write(made: Path) -> None:
        with made.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.DictWriter(file, REVIEW_COLUMNS, restval="")
            rows.writeheader()
            rows.writerows(_question(merging, *pair) for pair in questions)

    write_atomically(path, write, overwrite=overwrite)
    return len(questions)


def doubtful(merging: Merging) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of rows with their log odds: one question for each pair of groups.

    The value of an answer is how unsure it is, times how many tellings and dead hang on it.
    """
    one, two, odds = merging.weighed
    near = np.abs(odds - JOIN_ABOVE) <= DOUBT
    asked: dict[tuple[int, int], tuple[float, int, int, float]] = {}
    for a, b, odd in zip(one[near].tolist(), two[near].tolist(), odds[near].tolist(), strict=True):
        if (a, b) in merging.decided.same:
            continue
        groups = sorted((merging.group_of[a], merging.group_of[b]))
        question = (abs(odd - JOIN_ABOVE), a, b, odd)
        key = (groups[0], groups[1])
        asked[key] = min(asked.get(key, question), question)
    ranked = sorted(asked.items(), key=lambda item: (-_value(merging, *item), item[1]))
    for _, (_, a, b, odd) in ranked:
        yield a, b, odd


def _value(
    merging: Merging, groups: tuple[int, int], question: tuple[float, int, int, float]
) -> float:
    tellings = sum(len(merging.groups[group]) for group in set(groups))
    dead = np.nansum(merging.columns.killed[list(question[1:3]), 1])
    return float((DOUBT - question[0]) * (np.log1p(tellings) + np.log1p(dead)))


def _question(merging: Merging, one: int, two: int, odds: float) -> dict[str, Any]:
    together = merging.group_of[one] == merging.group_of[two]
    pair = merging.tellings[one], merging.tellings[two]
    cells = {
        f"{name}{side}": as_cell(text)
        for side, incident in enumerate(pair, start=1)
        for name, text in {"id": incident.id, **_side(incident)}.items()
    }
    chance = f"{probability(odds):.2f}"
    return {**cells, "chance": chance, "now": "one" if together else "two"}


def _side(incident: Incident) -> dict[str, str]:
    when, toll, place = incident.when, incident.killed, incident.place
    days = "" if when.start is None else f"{when.start}"
    return {
        "date": f"{days} to {when.end}" if when.end != when.start else days,
        "place": _place(place) or incident.place_text or "",
        "type": incident.sub_event_type or incident.event_type or "",
        "actors": "; ".join(f"{actor.name} ({actor.role})" for actor in incident.actors),
        "killed": "" if toll.best is None else f"{toll.best}",
        "source": "; ".join(s.source or s.document_id for s in incident.sources),
        "text": " / ".join(e.text for e in incident.evidence),
    }


def _place(place: Place | None) -> str | None:
    if place is None:
        return None
    return f"{place.name} ({place.precision})" if place.precision else place.name
