"""GeoJSON: a FeatureCollection in one file (RFC 7946)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.formats.record import Record
from geo.formats.sequence import encoded
from geo.table import to_feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.formats.record import Report
    from geo.model import Incident


def read(path: Path, report: Report) -> Iterator[Record]:  # noqa: ARG001  (the one shape of readers)
    """Yield the Features of a FeatureCollection, or the one Feature."""
    try:
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON in UTF-8: {error}") from error
    for feature in _features(whole, path):
        yield Record(feature=feature)


def _features(whole: Any, path: Path) -> list[Any]:
    kind = whole.get("type") if isinstance(whole, dict) else None
    if kind == "Feature":
        return [whole]
    features = whole.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list):
        message = f"{path} holds no GeoJSON FeatureCollection"
        raise InputError(message)
    return features


def write(incidents: Iterable[Incident], path: Path) -> None:
    """Write a FeatureCollection, one Feature a line, without holding it in memory."""
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","features":[')
        separator = b"\n"
        for incident in incidents:
            file.write(separator + encoded(to_feature(incident)))
            separator = b",\n"
        file.write(b"\n]}\n")
