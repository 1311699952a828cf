"""The incident table as Arrow columns: how millions of rows pass from one file to another.

A batch is a ``pyarrow.Table`` with every column of the schema in its order and type, nested ones
as JSON text, and the degrees in ``longitude`` and ``latitude``. Every batch keeps the contract:
whoever makes one has checked its values.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.table.encode import degrees, to_properties
from geo.table.frames import encodable, json_text
from geo.table.schema import CRS, SCHEMA, ColumnType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import geopandas as gpd
    import pyarrow as pa

    from geo.model import Incident

LONGITUDE, LATITUDE = "longitude", "latitude"
BATCH_ROWS = 20_000
"""Rows of a batch: enough for columns to pay, few enough that memory stays bounded."""


@cache
def batch_schema() -> pa.Schema:
    """Return the types of a batch's columns."""
    import pyarrow as pa

    types = {
        ColumnType.TEXT: pa.string(),
        ColumnType.DATE: pa.date32(),
        ColumnType.COUNT: pa.int64(),
        ColumnType.NUMBER: pa.float64(),
        ColumnType.LIST: pa.string(),
    }
    fields = [(str(spec.name), types[spec.type]) for spec in SCHEMA]
    return pa.schema([*fields, (LONGITUDE, pa.float64()), (LATITUDE, pa.float64())])


def batch_of(columns: Mapping[str, Any], rows: int) -> pa.Table:
    """Return a batch of these columns; those not given are null."""
    import pyarrow as pa

    schema = batch_schema()
    given = {str(name): column for name, column in columns.items()}
    arrays = [
        given[field.name] if field.name in given else pa.nulls(rows, field.type) for field in schema
    ]
    return pa.table(arrays, schema=schema)


def batches_of(incidents: Iterable[Incident]) -> Iterator[pa.Table]:
    """Yield the incidents as batches, never more than one in memory."""
    rows: list[dict[str, Any]] = []
    for incident in incidents:
        rows.append(_row(incident))
        if len(rows) == BATCH_ROWS:
            yield _table(rows)
            rows = []
    if rows:
        yield _table(rows)


def features_of_batch(batch: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a batch as Features of raw values, nested ones as JSON text."""
    properties = batch.drop_columns([LONGITUDE, LATITUDE])
    names = properties.column_names
    points = zip(batch[LONGITUDE].to_pylist(), batch[LATITUDE].to_pylist(), strict=True)
    rows = zip(*(column.to_pylist() for column in properties.columns), strict=True)
    for (lon, lat), row in zip(points, rows, strict=True):
        yield {
            "type": "Feature",
            "geometry": None if lon is None else {"type": "Point", "coordinates": [lon, lat]},
            "properties": dict(zip(names, row, strict=True)),
        }


def frame_of(batches: Iterable[pa.Table]) -> gpd.GeoDataFrame:
    """Return the batches as one table, nested columns as JSON text: no row becomes an object."""
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import shapely

    table = pa.concat_tables([batch_schema().empty_table(), *batches])
    lon, lat = (table[name].to_numpy() for name in (LONGITUDE, LATITUDE))
    points = np.where(np.isnan(lon) | np.isnan(lat), None, shapely.points(lon, lat))
    days = [f.with_type(pa.timestamp("s")) if pa.types.is_date(f.type) else f for f in table.schema]
    dtypes = {pa.string(): pd.StringDtype("pyarrow"), pa.int64(): pd.Int64Dtype()}
    flat = table.cast(pa.schema(days)).drop_columns([LONGITUDE, LATITUDE])
    frame = flat.to_pandas(types_mapper=dtypes.get, split_blocks=True)
    return gpd.GeoDataFrame(frame, geometry=points, crs=CRS)


def _row(incident: Incident) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name, value in to_properties(incident).items():
        if isinstance(value, list):
            cells[name] = json_text(value)
        else:
            cells[name] = value
    place = incident.place
    cells[LONGITUDE], cells[LATITUDE] = degrees(place) if place else (None, None)
    return cells


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    columns = {}
    for field in batch_schema():
        values = [row[field.name] for row in rows]
        if pa.types.is_date(field.type):
            columns[field.name] = pa.array(values, pa.string()).cast(field.type)
        else:
            columns[field.name] = _array(values, field.type)
    return batch_of(columns, len(rows))


def _array(values: list[Any], of: pa.DataType) -> pa.Array:
    import pyarrow as pa

    try:
        return pa.array(values, of)
    except UnicodeEncodeError:
        return pa.array([None if value is None else encodable(value) for value in values], of)


def json_list(text: str | None) -> list[Any]:
    """Return the list that a nested column's JSON text holds."""
    return json.loads(text) if text else []
