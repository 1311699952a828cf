"""The nouns: what flows between the stages. Frozen, tiny, no I/O.

Offsets (``start``, ``end``) count Unicode code points of ``Document.text``, which is never
changed after reading, so ``document.text[start:end]`` is always the words that were meant.
Coordinates are WGS 84 degrees (EPSG:4326), always named ``lon`` and ``lat``, in that order.
Absence is ``None``, never 0, never an empty string, never (0, 0).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from geo.vocabulary import (
    EVENT_TYPE_OF,
    ActorKind,
    DatePrecision,
    EventType,
    Grade,
    Outcome,
    Precision,
    Role,
    Stance,
    SubEventType,
    VictimGroup,
)

EARTH_HALF_TURN_KM = 20_038

__all__ = [
    "EARTH_HALF_TURN_KM",
    "EVENT_TYPE_OF",
    "UNKNOWN_TOLL",
    "Actor",
    "ActorKind",
    "Claim",
    "DatePrecision",
    "Disagreement",
    "Document",
    "EventType",
    "Evidence",
    "Grade",
    "Incident",
    "Mention",
    "MentionedPlace",
    "Outcome",
    "Place",
    "Precision",
    "Role",
    "Said",
    "Source",
    "Span",
    "Stance",
    "SubEventType",
    "Toll",
    "VictimGroup",
    "When",
    "check_lon_lat",
    "leading",
]


def _check_offsets(start: int, end: int) -> None:
    if not 0 <= start < end:
        message = f"offsets must satisfy 0 <= start < end, got start={start}, end={end}"
        raise ValueError(message)


def _check_share(name: str, value: float | None) -> None:
    if value is not None and not 0 <= value <= 1:
        message = f"{name} must lie in 0..1, got {value!r}"
        raise ValueError(message)


def check_lon_lat(lon: float, lat: float) -> None:
    """Raise ``ValueError`` unless the point is on Earth and not the (0, 0) of a lost value."""
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004  (degrees)
        message = f"lon, lat must be degrees within ±180 and ±90, got {lon!r}, {lat!r}"
        raise ValueError(message)
    if lon == 0 and lat == 0:
        message = "(0, 0) is not a place: an unknown point is None"
        raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or backward span."""
        _check_offsets(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report, its text exactly as read."""

    id: str
    text: str
    published: date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    spans: tuple[Span, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a document that nothing could point at."""
        if not self.id:
            message = "a document needs an id"
            raise ValueError(message)
        if not self.text.strip():
            message = f"document {self.id!r} holds no text"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on Earth with the radius in which the true site should lie.

    ``id`` is prefixed by its gazetteer (``geonames:170794``). ``uncertainty_km`` is the radius,
    in kilometres around (lon, lat), that should hold the true site. ``precision`` is None where
    whoever gave the point does not say how fine it is.
    """

    name: str
    lon: float
    lat: float
    precision: Precision | None
    uncertainty_km: float | None = None
    id: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None

    def __post_init__(self) -> None:
        """Refuse a point that is not on Earth."""
        check_lon_lat(self.lon, self.lat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name of a place as a report spells it, and what it was resolved to, with the reason.

    ``score`` is the probability that ``place`` is right. ``place`` is None where the name could
    not be placed; ``reason`` then says why. ``wording`` holds the words that set ``place`` apart
    from the place so called ("15 km north of Kunduz"), None where the name stands for itself.
    ``named`` is the probability that the words name a place at all.
    """

    document_id: str
    start: int
    end: int
    text: str
    place: Place | None = None
    score: float = 0.0
    reason: str = ""
    wording: str | None = None
    named: float = 1.0

    def __post_init__(self) -> None:
        """Refuse offsets that point at nothing."""
        _check_offsets(self.start, self.end)
        _check_share("score", self.score)
        _check_share("named", self.named)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """First and last day, and how finely they are known."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN

    def __post_init__(self) -> None:
        """Refuse half an interval, a backward one, or a precision without a date."""
        if (self.start is None) != (self.end is None):
            message = f"start and end are known together or not at all: {self.start}, {self.end}"
            raise ValueError(message)
        if self.start and self.end and self.end < self.start:
            message = f"end {self.end} lies before start {self.start}"
            raise ValueError(message)
        if (self.start is None) != (self.precision is DatePrecision.UNKNOWN):
            message = f"precision {self.precision} does not fit start {self.start}"
            raise ValueError(message)

    @classmethod
    def day(cls, day: date) -> When:
        """Return that one day."""
        return cls(start=day, end=day, precision=DatePrecision.DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many, as low, best and high; ``high`` is None where the source leaves it open."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        """Refuse negative counts and a low above the best or the high."""
        if any(n is not None and n < 0 for n in (self.low, self.best, self.high)):
            message = f"a toll is never negative: {self.low}, {self.best}, {self.high}"
            raise ValueError(message)

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return any(n is not None for n in (self.low, self.best, self.high))


UNKNOWN_TOLL = Toll()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about casualties: how many of whom, and who says so.

    ``claimant`` is None where the report says it in its own voice.
    """

    outcome: Outcome
    toll: Toll
    text: str
    document_id: str
    start: int
    end: int
    victims: str | None = None
    group: VictimGroup = VictimGroup.UNKNOWN
    claimant: str | None = None
    stance: Stance = Stance.REPORTED

    def __post_init__(self) -> None:
        """Refuse offsets that point at nothing."""
        _check_offsets(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts or is acted upon: the canonical name and the report's words."""

    name: str
    text: str
    role: Role = Role.INVOLVED
    kind: ActorKind | None = None
    country: str | None = None


def leading(actors: tuple[Actor, ...]) -> tuple[Actor | None, Actor | None]:
    """Return the initiator and the target, or the first two of those merely involved."""

    def first(role: Role, besides: str | None = None) -> Actor | None:
        return next((one for one in actors if one.role is role and one.name != besides), None)

    one = first(Role.INITIATOR) or first(Role.INVOLVED)
    return one, first(Role.TARGET) or first(Role.INVOLVED, one.name if one else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words of a report that support some properties of an incident."""

    document_id: str
    start: int
    end: int
    text: str
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse offsets that point at nothing."""
        _check_offsets(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedPlace:
    """A place the report names that is not the site, and why it is not."""

    text: str
    place: str | None = None
    place_id: str | None = None
    lon: float | None = None
    lat: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The document, or the record of a dataset, that an incident was read from.

    ``dataset`` names a collection whose makers have told its events apart ("UCDP GED 21.1"),
    ``record`` is the id there; a desk's spreadsheet of tips is none.
    """

    document_id: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    dataset: str | None = None
    record: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer where tellings disagree, as text, and who gives it."""

    value: str
    members: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A property that the tellings of one incident state differently, with each answer."""

    property: str
    answers: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One act of organised violence or demonstration, with everything that speaks for it.

    ``place_text`` is the place as the report spells it and stays when ``place`` is None;
    ``place_reason`` says why this place was chosen, or why there is none. A merged incident keeps
    its ``tellings`` as they were before merging; ``members`` are their ids. ``sums`` are the ids of
    incidents that this one is a total of: counting both counts their dead twice.
    """

    id: str
    when: When = When()
    event_type: EventType | None = None
    sub_event_type: SubEventType | None = None
    place: Place | None = None
    place_text: str | None = None
    place_reason: str | None = None
    killed: Toll = UNKNOWN_TOLL
    injured: Toll = UNKNOWN_TOLL
    civilians_killed: Toll = UNKNOWN_TOLL
    confidence: float = 1.0
    grade: Grade = Grade.SINGLE
    n_sources: int = 1
    n_reports: int = 1
    actors: tuple[Actor, ...] = ()
    casualties: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    mentioned_places: tuple[MentionedPlace, ...] = ()
    sources: tuple[Source, ...] = ()
    members: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    tellings: tuple[Incident, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an incident nobody vouches for."""
        _check_share("confidence", self.confidence)
        if not self.id:
            message = "an incident needs an id"
            raise ValueError(message)
        if not self.evidence:
            message = f"incident {self.id!r} has no evidence"
            raise ValueError(message)

    @property
    def actor1(self) -> str | None:
        """The initiator's name, or the first of those merely involved."""
        first, _ = leading(self.actors)
        return first.name if first else None

    @property
    def actor2(self) -> str | None:
        """The target's name, or the second of those merely involved."""
        _, second = leading(self.actors)
        return second.name if second else None
