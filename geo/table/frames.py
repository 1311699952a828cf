"""Incidents as rows of a GeoDataFrame: EPSG:4326, nullable columns, nested ones as lists.

Dates are ``datetime64[s]``: the type that time filters and GIS formats understand, wide enough
for every year. Counts are ``Int64``, so that unknown is ``<NA>`` and never 0 or 3.0.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import DataError
from geo.table.decode import from_feature
from geo.table.encode import degrees, to_properties
from geo.table.schema import CRS, NESTED, SCHEMA, Column, ColumnSpec, ColumnType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import geopandas as gpd
    import pandas as pd

    from geo.model import Incident


_READY = {ColumnType.DATE: "M", ColumnType.COUNT: "iu", ColumnType.NUMBER: "iuf"}
"""The kinds of dtypes whose values need no reading, only the schema's own dtype."""


def to_table(incidents: Iterable[Incident]) -> gpd.GeoDataFrame:
    """Return one row an incident, every column of the schema in its order, then the geometry."""
    import geopandas as gpd
    import pandas as pd
    from shapely import Point

    columns: dict[Column, list[Any]] = {spec.name: [] for spec in SCHEMA}
    points = []
    for incident in incidents:
        for name, value in to_properties(incident).items():
            columns[name].append(value)
        points.append(Point(degrees(incident.place)) if incident.place else None)
    series = {str(spec.name): _series(spec, columns[spec.name]) for spec in SCHEMA}
    index = pd.RangeIndex(len(points))
    return gpd.GeoDataFrame(series, index=index, geometry=gpd.GeoSeries(points, index, crs=CRS))


def from_table(gdf: gpd.GeoDataFrame) -> Iterator[Incident]:
    """Yield the incident of each row; raise ``DataError`` at the first that breaks the schema."""
    for feature in features_of(conform(gdf)):
        yield from_feature(feature)


def features_of(gdf: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    """Yield each row as a Feature of raw values, whatever its columns; null for what is missing."""
    import pandas as pd

    table = pd.DataFrame(gdf.drop(columns=gdf.geometry.name))
    names = [str(name) for name in table.columns]
    columns = [_plain(table.iloc[:, place]) for place in range(len(names))]
    shapes = gdf.geometry.to_list()
    for row, shape in enumerate(shapes):
        yield {
            "type": "Feature",
            "geometry": _geometry(shape),
            "properties": {name: values[row] for name, values in zip(names, columns, strict=True)},
        }


def conform(gdf: gpd.GeoDataFrame, specs: tuple[ColumnSpec, ...] = SCHEMA) -> gpd.GeoDataFrame:
    """Return the table with every column of the schema in its dtype, null where it was missing.

    Columns the schema does not know stay, after its own. A table without a CRS is taken as
    EPSG:4326, one in another is transformed. Nested columns may hold JSON text. ``specs`` may be
    a part of the schema: all other columns then stay as they are. Raises ``DataError`` that names
    a column whose values cannot be read as its type.
    """
    import geopandas as gpd
    import pandas as pd

    placed = in_wgs84(gdf)
    series = {}
    for spec in specs:
        if spec.name in placed:
            series[str(spec.name)] = _series(spec, placed[spec.name])
        else:
            series[str(spec.name)] = _missing(spec, placed.index)
    extra = [name for name in placed.columns if name not in series and name != placed.geometry.name]
    columns = pd.concat([pd.DataFrame(series, index=placed.index), placed[extra]], axis=1)
    return gpd.GeoDataFrame(columns, geometry=placed.geometry.to_numpy(), crs=CRS)


def in_wgs84(gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the table in EPSG:4326, which one without a CRS is taken to be in."""
    return gdf.set_crs(CRS) if gdf.crs is None else gdf.to_crs(CRS)


def to_text_columns(gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the table as files hold it: nested columns as JSON text, dates as days."""
    import pandas as pd
    import pyarrow as pa

    table = gdf.copy()
    for spec in NESTED:
        texts = [json_text(value) for value in table[spec.name]]
        table[spec.name] = pd.Series(texts, dtype="string", index=table.index)
    for spec in SCHEMA:
        if spec.type is ColumnType.DATE:
            table[spec.name] = table[spec.name].astype(pd.ArrowDtype(pa.date32()))
    return table


def json_text(value: list[Any] | None) -> str | None:
    """Return a nested value as JSON text; null where there is nothing in it."""
    return (
        encodable(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) if value else None
    )


def encodable(text: str) -> str:
    """Return the text with half characters (lone surrogates), which no file holds, as "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _series(spec: ColumnSpec, values: Any) -> pd.Series[Any]:
    import pandas as pd

    column = pd.Series(values, dtype=None if isinstance(values, pd.Series) else "object")
    try:
        return _converted(spec, column)
    except (TypeError, ValueError) as error:
        message = f"column {spec.name} must hold values of type {spec.type}: {error}"
        raise DataError(message) from error


def _converted(spec: ColumnSpec, column: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    ready = _ready(spec, column)
    if ready is not None:
        return ready
    # Through plain values: text columns of every kind then read alike, and "" becomes null.
    column = column.astype("object").where(column.notna(), None)
    column = column.where(column != "", None)
    if spec.type is ColumnType.COUNT:
        return pd.to_numeric(column).astype("Int64")
    if spec.type is ColumnType.DATE:
        return pd.to_datetime(column, format="ISO8601").astype("datetime64[s]")
    if spec.type is ColumnType.NUMBER:
        return pd.to_numeric(column).astype("float64")
    try:
        return column.astype("string")
    except UnicodeEncodeError:
        return column.map(encodable, na_action="ignore").astype("string")


def _ready(spec: ColumnSpec, column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Return a column whose values need no reading each by each, or None."""
    import pandas as pd

    kind: Any = column.dtype
    if spec.type is ColumnType.LIST:
        lists = [list_of(value) for value in column]
        return pd.Series(lists, dtype="object", index=column.index)
    if spec.type is ColumnType.TEXT:
        texts = column.astype("string") if isinstance(kind, pd.StringDtype) else None
        return None if texts is None else texts.mask(texts == "")
    if kind.kind in _READY[spec.type]:
        dtype: Any = spec.dtype
        return column.astype(dtype)
    return None


def _missing(spec: ColumnSpec, index: pd.Index[Any]) -> pd.Series[Any]:
    import pandas as pd

    if spec.type is ColumnType.LIST:
        return pd.Series([[] for _ in index], index, dtype="object")
    return pd.Series(None, index, dtype=spec.dtype)


def list_of(value: Any) -> list[Any]:
    """Return a nested value as a list: it may be JSON text, an array, or nothing."""
    if isinstance(value, str):
        value = json.loads(value)
    if hasattr(value, "tolist"):
        value = value.tolist()
    return value if isinstance(value, list) else []


def _plain(column: pd.Series[Any]) -> list[Any]:
    return column.astype("object").where(column.notna(), None).to_list()


def _geometry(shape: Any) -> dict[str, Any] | None:
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type != "Point":
        return {"type": shape.geom_type}
    return {"type": "Point", "coordinates": [shape.x, shape.y]}
