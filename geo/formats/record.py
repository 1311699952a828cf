"""What every reader yields: a stretch of records, as its file holds them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.errors import Skipped
from geo.table.columns import LATITUDE, LONGITUDE

if TYPE_CHECKING:
    import pyarrow as pa

Report = Callable[[Skipped], None]
BATCH_RECORDS = 20_000
BATCH_FEATURES = 2_000
"""Fewer at once, for Python's garbage collector looks at every object of theirs again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A raw Feature, not checked yet, and the line it begins on where the format has lines."""

    feature: Any
    line: int | None = None


@dataclass(slots=True, kw_only=True)
class Raw:
    """Records as columns of raw values, or as Features (``features``, which then hold all).

    ``lon`` and ``lat`` come from a geometry; a table that has columns for them has none here.
    ``first_row`` counts records from 1. ``shapes`` are the rows whose geometry is no point.
    """

    rows: int
    first_row: int = 1
    columns: Mapping[str, pa.Array] = field(default_factory=dict)
    features: Sequence[Record] | None = None
    lines: Sequence[int] | None = None
    lon: pa.Array | None = None
    lat: pa.Array | None = None
    shapes: Mapping[int, str] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Return the names of the columns, or of the properties of the Features."""
        if self.features is None:
            return list(self.columns)
        found: dict[str, None] = {}
        for record in self.features:
            found.update(dict.fromkeys(_properties(record.feature)))
        return [str(name) for name in found]

    def texts(self, name: str) -> pa.Array:
        """Return a column as texts."""
        import pyarrow as pa

        if self.features is not None:
            values = [_properties(record.feature).get(name) for record in self.features]
            return pa.array([_text(value) for value in values], pa.string())
        column = self.columns[name]
        if pa.types.is_string(column.type):
            return column
        if pa.types.is_nested(column.type):
            return pa.array([_text(value) for value in column.to_pylist()], pa.string())
        return column.cast(pa.string())

    def points(self) -> tuple[pa.Array, pa.Array, Mapping[int, str]] | None:
        """Return longitudes, latitudes and the rows that hold another shape; None without any."""
        if self.features is None:
            return None if self.lon is None else (self.lon, self.lat, self.shapes)
        import pyarrow as pa

        found = [_point(record.feature) for record in self.features]
        shapes = {row: one for row, one in enumerate(found) if isinstance(one, str)}
        degrees = [(None, None) if one is None or isinstance(one, str) else one for one in found]
        if not shapes and all(lon is None for lon, _ in degrees):
            return None
        lon, lat = zip(*degrees, strict=True)
        return pa.array(lon, pa.float64()), pa.array(lat, pa.float64()), shapes

    def records(self) -> Iterator[Record]:
        """Yield the records as raw Features."""
        if self.features is not None:
            yield from self.features
            return
        columns = {**self.columns}
        position = [self.lon, self.lat]
        if self.lon is None:
            position = [columns.pop(LONGITUDE, None), columns.pop(LATITUDE, None)]
        nothing = [None] * self.rows
        points = zip(*(nothing if c is None else c.to_pylist() for c in position), strict=True)
        values = zip(*(column.to_pylist() for column in columns.values()), strict=True)
        lines = self.lines or nothing
        rows = zip(points, values if columns else [()] * self.rows, lines, strict=True)
        for number, (point, row, line) in enumerate(rows):
            properties = dict(zip(columns, row, strict=True))
            feature = _feature(list(point), properties)
            if number in self.shapes:
                feature["geometry"] = {"type": self.shapes[number]}
            yield Record(feature=feature, line=line)


def in_batches(records: Iterator[Record], size: int = BATCH_FEATURES) -> Iterator[Raw]:
    """Yield the records in stretches."""
    first, held = 1, []
    for record in records:
        held.append(record)
        if len(held) == size:
            yield _raw(held, first)
            first += size
            held = []
    if held:
        yield _raw(held, first)


def _raw(held: list[Record], first: int) -> Raw:
    lines = [record.line or 0 for record in held] if held[0].line is not None else None
    return Raw(rows=len(held), first_row=first, features=held, lines=lines)


def _feature(position: list[Any], properties: dict[str, Any]) -> dict[str, Any]:
    absent = all(degree is None or degree == "" for degree in position)
    point = None if absent else {"type": "Point", "coordinates": position}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _point(feature: Any) -> tuple[float, float] | str | None:
    """Return a Feature's point, the name of another shape, or None."""
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    if not isinstance(geometry, Mapping):
        return None
    kind, position = geometry.get("type"), geometry.get("coordinates")
    if kind == "MultiPoint" and isinstance(position, list) and len(position) == 1:
        kind, position = "Point", position[0]
    if kind != "Point":
        return str(kind)
    try:
        assert position is not None
        lon, lat = position[0], position[1]
        return float(lon), float(lat)
    except (AssertionError, TypeError, ValueError, IndexError, KeyError):
        return f"Point {position!r:.40}"


def _properties(feature: Any) -> Mapping[str, Any]:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
