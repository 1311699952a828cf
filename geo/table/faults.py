"""What is wrong with a table, value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geo.errors import DataError
from geo.model import Incident, Precision, Toll
from geo.table.cells import is_absent
from geo.table.decode import from_feature
from geo.table.frames import features_of
from geo.table.schema import NESTED, SCHEMA, TOLLS, Column, ColumnSpec, ColumnType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import geopandas as gpd

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
    faults: list[Fault] = []
    ids: Counter[str] = Counter()
    for row, feature in enumerate(features, start=1):
        for column, value, rule in _faults_of(feature):
            faults.append(Fault(row=row, column=column, value=value, rule=rule))
        identity = _id_of(feature)
        ids[identity] += 1
        if identity and ids[identity] > 1:
            rule = "must be unique in the table"
            faults.append(Fault(row=row, column=Column.ID, value=identity, rule=rule))
    return faults


def _id_of(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    return str(properties.get(Column.ID) or "") if isinstance(properties, Mapping) else ""


def _faults_of(feature: Mapping[str, Any]) -> Iterator[tuple[str, object, str]]:
    found: list[tuple[str, object, str]] = []
    try:
        incident = from_feature(feature, lambda *fault: found.append(fault))
    except DataError as error:
        yield "feature", None, str(error)
        return
    yield from found
    properties = feature.get("properties") or {}
    faulty = {column.partition("[")[0] for column, _, _ in found}
    for spec in _required(properties):
        if spec.name not in faulty and _is_empty(properties.get(spec.name)):
            yield spec.name, None, "must be given"
    yield from _place_faults(incident, properties)
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
