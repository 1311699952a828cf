"""GeoJSON: a FeatureCollection in one file (RFC 7946), read and written one Feature at a time.

An array of plain objects, as TimeMap has it, reads as a table of those objects.
"""

from __future__ import annotations

import io
import json
from typing import IO, TYPE_CHECKING, Any

from geo.errors import InputError
from geo.formats.compressed import opened
from geo.formats.record import Record, in_batches
from geo.formats.sequence import features_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from geo.formats.record import Raw, Report

_CHUNK = 1 << 20
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")


def read(path: Path, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the Features of a FeatureCollection, the one Feature, or the objects of an array."""
    with opened(path) as file:
        yield from in_batches(_records(file, path))


def _records(file: IO[bytes], path: Path) -> Iterator[Record]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig")
    try:
        for feature in _Parser(text, path).features():
            yield Record(feature=feature)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON in UTF-8: {error}") from error
    finally:
        text.detach()  # whoever opened the file closes it


class _Parser:
    """Reads the elements of ``features`` one by one, so that no file is too long."""

    def __init__(self, text: IO[str], path: Path) -> None:
        self._text = text
        self._path = path
        self._decode = json.JSONDecoder().raw_decode
        self._buffer = ""
        self._at = 0

    def features(self) -> Iterator[Any]:
        """Yield each Feature."""
        first = self._next_character()
        if first == "[":
            yield from map(_as_feature, self._elements())
        elif first == "{":
            yield from self._of_object()
        else:
            raise ValueError("expected an object")

    def _of_object(self) -> Iterator[Any]:
        members: dict[str, Any] = {}
        seen = False
        while self._next_character(skip="{,") != "}":
            name = self._value()
            if self._next_character() != ":":
                raise ValueError(f"expected ':' after {name!r}")
            self._at += 1
            if name == "features" and self._next_character() == "[":
                seen = True
                self._check_crs(members)
                yield from self._elements()
            else:
                members[name] = self._value()
        self._check_crs(members)
        if members.get("type") == "Feature":
            yield members
        elif not seen or members.get("type") != "FeatureCollection":
            raise InputError(f"{self._path} holds no GeoJSON FeatureCollection")

    def _check_crs(self, members: dict[str, Any]) -> None:
        crs = members.get("crs")
        name = str(crs.get("properties", {}).get("name")) if isinstance(crs, dict) else ""
        if name and not name.endswith(_WGS84):
            raise InputError(
                f"{self._path} is in {name}, GeoJSON is WGS 84 (RFC 7946): "
                "convert it with ogr2ogr -t_srs EPSG:4326"
            )

    def _elements(self) -> Iterator[Any]:
        self._at += 1
        while self._next_character(skip=",") != "]":
            yield self._value()
        self._at += 1

    def _next_character(self, skip: str = "") -> str:
        """Move to the next character that is no blank and none of ``skip``, and return it."""
        while True:
            while self._at < len(self._buffer):
                character = self._buffer[self._at]
                if not character.isspace() and character not in skip:
                    return character
                self._at += 1
            if not self._more():
                raise ValueError("the file ends too early")

    def _value(self) -> Any:
        self._next_character()
        while True:
            try:
                value, end = self._decode(self._buffer, self._at)
            except ValueError:
                if not self._more():
                    raise
                continue
            # A number at the end of the buffer may go on in the next piece.
            if end < len(self._buffer) or not self._more():
                self._at = end
                return value

    def _more(self) -> bool:
        piece = self._text.read(max(_CHUNK, len(self._buffer) - self._at))
        self._buffer = self._buffer[self._at :] + piece
        self._at = 0
        return bool(piece)


def _as_feature(element: Any) -> Any:
    if isinstance(element, dict) and element.get("type") != "Feature":
        return {"type": "Feature", "geometry": None, "properties": element}
    return element


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write a FeatureCollection, one Feature a line, a batch at a time."""
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","features":[')
        separator = b"\n"
        for batch in batches:
            lines = features_json(batch)
            if lines:
                file.write(separator + b",\n".join(lines))
                separator = b",\n"
        file.write(b"\n]}\n")
