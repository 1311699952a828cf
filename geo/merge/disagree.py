"""What the tellings of one incident state differently, and who says what."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from geo.merge.actors import actor_keys, is_named, line_of
from geo.merge.columns import days_of, radius_of
from geo.model import UNKNOWN_TOLL, DatePrecision, Disagreement, Precision, Role, Said
from geo.sphere import distance_km
from geo.table import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.model import Incident, Place, Toll, When

    Apart = Callable[[Any, Any], bool]

CONTESTING = {
    Column.PLACE,
    Column.ACTOR1,
    Column.ACTOR2,
    Column.KILLED_BEST,
    Column.INJURED_BEST,
    Column.CIVILIANS_KILLED_BEST,
}
"""Properties over which an incident is contested: place, actor, casualties (CONTRACT section 2)."""
_POINT_LIKE = {Precision.EXACT, Precision.SETTLEMENT, Precision.NEAR}


def disagreements(told: Sequence[Incident]) -> tuple[Disagreement, ...]:
    """Return each property on which two tellings cannot both be right, with every answer.

    A range that holds the other's number, a province that holds the other's town and a week that
    holds the other's day are not at odds; what is not stated says nothing.
    """
    found = []
    for column, (value, apart, text) in _ASPECTS.items():
        stated = [value(incident) for incident in told]
        if all(answer == stated[0] for answer in stated):
            continue
        answers: dict[Any, list[Incident]] = {}
        for incident, answer in zip(told, stated, strict=True):
            if answer is not None:
                answers.setdefault(answer, []).append(incident)
        if any(apart(one, two) for one, two in combinations(answers, 2)):
            said = sorted((_said(text(answer), by) for answer, by in answers.items()), key=repr)
            found.append(Disagreement(property=str(column), answers=tuple(said)))
    return tuple(found)


def disjoint(one: Toll, two: Toll) -> bool:
    """Tell whether no number fits both tolls; an unknown or open one fits whatever is above."""
    return _below(one, two) or _below(two, one)


def _below(one: Toll, two: Toll) -> bool:
    return one.high is not None and two.low is not None and one.high < two.low


def _said(value: str, by: Sequence[Incident]) -> Said:
    return Said(
        value=value,
        members=tuple(sorted({incident.id for incident in by})),
        sources=tuple(sorted({s.source for i in by for s in i.sources if s.source})),
    )


# --- each property: what an incident states of it, when two are at odds, how it reads ----------


def _days(incident: Incident) -> tuple[When, int, int] | None:
    return None if incident.when.start is None else (incident.when, *days_of(incident))


def _days_apart(one: Any, two: Any) -> bool:
    return bool(one[2] < two[1] or two[2] < one[1])


def _days_text(stated: Any) -> str:
    when = stated[0]
    text = str(when.start) if when.start == when.end else f"{when.start} to {when.end}"
    return text if when.precision is DatePrecision.DAY else f"{text} ({when.precision})"


def _places_apart(one: Place, two: Place) -> bool:
    if not {one.precision, two.precision} <= _POINT_LIKE:
        return False
    km = distance_km((one.lon, one.lat), (two.lon, two.lat))
    return km > min(radius_of(one), radius_of(two))


def _place_text(place: Place) -> str:
    return f"{place.name} ({place.lat:.4f}, {place.lon:.4f})"


def _in_role(role: Role) -> Callable[[Incident], Any]:
    def named(incident: Incident) -> tuple[str, ...] | None:
        names = {a.name for a in incident.actors if a.role is role and is_named(a)}
        return tuple(sorted(names)) or None

    return named


def _actors_apart(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Tell whether none of the one is one of the other, part of him, or he part of it."""
    here, there = (set().union(*map(actor_keys, names)) for names in (one, two))
    above_here, above_there = (set().union(*map(line_of, keys)) for keys in (here, there))
    return here.isdisjoint(above_there) and there.isdisjoint(above_here)


def _toll_text(toll: Toll) -> str:
    low, best, high = ("?" if n is None else str(n) for n in (toll.low, toll.best, toll.high))
    return best if low == best == high else f"{best} ({low} to {high})"


def _of_toll(name: str) -> tuple[Callable[[Incident], Any], Apart, Callable[[Any], str]]:
    def stated(incident: Incident) -> Toll | None:
        toll: Toll = getattr(incident, name)
        return toll if toll is not UNKNOWN_TOLL and toll.known else None

    return stated, disjoint, _toll_text


_ASPECTS: dict[Column, tuple[Callable[[Incident], Any], Apart, Callable[[Any], str]]] = {
    Column.DATE_START: (_days, _days_apart, _days_text),
    Column.EVENT_TYPE: (lambda i: i.event_type, lambda one, two: one != two, str),
    Column.SUB_EVENT_TYPE: (lambda i: i.sub_event_type, lambda one, two: one != two, str),
    Column.PLACE: (lambda i: i.place, _places_apart, _place_text),
    Column.ACTOR1: (_in_role(Role.INITIATOR), _actors_apart, "; ".join),
    Column.ACTOR2: (_in_role(Role.TARGET), _actors_apart, "; ".join),
    Column.KILLED_BEST: _of_toll("killed"),
    Column.INJURED_BEST: _of_toll("injured"),
    Column.CIVILIANS_KILLED_BEST: _of_toll("civilians_killed"),
}
