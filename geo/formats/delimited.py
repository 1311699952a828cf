"""Text tables (CSV, TSV, semicolons), a stretch at a time, in bounded memory."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any

from geo.errors import InputError, Skipped
from geo.formats.layouts.headers import Head, find_head
from geo.formats.record import BATCH_RECORDS, Raw
from geo.formats.text_blocks import Block, Blocks, columns_of, is_regular, lines_of

if TYPE_CHECKING:
    import pyarrow as pa

    from geo.formats.record import Report

DELIMITERS = ",\t;|"
_UTF8 = ("utf-8", "utf-8-sig")
_HEAD_ROWS = 30
_SAMPLE = 65_536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOSTLY = 0.02
"""A file of which more lines than this share are not UTF-8 is in another encoding as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """How a text table is to be read."""

    encoding: str
    delimiter: str
    quoting: bool = True

    @property
    def dialect(self) -> Any:
        """What ``csv.reader`` wants to be told."""
        quoting = csv.QUOTE_MINIMAL if self.quoting else csv.QUOTE_NONE
        return {"delimiter": self.delimiter, "quoting": quoting}


def read_rows(stream: IO[bytes], source: str, report: Report) -> Iterator[Raw]:
    """Yield the table's records; lines that are none are reported and left out."""
    # The limit of 128 KB a cell is the module's own and global; a long report's quotes pass it.
    csv.field_size_limit(sys.maxsize)
    text = look_at(_sample(stream))
    reader = _Reader(text, source, report)
    yield from reader.blocks(stream) if text.encoding in _UTF8 else reader.rows(stream)
    if reader.is_empty:
        raise InputError(f"{source} is empty: it has no header and no record")


class _Reader:
    """Reads one table: in blocks as columns where it is plain, else record by record."""

    def __init__(self, text: Text, source: str, report: Report) -> None:
        self._text = text
        self._source = source
        self._report = report
        self._head: Head | None = None
        self._first = 1

    @property
    def is_empty(self) -> bool:
        """Whether there was not even a header."""
        return self._head is None or not any(self._head.names)

    def blocks(self, stream: IO[bytes]) -> Iterator[Raw]:
        """Yield the records of a stream in UTF-8."""
        dialect = self._text.dialect
        blocks = Blocks(stream, quoting=self._text.quoting)
        for block in blocks:
            skip = 0
            if self._head is None:
                start = islice(self._numbered(block), _HEAD_ROWS)
                self._head = find_head([row for _, row in start] or [[""]])
                skip = self._head.skip
            columns = columns_of(block, len(self._head.names), dialect)
            if columns is not None:
                yield from self._plain(block, columns, skip)
            elif is_regular(block, dialect):
                yield from self._batches(islice(self._numbered(block), skip, None))
            else:
                self._head = None if skip else self._head
                yield from self.rows(blocks.from_here(block), block.line)
                return

    def _plain(self, block: Block, columns: list[pa.Array], skip: int) -> Iterator[Raw]:
        assert self._head is not None
        rows = len(columns[0]) - skip
        lines = lines_of(
            block, rows + skip, lambda block: (line for line, _ in self._numbered(block))
        )
        lines = lines[skip:] if skip else lines
        named = {n: c[skip:] for n, c in zip(self._head.names, columns, strict=True) if n}
        for start in range(0, rows, BATCH_RECORDS):
            size = min(BATCH_RECORDS, rows - start)
            yield Raw(
                rows=size,
                first_row=self._first,
                columns={name: column.slice(start, size) for name, column in named.items()},
                lines=lines if size == rows else lines[start : start + size],
            )
            self._first += size

    def rows(self, stream: IO[bytes], line: int = 1) -> Iterator[Raw]:
        """Yield the records of a stream, read one by one; it begins on a line of the file."""
        lines = io.TextIOWrapper(
            stream, encoding=self._text.encoding, errors="surrogateescape", newline=""
        )
        try:
            rows = _numbered(lines, self._text, self._source, self._report, first=line)
            if self._head is None:
                start = list(islice(rows, _HEAD_ROWS))
                if not start:
                    return
                self._head = find_head([row for _, row in start])
                rows = chain(start[self._head.skip :], rows)
            yield from self._batches(rows)
        finally:
            lines.detach()  # whoever opened the stream closes it

    def _numbered(self, block: Block) -> Iterator[tuple[int, list[str]]]:
        lines = io.TextIOWrapper(
            io.BytesIO(block.data), self._text.encoding, "surrogateescape", newline=""
        )
        return _numbered(lines, self._text, self._source, self._report, first=block.line)

    def _batches(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[Raw]:
        assert self._head is not None
        for raw in _batches(rows, self._head, self._source, self._report):
            yield replace(raw, first_row=self._first)
            self._first += raw.rows


def _sample(stream: Any) -> bytes:
    """Return the beginning without consuming it."""
    return bytes(stream.peek(_SAMPLE)[:_SAMPLE])


def look_at(sample: bytes) -> Text:
    """Return the encoding and the delimiter that a file's beginning shows."""
    encoding = next((name for mark, name in _MARKS if sample.startswith(mark)), None)
    if encoding is None:
        encoding = _encoding(sample)
    lines = sample.decode(encoding, errors="replace").splitlines()[:_HEAD_ROWS]
    delimiter = max(DELIMITERS, key=lambda mark: _columns(lines, mark))
    # GDELT's and ICEWS's tabs know no quotes: one quotation mark would swallow the next lines.
    return Text(encoding=encoding, delimiter=delimiter, quoting=_is_quoted(lines, delimiter))


def _columns(lines: Sequence[str], delimiter: str) -> float:
    counts = [line.count(delimiter) for line in lines if line.strip()]
    if not counts:
        return 0
    return counts[0] + sum(counts) / len(counts) / 1000


def _is_quoted(lines: Sequence[str], delimiter: str) -> bool:
    if delimiter != "\t":
        return True
    return any(
        cell.startswith('"') and cell.endswith('"') and len(cell) > 1
        for line in lines
        for cell in line.split("\t")
    )


def _encoding(sample: bytes) -> str:
    lines = sample.split(b"\n")[:-1] or [sample]
    bad = sum(not _is_utf8(line) for line in lines)
    if bad <= max(1, _MOSTLY * len(lines)):
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return "cp1252" if best is None else best.encoding


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _numbered(
    lines: Iterable[str], text: Text, source: str, report: Report, *, first: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on; blank lines are passed over."""
    rows = csv.reader(lines, **text.dialect)
    while True:
        line = rows.line_num + first
        try:
            for row in rows:
                if row:
                    yield line, row
                line = rows.line_num + first
        except csv.Error as error:
            report(Skipped(source=source, line=line, reason=f"not CSV: {error}"))
        except UnicodeError as error:
            raise InputError(f"{source} is not a text table: {error}") from error
        else:
            return


def _batches(
    rows: Iterator[tuple[int, list[str]]], head: Head, source: str, report: Report
) -> Iterator[Raw]:
    width = len(head.names)
    while True:
        held = list(islice(rows, BATCH_RECORDS))
        if not held:
            return
        good, lines = _even(held, width, source, report)
        if good:
            try:
                yield _raw(good, lines, head.names)
            except UnicodeEncodeError:
                good, lines = _decoded(good, lines, source, report)
                if good:
                    yield _raw(good, lines, head.names)


def _even(
    held: list[tuple[int, list[str]]], width: int, source: str, report: Report
) -> tuple[list[list[str]], list[int]]:
    """Return rows of one width, and their lines; longer ones are reported."""
    good, lines = [], []
    for line, row in held:
        if len(row) > width:
            reason = "more cells than the header has columns"
            report(Skipped(source=source, line=line, reason=reason, rule=reason))
            continue
        good.append(row if len(row) == width else row + [""] * (width - len(row)))
        lines.append(line)
    return good, lines


def _decoded(
    good: list[list[str]], lines: list[int], source: str, report: Report
) -> tuple[list[list[str]], list[int]]:
    """Return the rows without those that hold bytes of another encoding, which are reported."""
    kept = []
    for row, line in zip(good, lines, strict=True):
        try:
            "".join(row).encode()
        except UnicodeEncodeError:
            reason = "not UTF-8"
            report(Skipped(source=source, line=line, reason=reason, rule=reason))
        else:
            kept.append((row, line))
    return [row for row, _ in kept], [line for _, line in kept]


def _raw(good: list[list[str]], lines: list[int], names: Sequence[str]) -> Raw:
    import pyarrow as pa

    columns = {
        name: pa.array(values, pa.string())
        for name, values in zip(names, zip(*good, strict=True), strict=True)
        if name
    }
    return Raw(rows=len(good), columns=columns, lines=lines)
