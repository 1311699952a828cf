"""FlatGeobuf through GDAL: for the web and for large tables; opens by map extent.

Its spatial index sorts the rows by place, so they come back in another order. A table with an
incident that has no point is written without the index, which cannot hold it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.formats.gdal import read_layers, write_layer
from geo.table.columns import LONGITUDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from geo.formats.record import Raw, Report

LAYER = "incidents"


def read(path: Path, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows."""
    yield from read_layers(path, "a FlatGeobuf file")


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write the rows; whether an index can be built is known only when all are there."""
    held = list(batches)
    placed = all(batch[LONGITUDE].null_count == 0 for batch in held)
    index = "YES" if placed and held else "NO"
    write_layer(held, path, driver="FlatGeobuf", layer=LAYER, SPATIAL_INDEX=index)
