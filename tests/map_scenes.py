"""Incidents that differ in everything the page can filter, sort and count by."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from map_cases import make_incident

from geo.model import (
    Actor,
    DatePrecision,
    EventType,
    Evidence,
    Grade,
    Incident,
    Place,
    Precision,
    Role,
    Source,
    Toll,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACES = [
    ("ML", "Kidal", "Kidal", 1.4, 18.4),
    ("ML", "Gao", "Ansongo", 0.5, 15.7),
    ("SY", "Homs", "Palmyra", 38.3, 34.6),
    ("SY", "Aleppo", "Azaz", 37.0, 36.6),
    ("SD", "Gao", "Umm Gao", 30.0, 13.0),  # a province of the same name as one of Mali
]
ACTORS = ["Army", "Rebels", "Militia", "Villagers"]
SOURCES = ["Wire", "Monitor", "Radio"]
PRECISIONS = [
    Precision.SETTLEMENT, Precision.EXACT, Precision.NEAR, Precision.DISTRICT, Precision.REGION,
]  # fmt: skip


def varied(count: int) -> list[Incident]:
    """Return that many incidents over two years, the same each time."""
    return [_varied(n) for n in range(count)]


def _varied(n: int) -> Incident:
    document = f"report-{n}"
    sources = SOURCES[: 1 + n % 3]
    return make_incident(
        n,
        place=None if n % 11 == 10 else _place(n % 7000),
        when=_when(n),
        event_type=list(EventType)[n % 6],
        sub_event_type=None,
        killed=_killed(n % 36),
        injured=_injured(n % 10),
        actors=_actors(n % 16),
        casualties=(),
        evidence=(
            Evidence(document_id=document, start=0, end=60, text=f"Words of case{n} by the river."),
        ),
        sources=tuple(
            Source(document_id=f"{document}-{source}", title=f"Case {n}", source=source)
            for source in sources
        ),
        n_sources=len(sources),
        grade=list(Grade)[n % 3],
    )


# What comes again after a while is one object: of many incidents, each holds little of its own.
@cache
def _place(n: int) -> Place:
    country, admin1, name, lon, lat = PLACES[n % len(PLACES)]
    return Place(
        name=name, lon=lon + n * 7919 % 1000 / 1000, lat=lat + n * 104729 % 1000 / 1000,
        precision=PRECISIONS[n % 7 % len(PRECISIONS)], uncertainty_km=5, country=country,
        admin1=admin1,
    )  # fmt: skip


@cache
def _killed(n: int) -> Toll:
    return Toll() if n % 4 == 3 else Toll(low=n % 9, best=n % 9, high=n % 9 + n % 2)


@cache
def _injured(n: int) -> Toll:
    return Toll() if n % 2 else Toll(low=n % 5, best=n % 5, high=n % 5)


@cache
def _actors(n: int) -> tuple[Actor, ...]:
    return (
        Actor(name=ACTORS[n % 4], text="men", role=Role.INITIATOR),
        Actor(name=ACTORS[(n // 4 + 1) % 4], text="others", role=Role.TARGET),
    )


def _when(n: int) -> When:
    day = date(2023, 1, 1) + timedelta(days=(n * 73 + n // 10 * 7) % 730)
    if n % 10 == 9:
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return When(start=first, end=last, precision=DatePrecision.MONTH)
    if n % 25 == 24:
        return When()
    return When.day(day)


def within(incidents: Iterable[Incident], start: date, end: date) -> list[Incident]:
    """Return those that may have happened in a period, an undated one never."""
    return [
        i for i in incidents
        if i.when.start and i.when.end and i.when.start <= end and i.when.end >= start
    ]  # fmt: skip
