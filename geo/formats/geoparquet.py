"""GeoParquet: typed columns, WKB points, lists as JSON text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.formats.compressed import as_file
from geo.formats.points import Geometry, raw_of
from geo.formats.record import BATCH_RECORDS
from geo.table import CRS, to_table, to_text_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.formats.record import Raw, Report
    from geo.model import Incident


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


def write(incidents: Iterable[Incident], path: Path) -> None:
    """Write one row an incident."""
    to_text_columns(to_table(incidents)).to_parquet(path, index=False)
