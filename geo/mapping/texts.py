"""What a card says beyond the columns, in chunks that stay packed until one is asked for.

A text is its words between spaces, each a code into one dictionary of all words, the most frequent
first: that is smaller than text (numbers pack better), and a search looks a word up once and then
runs over numbers. What holds no words (addresses, ids of documents) is kept as it is. Three blocks
a chunk: ``said`` is what a search reads, ``rest`` what only a card shows, ``told`` (where a table
holds any) what only an export does: from which incidents one was merged, and as they were told.
``assets/src/texts.js`` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.mapping.blocks import container
from geo.mapping.packing import whole_numbers
from geo.table import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

CHUNK_ROWS = 2048
PARTED = "\x1e"
"""Between the words of the dictionary; no word holds it."""
MICRO = 1_000_000

SAID = {
    Column.ACTORS: ("name", "text"),
    Column.CASUALTIES: ("victims", "text", "claimant"),
    Column.EVIDENCE: ("text",),
    Column.MENTIONED_PLACES: ("text", "place"),
    Column.SOURCES: ("title", "source", "dataset"),
    Column.DISAGREEMENTS: ("value",),
}
"""What a search reads."""
TOLD = (Column.MEMBERS, Column.SUMS, Column.TELLINGS)
"""Lists that only an export holds, as JSON text."""
PLAIN = frozenset({"document_id", "url", "place_id", "record", *map(str, TOLD)})
"""Texts that are no words: each is another."""
ALONE = (Column.PLACE_TEXT, Column.PLACE_ID, Column.PLACE_REASON)
"""Flat columns that only the card shows."""


@dataclass(slots=True, kw_only=True)
class Words:
    """A column of texts as words: how many each item has, and which."""

    ends: NDArray[np.int64]
    codes: NDArray[Any]


@dataclass(slots=True, kw_only=True)
class Texts:
    """Every text of a table, ready to be written chunk by chunk."""

    rows: int
    whole: bool = True
    """Whether no words of a report were left out."""
    item_ends: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    plain: dict[str, pa.StringArray] = field(default_factory=dict)
    numbers: dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]] = field(default_factory=dict)
    names: dict[Column, pa.StringArray] = field(default_factory=dict)
    """Of each row the distinct names of a list, one text; see :data:`.gathering.NAMED`."""
    vocabulary: bytes = b""
    vocabulary_size: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to say at all."""
        return bool(self.words or self.plain or self.numbers)

    @property
    def told(self) -> bool:
        """Whether there is anything that only an export holds."""
        return any(str(column) in self.plain for column in TOLD)

    @property
    def header(self) -> dict[str, Any]:
        """What the page is told beforehand: how many rows a chunk has, and what is searched."""
        return {
            "rows": CHUNK_ROWS,
            "words": self.vocabulary_size,
            "any": self.any,
            "told": self.told,
            "whole": self.whole,
            "said": [name for name in self.words if _is_said(name)],
        }

    def chunks(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of every block, the dictionary first."""
        if not self.any:
            return
        yield "words", container({"words": self.vocabulary_size}, {"words": self.vocabulary})
        for chunk, first in enumerate(range(0, self.rows, CHUNK_ROWS)):
            last = min(first + CHUNK_ROWS, self.rows)
            yield f"said-{chunk}", self._block(first, last, said=True)
            yield f"rest-{chunk}", self._block(first, last, said=False)
            if self.told:
                yield f"told-{chunk}", self._told_block(first, last)

    def _told_block(self, first: int, last: int) -> bytes:
        block = _Block(texts=self, first=first, last=last)
        for column in TOLD:
            if str(column) in self.plain:
                block.put_plain(str(column), self.plain[str(column)])
        return container(block.header, block.blobs)

    def _block(self, first: int, last: int, *, said: bool) -> bytes:
        block = _Block(texts=self, first=first, last=last)
        block.put_items()
        for name, words in self.words.items():
            if _is_said(name) is said:
                block.put_words(name, words)
        if not said:
            for name, texts in self.plain.items():
                if name not in TOLD:
                    block.put_plain(name, texts)
            for name, (values, known) in self.numbers.items():
                block.put_numbers(name, values, known)
        return container(block.header, block.blobs)


class _Block:
    """One block while it is filled: the rows from ``first`` to before ``last``."""

    def __init__(self, *, texts: Texts, first: int, last: int) -> None:
        self.header: dict[str, Any] = {"rows": last - first, "columns": {}, "items": {}}
        self.blobs: dict[str, bytes] = {}
        self.texts = texts
        self.first, self.last = first, last

    def put_items(self) -> None:
        """Put how many elements each row's nested columns have."""
        for column, ends in self.texts.item_ends.items():
            lengths = np.diff(ends[self.first : self.last + 1])
            if lengths.any():
                self.header["items"][column] = self._numbers(f"{column}#", lengths)

    def put_words(self, name: str, words: Words) -> None:
        """Put texts as codes of their words."""
        a, b = self._span(name)
        if words.ends[a] == words.ends[b]:
            return
        lengths = np.diff(words.ends[a : b + 1])
        codes = words.codes[words.ends[a] : words.ends[b]]
        self.header["columns"][name] = {
            "kind": "words",
            "lengths": self._numbers(f"{name}#", lengths),
            "codes": self._numbers(name, codes),
        }

    def put_plain(self, name: str, texts: pa.StringArray) -> None:
        """Put texts as they are, one after another."""
        a, b = self._span(name)
        part = texts.slice(a, b - a)
        if part.null_count == len(part):
            return
        known = part.is_valid().to_numpy(zero_copy_only=False)
        lengths = pc.fill_null(pc.binary_length(part), 0).to_numpy().astype(np.int64)
        self.blobs[name] = "".join(part.fill_null("").to_pylist()).encode("utf-8")
        described = {"kind": "plain", "lengths": self._numbers(f"{name}#", lengths, known)}
        self.header["columns"][name] = described

    def put_numbers(self, name: str, values: NDArray[np.int64], known: NDArray[np.bool_]) -> None:
        """Put whole numbers."""
        a, b = self._span(name)
        if known[a:b].any():
            packed = self._numbers(name, values[a:b], known[a:b])
            self.header["columns"][name] = {"kind": "numbers", "values": packed}

    def _span(self, name: str) -> tuple[int, int]:
        ends = self.texts.item_ends.get(name.partition(".")[0])
        return (
            (self.first, self.last)
            if ends is None
            else (int(ends[self.first]), int(ends[self.last]))
        )

    def _numbers(
        self, name: str, values: NDArray[np.int64], known: NDArray[np.bool_] | None = None
    ) -> dict[str, Any]:
        self.blobs[name], how = whole_numbers(values, known)
        return how | {"count": len(values)}


def _is_said(name: str) -> bool:
    column, _, part = name.partition(".")
    return part in SAID.get(Column(column), ()) or column == Column.PLACE_TEXT
