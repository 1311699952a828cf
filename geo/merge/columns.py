"""What comparing asks of incidents, worked out once and laid out as columns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.merge.actors import STATE, lines_of, named
from geo.merge.sets import Bags, Real, Sets, Whole
from geo.model import DatePrecision, EventType, Precision, Role, SubEventType
from geo.places.names import admin_core, fold, settlement_core, soft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.model import Incident, Place, Source, Toll

RADIUS_KM = {
    Precision.EXACT: 1,
    Precision.SETTLEMENT: 5,
    Precision.NEAR: 15,
    Precision.DISTRICT: 25,
    Precision.AREA: 50,
    Precision.REGION: 90,
    Precision.COUNTRY: 500,
}
"""Where a place does not state its uncertainty. UCDP's where_prec 2 means "within 25 km"; a
region of 90 km radius has the area of a median first-level unit of the conflict countries."""

SPAN_DAYS = {
    DatePrecision.DAY: 1,
    DatePrecision.WEEK: 7,
    DatePrecision.MONTH: 31,
    DatePrecision.YEAR: 366,
    DatePrecision.UNKNOWN: 0,
}
NOT_KNOWN = -1
_PRECISION_RANK: dict[Precision | None, int] = {
    None: NOT_KNOWN,
    **{precision: rank for rank, precision in enumerate(Precision)},
}
_TYPE_RANK = {kind: rank for rank, kind in enumerate(EventType)}
_SUB_RANK = {kind: rank for rank, kind in enumerate(SubEventType)}
_GENERAL = frozenset(
    "a an and armed at by council for force forces from front group groups in into is member "
    "members movement national of on other over party people s supporter supporters that the "
    "their to unknown was were with".split()
)
"""Words that say little of who an actor is or what a text tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """When and where the incidents are: row ``i`` of each column is incident ``i``.

    Days are ordinals, widened where the precision is coarser than the days stated; an undated
    incident has start 1 and end 0. A place has a radius in km that should hold the site; without
    a place it is 0 and the point is not a number.
    """

    start: Whole
    end: Whole
    lon: Real
    lat: Real
    radius: Real
    places: Sets

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(Spans):
    """The incidents, and all that is compared of them.

    Tolls are low, best and high, not a number where unknown. What has no code is -1.
    """

    incidents: Sequence[Incident]
    day_known: Whole
    published: Whole
    precision: Whole
    country: Whole
    told_by: Whole
    event_type: Whole
    sub_event_type: Whole
    killed: Real
    injured: Real
    units: Sets
    actors: Sets
    initiators: Sets
    targets: Sets
    actor_lines: Sets
    states: Sets
    actor_words: Bags
    documents: Sets
    reports: Sets
    publishers: Sets
    claimants: Sets
    datasets: Sets
    records: Sets
    words: Bags
    titles: Bags


def spans_of(incidents: Sequence[Incident], names: dict[str, int] | None = None) -> Spans:
    """Return when and where each incident is; ``names`` are the codes of the places' names."""
    days = np.array([days_of(i) for i in incidents], np.int64).reshape(-1, 2)
    places = [i.place for i in incidents]
    where = np.array(
        [(np.nan, np.nan, 0) if p is None else (p.lon, p.lat, radius_of(p)) for p in places], float
    ).reshape(-1, 3)
    return Spans(
        start=days[:, 0],
        end=days[:, 1],
        lon=where[:, 0],
        lat=where[:, 1],
        radius=where[:, 2],
        places=Sets.of([_place_keys(i) for i in incidents], names),
    )


def columns_of(incidents: Sequence[Incident]) -> Columns:
    """Return the comparable side of each incident."""

    def whole(value: Callable[[Incident], int]) -> Whole:
        return np.fromiter(map(value, incidents), np.int64, len(incidents))

    tolls: dict[str, Any] = {
        name: np.array([_numbers(getattr(i, name)) for i in incidents], float).reshape(-1, 3)
        for name in ("killed", "injured")
    }
    actors = [named(i) for i in incidents]
    countries: dict[str, int] = {}
    tellers: dict[str, int] = {}
    names: dict[str, int] = {}
    spans = spans_of(incidents, names)
    return Columns(
        **{field.name: getattr(spans, field.name) for field in fields(Spans)},
        incidents=incidents,
        day_known=whole(lambda i: i.when.precision is DatePrecision.DAY),
        published=whole(_first_published),
        precision=whole(lambda i: _PRECISION_RANK[i.place.precision if i.place else None]),
        country=whole(
            lambda i: (
                countries.setdefault(i.place.country, len(countries))
                if i.place and i.place.country
                else NOT_KNOWN
            )
        ),
        told_by=whole(lambda i: tellers.setdefault(_teller(i), len(tellers))),
        event_type=whole(lambda i: _TYPE_RANK[i.event_type] if i.event_type else NOT_KNOWN),
        sub_event_type=whole(
            lambda i: _SUB_RANK[i.sub_event_type] if i.sub_event_type else NOT_KNOWN
        ),
        **tolls,
        **_sets(incidents, actors, names),
    )


def _sets(
    incidents: Sequence[Incident], actors: list[dict[str, set[Role]]], names: dict[str, int]
) -> dict[str, Any]:
    voices: dict[str, int] = {}
    who: dict[str, int] = {}
    lines = [lines_of(i) for i in incidents]
    return {
        "units": Sets.of([_unit_keys(i) for i in incidents], names),
        "actors": Sets.of([list(named) for named in actors], who),
        "initiators": Sets.of([_in_role(named, Role.INITIATOR) for named in actors], who),
        "targets": Sets.of([_in_role(named, Role.TARGET) for named in actors], who),
        "actor_lines": Sets.of(lines, who),
        "states": Sets.of([{k for k in line if k.startswith(STATE)} for line in lines]),
        "actor_words": Bags.of([_words(*named) for named in actors]),
        "documents": Sets.of([documents_of(i) for i in incidents]),
        "reports": Sets.of([_reports(i) for i in incidents]),
        "publishers": Sets.of([publishers_of(i) for i in incidents], voices),
        "claimants": Sets.of(
            [{_folded(c.claimant) for c in i.casualties if c.claimant} for i in incidents], voices
        ),
        "datasets": Sets.of([{s.dataset for s in i.sources if s.dataset} for i in incidents]),
        "records": Sets.of([_recorders(i) for i in incidents]),
        "words": Bags.of([_words(*{e.text for e in i.evidence}) for i in incidents]),
        "titles": Bags.of([_words(*{s.title for s in i.sources if s.title}) for i in incidents]),
    }


def days_of(incident: Incident) -> tuple[int, int]:
    """Return first and last ordinal day, widened where the precision is coarser than the days."""
    when = incident.when
    if when.start is None or when.end is None:
        return 1, 0
    start, end = when.start.toordinal(), when.end.toordinal()
    slack = max(0, SPAN_DAYS[when.precision] - (end - start + 1)) // 2
    return start - slack, end + slack


def radius_of(place: Place) -> float:
    """Return the radius in km that should hold the site: as stated, else by the precision."""
    stated = place.uncertainty_km
    # Where nobody says how fine a point is, a town is the commonest thing meant.
    usual = RADIUS_KM[place.precision or Precision.SETTLEMENT]
    return max(1, usual if stated is None else stated)


def _first_published(incident: Incident) -> int:
    days = [source.published.toordinal() for source in incident.sources if source.published]
    return min(days, default=NOT_KNOWN)


def _numbers(toll: Toll) -> tuple[float, float, float]:
    low, best, high = (np.nan if n is None else n for n in (toll.low, toll.best, toll.high))
    return low, best, high


# --- names ------------------------------------------------------------------------------------

_folded = lru_cache(maxsize=1 << 16)(fold)


@lru_cache(maxsize=1 << 16)
def _place_key(name: str) -> str:
    """Return the key that spellings of a place share, without its word for a unit or town."""
    folded = fold(name)
    return soft(admin_core(folded) or settlement_core(folded) or folded)


def _place_keys(incident: Incident) -> set[str]:
    place = incident.place
    names = (place and place.name, incident.place_text)
    keys = {_place_key(name) for name in names if name}
    if place and place.id:
        keys.add(place.id)
    return keys - {""}


def _unit_keys(incident: Incident) -> set[str]:
    place = incident.place
    names = (place.admin1, place.admin2) if place else ()
    return {_place_key(name) for name in names if name} - {""}


def _in_role(named: dict[str, set[Role]], role: Role) -> list[str]:
    return [name for name, roles in named.items() if role in roles]


@lru_cache(maxsize=1 << 14)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(fold(text).split()) - _GENERAL


def _words(*texts: str) -> frozenset[str]:
    return frozenset().union(*map(_words_of, texts))


# --- who reports ------------------------------------------------------------------------------


def documents_of(incident: Incident) -> set[str]:
    """Return the ids of the documents that an incident was read from."""
    return {e.document_id for e in incident.evidence} | {s.document_id for s in incident.sources}


def publishers_of(incident: Incident) -> set[str]:
    """Return the names of the publishers, folded."""
    return {_folded(s.source) for s in incident.sources if s.source}


def _recorders(incident: Incident) -> set[str]:
    """Return the publishers of whom an incident is a record, not read out of a report.

    A record is a document of its own and names nothing but its publisher: no title, no address, no
    day of publication. Whoever keeps a table does not enter one event twice.
    """
    return {
        _folded(s.source)
        for s in incident.sources
        if s.source
        and s.document_id == incident.id
        and not (s.dataset or s.title or s.url or s.published)
    }


def _teller(incident: Incident) -> str:
    """Return the report that tells of this incident, and of which others it tells them apart."""
    # A table's rows are so many that what is near one of them is no choice of its maker's.
    return min(_reports(incident) or documents_of(incident))


def _reports(incident: Incident) -> set[str]:
    return {key for source in incident.sources for key in _report_keys(source)}


def _report_keys(source: Source) -> Iterator[str]:
    """Yield what identifies a report in whatever file it is: address; publisher, title and day."""
    if source.url:
        yield source.url
    if source.title and source.source:
        yield "\x1f".join((source.source, source.title, str(source.published)))
