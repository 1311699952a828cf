"""A stream of text in blocks that end where a record ends, which Arrow reads as columns.

Most tables are plain: Arrow parses them many times faster than Python does row by row. A block in
which anything is odd (a record too short or too long, bytes that are not UTF-8) is left to the
``csv`` module, which tells what is wrong with which line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, overload

import numpy as np

from geo.formats.points import one_chunk

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK_BYTES = 1 << 22
LONGEST_RECORD = 1 << 26
"""A record that is longer than this is none: somebody forgot to close a quotation mark."""
_QUOTE, _END, _RETURN = b'"', b"\n", b"\r"
_LAST = b"\x1e"
"""A record that is put behind a block's own: read as one, it shows that no quote is open there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Records, and the line on which the first begins."""

    data: bytes
    line: int

    @property
    def ends(self) -> int:
        """How many lines end among them."""
        return _count(self.data, _END)


class Blocks:
    """The blocks of a stream; what is odd can be read from there to the end in one go."""

    def __init__(self, stream: IO[bytes], *, quoting: bool) -> None:
        self._stream = stream
        self._quoting = quoting

    def __iter__(self) -> Iterator[Block]:
        """Yield the blocks; one without an end that can be found is the last that is one."""
        line = 1
        while data := self._stream.read(BLOCK_BYTES):
            block = Block(data=b"".join((data, *self._rest(data))), line=line)
            yield block
            line += block.ends

    def _rest(self, data: bytes) -> Iterator[bytes]:
        """Yield the lines up to the end of the last record: at a line's end outside of quotes."""
        size, quotes = len(data), self._quoting and _count(data, _QUOTE)
        ended = data.endswith(_END)
        while (quotes % 2 or not ended) and size < LONGEST_RECORD:
            line = self._stream.readline(LONGEST_RECORD)
            if not line:
                return
            yield line
            size += len(line)
            quotes += self._quoting and line.count(_QUOTE)
            ended = line.endswith(_END)

    def from_here(self, block: Block) -> IO[bytes]:
        """Return a stream of the block and everything after it."""
        return io.BufferedReader(_Chained(block.data, self._stream))


def _count(data: bytes, mark: bytes) -> int:
    """Return how often a byte is there: ``bytes.count`` is slow where it is often."""
    return int(np.count_nonzero(np.frombuffer(data, np.uint8) == mark[0]))


class _Chained(io.RawIOBase):
    def __init__(self, first: bytes, then: IO[bytes]) -> None:
        self._first = io.BytesIO(first)
        self._then = then

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._first.read(len(buffer)) or self._then.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def columns_of(block: Block, width: int, dialect: dict[str, Any]) -> list[pa.Array] | None:
    """Return the cells of a plain block as columns of text, None where it is not plain.

    Arrow and the ``csv`` module take quotation marks alike, also those inside of a cell.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow

    if not _ends_alike(block):
        return None
    names = [str(number) for number in range(width)]
    quoted = dialect["quoting"] != csv.QUOTE_NONE
    last = _LAST + dialect["delimiter"].encode() * (width - 1) + _END
    data = b"".join((block.data, b"" if block.data.endswith(_END) else _END, last))
    try:
        table = arrow.read_csv(
            pa.BufferReader(data),
            read_options=arrow.ReadOptions(column_names=names, block_size=len(data) + 1),
            parse_options=arrow.ParseOptions(
                delimiter=dialect["delimiter"],
                quote_char='"' if quoted else False,
                newlines_in_values=quoted,
            ),
            convert_options=arrow.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid:
        return None
    columns = [one_chunk(column) for column in table.columns]
    # Inside of quotes the line that was put behind the block would be a part of its last cell.
    if columns[0][-1].as_py() != _LAST.decode():
        return None
    return [_or_nothing(column[:-1]) for column in columns]


def _or_nothing(column: pa.Array) -> pa.Array:
    """Return a column as it is, of nulls where every cell is empty: most of them cost nothing."""
    import pyarrow as pa

    where = np.frombuffer(column.buffers()[1], np.int32)[column.offset :]
    return column if where[len(column)] > where[0] else pa.nulls(len(column), pa.string())


def _ends_alike(block: Block) -> bool:
    """Tell whether every carriage return stands before a line feed."""
    text = np.frombuffer(block.data, np.uint8)
    returns = np.flatnonzero(text == _RETURN[0])
    if len(returns) and returns[-1] == len(text) - 1:
        return False
    return bool((text[returns + 1] == _END[0]).all())


def is_regular(block: Block, dialect: dict[str, Any]) -> bool:
    """Tell whether every quotation mark opens a cell, closes one or is doubled in one.

    Only then is it sure that the block ends where a record ends.
    """
    if dialect["quoting"] == csv.QUOTE_NONE:
        return True
    text = np.frombuffer(block.data, np.uint8)
    marks = np.flatnonzero(text == _QUOTE[0])
    if not len(marks):
        return True
    if len(marks) % 2:
        return False
    opening, closing = marks[::2], marks[1::2]
    may_stand = np.zeros((2, 256), bool)
    delimiter = ord(dialect["delimiter"])
    may_stand[0, [delimiter, *b"\n"]] = True
    may_stand[1, [delimiter, *b"\r\n"]] = True
    # Most marks are doubled ones: one closes, the next byte opens again.
    apart = opening[1:] - closing[:-1] != 1
    opens = np.append(opening[:1], opening[1:][apart])
    closes = np.append(closing[:-1][apart], closing[-1:])
    # The first and the last byte of a block have a line's end beside them.
    before = may_stand[0][text[opens[opens > 0] - 1]]
    after = may_stand[1][text[closes[closes < len(text) - 1] + 1]]
    return bool(before.all() and after.all())


def lines_of(block: Block, rows: int, numbered: Callable[[Block], Iterator[int]]) -> Sequence[int]:
    """Return the line of each record of a plain block, counted only where records span lines."""
    ends = block.ends + (not block.data.endswith(_END))
    if ends == rows:
        return range(block.line, block.line + rows)
    return _Lines(lambda: list(numbered(block)))


class _Lines(Sequence[int]):
    """Lines that are counted when somebody asks: only what is wrong with a row does."""

    def __init__(self, count: Callable[[], list[int]]) -> None:
        self._count = count

    @cached_property
    def _all(self) -> list[int]:
        return self._count()

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        if isinstance(place, slice):
            return _Lines(lambda: self._all[place])
        return self._all[place]

    def __len__(self) -> int:
        return len(self._all)
