"""GeoPackage through GDAL: typed dates and counts, one layer named ``incidents``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import OutputError
from geo.formats.gdal import read_layers
from geo.table import to_table, to_text_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.formats.record import Raw, Report
    from geo.model import Incident

LAYER = "incidents"


def read(path: Path, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows of the layer ``incidents``, or of the first one."""
    yield from read_layers(path, "a GeoPackage", LAYER)


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
