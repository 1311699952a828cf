"""What is wrong with a table, value by value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from geo.errors import DataError
from geo.model import Incident, Precision, Toll
from geo.table.actors import edits
from geo.table.cells import is_absent
from geo.table.decode import NOTES, content_id, from_feature
from geo.table.frames import features_of
from geo.table.schema import NESTED, SCHEMA, TOLLS, Column, ColumnSpec, ColumnType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import geopandas as gpd

EPOCH = date(1970, 1, 1)
NAMED_POINTS = {Precision.EXACT, Precision.SETTLEMENT}
WIDEST_NAMED_POINT_KM = 50
"""No settlement on Earth reaches further from its centre than this; a wider one is a region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One value that breaks a rule; ``row`` counts from 1."""

    row: int
    column: str
    value: object
    rule: str

    def __str__(self) -> str:
        """Return one line: row, column, the value as found, and the rule."""
        return f"row {self.row}: {self.column}: {self.value!r}: {self.rule}"


def check_table(table: gpd.GeoDataFrame | Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Return every fault of a GeoDataFrame or of Features, in the order of the rows."""
    features: Any = features_of(table) if hasattr(table, "geometry") else table
    return list(faults_of_rows(enumerate(features, start=1)))


def faults_of_rows(
    rows: Iterable[tuple[int, Mapping[str, Any]]],
    also: Callable[[int, Incident], Iterable[Fault]] | None = None,
) -> Iterator[Fault]:
    """Yield every fault of numbered Features, in the order of the rows.

    ``also`` checks what takes more than the row: it is given each incident that can be read.
    """
    seen = Duplicates()
    for row, feature in rows:
        found: list[tuple[str, object, str]] = []
        try:
            incident = from_feature(feature, lambda *fault, found=found: found.append(fault))
        except DataError as error:
            yield Fault(row=row, column="feature", value=None, rule=str(error))
            continue
        for column, value, rule in _faults_of(feature, incident, found):
            yield Fault(row=row, column=column, value=value, rule=rule)
        yield from seen.faults(row, feature)
        if also is not None:
            yield from also(row, incident)


class Duplicates:
    """Finds rows with an id that was seen before, and rows that say the same under another id."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._contents: dict[str, int] = {}

    def faults(self, row: int, feature: Any) -> Iterator[Fault]:
        """Yield the faults of the next row."""
        properties = feature.get("properties") if isinstance(feature, Mapping) else None
        if not isinstance(properties, Mapping):
            return
        identity = str(properties.get(Column.ID) or "")
        if identity and identity in self._ids:
            rule = "must be unique in the table"
            yield Fault(row=row, column=Column.ID, value=identity, rule=rule)
            return
        self._ids.add(identity)
        content = _content(feature, properties)
        if content is None:
            return
        first = self._contents.setdefault(content, row)
        if first != row:
            rule = f"says the same as row {first} under another id"
            yield Fault(row=row, column=Column.ID, value=identity, rule=rule)


_CONTENT = (
    Column.DATE_START,
    Column.DATE_END,
    Column.EVENT_TYPE,
    Column.SUB_EVENT_TYPE,
    Column.PLACE,
    Column.ACTOR1,
    Column.ACTOR2,
    *chain.from_iterable(TOLLS),
    *NOTES,
)


def _content(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> str | None:
    """Return a digest of what a row says happened, None where it does not say when and where."""
    values = [properties.get(name) for name in _CONTENT]
    geometry = feature.get("geometry")
    if is_absent(values[0]) or not isinstance(geometry, Mapping):
        return None
    words = [evidence.get("text") for evidence in _listed(properties.get(Column.EVIDENCE))]
    identity = properties.get(Column.ID)
    told = sorted(str(text) for text in words if text != identity)
    return content_id([*map(str, values), str(geometry.get("coordinates")), *told])


def _listed(value: Any) -> list[Mapping[str, Any]]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _faults_of(
    feature: Mapping[str, Any], incident: Incident, found: list[tuple[str, object, str]]
) -> Iterator[tuple[str, object, str]]:
    yield from found
    properties = feature.get("properties") or {}
    faulty = {column.partition("[")[0] for column, _, _ in found}
    for spec in _required(properties):
        if spec.name not in faulty and _is_empty(properties.get(spec.name)):
            yield spec.name, None, "must be given"
    yield from edits(properties)
    yield from _place_faults(incident, properties)
    yield from _date_faults(incident)
    yield from _part_faults(incident)
    for columns, toll in zip(
        TOLLS, (incident.killed, incident.injured, incident.civilians_killed), strict=True
    ):
        yield from _toll_faults(columns, toll)


def _required(properties: Mapping[str, Any]) -> Iterator[ColumnSpec]:
    """Yield the columns that must hold something; a flat table vouches for itself by its rows."""
    is_flat = not any(spec.name in properties for spec in NESTED)
    for spec in SCHEMA:
        if spec.required and not (is_flat and spec.type is ColumnType.LIST):
            yield spec


def _is_empty(value: object) -> bool:
    return is_absent(value) or value in ([], "[]")


def _toll_faults(columns: tuple[str, str, str], toll: Toll) -> Iterator[tuple[str, object, str]]:
    known = [
        (column, number)
        for column, number in zip(columns, (toll.low, toll.best, toll.high), strict=True)
        if number is not None
    ]
    for (lower, small), (column, number) in pairwise(known):
        if number < small:
            yield column, number, f"must not be below {lower} ({small})"


def _place_faults(
    incident: Incident, properties: Mapping[str, Any]
) -> Iterator[tuple[str, object, str]]:
    stated = properties.get(Column.PLACE_PRECISION)
    place = incident.place
    if place is None:
        if not is_absent(stated):
            yield Column.PLACE_PRECISION, stated, "must be null where there is no geometry"
        return
    if is_absent(stated):
        yield Column.PLACE_PRECISION, None, "must be given where there is a geometry"
    radius = place.uncertainty_km
    if radius is not None and radius < 0:
        yield Column.UNCERTAINTY_KM, radius, "must not be negative"
    elif radius and radius > WIDEST_NAMED_POINT_KM and place.precision in NAMED_POINTS:
        yield Column.UNCERTAINTY_KM, radius, f"is too wide for the precision {place.precision}"


def _date_faults(incident: Incident) -> Iterator[tuple[str, object, str]]:
    start, end = incident.when.start, incident.when.end
    if end is not None and end > date.today():  # noqa: DTZ011  (the reader's own calendar)
        yield Column.DATE_END, end.isoformat(), "must not lie in the future"
    if start == EPOCH:
        yield Column.DATE_START, str(start), "is the day of a lost value, or a real one: look"


def _part_faults(incident: Incident) -> Iterator[tuple[str, object, str]]:
    """Find parts above their whole: civilians killed are among all that were killed."""
    whole, part = incident.killed, incident.civilians_killed
    for column, all_of_them, civilians in (
        (Column.CIVILIANS_KILLED_BEST, whole.best, part.best),
        (Column.CIVILIANS_KILLED_LOW, whole.high, part.low),
    ):
        if all_of_them is not None and civilians is not None and civilians > all_of_them:
            yield column, civilians, f"must not be above all killed ({all_of_them})"
