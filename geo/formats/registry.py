"""Which module reads and writes which file, and the two verbs that use them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.atomic import write_atomically
from geo.errors import InputError, OutputError, PipeClosedError, UsageError
from geo.formats import (
    comma_separated,
    flatgeobuf,
    geojson,
    geopackage,
    geoparquet,
    kml,
    postgis,
    publishers,
    sequence,
    shapefile,
    spreadsheet,
)
from geo.formats.compressed import inner_name, peek
from geo.formats.intake import AS_IT_IS, How, batches_in, incidents_of
from geo.formats.record import in_batches
from geo.formats.sniffing import (
    PEEK_BYTES,
    Kind,
    kind_of_json,
    kind_of_table,
    layout_of_text,
)
from geo.table.columns import batches_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa

    from geo.formats.record import Raw, Report
    from geo.model import Incident

STANDARD_STREAM = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One file format of incident tables.

    ``read`` yields raw records and reports those it cannot make one of; ``write`` fills a new
    file. ``peek`` marks suffixes that reports use as well, so that the content decides (see
    :func:`geo.formats.sniff`). ``loses`` says what a table written so no longer holds.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Report], Iterator[Raw]] | None = None
    write: Callable[[Iterable[pa.Table], Path], None] | None = None
    peek: frozenset[str] = frozenset()
    loses: str = ""


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
        suffixes=(".csv", ".tsv", ".tab"),
        peek=frozenset({".csv", ".tsv", ".tab"}),
        read=comma_separated.read,
        write=comma_separated.write,
    ),
    Format(name="GeoPackage", suffixes=(".gpkg",), read=geopackage.read, write=geopackage.write),
    Format(
        name="GeoParquet",
        suffixes=(".parquet", ".geoparquet"),
        read=geoparquet.read,
        write=geoparquet.write,
    ),
    Format(name="FlatGeobuf", suffixes=(".fgb",), read=flatgeobuf.read, write=flatgeobuf.write),
    Format(
        name="Shapefile",
        suffixes=(".shp",),
        read=shapefile.read,
        write=shapefile.write,
        loses="lists (actors, casualties, evidence, sources, ...); texts are cut at 254 bytes; "
        "column names are short (see the .fields.csv beside it)",
    ),
    Format(
        name="KML",
        suffixes=(".kml", ".kmz"),
        read=kml.read,
        write=kml.write,
        loses="control characters and carriage returns in texts",
    ),
    Format(
        name="XLSX",
        suffixes=(".xlsx",),
        read=spreadsheet.read,
        write=spreadsheet.write,
        loses="control characters, what is beyond 32,767 characters of a cell, and digits of "
        "numbers beyond the 15th",
    ),
    Format(name="ODS", suffixes=(".ods", ".xls"), read=spreadsheet.read),
    Format(
        name="UCDP GED",
        suffixes=(".ucdp.csv",),
        write=publishers.write_ucdp,
        loses="UCDP's columns hold no injured, event types, roles, least and most civilians "
        "killed, radii, place ids, reasons, confidence, evidence or claims; a settlement "
        "counts as exact; its ids of conflicts, dyads and sides stay empty",
    ),
    Format(
        name="ACLED",
        suffixes=(".acled.csv",),
        write=publishers.write_acled,
        loses="ACLED's columns hold one number of deaths (0 reads as unknown) and one day; no "
        "injured, civilians killed, ranges, roles, radii, place ids, reasons, the "
        "report's own place names, claims, evidence or confidence; a district counts as "
        "near",
    ),
    Format(
        name="HXL",
        suffixes=(".hxl.csv",),
        write=publishers.write_hxl,
        loses="HXL's columns hold no lists (actors, casualties, evidence, sources, ...), place "
        "ids, reasons or the report's own place names",
    ),
    Format(
        name="TimeMap",
        suffixes=(".timemap.json",),
        write=publishers.write_timemap,
        loses="TimeMap's events hold a text, a place's name and point, a first day and a type; "
        "nothing else",
    ),
)


TEXT_TABLE = next(format_ for format_ in FORMATS if format_.name == "CSV")


def suffixes(*, lossless: bool = False) -> list[str]:
    """Return every file name extension that is written, or those of formats that lose nothing."""
    return [
        suffix
        for format_ in FORMATS
        for suffix in format_.suffixes
        if format_.write is not None and not (lossless and format_.loses)
    ]


def format_of(path: str | Path) -> Format | None:
    """Return the format to read a file by its extension, the inner one where it is compressed."""
    return _matching(inner_name(path), [one for one in FORMATS if one.read is not None])


def _matching(name: str, formats: list[Format]) -> Format | None:
    """Return the format of the longest suffix that the name ends with."""
    fitting = [
        (len(suffix), number)
        for number, one in enumerate(formats)
        for suffix in one.suffixes
        if name.lower().endswith(suffix)
    ]
    return formats[max(fitting)[1]] if fitting else None


def _written_as(path: str | Path) -> Format:
    found = _matching(Path(path).name, [one for one in FORMATS if one.write is not None])
    if found is None:
        raise _no_format(path)
    return found


def loses(path: str | Path) -> str:
    """Return what a table written to this path no longer holds; nothing where all is kept."""
    lossless = str(path) == STANDARD_STREAM or postgis.is_database(path)
    return "" if lossless else _written_as(path).loses


def _no_format(path: str | Path) -> UsageError:
    return UsageError(f"{path}: no format of incident tables; use one of {' '.join(suffixes())}")


def read_features(
    path: str | Path, report: Report, how: How = AS_IT_IS
) -> Iterator[dict[str, Any]]:
    """Yield the raw Features of a table, as ``geo check`` wants them: faults and all."""
    for raw in raw_records(path, report, how):
        for record in raw.records():
            yield record.feature


def read_incidents(path: str | Path, report: Report, how: How = AS_IT_IS) -> Iterator[Incident]:
    """Yield the incidents of a table; ``-`` reads a GeoJSON text sequence from standard input.

    A record that is no incident is reported and left out; a value that breaks the schema is
    reported and reads as null. ``how`` says what the header does not: the layout, the columns,
    the order of dates. Raises ``InputError`` if the file cannot be read at all and
    ``UsageError`` for an unknown extension.
    """
    yield from incidents_of(raw_records(path, report, how), str(path), how, report)


def read_batches(path: str | Path, report: Report, how: How = AS_IT_IS) -> Iterator[pa.Table]:
    """Yield a table as Arrow batches of the schema, as :func:`read_incidents` does incidents."""
    yield from batches_in(raw_records(path, report, how), str(path), how, report)


def raw_records(path: str | Path, report: Report, how: How) -> Iterator[Raw]:
    """Yield the records of a file or a database as they are."""
    if str(path) == STANDARD_STREAM:
        records = sequence.records_of(sys.stdin.buffer, STANDARD_STREAM, report)
        yield from in_batches(records)
        return
    if postgis.is_database(path):
        yield from postgis.read(str(path), report)
        return
    chosen = format_of(path)
    if chosen is None and Path(path).is_file():
        told = how.layout or how.columns
        chosen = TEXT_TABLE if told or layout_of_text(Path(path)) else None
    if chosen is None or chosen.read is None:
        raise _no_format(path)
    try:
        yield from chosen.read(Path(path), report)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error


def write_incidents(
    incidents: Iterable[Incident],
    path: str | Path,
    *,
    overwrite: bool = False,
    excel: bool = False,
) -> None:
    """Write the incidents whole or not at all; ``-`` streams Features to standard output.

    Raises ``OutputError`` (exists, full, read-only) and ``UsageError`` (unknown extension).
    """
    if str(path) == STANDARD_STREAM:
        _write_to_standard_output(incidents)
        return
    write_batches(batches_of(incidents), path, overwrite=overwrite, excel=excel)


def write_batches(
    batches: Iterable[pa.Table], path: str | Path, *, overwrite: bool = False, excel: bool = False
) -> None:
    """Write batches whole or not at all: :func:`write_incidents` for columns.

    ``excel`` puts the mark before a CSV by which Excel knows UTF-8. Rows of a database are
    replaced by id.
    """
    if postgis.is_database(path):
        postgis.write(batches, str(path))
        return
    chosen = _written_as(path)
    write = chosen.write
    if excel:
        if chosen is not TEXT_TABLE:
            raise UsageError(f"{path}: --excel is for .csv; Excel opens .xlsx as it is")
        write = comma_separated.write_for_excel
    assert write is not None
    write_atomically(path, lambda made: write(batches, made), overwrite=overwrite)


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


def sniff(path: str | Path) -> Kind:
    """Return what a path holds; ``-`` looks at standard input without consuming it.

    Raises ``InputError`` if the content has to decide and cannot be read.
    """
    if str(path) == STANDARD_STREAM:
        stream: Any = sys.stdin.buffer
        return kind_of_json(stream.peek(PEEK_BYTES))
    format_ = format_of(path)
    if format_ is None:
        is_text = Path(inner_name(path)).suffix.lower() in {".txt", ""}
        known = is_text and layout_of_text(Path(path)) is not None
        return Kind.INCIDENTS if known else Kind.REPORTS
    if Path(inner_name(path)).suffix.lower() not in format_.peek:
        return Kind.INCIDENTS
    try:
        head = peek(Path(path), PEEK_BYTES)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    return kind_of_table(head) if format_ is TEXT_TABLE else kind_of_json(head)
