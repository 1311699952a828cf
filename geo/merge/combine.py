"""Several incidents that are one event, told as one that keeps every voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

from geo.merge.compare import disjoint, kilometres, radius_of, sketch
from geo.model import (
    Actor,
    DatePrecision,
    EventType,
    Grade,
    Incident,
    Place,
    Precision,
    Role,
    SubEventType,
    Toll,
    When,
)
from geo.table import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Thing = TypeVar("Thing")
_PLACE_RANK = {precision: rank for rank, precision in enumerate(Precision)}
_DATE_RANK = {precision: rank for rank, precision in enumerate(DatePrecision)}
_TYPE_RANK: dict[EventType | None, int] = {kind: rank for rank, kind in enumerate(EventType)}
_ROLE_RANK = {role: rank for rank, role in enumerate(Role)}
_POINT_LIKE = {Precision.EXACT, Precision.SETTLEMENT, Precision.NEAR}


def members_of(incident: Incident) -> tuple[str, ...]:
    """Return the ids of the incidents merged into this one, or its own."""
    return incident.members or (incident.id,)


def combine(incidents: Sequence[Incident]) -> Incident:
    """Return one incident for all: what each report says stays, the summary fields are chosen.

    The finest place and date, the better supported where equally fine; the type most reports
    give, the higher of ACLED's hierarchy where equally many; casualties by CONTRACT section 5.
    """
    told = sorted(incidents, key=lambda incident: incident.id)
    members = tuple(sorted({member for incident in told for member in members_of(incident)}))
    best_placed = min(told, key=lambda incident: _place_order(incident, told))
    event_type, sub_event_type = _kind(told)
    n_sources = _publishers(told)
    documents = {e.document_id for i in told for e in i.evidence}
    return Incident(
        id=content_id(members),
        when=_when(told),
        event_type=event_type,
        sub_event_type=sub_event_type,
        place=best_placed.place,
        place_text=best_placed.place_text,
        place_reason=best_placed.place_reason,
        killed=_toll(told, [incident.killed for incident in told]),
        injured=_toll(told, [incident.injured for incident in told]),
        civilians_killed=_toll(told, [incident.civilians_killed for incident in told]),
        confidence=_confidence(told),
        grade=_grade(told, n_sources),
        n_sources=n_sources,
        n_reports=max(len(documents), *(incident.n_reports for incident in told)),
        actors=_actors(told),
        casualties=_union(incident.casualties for incident in told),
        evidence=_union(incident.evidence for incident in told),
        mentioned_places=_union(incident.mentioned_places for incident in told),
        sources=_union(incident.sources for incident in told),
        members=members,
    )


def _union(lists: Iterable[Iterable[Thing]]) -> tuple[Thing, ...]:
    """Return every distinct element, in an order that depends on the elements alone."""
    return tuple(sorted({thing for things in lists for thing in things}, key=repr))


def _support(told: Sequence[Incident], values: Iterable[Thing]) -> Counter[Thing]:
    """Return how many reports stand behind each value."""
    support: Counter[Thing] = Counter()
    for incident, value in zip(told, values, strict=True):
        support[value] += incident.n_reports
    return support


def _place_order(incident: Incident, told: Sequence[Incident]) -> tuple[Any, ...]:
    place = incident.place
    if place is None:
        return (1, incident.place_text is None, incident.id)
    support = _support(told, [other.place for other in told])
    finest = (_PLACE_RANK[place.precision], radius_of(place), -support[place])
    return (0, *finest, -incident.confidence, incident.id)


def _when(told: Sequence[Incident]) -> When:
    support = _support(told, [incident.when for incident in told])
    dated = [when for when in support if when.start and when.end]
    return min(dated, key=lambda when: _when_order(when, support), default=When())


def _when_order(when: When, support: Counter[When]) -> tuple[Any, ...]:
    assert when.start is not None
    assert when.end is not None
    return (_DATE_RANK[when.precision], -support[when], when.end - when.start, when.start)


def _kind(told: Sequence[Incident]) -> tuple[EventType | None, SubEventType | None]:
    types = _support(told, [incident.event_type for incident in told])
    known = [kind for kind in types if kind]
    kind = min(known, key=lambda kind: (-types[kind], _TYPE_RANK[kind]), default=None)
    alike = [incident for incident in told if incident.event_type is kind]
    subs = _support(alike, [incident.sub_event_type for incident in alike])
    order = list(SubEventType)
    stated = [sub for sub in subs if sub]
    return kind, min(stated, key=lambda sub: (-subs[sub], order.index(sub)), default=None)


def _toll(told: Sequence[Incident], tolls: Sequence[Toll]) -> Toll:
    """Return the lowest low, the highest high (null if one is open), the best-supported best.

    Of numbers with equally many reports behind them the one published last is the best: tolls
    are corrected in time.
    """
    known = [toll for toll in tolls if toll.known]
    if not known:
        return Toll()
    support = _support(told, [toll.best for toll in tolls])
    latest: defaultdict[int, date] = defaultdict(lambda: date.min)
    for incident, toll in zip(told, tolls, strict=True):
        if toll.best is not None:
            latest[toll.best] = max(latest[toll.best], _published(incident))
    lows = [toll.low for toll in known if toll.low is not None]
    highs = [toll.high for toll in known if toll.high is not None]
    return Toll(
        low=min(lows, default=None),
        best=max(latest, key=lambda best: (support[best], latest[best], best), default=None),
        high=max(highs) if len(highs) == len(known) else None,
    )


def _published(incident: Incident) -> date:
    days = [source.published for source in incident.sources if source.published]
    return max(days, default=date.min)


def _actors(told: Sequence[Incident]) -> tuple[Actor, ...]:
    """Return each actor once in its plainest role, the best supported of a role first."""
    support: Counter[str] = Counter()
    by_name: defaultdict[str, list[Actor]] = defaultdict(list)
    for incident in told:
        for name in {actor.name for actor in incident.actors}:
            support[name] += incident.n_reports
        for actor in incident.actors:
            by_name[actor.name].append(actor)
    kept = [_actor(alike, role) for alike in by_name.values() for role in _roles(alike)]
    return tuple(sorted(kept, key=lambda a: (_ROLE_RANK[a.role], -support[a.name], a.name)))


def _roles(alike: Sequence[Actor]) -> set[Role]:
    """Return the roles that say something; merely involved only where nobody says more."""
    return {actor.role for actor in alike} - {Role.INVOLVED} or {Role.INVOLVED}


def _actor(alike: Sequence[Actor], role: Role) -> Actor:
    texts = Counter(actor.text for actor in alike)
    kinds = Counter(actor.kind for actor in alike if actor.kind)
    countries = Counter(actor.country for actor in alike if actor.country)
    return Actor(
        name=alike[0].name,
        text=min(texts, key=lambda text: (-texts[text], text)),
        role=role,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind), default=None),
        country=min(countries, key=lambda code: (-countries[code], code), default=None),
    )


def _names(incident: Incident) -> set[str]:
    """Return the publishers, folded as they are compared."""
    return set(sketch(incident).publishers)


def _publishers(told: Sequence[Incident]) -> int:
    """Return how many distinct publishers are known; those without a name may all be one."""
    named = set().union(*map(_names, told))
    return max(len(named), *(incident.n_sources for incident in told))


def _confidence(told: Sequence[Incident]) -> float:
    """Return how sure it is that one of the independent publishers' reports is right."""
    doubts: dict[str, float] = {}
    for incident in told:
        publisher = min(_names(incident), default="")
        doubts[publisher] = min(doubts.get(publisher, 1.0), 1 - incident.confidence)
    doubt = 1.0
    for publisher in sorted(doubts):
        doubt *= doubts[publisher]
    return round(1 - doubt, 6)


def _grade(told: Sequence[Incident], n_sources: int) -> Grade:
    if any(incident.grade is Grade.CONTESTED for incident in told):
        return Grade.CONTESTED
    if any(_disagree(one, two) for one, two in combinations(told, 2)):
        return Grade.CONTESTED
    return Grade.CORROBORATED if n_sources > 1 else Grade.SINGLE


def _disagree(one: Incident, two: Incident) -> bool:
    """Tell whether two tellings differ on the place, on who did it, or on the casualties."""
    a, b = sketch(one), sketch(two)
    return (
        _apart(one.place, two.place)
        or bool(a.initiators and b.initiators and not a.initiators & b.initiators)
        or disjoint(one.killed, two.killed)
        or disjoint(one.injured, two.injured)
    )


def _apart(one: Place | None, two: Place | None) -> bool:
    """Tell whether two named points differ by more than the finer of them allows."""
    if one is None or two is None or not {one.precision, two.precision} <= _POINT_LIKE:
        return False
    return kilometres(one, two) > min(radius_of(one), radius_of(two))
