"""Shapefiles: for programs that take nothing newer. Names of ten letters, texts of 254 bytes.

Beside the file lies ``NAME.fields.csv`` with the full names. Lists are left out, and so is what
does not fit.
"""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING, Any

from geo.formats.gdal import read_layers, write_layer
from geo.table import SCHEMA, Column
from geo.table.columns import LATITUDE, LONGITUDE, batch_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from geo.formats.record import Raw, Report

NAMES: dict[str, str] = {
    Column.ID: "id",
    Column.DATE_START: "date_start",
    Column.DATE_END: "date_end",
    Column.DATE_PRECISION: "date_prec",
    Column.EVENT_TYPE: "event_type",
    Column.SUB_EVENT_TYPE: "sub_event",
    Column.PLACE: "place",
    Column.PLACE_TEXT: "place_text",
    Column.PLACE_ID: "place_id",
    Column.COUNTRY: "country",
    Column.ADMIN1: "admin1",
    Column.ADMIN2: "admin2",
    Column.PLACE_PRECISION: "place_prec",
    Column.UNCERTAINTY_KM: "uncert_km",
    Column.PLACE_REASON: "place_why",
    Column.ACTOR1: "actor1",
    Column.ACTOR2: "actor2",
    Column.KILLED_LOW: "kill_low",
    Column.KILLED_BEST: "kill_best",
    Column.KILLED_HIGH: "kill_high",
    Column.INJURED_LOW: "inj_low",
    Column.INJURED_BEST: "inj_best",
    Column.INJURED_HIGH: "inj_high",
    Column.CIVILIANS_KILLED_LOW: "civ_low",
    Column.CIVILIANS_KILLED_BEST: "civ_best",
    Column.CIVILIANS_KILLED_HIGH: "civ_high",
    Column.CONFIDENCE: "confidence",
    Column.GRADE: "grade",
    Column.N_SOURCES: "n_sources",
    Column.N_REPORTS: "n_reports",
}
LONGEST_TEXT = 254


def read(path: Path, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the rows, under our names where the file was written by :func:`write`."""
    full = {short: name for name, short in NAMES.items()}
    for raw in read_layers(path, "a Shapefile"):
        if set(raw.columns) == set(full):
            raw.columns = {full[name]: column for name, column in raw.columns.items()}
        yield raw


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write the flat columns, and their full names into a table beside the file."""
    # A first batch without rows: an empty table must have these columns as well.
    short = map(_short, chain([batch_of({}, 0)], batches))
    write_layer(short, path, driver="ESRI Shapefile", layer=path.stem, ENCODING="UTF-8")
    with path.with_suffix(".fields.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("field", "column", "meaning"))
        meanings = {str(spec.name): spec.meaning for spec in SCHEMA}
        rows.writerows((short, name, meanings[name]) for name, short in NAMES.items())


def _short(batch: pa.Table) -> pa.Table:
    kept = batch.select([*NAMES, LONGITUDE, LATITUDE])
    columns = [_cut(column) for column in kept.columns]
    import pyarrow as pa

    return pa.table(columns, names=[*NAMES.values(), LONGITUDE, LATITUDE])


def _cut(column: Any) -> Any:
    """Return texts of at most 254 bytes, cut between characters; other columns as they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(column.type):
        return column
    long = pc.greater(pc.binary_length(column), LONGEST_TEXT)
    if not pc.any(long).as_py():
        return column
    cut = [
        None if text is None else text.encode()[:LONGEST_TEXT].decode("utf-8", "ignore")
        for text in column.to_pylist()
    ]
    return pa.chunked_array([pa.array(cut, pa.string())])
