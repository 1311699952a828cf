"""GeoJSON text sequences: one Feature a line, read and written one at a time.

``.geojsons`` begins each record with the RS character (RFC 8142); the others are plain lines.
Both are read whatever the extension says.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import Skipped
from geo.formats.compressed import opened
from geo.formats.json_columns import objects, quoted
from geo.formats.record import Record, in_batches
from geo.table import SCHEMA, Column, ColumnType, to_feature
from geo.table.columns import LATITUDE, LONGITUDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from geo.formats.record import Raw, Report
    from geo.model import Incident

RS = b"\x1e"
# Legal in JSON, yet line ends to Python's splitlines and to JavaScript's older parsers.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


def read(path: Path, report: Report) -> Iterator[Raw]:
    """Yield a record for each line (or each RS-led text) that holds JSON."""
    with opened(path) as file:
        yield from in_batches(records_of(file, str(path), report))


def records_of(lines: Iterable[bytes], source: str, report: Report) -> Iterator[Record]:
    """Yield the records of a stream of lines; what is not JSON is reported and left out."""
    for number, text in _texts(lines):
        try:
            yield Record(feature=json.loads(text.decode("utf-8-sig")), line=number)
        except UnicodeDecodeError as error:
            reason = f"not UTF-8 at byte {error.start} of the record"
            report(Skipped(source=source, line=number, reason=reason))
        except (ValueError, RecursionError) as error:
            report(Skipped(source=source, line=number, reason=f"not JSON: {error}"))


def _texts(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the text of each record with its first line: one line, or from RS to RS."""
    begun, start = b"", 0
    for number, line in enumerate(lines, start=1):
        if line.startswith(RS):
            if begun.strip():
                yield start, begun
            begun, start = line[1:], number
        elif start:
            begun += line
        elif line.strip():
            yield number, line
    if begun.strip():
        yield start, begun


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write one Feature a line."""
    lead = RS if path.suffix.lower() == ".geojsons" else b""
    with path.open("wb") as file:
        for batch in batches:
            file.writelines(lead + line + b"\n" for line in features_json(batch))


def features_json(batch: pa.Table) -> list[bytes]:
    """Return each row of a batch as a Feature in JSON, without line ends of any kind."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = {field.name: batch[field.name].combine_chunks() for field in batch.schema}
    position = [columns.pop(name) for name in (LONGITUDE, LATITUDE)]
    members = columns.pop(Column.MEMBERS)
    properties: dict[str, Any] = {
        str(spec.name): _json(spec.type, columns[spec.name])
        for spec in SCHEMA
        if spec.name != Column.MEMBERS
    }
    point = pc.binary_join_element_wise(*(degrees.cast(pa.string()) for degrees in position), ",")
    start = '{"type":"Point","coordinates":['
    geometry = pc.fill_null(pc.binary_join_element_wise(start, point, "]}", ""), "null")
    # Absent before merging: the contract's own words.
    beside = pc.fill_null(pc.binary_join_element_wise(',"members":', members, ""), "")
    written = pc.utf8_slice_codeunits(objects(len(batch), properties), 0, -1)
    whole = pc.binary_join_element_wise(
        '{"type":"Feature","geometry":', geometry, ',"properties":', written, beside, "}}", ""
    )
    for end, escaped in _LINE_ENDS.items():
        if pc.any(pc.match_substring(whole, chr(end))).as_py():
            whole = pc.replace_substring(whole, chr(end), escaped)
    return [bytes(line) for line in whole.cast(pa.binary()).to_pylist()]


def _json(kind: ColumnType, column: pa.Array) -> pa.Array:
    """Return a column as JSON texts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind is ColumnType.LIST:
        return pc.fill_null(column, "[]")
    if kind is ColumnType.TEXT:
        return quoted(column)
    text = column.cast(pa.string())
    return quoted(text) if kind is ColumnType.DATE else pc.fill_null(text, "null")


def line_of(incident: Incident) -> bytes:
    """Return the incident's Feature as one line of UTF-8."""
    return encoded(to_feature(incident)) + b"\n"


def encoded(value: Any) -> bytes:
    """Return JSON in UTF-8 without any line end; what UTF-8 cannot hold is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.translate(_LINE_ENDS).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()
