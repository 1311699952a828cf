"""The columns of the incident table: name, type, allowed values, meaning, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.model import DatePrecision, EventType, Grade, Precision, SubEventType

if TYPE_CHECKING:
    from collections.abc import Iterable

CRS = "EPSG:4326"
DECIMALS = 6
"""Decimals of a written degree: 0.1 m at the equator, as RFC 7946 section 11.2 advises."""


class Column(StrEnum):
    """A column's name; also the name of the property of a GeoJSON Feature."""

    ID = "id"
    DATE_START = "date_start"
    DATE_END = "date_end"
    DATE_PRECISION = "date_precision"
    EVENT_TYPE = "event_type"
    SUB_EVENT_TYPE = "sub_event_type"
    PLACE = "place"
    PLACE_TEXT = "place_text"
    PLACE_ID = "place_id"
    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    PLACE_PRECISION = "place_precision"
    UNCERTAINTY_KM = "uncertainty_km"
    PLACE_REASON = "place_reason"
    ACTOR1 = "actor1"
    ACTOR2 = "actor2"
    KILLED_LOW = "killed_low"
    KILLED_BEST = "killed_best"
    KILLED_HIGH = "killed_high"
    INJURED_LOW = "injured_low"
    INJURED_BEST = "injured_best"
    INJURED_HIGH = "injured_high"
    CIVILIANS_KILLED_LOW = "civilians_killed_low"
    CIVILIANS_KILLED_BEST = "civilians_killed_best"
    CIVILIANS_KILLED_HIGH = "civilians_killed_high"
    CONFIDENCE = "confidence"
    GRADE = "grade"
    N_SOURCES = "n_sources"
    N_REPORTS = "n_reports"
    ACTORS = "actors"
    CASUALTIES = "casualties"
    EVIDENCE = "evidence"
    MENTIONED_PLACES = "mentioned_places"
    SOURCES = "sources"
    MEMBERS = "members"
    SUMS = "sums"
    DISAGREEMENTS = "disagreements"
    TELLINGS = "tellings"


class ColumnType(StrEnum):
    """What a column holds; ``DTYPE_OF`` gives the pandas dtype of each."""

    TEXT = "text"
    DATE = "date"
    COUNT = "count"
    NUMBER = "number"
    LIST = "list"


DTYPE_OF: dict[ColumnType, str] = {
    ColumnType.TEXT: "string",
    ColumnType.DATE: "datetime64[s]",
    ColumnType.COUNT: "Int64",
    ColumnType.NUMBER: "float64",
    ColumnType.LIST: "object",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSpec:
    """One column: what it holds, what it may hold, what it means."""

    name: Column
    type: ColumnType
    meaning: str
    allowed: tuple[str, ...] = ()
    required: bool = False

    @property
    def dtype(self) -> str:
        """The pandas dtype, nullable, the same with every version of pandas."""
        return DTYPE_OF[self.type]


KILLED = (Column.KILLED_LOW, Column.KILLED_BEST, Column.KILLED_HIGH)
INJURED = (Column.INJURED_LOW, Column.INJURED_BEST, Column.INJURED_HIGH)
CIVILIANS_KILLED = (
    Column.CIVILIANS_KILLED_LOW,
    Column.CIVILIANS_KILLED_BEST,
    Column.CIVILIANS_KILLED_HIGH,
)
TOLLS: tuple[tuple[Column, Column, Column], ...] = (KILLED, INJURED, CIVILIANS_KILLED)
"""The columns of each toll: low, best, high."""


def _text(name: Column, meaning: str) -> ColumnSpec:
    return ColumnSpec(name=name, type=ColumnType.TEXT, meaning=meaning)


def _words(
    name: Column, vocabulary: Iterable[str], meaning: str, *, required: bool = False
) -> ColumnSpec:
    return ColumnSpec(
        name=name,
        type=ColumnType.TEXT,
        meaning=meaning,
        allowed=tuple(str(word) for word in vocabulary),
        required=required,
    )


def _date(name: Column, meaning: str) -> ColumnSpec:
    return ColumnSpec(name=name, type=ColumnType.DATE, meaning=meaning)


def _count(name: Column, meaning: str, *, required: bool = False) -> ColumnSpec:
    return ColumnSpec(name=name, type=ColumnType.COUNT, meaning=meaning, required=required)


def _list(name: Column, meaning: str, *, required: bool = False) -> ColumnSpec:
    return ColumnSpec(name=name, type=ColumnType.LIST, meaning=meaning, required=required)


def _toll(whom: str, columns: tuple[Column, Column, Column]) -> tuple[ColumnSpec, ...]:
    low, best, high = columns
    return (
        _count(low, f"{whom}, the lowest claim that is not denied"),
        _count(best, f"{whom}, the best-supported claim"),
        _count(high, f"{whom}, the highest claim; null where a source leaves it open"),
    )


SCHEMA: tuple[ColumnSpec, ...] = (
    ColumnSpec(
        name=Column.ID,
        type=ColumnType.TEXT,
        required=True,
        meaning="digest of the content: same input, same id, on any machine",
    ),
    _date(Column.DATE_START, "first day"),
    _date(Column.DATE_END, "last day; equal to the first for a one-day incident"),
    _words(Column.DATE_PRECISION, DatePrecision, "how finely the date is known", required=True),
    _words(Column.EVENT_TYPE, EventType, "ACLED's event type"),
    _words(Column.SUB_EVENT_TYPE, SubEventType, "ACLED's sub-event type"),
    _text(Column.PLACE, "name of the place, as the gazetteer spells it"),
    _text(Column.PLACE_TEXT, "the place as the report spells it"),
    _text(Column.PLACE_ID, "the gazetteer's id, such as geonames:170794"),
    _text(Column.COUNTRY, "ISO 3166-1 alpha-2 code"),
    _text(Column.ADMIN1, "name of the first-level unit"),
    _text(Column.ADMIN2, "name of the second-level unit"),
    _words(Column.PLACE_PRECISION, Precision, "how finely the place is known"),
    ColumnSpec(
        name=Column.UNCERTAINTY_KM,
        type=ColumnType.NUMBER,
        meaning="radius in km around the point that should hold the true site",
    ),
    _text(Column.PLACE_REASON, "why this place was chosen, or why there is none"),
    _text(Column.ACTOR1, "the initiator, where roles are known"),
    _text(Column.ACTOR2, "the target, where roles are known"),
    *_toll("deaths of everybody", KILLED),
    *_toll("injured", INJURED),
    *_toll("deaths of civilians", CIVILIANS_KILLED),
    ColumnSpec(
        name=Column.CONFIDENCE,
        type=ColumnType.NUMBER,
        required=True,
        meaning="0..1, how sure the extraction is that this happened as stated",
    ),
    _words(
        Column.GRADE,
        Grade,
        "one source; two or more independent ones; sources that disagree",
        required=True,
    ),
    _count(Column.N_SOURCES, "distinct publishers", required=True),
    _count(Column.N_REPORTS, "distinct documents", required=True),
    _list(Column.ACTORS, "{name, text, role: initiator|target|involved, kind, country}"),
    _list(
        Column.CASUALTIES,
        "one claim each: {outcome: killed|injured|captured|missing|displaced, victims, "
        "group: civilians|combatants|unknown, low, best, high, text, claimant, "
        "stance: reported|claimed|unconfirmed|denied, document_id, start, end}",
    ),
    _list(
        Column.EVIDENCE,
        "{document_id, start, end, text, fields}; never empty; text is document.text[start:end]",
        required=True,
    ),
    _list(
        Column.MENTIONED_PLACES,
        "places that are not the site: {text, place, place_id, lon, lat, reason}",
    ),
    _list(
        Column.SOURCES,
        "{document_id, title, source, url, published, dataset, record, licence}; the last three "
        "where it is a record of a dataset: its name, the id there, the terms",
    ),
    _list(Column.MEMBERS, "ids of the incidents merged into this one; absent before merging"),
    _list(
        Column.SUMS,
        "ids of the incidents that this one is a total of (12 dead in three days); absent if none",
    ),
    _list(
        Column.DISAGREEMENTS,
        "{property, answers: [{value, members, sources}]}: what the tellings state differently, "
        "and who says what; absent where they agree",
    ),
    _list(
        Column.TELLINGS,
        "the merged incidents as they were, their own properties with lon and lat, null ones left "
        "out; a number in evidence, casualties, mentioned_places or sources is a place in the list "
        "of that name here; absent before merging",
    ),
)

FLAT: tuple[ColumnSpec, ...] = tuple(spec for spec in SCHEMA if spec.type is not ColumnType.LIST)
NESTED: tuple[ColumnSpec, ...] = tuple(spec for spec in SCHEMA if spec.type is ColumnType.LIST)


def schema_rows() -> list[dict[str, object]]:
    """Return the schema as plain rows for ``geo schema``: ready for a text table or for JSON."""
    return [
        {
            "column": str(spec.name),
            "type": str(spec.type),
            "dtype": spec.dtype,
            "required": spec.required,
            "allowed": list(spec.allowed),
            "meaning": spec.meaning,
        }
        for spec in SCHEMA
    ]
