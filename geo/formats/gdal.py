"""Tables that GDAL opens: GeoPackage, FlatGeobuf, Shapefile, KML, in stretches of rows."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from geo.errors import InputError, OutputError
from geo.formats.compressed import as_file
from geo.formats.points import GEOMETRY, Geometry, raw_of, shaped
from geo.formats.record import BATCH_RECORDS
from geo.table import CRS
from geo.table.columns import batch_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

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


def write_layer(
    batches: Iterable[pa.Table],
    path: Path,
    *,
    driver: str,
    layer: str | None = None,
    **options: Any,
) -> None:
    """Write batches as one layer of points, a batch at a time.

    Their last two columns are longitude and latitude. Raises ``OutputError`` where GDAL cannot.
    """
    import pyarrow as pa
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError
    from pyogrio.raw import write_arrow

    stream = _Stream(batches)
    try:
        write_arrow(
            pa.RecordBatchReader.from_batches(stream.schema, stream.parts()),
            path,
            layer=layer,
            driver=driver,
            geometry_name=GEOMETRY,
            geometry_type="Point",
            crs=CRS,
            **options,
        )
    except (DataLayerError, DataSourceError, FeatureError, FieldError, RuntimeError) as error:
        if stream.failure is not None:
            raise stream.failure from None
        raise OutputError(f"cannot write {path.name}: {error}") from error


class _Stream:
    """Batches with shapes, one after the other; keeps the error that broke it off.

    GDAL draws from it through C, which knows of an error only that there was one.
    """

    def __init__(self, batches: Iterable[pa.Table]) -> None:
        self._batches = iter(batches)
        self.failure: BaseException | None = None
        first = next(self._batches, None)
        self._first = batch_of({}, 0) if first is None else first
        self.schema = shaped(self._first).schema

    def parts(self) -> Iterator[pa.RecordBatch]:
        """Yield the record batches."""
        try:
            for batch in chain([self._first], self._batches):
                yield from shaped(batch).to_batches()
        except BaseException as error:
            self.failure = error
            raise
