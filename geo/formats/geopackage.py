"""GeoPackage through GDAL: typed dates and counts, one layer named ``incidents``, styled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.formats.gdal import read_layers, write_layer
from geo.formats.qgis_style import add_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from geo.formats.record import Raw, Report

LAYER = "incidents"


def read(path: Path, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows of the layer ``incidents``, or of the first one."""
    yield from read_layers(path, "a GeoPackage", LAYER)


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write the layer ``incidents`` with a style, so that QGIS opens it coloured and animated."""
    write_layer(batches, path, driver="GPKG", layer=LAYER)
    add_style(path, LAYER)
