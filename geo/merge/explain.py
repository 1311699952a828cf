"""Why two incidents are one or two: what each piece of evidence added, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.errors import UsageError
from geo.merge.block import in_reach, in_time, kilometres, pairs
from geo.merge.compare import contradicts, evidence
from geo.merge.crowd import Crowd
from geo.merge.group import JOIN_ABOVE
from geo.merge.weigh import weights
from geo.places.linear import probability

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.merge.merging import Merging

BAR = 2
"""Characters of a bar for each unit of log odds."""


def explain(merging: Merging, one: str, two: str) -> Iterator[str]:
    """Yield the lines of a waterfall from the prior to the probability, and what came of it.

    Raises ``UsageError`` if one of the ids names no telling.
    """
    first, second = sorted((_row(merging, one), _row(merging, two)))
    yield from (_told(merging, row) for row in (first, second))
    yield from _weighed(merging, np.array([first]), np.array([second]))
    yield from _outcome(merging, first, second)


def _row(merging: Merging, identity: str) -> int:
    for row, telling in enumerate(merging.tellings):
        if identity == telling.id:
            return row
    raise UsageError(f"no incident of the tables has the id {identity!r}")


def _told(merging: Merging, row: int) -> str:
    incident = merging.tellings[row]
    when, place = incident.when, incident.place
    days = f"{when.start} to {when.end}" if when.end != when.start else f"{when.start or 'no date'}"
    where = place.name if place else incident.place_text or "no place"
    kind = incident.sub_event_type or incident.event_type or "no type"
    killed = incident.killed.best
    dead = "" if killed is None else f", {killed} killed"
    return f"{incident.id}: {days}, {where}, {kind}{dead}"


def _weighed(merging: Merging, one: np.ndarray, two: np.ndarray) -> Iterator[str]:
    columns = merging.columns
    yield from (f"forbidden: {reason}" for reason in _forbidden(merging, one, two))
    if not in_time(columns, one, two)[0]:
        return
    model = weights()
    crowd = Crowd.of(columns, [(a, b) for a, b in pairs(columns) if len(a)])
    parts = [
        (name, model.weights.get(name, 0.0) * float(value[0]), float(value[0]))
        for name, value in evidence(columns, one, two, crowd)
    ]
    total = model.bias
    yield f"{'':<40}{'adds':>7}{'sum':>8}{'chance':>8}"
    yield _line("before any evidence", model.bias, total)
    for name, adds, value in sorted(parts, key=lambda part: (-abs(part[1]), part[0])):
        if adds:
            total += adds
            yield _line(f"{name} ({value:.3g})", adds, total)


def _line(name: str, adds: float, total: float) -> str:
    bar = ("+" if adds > 0 else "-") * round(abs(adds) * BAR)
    return f"{name:<40}{adds:>+7.2f}{total:>+8.2f}{probability(total):>8.2f}  {bar}".rstrip()


def _forbidden(merging: Merging, one: np.ndarray, two: np.ndarray) -> Iterator[str]:
    columns = merging.columns
    if not in_time(columns, one, two)[0]:
        yield "their days are more than a day apart, or one has no date"
    km = float(kilometres(columns, one, two)[0])
    named = columns.places.shared(one, two)[0]
    if not in_reach(columns, one, two)[0] and not (np.isnan(km) and named):
        yield (
            "no place in common"
            if np.isnan(km)
            else f"{km:.0f} km are beyond what is known of both"
        )
    if contradicts(columns, one, two)[0]:
        yield "one report or dataset tells of both, or country or type contradict each other"


def _outcome(merging: Merging, first: int, second: int) -> Iterator[str]:
    pair = (first, second)
    if pair in merging.decided.same or pair in merging.decided.different:
        yield f"people decided: {'same' if pair in merging.decided.same else 'different'}"
    groups = merging.group_of
    if groups[first] == groups[second]:
        yield "merged into one incident"
    elif first in merging.totals or second in merging.totals:
        yield "kept apart: one is a total over several days"
    else:
        yield f"kept apart (groups join from a mean of {JOIN_ABOVE:+.1f} over all their pairs)"
