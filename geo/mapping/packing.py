"""Whole numbers as byte planes, words as codes, and columns that go together as one small table.

A number is kept as its distance from the least of its column; where the column has gaps, 0 means
"not known". All low bytes come first, then all next ones: gzip likes it. A column of one value
takes no byte. ``assets/src/unpack.js`` reads it all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.mapping.blocks import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Numbers = tuple[NDArray[np.int64], NDArray[np.bool_]]
    """Values, and where they are known."""

LISTED = "\x1f"
"""Between the names of a list that is kept as one word."""


def whole_numbers(
    values: NDArray[np.int64], known: NDArray[np.bool_] | None = None, *, delta: bool = False
) -> tuple[bytes, dict[str, Any]]:
    """Return whole numbers as byte planes and how to read them; unknown ones become 0.

    ``delta`` keeps the steps between rows: the column must rise, unknown ones first.
    """
    known = np.ones(len(values), bool) if known is None else known
    nullable = not bool(known.all())
    base = int(values[known].min()) if known.any() else 0
    stored = np.where(known, values - base + nullable, 0)
    if delta:
        stored = np.diff(stored, prepend=0)
    width = (int(stored.max(initial=0)).bit_length() + 7) // 8
    planes = [(stored >> (8 * plane)).astype(np.uint8).tobytes() for plane in range(width)]
    how = {"base": base, "width": width, "delta": delta, "nullable": nullable}
    return b"".join(planes), how


def dictionary(words: pd.Series[Any]) -> tuple[NDArray[np.int64], list[str]]:
    """Return codes (0 where there is no word) and the words, the most frequent first."""
    codes, uniques = pd.factorize(words)
    known = [str(word) for word in uniques.tolist()]
    counts = np.bincount(codes[codes >= 0], minlength=len(known)).tolist()
    order = sorted(range(len(known)), key=lambda code: (-counts[code], known[code]))
    rank = np.empty(len(known) + 1, np.int64)
    rank[order] = np.arange(1, len(known) + 1)
    rank[-1] = 0  # the code -1 of what is missing
    return rank[codes], [known[code] for code in order]


def distinct(columns: Iterable[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the code of each row's combination of values, and the first row of each code.

    The most frequent combination has code 0; those as frequent keep the order of the rows.
    """
    joint: NDArray[np.int64] | None = None
    for values in columns:
        codes, uniques = pd.factorize(values)
        joint = codes if joint is None else pd.factorize(joint * len(uniques) + codes)[0]
    if joint is None or len(joint) == 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    first = np.empty(int(joint.max()) + 1, np.int64)
    first[joint[::-1]] = np.arange(len(joint) - 1, -1, -1)
    order = np.argsort(-np.bincount(joint), kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank[joint], first[order]


@dataclass(slots=True, kw_only=True)
class Packed:
    """A header and the bytes it describes, ready for :func:`geo.mapping.blocks.container`."""

    header: dict[str, Any] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)

    def numbers(
        self, name: str, values: NDArray[np.int64], known: NDArray[np.bool_] | None = None
    ) -> dict[str, Any]:
        """Keep whole numbers under a name; return how to read them."""
        self.blobs[name], how = whole_numbers(values, known)
        return how

    def words(self, name: str, words: list[str]) -> None:
        """Keep the words of a dictionary, to be read when one is asked for."""
        self.blobs[f"words:{name}"] = as_json(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Columns that go together (a place's name and its degrees): one code an incident for all.

    ``words`` are codes into dictionaries, ``numbers`` may have gaps, ``lists`` are codes into a
    dictionary of lists, each written as its names with ``LISTED`` between them.
    """

    name: str
    words: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    numbers: dict[str, Numbers] = field(default_factory=dict)

    def pack(self, into: Packed, within: tuple[str, NDArray[np.int64]] | None = None) -> None:
        """Keep the distinct rows and every incident's code.

        ``within`` names a column of words and gives its codes: each incident's code is then its
        place among those of the same word. Actors belong to a country, and small numbers pack.
        """
        apart = [*self.words.values()]
        for values, known in self.numbers.values():
            apart += [np.where(known, values, 0), known.astype(np.int64)]
        codes, first = distinct(apart)
        fields = {
            name: into.numbers(f"{self.name}.{name}", values[first])
            for name, values in self.words.items()
        }
        fields |= {
            name: into.numbers(f"{self.name}.{name}", values[first], known[first])
            for name, (values, known) in self.numbers.items()
        }
        described: dict[str, Any] = {
            "size": len(first),
            "words": list(self.words),
            "fields": fields,
        }
        if within is not None:
            column, words = within
            codes, beside = _ranked(into, self.name, codes, words)
            described["within"] = beside | {"column": column}
        described["codes"] = into.numbers(self.name, codes)
        into.header.setdefault("groups", {})[self.name] = described


def _ranked(
    into: Packed, name: str, codes: NDArray[np.int64], words: NDArray[np.int64]
) -> tuple[NDArray[np.int64], dict[str, Any]]:
    """Return each code's rank by frequency among those beside the same word, and how to undo it."""
    pairs, first = distinct([words, codes])
    of_word, of_code = words[first], codes[first]
    order = np.argsort(of_word, kind="stable")  # pairs are by frequency already
    lengths = np.bincount(of_word, minlength=int(words.max(initial=0)) + 1)
    begin = np.cumsum(lengths) - lengths
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - begin[of_word[order]]
    return rank[pairs], {
        "words": len(lengths),
        "pairs": len(order),
        "lengths": into.numbers(f"{name}:lengths", lengths),
        "codes": into.numbers(f"{name}:codes", of_code[order]),
    }
