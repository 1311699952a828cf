"""GeoParquet: typed columns, WKB points, lists as JSON text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.formats.record import Record
from geo.table import features_of, in_wgs84, to_table, to_text_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.formats.record import Report
    from geo.model import Incident


def read(path: Path, report: Report) -> Iterator[Record]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows of the file."""
    import geopandas as gpd
    from pyarrow import ArrowInvalid

    path.stat()  # a missing file is an OSError with a reason here as in every other format
    try:
        table = gpd.read_parquet(path)
    except (ArrowInvalid, ValueError) as error:
        raise InputError(f"{path} is not GeoParquet: {error}") from error
    for feature in features_of(in_wgs84(table)):
        yield Record(feature=feature)


def write(incidents: Iterable[Incident], path: Path) -> None:
    """Write one row an incident."""
    to_text_columns(to_table(incidents)).to_parquet(path, index=False)
