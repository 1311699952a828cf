"""CSV (RFC 4180, UTF-8): the flat columns, ``longitude`` and ``latitude``, lists as JSON text."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Any

from geo.errors import Skipped
from geo.formats.record import Record
from geo.table import SCHEMA, json_text, to_feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.formats.record import Report
    from geo.model import Incident

LONGITUDE, LATITUDE = "longitude", "latitude"
COLUMNS = (*(str(spec.name) for spec in SCHEMA), LONGITUDE, LATITUDE)


def read(path: Path, report: Report) -> Iterator[Record]:
    """Yield a Feature for each row; one with cells beyond the header is reported and left out."""
    # The limit of 128 KB a cell is the module's own and global; a long report's quotes pass it.
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        rows = csv.DictReader(file)
        while True:
            line = rows.line_num + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                report(Skipped(source=str(path), line=line, reason=f"not CSV: {error}"))
                continue
            fault = _fault_of(row)
            if fault:
                report(Skipped(source=str(path), line=line, reason=fault))
            else:
                yield Record(feature=_feature(row), line=line)


def _fault_of(row: dict[Any, Any]) -> str | None:
    if None in row:
        return "more cells than the header has columns"
    try:
        "".join(cell for cell in row.values() if cell).encode()
    except UnicodeEncodeError:
        return "not UTF-8"
    return None


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    position = [row.pop(LONGITUDE, None), row.pop(LATITUDE, None)]
    point = {"type": "Point", "coordinates": position} if any(position) else None
    return {"type": "Feature", "geometry": point, "properties": row}


def write(incidents: Iterable[Incident], path: Path) -> None:
    """Write a header and a row each; null is an empty cell."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS)
        rows.writeheader()
        rows.writerows(_row(incident) for incident in incidents)


def _row(incident: Incident) -> dict[str, Any]:
    feature = to_feature(incident)
    point = feature["geometry"]
    lon, lat = point["coordinates"] if point else (None, None)
    cells = {
        name: json_text(value) if isinstance(value, list) else value
        for name, value in feature["properties"].items()
    }
    return {**cells, LONGITUDE: lon, LATITUDE: lat}
