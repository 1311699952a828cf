"""CSV (RFC 4180, UTF-8): the flat columns, ``longitude`` and ``latitude``, lists as JSON text."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from geo.formats.compressed import opened
from geo.formats.delimited import read_rows
from geo.table import SCHEMA, json_text, to_feature
from geo.table.columns import LATITUDE, LONGITUDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.formats.record import Raw, Report
    from geo.model import Incident

COLUMNS = (*(str(spec.name) for spec in SCHEMA), LONGITUDE, LATITUDE)


def read(path: Path, report: Report) -> Iterator[Raw]:
    """Yield the rows of a text table."""
    with opened(path) as file:
        yield from read_rows(file, str(path), report)


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
