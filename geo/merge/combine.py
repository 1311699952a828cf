"""Several incidents that are one event, told as one that keeps every voice."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from geo.merge.columns import documents_of, publishers_of, radius_of
from geo.merge.compare import COPIED_WORDS
from geo.merge.disagree import CONTESTING, disagreements
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
from geo.places.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.model import Disagreement

Thing = TypeVar("Thing")
_PLACE_RANK: dict[Precision | None, int] = {
    precision: rank for rank, precision in enumerate([*Precision, None])
}
_DATE_RANK = {precision: rank for rank, precision in enumerate(DatePrecision)}
_TYPE_RANK: dict[EventType | None, int] = {kind: rank for rank, kind in enumerate(EventType)}
_ROLE_RANK = {role: rank for rank, role in enumerate(Role)}


def members_of(incident: Incident) -> tuple[str, ...]:
    """Return the ids of the incidents merged into this one, or its own."""
    return incident.members or (incident.id,)


def in_order(incidents: Iterable[Incident]) -> list[Incident]:
    """Return the incidents by id; two versions of one id by their content."""
    by_id = sorted(incidents, key=lambda incident: incident.id)
    ids = Counter(incident.id for incident in by_id)
    if len(ids) == len(by_id):
        return by_id
    return sorted(by_id, key=lambda i: (i.id, repr(i) if ids[i.id] > 1 else ""))


def unfolded(incident: Incident) -> tuple[Incident, ...]:
    """Return the incidents that were merged into this one as they were, or itself."""
    return incident.tellings or (incident,)


def combine(incidents: Sequence[Incident]) -> Incident:
    """Return one incident for all: what each report says stays, the summary fields are chosen.

    The finest place and date, the better supported where equally fine; the type most reports
    give, the higher of ACLED's hierarchy where equally many; casualties by CONTRACT section 5.
    Its id is that of the telling published first, so that it stays when more reports come in.
    """
    told = in_order(incidents)
    places = _support(told, [incident.place for incident in told])
    best_placed = min(told, key=lambda incident: _place_order(incident, places))
    event_type, sub_event_type = _kind(told)
    n_sources = _publishers(told)
    disputed = disagreements(told)
    voices = _voices(told)
    return Incident(
        id=min(told, key=_telling_order).id,
        when=_when(told),
        event_type=event_type,
        sub_event_type=sub_event_type,
        place=best_placed.place,
        place_text=best_placed.place_text,
        place_reason=best_placed.place_reason,
        killed=_toll(told, [incident.killed for incident in told]),
        injured=_toll(told, [incident.injured for incident in told]),
        civilians_killed=_toll(told, [incident.civilians_killed for incident in told]),
        confidence=_confidence(voices),
        grade=_grade(told, voices, disputed),
        n_sources=n_sources,
        n_reports=_reports(told),
        actors=_actors(tuple((incident.actors, incident.n_reports) for incident in told)),
        casualties=_union(incident.casualties for incident in told),
        evidence=_union(incident.evidence for incident in told),
        mentioned_places=_union(incident.mentioned_places for incident in told),
        sources=_union(incident.sources for incident in told),
        members=tuple(sorted({member for incident in told for member in members_of(incident)})),
        sums=tuple(sorted({part for incident in told for part in incident.sums})),
        disagreements=disputed,
        tellings=tuple(told),
    )


def _telling_order(incident: Incident) -> tuple[date, date, str]:
    days = [source.published for source in incident.sources if source.published]
    return min(days, default=date.max), incident.when.start or date.max, incident.id


def _reports(told: Sequence[Incident]) -> int:
    documents = {document for incident in told for document in documents_of(incident)}
    return max(len(documents), *(incident.n_reports for incident in told))


def _union(lists: Iterable[Iterable[Thing]]) -> tuple[Thing, ...]:
    """Return every distinct element, in an order that depends on the elements alone."""
    lists = [things for things in lists if things]
    if not lists:
        return ()
    return tuple(sorted({thing for things in lists for thing in things}, key=repr))


def _support(told: Sequence[Incident], values: Iterable[Thing]) -> dict[Thing, int]:
    """Return how many reports stand behind each value."""
    support: dict[Thing, int] = {}
    for incident, value in zip(told, values, strict=True):
        support[value] = support.get(value, 0) + incident.n_reports
    return support


def _place_order(incident: Incident, support: dict[Place | None, int]) -> tuple[Any, ...]:
    place = incident.place
    if place is None:
        return (1, incident.place_text is None, incident.id)
    finest = (_PLACE_RANK[place.precision], radius_of(place), -support[place])
    return (0, *finest, -incident.confidence, incident.id)


def _when(told: Sequence[Incident]) -> When:
    support = _support(told, [incident.when for incident in told])
    dated = [when for when in support if when.start and when.end]
    return min(dated, key=lambda when: _when_order(when, support), default=When())


def _when_order(when: When, support: dict[When, int]) -> tuple[Any, ...]:
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
    if all(toll == tolls[0] for toll in tolls):
        return tolls[0]
    known = [toll for toll in tolls if toll.known]
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


@lru_cache(maxsize=1 << 14)
def _actors(told: tuple[tuple[tuple[Actor, ...], int], ...]) -> tuple[Actor, ...]:
    """Return each actor once in its plainest role, the best supported of a role first.

    ``told`` holds the actors of each telling and how many reports stand behind it; the same few
    parties meet in most incidents of a war.
    """
    support: Counter[str] = Counter()
    by_name: defaultdict[str, list[Actor]] = defaultdict(list)
    for actors, reports in told:
        for name in {actor.name for actor in actors}:
            support[name] += reports
        for actor in actors:
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


def _publishers(told: Sequence[Incident]) -> int:
    """Return how many distinct publishers are known; those without a name may all be one."""
    named = set().union(*map(publishers_of, told))
    return max(len(named), *(incident.n_sources for incident in told))


def _voices(told: Sequence[Incident]) -> list[list[Incident]]:
    """Return the tellings by independent voice: a publisher, or a text that several copied."""
    voices: list[tuple[set[str], list[Incident]]] = []
    for incident in told:
        keys = {f"by {min(publishers_of(incident), default='')}", *_texts(incident)}
        voice = [incident]
        for known, others in [v for v in voices if not keys.isdisjoint(v[0])]:
            keys |= known
            voice += others
        voices = [v for v in voices if keys.isdisjoint(v[0])]
        voices.append((keys, voice))
    return [voice for _, voice in voices]


def _texts(incident: Incident) -> set[str]:
    """Return the passages that are too long to be alike by chance."""
    folded = {fold(e.text) for e in incident.evidence}
    return {text for text in folded if len(set(text.split())) >= COPIED_WORDS}


def _confidence(voices: Sequence[Sequence[Incident]]) -> float:
    """Return how sure it is that one of the independent voices is right."""
    doubts = sorted(min(1 - incident.confidence for incident in voice) for voice in voices)
    return round(1 - math.prod(doubts), 6)


def _grade(
    told: Sequence[Incident],
    voices: Sequence[Sequence[Incident]],
    disputed: Sequence[Disagreement],
) -> Grade:
    if any(incident.grade is Grade.CONTESTED for incident in told):
        return Grade.CONTESTED
    if any(disagreement.property in CONTESTING for disagreement in disputed):
        return Grade.CONTESTED
    before = any(incident.grade is Grade.CORROBORATED for incident in told)
    named = [v for v in voices if any(publishers_of(incident) for incident in v)]
    return Grade.CORROBORATED if before or len(named) > 1 else Grade.SINGLE
