"""Which module reads and writes which file, and the two verbs that use them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.atomic import write_atomically
from geo.errors import (
    DataError,
    InputError,
    OutputError,
    PipeClosedError,
    Skipped,
    UsageError,
)
from geo.formats import comma_separated, geojson, geopackage, geoparquet, sequence
from geo.table import from_feature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.formats.record import Record, Report
    from geo.model import Incident

STANDARD_STREAM = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One file format of incident tables.

    ``read`` yields a raw Feature for each record and reports those it cannot make one of;
    ``write`` fills a new file. ``peek`` marks suffixes that reports use as well, so that the
    content decides (see :func:`geo.formats.sniff`).
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Report], Iterator[Record]]
    write: Callable[[Iterable[Incident], Path], None]
    peek: frozenset[str] = frozenset()


FORMATS: tuple[Format, ...] = (
    Format(
        name="GeoJSON",
        suffixes=(".geojson", ".json"),
        peek=frozenset({".json"}),
        read=geojson.read,
        write=geojson.write,
    ),
    Format(
        name="GeoJSON text sequence",
        suffixes=(".geojsonl", ".geojsons", ".ndjson", ".jsonl"),
        peek=frozenset({".ndjson", ".jsonl"}),
        read=sequence.read,
        write=sequence.write,
    ),
    Format(
        name="CSV",
        suffixes=(".csv",),
        peek=frozenset({".csv"}),
        read=comma_separated.read,
        write=comma_separated.write,
    ),
    Format(name="GeoPackage", suffixes=(".gpkg",), read=geopackage.read, write=geopackage.write),
    Format(name="GeoParquet", suffixes=(".parquet",), read=geoparquet.read, write=geoparquet.write),
)


def suffixes() -> list[str]:
    """Return every file name extension that can be read and written."""
    return [suffix for format_ in FORMATS for suffix in format_.suffixes]


def format_of(path: str | Path) -> Format | None:
    """Return the format a path's extension names, or None."""
    suffix = Path(path).suffix.lower()
    return next((format_ for format_ in FORMATS if suffix in format_.suffixes), None)


def _known_format(path: str | Path) -> Format:
    found = format_of(path)
    if found is None:
        message = f"{path}: no format of incident tables; use one of {' '.join(suffixes())}"
        raise UsageError(message)
    return found


def read_features(path: str | Path, report: Report) -> Iterator[dict[str, Any]]:
    """Yield the raw Features of a table, as ``geo check`` wants them: faults and all."""
    for record in _records(path, report):
        yield record.feature


def read_incidents(path: str | Path, report: Report) -> Iterator[Incident]:
    """Yield the incidents of a table; ``-`` reads a GeoJSON text sequence from standard input.

    A record that is no incident is reported and left out; a value that breaks the schema is
    reported and reads as null. Raises ``InputError`` if the file cannot be read at all and
    ``UsageError`` for an unknown extension.
    """
    for record in _records(path, report):
        faults: list[str] = []
        try:
            yield from_feature(record.feature, _collector(faults))
        except DataError as error:
            report(Skipped(source=str(path), line=record.line, reason=str(error)))
        else:
            if faults:
                reason = f"read without {'; '.join(faults)}"
                report(Skipped(source=str(path), line=record.line, reason=reason))


def _collector(faults: list[str]) -> Callable[[str, object, str], None]:
    return lambda column, value, rule: faults.append(f"{column} {value!r:.80} ({rule})")


def _records(path: str | Path, report: Report) -> Iterator[Record]:
    if str(path) == STANDARD_STREAM:
        yield from sequence.records_of(sys.stdin.buffer, STANDARD_STREAM, report)
        return
    chosen = _known_format(path)
    try:
        yield from chosen.read(Path(path), report)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error


def write_incidents(
    incidents: Iterable[Incident], path: str | Path, *, overwrite: bool = False
) -> None:
    """Write the incidents whole or not at all; ``-`` streams Features to standard output.

    Raises ``OutputError`` (exists, full, read-only) and ``UsageError`` (unknown extension).
    """
    if str(path) == STANDARD_STREAM:
        _write_to_standard_output(incidents)
        return
    chosen = _known_format(path)
    write_atomically(path, lambda made: chosen.write(incidents, made), overwrite=overwrite)


def _write_to_standard_output(incidents: Iterable[Incident]) -> None:
    """Write line by line, so that the next program of a pipe can begin."""
    try:
        for incident in incidents:
            sys.stdout.buffer.write(sequence.line_of(incident))
            sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise PipeClosedError from error
    except OSError as error:
        raise OutputError(f"cannot write standard output: {error.strerror}") from error
