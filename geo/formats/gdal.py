"""Tables that GDAL opens: GeoPackage, FlatGeobuf, Shapefile, KML, in stretches of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.formats.compressed import as_file
from geo.formats.points import Geometry, raw_of
from geo.formats.record import BATCH_RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.formats.record import Raw


def read_layers(path: Path, what: str, layer: str | None = None) -> Iterator[Raw]:
    """Yield the rows of a layer: the named one, the first; without a name, of all of them."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    path.stat()  # a missing file is an OSError with a reason here as in every other format
    with as_file(path) as file:
        try:
            layers = [str(name) for name in pyogrio.list_layers(file)[:, 0]]
            if layer is not None:
                layers = [layer if layer in layers else layers[0]]
            first = 1
            for name in layers:
                for raw in _rows(file, name, first):
                    yield raw
                    first += raw.rows
        except (DataSourceError, DataLayerError, IndexError) as error:
            raise InputError(f"{path} is not {what} with a layer: {error}") from error


def _rows(file: Path, layer: str, first: int) -> Iterator[Raw]:
    import pyarrow as pa
    from pyogrio.raw import open_arrow

    with open_arrow(file, layer=layer, batch_size=BATCH_RECORDS, use_pyarrow=True) as opened:
        about: dict[str, Any]
        about, reader = opened
        geometry = Geometry(column=about["geometry_name"] or "wkb_geometry", crs=about["crs"])
        for batch in reader:
            yield raw_of(pa.table(batch), geometry, first)
            first += len(batch)
