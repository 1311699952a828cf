"""GeoParquet: typed columns, WKB points, lists as JSON text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.formats.compressed import as_file
from geo.formats.points import GEOMETRY, Geometry, raw_of, shaped, shaped_schema
from geo.formats.record import BATCH_RECORDS
from geo.table import CRS, SCHEMA, Column, ColumnType
from geo.table.schema import FLAT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from geo.formats.record import Raw, Report

_REPEATED = [
    str(name)
    for name in (*(spec.name for spec in FLAT if spec.name is not Column.ID), Column.ACTORS)
]
"""Columns whose values come again and again: of the others a dictionary is work for nothing."""


def read(path: Path, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows of a Parquet file, with its points where it is GeoParquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path.stat()  # a missing file is an OSError with a reason here as in every other format
    with as_file(path) as file:
        try:
            opened = pq.ParquetFile(file)
            geometry = _geometry(opened)
            first = 1
            for batch in opened.iter_batches(BATCH_RECORDS):
                yield raw_of(pa.table(batch), geometry, first)
                first += len(batch)
        except (pa.ArrowInvalid, ValueError) as error:
            raise InputError(f"{path} is not GeoParquet: {error}") from error


def _geometry(opened: Any) -> Geometry | None:
    """Return the geometry column that the file's metadata names, and its CRS."""
    metadata = opened.metadata.metadata or {}
    if b"geo" not in metadata:
        return None
    about = json.loads(metadata[b"geo"])
    name = about["primary_column"]
    # Without a member "crs" the format says OGC:CRS84.
    crs = about["columns"][name].get("crs", CRS)
    return Geometry(column=name, crs=json.dumps(crs) if isinstance(crs, dict) else crs)


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write one row an incident, a batch at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = shaped_schema().with_metadata(_about())
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=_REPEATED) as writer:
        for batch in batches:
            writer.write_table(pa.table(shaped(batch).columns, schema=schema))


def _about() -> dict[str, str]:
    """Return what GeoParquet 1.0 says of its geometry column, and pandas of its nullable types."""
    import pyproj

    geometry = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "crs": pyproj.CRS(CRS).to_json_dict(),
    }
    geo = {"version": "1.0.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: geometry}}
    counts = [
        {
            "name": spec.name,
            "field_name": spec.name,
            "pandas_type": "int64",
            "numpy_type": spec.dtype,
            "metadata": None,
        }
        for spec in SCHEMA
        if spec.type is ColumnType.COUNT
    ]
    pandas = {"index_columns": [], "column_indexes": [], "columns": counts, "pandas_version": "2"}
    return {"geo": json.dumps(geo), "pandas": json.dumps(pandas)}
