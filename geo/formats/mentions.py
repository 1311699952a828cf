"""Place mentions in files: GeoJSON, GeoJSON text sequence or CSV (CONTRACT section 3)."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.atomic import write_atomically
from geo.errors import PipeClosedError, UsageError
from geo.formats.sequence import encoded
from geo.table.columns import LATITUDE, LONGITUDE
from geo.table.mentions import mention_to_feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.model import Mention


def write_mentions(
    mentions: Iterable[Mention], path: str | Path, *, overwrite: bool = False
) -> None:
    """Write the mentions whole or not at all; ``-`` streams a GeoJSON text sequence."""
    features = (mention_to_feature(m) for m in mentions)
    if str(path) == "-":
        _stream(features)
        return
    write = _WRITERS.get(Path(path).suffix.lower())
    if write is None:
        message = f"{path}: place mentions are written as {' '.join(_WRITERS)}"
        raise UsageError(message)
    write_atomically(path, lambda made: write(features, made), overwrite=overwrite)


def _stream(features: Iterable[dict[str, Any]]) -> None:
    try:
        for line in _lines(features):
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise PipeClosedError from error


def _lines(features: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    return (encoded(feature) + b"\n" for feature in features)


def _write_sequence(features: Iterable[dict[str, Any]], path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(_lines(features))


def _write_collection(features: Iterable[dict[str, Any]], path: Path) -> None:
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","features":[\n')
        file.write(b",\n".join(encoded(feature) for feature in features))
        file.write(b"\n]}\n")


def _write_csv(features: Iterable[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows: csv.DictWriter[str] | None = None
        for feature in features:
            lon, lat = (feature["geometry"] or {}).get("coordinates", (None, None))
            row = {**feature["properties"], LONGITUDE: lon, LATITUDE: lat}
            if rows is None:
                rows = csv.DictWriter(file, list(row))
                rows.writeheader()
            rows.writerow(row)


_WRITERS = {
    ".geojsonl": _write_sequence,
    ".jsonl": _write_sequence,
    ".ndjson": _write_sequence,
    ".geojson": _write_collection,
    ".json": _write_collection,
    ".csv": _write_csv,
}
