"""How likely two incidents are one event, from what their reports say of each."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.model import ActorKind, DatePrecision, EventType, Precision, Role, Toll
from geo.places.names import fold
from geo.sphere import distance_km

if TYPE_CHECKING:
    from geo.model import Incident, Place


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

# Log-odds, each rounded from a logistic regression over 12,690 pairs of 2,225 hand-coded reports
# of electoral violence in Kenya (Maverick, CC BY 4.0) that overlap in time and place. What those
# reports do not state (sub-event types) is set by hand. A pair may join above 0; the prior is
# milder by 1.25 than the regression's, because joining also takes the consent of the whole group.
PRIOR = -3.25
SAME_NAME = 1.75
SAME_POINT = 0.75
PER_LOG_KM = -0.5
PER_LOG_RADIUS = 0.25
SAME_DAYS = 2.0
PER_LOG_DAY = -0.15
SHARED_ACTOR = 0.75
OTHER_ACTOR = -1.0
SAME_TOLL = 1.0
OTHER_TOLL = -0.5
SAME_PUBLISHER = -1.25
SAME_WORDS = 2.5
SAME_SUB_EVENT = 1.0
OTHER_SUB_EVENT = -1.0

SAME_POINT_KM = 0.1
COPIED_WORDS = 8
"""Words of evidence: fewer may be alike by chance, or be a code ("Shooting") rather than a text."""
_UNNAMED = re.compile(r"(?:unknown|unidentified|unnamed|unclaimed)\b", re.IGNORECASE)
_CROWDS = {ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS}
_HIERARCHY = {event_type: rank for rank, event_type in enumerate(EventType)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sketch:
    """What comparing asks of an incident, worked out once. Days are ordinals, radius is in km."""

    incident: Incident
    start: int
    end: int
    radius: float
    place_names: frozenset[str]
    units: frozenset[str]
    documents: frozenset[str]
    reports: frozenset[str]
    publishers: frozenset[str]
    initiators: frozenset[str]
    targets: frozenset[str]
    actors: frozenset[str]
    passages: frozenset[str]
    words: frozenset[str]


def sketch(incident: Incident) -> Sketch:
    """Return the comparable side of an incident; an undated one has start 1, end 0."""
    start, end = _days(incident)
    actors = [a for a in incident.actors if a.kind not in _CROWDS and not _UNNAMED.match(a.name)]
    names = {role: frozenset(fold(a.name) for a in actors if a.role is role) for role in Role}
    place = incident.place
    sources = incident.sources
    passages = frozenset(fold(e.text) for e in incident.evidence)
    titles = [fold(s.title) for s in sources if s.title]
    return Sketch(
        incident=incident,
        start=start,
        end=end,
        radius=0 if place is None else radius_of(place),
        place_names=frozenset(
            fold(name) for name in (place and place.name, incident.place_text) if name
        ),
        units=frozenset(
            fold(name) for name in (place and (place.admin1, place.admin2)) or () if name
        ),
        documents=frozenset(e.document_id for e in incident.evidence)
        | frozenset(s.document_id for s in sources),
        reports=_reports(incident),
        publishers=frozenset(fold(s.source) for s in sources if s.source),
        initiators=names[Role.INITIATOR],
        targets=names[Role.TARGET],
        actors=frozenset().union(*names.values()),
        passages=passages,
        words=frozenset(" ".join([*passages, *titles]).split()),
    )


def _days(incident: Incident) -> tuple[int, int]:
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
    return max(1, RADIUS_KM[place.precision] if stated is None else stated)


def _reports(incident: Incident) -> frozenset[str]:
    """Return what identifies a report in whatever file it is: address; publisher, title and day."""
    keys = {s.url for s in incident.sources if s.url}
    for source in incident.sources:
        if source.title and source.source:
            keys.add("\x1f".join((source.source, source.title, str(source.published))))
    return frozenset(keys)


def kilometres(one: Place, two: Place) -> float:
    """Return the great-circle distance between two places' points."""
    return distance_km((one.lon, one.lat), (two.lon, two.lat))


def likeness(one: Sketch, two: Sketch) -> float | None:
    """Return the log-odds that two incidents are one event; None where they cannot be."""
    if _contradict(one, two):
        return None
    where = _place_likeness(one, two)
    if where is None:
        return None
    return (
        PRIOR
        + where
        + _time_likeness(one, two)
        + _actor_likeness(one, two)
        + _toll_likeness(one.incident.killed, two.incident.killed)
        + _kind_likeness(one.incident, two.incident)
        + (SAME_PUBLISHER if one.publishers & two.publishers else 0)
        + SAME_WORDS * _share(one.words, two.words)
    )


def _contradict(one: Sketch, two: Sketch) -> bool:
    """Tell whether something forbids that the two are one."""
    if one.end < two.start or two.end < one.start or min(one.end, two.end) < 1:
        return True
    if one.documents & two.documents or (one.reports & two.reports and not _is_copy(one, two)):
        return True  # a report that tells of two incidents means two
    kinds = one.incident.event_type, two.incident.event_type
    if kinds[0] and kinds[1] and abs(_HIERARCHY[kinds[0]] - _HIERARCHY[kinds[1]]) > 1:
        return True
    places = one.incident.place, two.incident.place
    countries = {place.country for place in places if place and place.country}
    return len(countries) > 1


def _is_copy(one: Sketch, two: Sketch) -> bool:
    """Tell whether one passage was read from two copies of a report, as HTML and as text, say."""
    first, second = one.incident, two.incident
    return (
        one.passages == two.passages
        and len(" ".join(one.passages).split()) >= COPIED_WORDS
        and first.when == second.when
        and first.place_text == second.place_text
        and first.sub_event_type is second.sub_event_type
        and first.killed == second.killed
    )


def _place_likeness(one: Sketch, two: Sketch) -> float | None:
    here, there = one.incident.place, two.incident.place
    named = SAME_NAME if one.place_names & two.place_names else 0.0
    if here is None or there is None:
        return named or None
    km = kilometres(here, there)
    if km > max(one.radius, two.radius):
        return None
    coarse = PER_LOG_RADIUS * math.log(max(one.radius, two.radius))
    if km <= SAME_POINT_KM:
        return named + coarse + SAME_POINT
    if one.place_names & two.units or two.place_names & one.units:
        return named + coarse  # a unit and a place in it: how far from its middle means nothing
    return named + coarse + PER_LOG_KM * math.log1p(km)


def _time_likeness(one: Sketch, two: Sketch) -> float:
    shared = min(one.end, two.end) - max(one.start, two.start) + 1
    spanned = max(one.end, two.end) - min(one.start, two.start) + 1
    longest = max(one.end - one.start, two.end - two.start) + 1
    return SAME_DAYS * shared / spanned + PER_LOG_DAY * math.log(longest)


def _actor_likeness(one: Sketch, two: Sketch) -> float:
    if one.actors & two.actors:
        return SHARED_ACTOR
    if (one.initiators and two.initiators) or (one.targets and two.targets):
        return OTHER_ACTOR
    return 0.0


def _toll_likeness(one: Toll, two: Toll) -> float:
    if one.best and one.best == two.best:
        return SAME_TOLL
    return OTHER_TOLL if disjoint(one, two) else 0.0


def disjoint(one: Toll, two: Toll) -> bool:
    """Tell whether no number fits both tolls; an unknown or open one fits whatever is above."""
    return _below(one, two) or _below(two, one)


def _below(one: Toll, two: Toll) -> bool:
    return one.high is not None and two.low is not None and one.high < two.low


def _kind_likeness(one: Incident, two: Incident) -> float:
    if one.sub_event_type is None or two.sub_event_type is None:
        return 0.0
    return SAME_SUB_EVENT if one.sub_event_type is two.sub_event_type else OTHER_SUB_EVENT


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / len(one | two) if one and two else 0.0
