"""Geometries of Arrow tables as points in WGS 84."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.formats.json_columns import only_where
from geo.formats.record import Raw
from geo.table import CRS
from geo.table.columns import LATITUDE, LONGITUDE, batch_schema

if TYPE_CHECKING:
    import pyarrow as pa


GEOMETRY = "geometry"
_WKB = {"ARROW:extension:name": "ogc.wkb"}
_WKB_POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])


def shaped_schema() -> pa.Schema:
    """Return the types of a batch whose degrees are a geometry."""
    import pyarrow as pa

    fields = [field for field in batch_schema() if field.name not in {LONGITUDE, LATITUDE}]
    return pa.schema([*fields, pa.field(GEOMETRY, pa.binary())])


def shaped(batch: pa.Table) -> pa.Table:
    """Return a batch with points as WKB in place of its two columns of degrees."""
    import pyarrow as pa

    lon, lat = (np.asarray(batch[name].to_numpy(), dtype=float) for name in (LONGITUDE, LATITUDE))
    points = np.zeros(len(batch), _WKB_POINT)
    points["order"], points["type"], points["x"], points["y"] = 1, 1, lon, lat
    fixed = pa.binary(_WKB_POINT.itemsize)
    column = pa.Array.from_buffers(fixed, len(batch), [None, pa.py_buffer(points.tobytes())])
    placed = pa.array(np.isfinite(lon))
    geometry = only_where(placed, column.cast(pa.binary()))
    plain = batch.drop_columns([LONGITUDE, LATITUDE])
    return plain.append_column(pa.field(GEOMETRY, pa.binary(), metadata=_WKB), geometry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """The column that holds shapes as WKB, and what their coordinates mean."""

    column: str
    crs: str | None


def raw_of(table: pa.Table, geometry: Geometry | None, first_row: int) -> Raw:
    """Return the rows of an Arrow table; a point becomes ``lon`` and ``lat``."""
    table = _plain(table)
    if geometry is None or geometry.column not in table.column_names:
        return Raw(rows=len(table), first_row=first_row, columns=_columns(table))
    lon, lat, shapes = _points(one_chunk(table[geometry.column]), geometry.crs)
    columns = _columns(table.drop_columns([geometry.column]))
    return Raw(
        rows=len(table), first_row=first_row, columns=columns, lon=lon, lat=lat, shapes=shapes
    )


def _plain(table: pa.Table) -> pa.Table:
    """Return the table without dictionaries and large offsets, which not every function takes."""
    import pyarrow as pa

    for place, field in enumerate(table.schema):
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
            kind = pa.string()
        if kind != field.type:
            table = table.set_column(place, field.name, table.column(place).cast(kind))
    return table


def _columns(table: pa.Table) -> dict[str, pa.Array]:
    return {name: one_chunk(table[name]) for name in table.column_names}


def one_chunk(column: pa.ChunkedArray) -> pa.Array:
    """Return a column in one piece, copied only where it is in several."""
    if column.num_chunks == 1:
        return column.chunk(0)
    whole: Any = column.combine_chunks()
    if hasattr(whole, "num_chunks"):  # some versions give back a chunked array of one
        whole = whole.chunk(0)
    return whole


def _points(column: Any, crs: str | None) -> tuple[pa.Array, pa.Array, dict[int, str]]:
    """Return degrees of the points, and the rows that hold another shape, with its name."""
    import pyarrow as pa

    others: dict[int, str] = {}
    if pa.types.is_struct(column.type):  # GeoParquet 1.1's native points
        x, y = (np.asarray(column.field(axis), dtype=float) for axis in (0, 1))
    elif (plain := _plain_points(column)) is not None:
        x, y = plain
    else:
        x, y, others = _shapes(column)
    move = _to_wgs84(crs)
    if move is not None:
        x, y = move.transform(x, y)
    known = np.isfinite(x) & np.isfinite(y)
    return pa.array(x, mask=~known), pa.array(y, mask=~known), others


def _plain_points(column: Any) -> tuple[Any, Any] | None:
    """Return the coordinates where every shape is a point as we write it, else None."""
    import pyarrow as pa
    import pyarrow.compute as pc

    given = column.drop_null()
    if not pa.types.is_binary(column.type) or not len(given):
        return None
    fixed = pc.all(pc.equal(pc.binary_length(given), _WKB_POINT.itemsize)).as_py()
    if not fixed:
        return None
    packed = given.cast(pa.binary(_WKB_POINT.itemsize))
    points = np.frombuffer(packed.buffers()[1], _WKB_POINT)[packed.offset :][: len(given)]
    if not ((points["order"] == 1) & (points["type"] == 1)).all():
        return None
    x, y = (np.full(len(column), np.nan) for _ in range(2))
    placed = np.asarray(column.is_valid())
    x[placed], y[placed] = points["x"], points["y"]
    return x, y


def _shapes(column: Any) -> tuple[Any, Any, dict[int, str]]:
    import shapely

    shapes = shapely.from_wkb(column.to_numpy(zero_copy_only=False), on_invalid="ignore")
    shapes = _singles(shapes)
    kinds = shapely.get_type_id(shapes)
    odd = np.flatnonzero((kinds > 0) & ~shapely.is_empty(shapes))
    others = {int(row): shapes[row].geom_type for row in odd}
    return shapely.get_x(shapes), shapely.get_y(shapes), others


def _singles(shapes: Any) -> Any:
    """Return a collection of one point as that point: some programs write no other."""
    import shapely

    one = (shapely.get_type_id(shapes) == 4) & (shapely.get_num_geometries(shapes) == 1)  # noqa: PLR2004
    shapes = shapes.copy()
    shapes[one] = shapely.get_geometry(shapes[one], 0)
    return shapes


@lru_cache(maxsize=8)
def _to_wgs84(crs: str | None) -> Any:
    """Return what turns coordinates into longitude and latitude; None where they are that."""
    if crs is None or crs == CRS:
        return None
    import pyproj

    source = pyproj.CRS.from_user_input(crs)
    if source.equals(CRS, ignore_axis_order=True) or source.name == "WGS 84 (CRS84)":
        return None
    return pyproj.Transformer.from_crs(source, CRS, always_xy=True)
