"""The words of a table's nested columns, taken a stretch of rows at a time.

A nested column is most of a table's bytes, and as Arrow lists or as words between spaces it is as
many again: so no more than a stretch is ever in that form, and what stays of it are codes of words.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.mapping.nested import FIELDS, names_of, nested_parts, told_parts
from geo.mapping.packing import LISTED
from geo.mapping.texts import ALONE, MICRO, PARTED, PLAIN, TOLD, Texts, Words
from geo.table import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geo.mapping.columns import Rows

QUOTED = {
    Column.ACTORS: ("text",),
    Column.CASUALTIES: ("text", "document_id", "start", "end"),
    Column.EVIDENCE: tuple(FIELDS[Column.EVIDENCE]),
    Column.MENTIONED_PLACES: tuple(FIELDS[Column.MENTIONED_PLACES]),
    Column.SOURCES: ("document_id", "title", "url"),
    Column.DISAGREEMENTS: (),
}
"""What is left out where nothing may be quoted; tellings are then left out whole."""
MOST_SHORT = 1 << 16
"""Words that codes of two bytes can tell apart."""
NAMED = {Column.ACTORS: "name", Column.SOURCES: "source"}
"""Of which lists the names are told of every row."""


def gather(rows: Rows, *, quoting: bool = True, most_quotes: int | None = None) -> Texts:
    """Return the texts of a table; without ``quoting`` nothing that a report says in its words.

    Raises ``DataError`` that names a column whose values are no lists of objects.
    """
    texts = Texts(rows=len(rows), whole=quoting and most_quotes is None)
    gathered = _Gathered(texts)
    for column, fields in FIELDS.items():
        kept = [name for name in fields if quoting or name not in QUOTED[column]]
        parts = nested_parts(rows.values(column), column, rows.order)
        most = most_quotes if column is Column.EVIDENCE else None
        _take_column(gathered, column, kept, _shortened(parts, most))
    for column in ALONE if quoting else ():
        gathered.take(str(column), pa.array(rows.flat[column], pa.string()))
    for column in TOLD:
        if quoting or column is not Column.TELLINGS:
            for part in told_parts(rows.values(column), column, rows.order):
                gathered.take(str(column), _pointing(part, column, most_quotes))
    gathered.finish()
    pa.default_memory_pool().release_unused()  # what the stretches took, before columns are packed
    return texts


def _shortened(parts: Iterable[pa.ListArray], most: int | None) -> Iterable[pa.ListArray]:
    if most is None:
        return parts
    return (pc.list_slice(part, 0, most, return_fixed_size_list=False) for part in parts)


def _take_column(
    gathered: _Gathered, column: Column, kept: list[str], parts: Iterable[pa.ListArray]
) -> None:
    lengths, names = [], []
    for part in parts:
        lengths.append(pc.fill_null(pc.list_value_length(part), 0).to_numpy())
        if column in NAMED:
            names.append(names_of(part, NAMED[column], LISTED))
        items = part.flatten()
        for name in kept:
            gathered.take(f"{column}.{name}", pc.struct_field(items, name))
    texts = gathered.texts
    if names:
        texts.names[column] = pa.concat_arrays(names)
    if kept and any(part.any() for part in lengths):
        texts.item_ends[str(column)] = _ends(lengths)


def _pointing(told: pa.StringArray, column: Column, most: int | None) -> pa.StringArray:
    """Return tellings that point at no more quotes than are kept."""
    if column is not Column.TELLINGS or most is None:
        return told
    return pa.array([text and _within(text, most) for text in told.to_pylist()], pa.string())


def _within(text: str, most: int) -> str:
    tellings = [telling for telling in json.loads(text) if isinstance(telling, dict)]
    for telling in tellings:
        quotes = telling.get(Column.EVIDENCE) or []
        kept = [place for place in quotes if type(place) is int and place < most]
        telling[str(Column.EVIDENCE)] = kept
    return json.dumps(tellings, ensure_ascii=False, separators=(",", ":"))


class _Gathered:
    """What was taken so far, by the name of its column: stretches of codes, texts and numbers."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.lengths: dict[str, list[NDArray[Any]]] = defaultdict(list)
        self.codes: dict[str, dict[int, NDArray[Any]]] = defaultdict(dict)
        self.own: list[pa.StringArray] = []
        self.plain: dict[str, list[pa.StringArray]] = defaultdict(list)
        self.numbers: dict[str, list[tuple[NDArray[np.int64], NDArray[np.bool_]]]] = defaultdict(
            list
        )

    def take(self, name: str, values: pa.Array | pa.ChunkedArray) -> None:
        """Take a stretch of texts or numbers."""
        if isinstance(values, pa.ChunkedArray):  # what pandas keeps as Arrow comes in pieces
            values = pa.concat_arrays(values.chunks)
        if pa.types.is_list(values.type):
            values = pc.binary_join(values, " ")
        if not pa.types.is_string(values.type):
            self._take_numbers(name, values)
        elif name.rpartition(".")[2] in PLAIN:
            self.plain[name].append(values)
        else:
            self._take_words(name, values)

    def _take_numbers(self, name: str, values: pa.Array) -> None:
        scale = MICRO if pa.types.is_floating(values.type) else 1
        known = values.is_valid().to_numpy(zero_copy_only=False)
        numbers = values.fill_null(0).to_numpy(zero_copy_only=False)
        self.numbers[name].append((np.rint(numbers * scale).astype(np.int64), known))

    def _take_words(self, name: str, values: pa.StringArray) -> None:
        split = pc.split_pattern(values, " ")
        tokens = split.flatten().dictionary_encode()
        self.lengths[name].append(pc.fill_null(pc.list_value_length(split), 0).to_numpy())
        self.codes[name][len(self.own)] = tokens.indices.to_numpy()
        self.own.append(tokens.dictionary)

    def finish(self) -> None:
        """Put it all where its kind goes; what is all null goes nowhere."""
        texts = self.texts
        for name, parts in self.plain.items():
            if any(part.null_count < len(part) for part in parts):
                texts.plain[name] = pa.concat_arrays(parts)
        for name, pairs in self.numbers.items():
            values, known = (np.concatenate(column) for column in zip(*pairs, strict=True))
            if known.any():
                texts.numbers[name] = (values, known)
        self._join_words()

    def _join_words(self) -> None:
        """Turn each stretch's codes into codes of one dictionary, the most frequent word first."""
        if not any(len(words) for words in self.own):
            return
        joint = pa.concat_arrays(self.own).dictionary_encode()
        words, place = joint.dictionary, joint.indices.to_numpy()
        # Where the words of each stretch stand in the joint dictionary.
        places = np.split(place, np.cumsum([len(own) for own in self.own])[:-1])
        counts = np.zeros(len(words), np.int64)
        for stretches in self.codes.values():
            for at, codes in stretches.items():
                counts[places[at]] += np.bincount(codes, minlength=len(places[at]))
        order = np.argsort(-counts, kind="stable")
        rank = np.empty(len(order), np.uint16 if len(order) <= MOST_SHORT else np.uint32)
        rank[order] = np.arange(len(order))
        for name, stretches in self.codes.items():
            joined = np.concatenate([
                rank[places[at]][stretches.pop(at)] for at in list(stretches)
            ])  # fmt: skip
            if len(joined):
                self.texts.words[name] = Words(ends=_ends(self.lengths[name]), codes=joined)
        spelled = pc.replace_substring(words.take(pa.array(order)), PARTED, "\ufffd")
        self.texts.vocabulary = PARTED.join(spelled.to_pylist()).encode("utf-8")
        self.texts.vocabulary_size = len(order)


def _ends(lengths: list[NDArray[Any]]) -> NDArray[np.int64]:
    ends = np.zeros(sum(map(len, lengths)) + 1, np.int64)
    np.cumsum(np.concatenate(lengths), out=ends[1:])
    return ends
