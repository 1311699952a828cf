"""GeoJSON Features, and flat rows in that shape, as incidents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geo.errors import DataError
from geo.model import (
    Claim,
    DatePrecision,
    Disagreement,
    EventType,
    Evidence,
    Grade,
    Incident,
    MentionedPlace,
    Outcome,
    Place,
    Precision,
    Said,
    Source,
    Stance,
    SubEventType,
    Toll,
    VictimGroup,
    When,
    check_lon_lat,
)
from geo.table.actors import actors_of
from geo.table.cells import Cells, Complain, needed
from geo.table.encode import SHARED
from geo.table.schema import TOLLS, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTES = ("notes", "note", "description", "summary")
"""Columns of other people's tables that hold the words of the report."""
_PRECISION_BY_DAYS = ((1, DatePrecision.DAY), (7, DatePrecision.WEEK), (31, DatePrecision.MONTH))


def content_id(parts: Iterable[str]) -> str:
    """Return a digest of the texts, in their order: 16 hexadecimal digits of SHA-256.

    Sixty-four bits: two among a million different contents meet once in forty million runs.
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x1f")
    return digest.hexdigest()[:16]


def _refuse(column: str, value: object, rule: str) -> None:
    message = f"{column} {rule}, got {value!r}"
    raise DataError(message)


def from_feature(feature: Mapping[str, Any], complain: Complain = _refuse) -> Incident:
    """Return the incident of a Feature, also of one that holds flat properties only.

    A value that breaks the schema raises ``DataError``; given a ``complain``, that is told
    instead and the value reads as null, so that one bad cell does not lose an incident. What is
    no Feature of a point at all always raises ``DataError``. An absent id becomes a digest of
    the content, ``actor1`` and ``actor2`` count before the list of actors, and a row without
    evidence vouches for itself: its own words are the text, its id the document.
    """
    raw = _properties(feature)
    cells = Cells(raw, complain)
    point = _point(feature, complain)
    identity = cells.text(Column.ID) or cells.text("fid") or _digest_of(feature)
    killed, injured, civilians = (_toll(cells, columns) for columns in TOLLS)
    return Incident(
        id=identity,
        when=_when(cells),
        event_type=cells.word(Column.EVENT_TYPE, EventType),
        sub_event_type=cells.word(Column.SUB_EVENT_TYPE, SubEventType),
        place=None if point is None else _place(cells, *point),
        place_text=cells.text(Column.PLACE_TEXT)
        or (cells.text(Column.PLACE) if not point else None),
        place_reason=cells.text(Column.PLACE_REASON) or (None if point else _placeless(cells)),
        killed=killed,
        injured=injured,
        civilians_killed=civilians,
        confidence=_or(cells.share(Column.CONFIDENCE), 1.0),
        grade=cells.word(Column.GRADE, Grade) or Grade.SINGLE,
        n_sources=_or(cells.count(Column.N_SOURCES), 1),
        n_reports=_or(cells.count(Column.N_REPORTS), 1),
        actors=actors_of(raw, cells),
        casualties=cells.each(Column.CASUALTIES, _claim),
        evidence=cells.each(Column.EVIDENCE, _evidence) or (_own_words(cells, identity),),
        mentioned_places=cells.each(Column.MENTIONED_PLACES, _mentioned),
        sources=cells.each(Column.SOURCES, _source),
        members=cells.texts(Column.MEMBERS),
        sums=cells.texts(Column.SUMS),
        disagreements=cells.each(Column.DISAGREEMENTS, _disagreement),
        tellings=_tellings(cells, complain),
    )


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        message = "not a GeoJSON Feature"
        raise DataError(message)
    properties = feature.get("properties") or {}
    if not isinstance(properties, Mapping):
        message = "the properties of a Feature must be an object"
        raise DataError(message)
    if "id" in feature and not properties.get(Column.ID):
        return {**properties, Column.ID: feature["id"]}
    return properties


def _point(feature: Mapping[str, Any], complain: Complain) -> tuple[float, float] | None:
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    if not isinstance(geometry, Mapping) or geometry.get("type") != "Point":
        kind = geometry.get("type") if isinstance(geometry, Mapping) else geometry
        message = f"the geometry must be a Point or null, got {kind!r}"
        raise DataError(message)
    position = geometry.get("coordinates")
    try:
        lon, lat = (float(degree) for degree in list(position or ())[:2])
        check_lon_lat(lon, lat)
    except (TypeError, ValueError) as error:
        complain("geometry", position, f"is not a point on Earth: {error}")
        return None
    return lon, lat


def _digest_of(feature: Mapping[str, Any]) -> str:
    return content_id([json.dumps(feature, sort_keys=True, default=str)])


def _or(value: Any, default: Any) -> Any:
    return default if value is None else value


def _when(cells: Cells) -> When:
    start, end = cells.date(Column.DATE_START), cells.date(Column.DATE_END)
    precision = cells.word(Column.DATE_PRECISION, DatePrecision)
    start, end = start or end, end or start
    if start is None or end is None:
        if precision not in {None, DatePrecision.UNKNOWN}:
            cells.fault(Column.DATE_PRECISION, "must be unknown where there is no date")
        return When()
    if end < start:
        cells.fault(Column.DATE_END, f"must not lie before {Column.DATE_START} {start}")
        start, end = end, start
    if precision is DatePrecision.UNKNOWN:
        cells.fault(Column.DATE_PRECISION, "must say how finely the given date is known")
    if precision in {None, DatePrecision.UNKNOWN}:
        precision = _precision_of((end - start).days + 1)
    return When(start=start, end=end, precision=precision or DatePrecision.YEAR)


def _precision_of(days: int) -> DatePrecision:
    fitting = (precision for longest, precision in _PRECISION_BY_DAYS if days <= longest)
    return next(fitting, DatePrecision.YEAR)


def _place(cells: Cells, lon: float, lat: float) -> Place:
    name = cells.text(Column.PLACE) or cells.text(Column.PLACE_TEXT)
    return Place(
        name=name or f"{lat:.4f}, {lon:.4f}",
        lon=lon,
        lat=lat,
        precision=cells.word(Column.PLACE_PRECISION, Precision),
        uncertainty_km=cells.number(Column.UNCERTAINTY_KM),
        id=cells.text(Column.PLACE_ID),
        country=cells.text(Column.COUNTRY),
        admin1=cells.text(Column.ADMIN1),
        admin2=cells.text(Column.ADMIN2),
    )


def _placeless(cells: Cells) -> str | None:
    """Keep in words what a row says of a place without coordinates."""
    columns = (Column.PLACE, Column.ADMIN2, Column.ADMIN1, Column.COUNTRY)
    stated = [text for text in map(cells.text, columns) if text]
    return f"stated without coordinates: {', '.join(stated)}" if stated else None


def _toll(cells: Cells, columns: tuple[str, str, str]) -> Toll:
    low, best, high = columns
    return Toll(low=cells.count(low), best=cells.count(best), high=cells.count(high))


def _own_words(cells: Cells, identity: str) -> Evidence:
    columns = (*NOTES, Column.PLACE_TEXT, Column.PLACE)
    text = next((text for text in map(cells.text, columns) if text), identity)
    return Evidence(document_id=identity, start=0, end=len(text), text=text)


def _claim(cells: Cells) -> Claim:
    return Claim(
        outcome=needed(cells.word("outcome", Outcome), "outcome"),
        toll=_toll(cells, ("low", "best", "high")),
        text=cells.text("text") or "",
        document_id=needed(cells.text("document_id"), "document_id"),
        start=needed(cells.count("start"), "start"),
        end=needed(cells.count("end"), "end"),
        victims=cells.text("victims"),
        group=cells.word("group", VictimGroup) or VictimGroup.UNKNOWN,
        claimant=cells.text("claimant"),
        stance=cells.word("stance", Stance) or Stance.REPORTED,
    )


def _evidence(cells: Cells) -> Evidence:
    return Evidence(
        document_id=needed(cells.text("document_id"), "document_id"),
        start=needed(cells.count("start"), "start"),
        end=needed(cells.count("end"), "end"),
        text=cells.text("text") or "",
        fields=cells.texts("fields"),
    )


def _mentioned(cells: Cells) -> MentionedPlace:
    return MentionedPlace(
        text=needed(cells.text("text") or cells.text("place"), "text"),
        place=cells.text("place"),
        place_id=cells.text("place_id"),
        lon=cells.number("lon"),
        lat=cells.number("lat"),
        reason=cells.text("reason") or "",
    )


def _source(cells: Cells) -> Source:
    return Source(
        document_id=needed(cells.text("document_id"), "document_id"),
        title=cells.text("title"),
        source=cells.text("source"),
        url=cells.text("url"),
        published=cells.date("published"),
        dataset=cells.text("dataset"),
        record=cells.text("record"),
        licence=cells.text("licence"),
    )


def _disagreement(cells: Cells) -> Disagreement:
    return Disagreement(
        property=needed(cells.text("property"), "property"), answers=cells.each("answers", _said)
    )


def _said(cells: Cells) -> Said:
    return Said(
        value=needed(cells.text("value"), "value"),
        members=cells.texts("members"),
        sources=cells.texts("sources"),
    )


def _tellings(cells: Cells, complain: Complain) -> tuple[Incident, ...]:
    """Return the incidents that were merged into this one, as they were."""
    told = [dict(item) for item in cells.items(Column.TELLINGS) if isinstance(item, Mapping)]
    if not told:
        return ()
    whole = {name: list(cells.items(name)) for name in SHARED}
    for properties in told:
        for name in SHARED:
            properties[name] = [_pointed_at(item, whole[name]) for item in properties.get(name, ())]
    return tuple(from_feature(_as_feature(properties), complain) for properties in told)


def _pointed_at(item: Any, whole: list[Any]) -> Any:
    return whole[item] if type(item) is int and 0 <= item < len(whole) else item


def _as_feature(properties: dict[str, Any]) -> dict[str, Any]:
    lon, lat = properties.pop("lon", None), properties.pop("lat", None)
    placed = lon is not None and lat is not None
    geometry = {"type": "Point", "coordinates": [lon, lat]} if placed else None
    return {"type": "Feature", "geometry": geometry, "properties": properties}
