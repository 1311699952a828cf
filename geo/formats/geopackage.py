"""GeoPackage through GDAL: typed dates and counts, one layer named ``incidents``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputError, OutputError
from geo.formats.record import Record
from geo.table import features_of, in_wgs84, to_table, to_text_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.formats.record import Report
    from geo.model import Incident

LAYER = "incidents"


def read(path: Path, report: Report) -> Iterator[Record]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows of the layer ``incidents``, or of the first one."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    path.stat()  # a missing file is an OSError with a reason here as in every other format
    try:
        layers = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
        layer = LAYER if LAYER in layers else layers[0]
        table = pyogrio.read_dataframe(path, layer=layer, use_arrow=True)
    except (DataSourceError, IndexError) as error:
        raise InputError(f"{path} is not a GeoPackage with a layer: {error}") from error
    for feature in features_of(in_wgs84(table)):
        yield Record(feature=feature)


def write(incidents: Iterable[Incident], path: Path) -> None:
    """Write the layer ``incidents``."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError

    table = to_text_columns(to_table(incidents))
    try:
        pyogrio.write_dataframe(
            table, path, layer=LAYER, driver="GPKG", geometry_type="Point", use_arrow=True
        )
    except (DataLayerError, DataSourceError, FeatureError, FieldError) as error:
        raise OutputError(f"cannot write {path.name}: {error}") from error
