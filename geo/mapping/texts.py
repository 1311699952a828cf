"""What a card says beyond the columns, in chunks that stay packed until one is asked for.

A text is its words between spaces, each a code into one dictionary of all words, the most frequent
first: that is smaller than text (numbers pack better), and a search looks a word up once and then
runs over numbers. What holds no words (addresses, ids of documents) is kept as it is. Two blocks a
chunk: ``said`` is what a search reads, ``rest`` what only a card shows.
``assets/src/texts.js`` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.mapping.blocks import container
from geo.mapping.nested import FIELDS
from geo.mapping.packing import whole_numbers
from geo.table import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.mapping.columns import Rows

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
PLAIN = frozenset({"document_id", "url", "place_id", "record", "members"})
"""Texts that are no words: each is another."""
ALONE = (Column.PLACE_TEXT, Column.PLACE_ID, Column.PLACE_REASON)
"""Flat columns that only the card shows."""
QUOTED = {
    Column.ACTORS: ("text",),
    Column.CASUALTIES: ("text", "document_id", "start", "end"),
    Column.EVIDENCE: tuple(FIELDS[Column.EVIDENCE]),
    Column.MENTIONED_PLACES: tuple(FIELDS[Column.MENTIONED_PLACES]),
    Column.SOURCES: ("document_id", "title", "url"),
    Column.DISAGREEMENTS: (),
}
"""What is left out where nothing may be quoted."""


@dataclass(slots=True, kw_only=True)
class Words:
    """A column of texts as words: how many each item has, and which."""

    ends: NDArray[np.int64]
    codes: NDArray[Any]


@dataclass(slots=True, kw_only=True)
class Texts:
    """Every text of a table, ready to be written chunk by chunk."""

    rows: int
    item_ends: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    plain: dict[str, pa.StringArray] = field(default_factory=dict)
    numbers: dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]] = field(default_factory=dict)
    vocabulary: bytes = b""
    vocabulary_size: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to say at all."""
        return bool(self.words or self.plain or self.numbers)

    @property
    def header(self) -> dict[str, Any]:
        """What the page is told beforehand: how many rows a chunk has, and what is searched."""
        return {
            "rows": CHUNK_ROWS,
            "words": self.vocabulary_size,
            "any": self.any,
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

    def _block(self, first: int, last: int, *, said: bool) -> bytes:
        block = _Block(texts=self, first=first, last=last)
        block.put_items()
        for name, words in self.words.items():
            if _is_said(name) is said:
                block.put_words(name, words)
        if not said:
            for name, texts in self.plain.items():
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


def gather(rows: Rows, *, quoting: bool = True, most_quotes: int | None = None) -> Texts:
    """Return the texts of a table; without ``quoting`` nothing that a report says in its words."""
    texts = Texts(rows=len(rows))
    found: dict[str, pa.StringArray] = {}
    for column, fields in FIELDS.items():
        nested = rows.nested[column]
        if column is Column.EVIDENCE and most_quotes is not None:
            nested = pc.list_slice(nested, 0, most_quotes, return_fixed_size_list=False)
        items = nested.flatten()
        kept = [name for name in fields if quoting or name not in QUOTED[column]]
        if len(items) == 0 or not kept:
            continue
        texts.item_ends[str(column)] = _ends(pc.fill_null(pc.list_value_length(nested), 0))
        for name in kept:
            _sort_out(texts, found, f"{column}.{name}", pc.struct_field(items, name))
    for column in ALONE if quoting else ():
        _sort_out(texts, found, str(column), pa.array(rows.flat[column], pa.string()))
    _as_words(texts, found)
    return texts


def _sort_out(texts: Texts, found: dict[str, Any], name: str, values: pa.Array) -> None:
    """Put a column of texts or numbers where its kind goes; one that is all null goes nowhere."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if values.null_count == len(values):
        return
    if pa.types.is_list(values.type):
        values = pc.binary_join(values, " ")
    if pa.types.is_string(values.type):
        if name.rpartition(".")[2] in PLAIN:
            texts.plain[name] = values
        else:
            found[name] = values
        return
    scale = MICRO if pa.types.is_floating(values.type) else 1
    known = values.is_valid().to_numpy(zero_copy_only=False)
    numbers = values.fill_null(0).to_numpy(zero_copy_only=False)
    texts.numbers[name] = (np.rint(numbers * scale).astype(np.int64), known)


def _as_words(texts: Texts, found: dict[str, pa.StringArray]) -> None:
    """Turn texts into codes of one dictionary; an unknown text has no word, an empty one one."""
    own: list[Any] = []
    for name in list(found):
        split = pc.split_pattern(found.pop(name), " ")
        tokens = split.flatten().dictionary_encode()
        own.append(tokens.dictionary)
        ends = _ends(pc.fill_null(pc.list_value_length(split), 0))
        texts.words[name] = Words(ends=ends, codes=tokens.indices.to_numpy())
    if not own:
        return
    joint = pa.concat_arrays(own).dictionary_encode()
    place = joint.indices.to_numpy()
    counts = np.zeros(len(joint.dictionary), np.int64)
    start = 0
    for words, local in zip(texts.words.values(), own, strict=True):
        words.codes = place[start : start + len(local)][words.codes]
        counts += np.bincount(words.codes, minlength=len(counts))
        start += len(local)
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    for words in texts.words.values():
        words.codes = rank[words.codes]
    spelled = pc.replace_substring(joint.dictionary.take(pa.array(order)), PARTED, "\ufffd")
    texts.vocabulary = PARTED.join(spelled.to_pylist()).encode("utf-8")
    texts.vocabulary_size = len(order)


def _ends(lengths: pa.Array) -> NDArray[np.int64]:
    ends = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths.to_numpy(), out=ends[1:])
    return ends


def _is_said(name: str) -> bool:
    column, _, part = name.partition(".")
    return part in SAID.get(Column(column), ()) or column == Column.PLACE_TEXT
