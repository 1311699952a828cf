"""FlatGeobuf through GDAL: for the web and for large tables; opens by map extent.

Its spatial index sorts the rows by place, so they come back in another order. A table with an
incident that has no point is written without the index, which cannot hold it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import InputError, OutputError
from geo.formats.compressed import as_file
from geo.formats.gdal import write_layer
from geo.formats.points import GEOMETRY, Geometry, raw_of
from geo.formats.record import BATCH_RECORDS
from geo.table.columns import LONGITUDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from geo.formats.record import Raw, Report

LAYER = "incidents"


def read(path: Path, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows, a stretch at a time.

    Not through Arrow: GDAL 3.12 fills it with garbage where a FlatGeobuf row has no geometry.
    """
    from pyogrio.errors import DataLayerError, DataSourceError
    from pyogrio.raw import read as read_rows

    path.stat()  # a missing file is an OSError with a reason here as in every other format
    with as_file(path) as file:
        first = 1
        try:
            while True:
                about, _, shapes, fields = read_rows(
                    file, skip_features=first - 1, max_features=BATCH_RECORDS
                )
                if not len(shapes):
                    return
                yield raw_of(
                    _table(about, shapes, fields),
                    Geometry(column=GEOMETRY, crs=about["crs"]),
                    first,
                )
                first += len(shapes)
        except (DataSourceError, DataLayerError) as error:
            raise InputError(f"{path} is not a FlatGeobuf file with a layer: {error}") from error


def _table(about: dict[str, Any], shapes: NDArray[np.object_], fields: list[Any]) -> pa.Table:
    import pyarrow as pa

    columns = [pa.array(values, from_pandas=True) for values in fields]
    names = [str(name) for name in about["fields"]]
    return pa.table([*columns, pa.array(shapes, pa.binary())], names=[*names, GEOMETRY])


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write the rows; whether an index can be built is known only when all are there."""
    held = list(batches)
    placed = all(batch[LONGITUDE].null_count == 0 for batch in held)
    index = "YES" if placed and held else "NO"
    write_layer(held, path, driver="FlatGeobuf", layer=LAYER, SPATIAL_INDEX=index)
    if _features(path) != sum(batch.num_rows for batch in held):
        message = f"cannot write {path.name}: the file is not whole; is the disk full?"
        raise OutputError(message)


def _features(path: Path) -> int | None:
    """Return how many rows a file holds; GDAL's writer passes over a disk that is full."""
    from pyogrio import read_info
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        return int(read_info(path, force_feature_count=True)["features"])
    except (DataLayerError, DataSourceError, IndexError):
        return None
