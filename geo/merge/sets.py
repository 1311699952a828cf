"""Small sets and bags of words of many incidents, so laid out that pairs are compared in columns.

Both are numpy arrays: a million pairs are compared in a handful of array operations.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]
Real = NDArray[np.float64]

WORD_BITS = 1024
"""Bits of a bag of words: of two texts of thirty words one word meets another's bit by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """One set of texts for each row: ``codes[starts[i]:starts[i] + sizes[i]]``."""

    starts: Whole
    sizes: Whole
    codes: Whole

    @classmethod
    def of(cls, rows: Sequence[Collection[str]], code_of: dict[str, int] | None = None) -> Sets:
        """Return the sets; equal texts share a code, which means nothing but equality.

        Sets made with the same ``code_of`` can be compared with each other.
        """
        code_of = {} if code_of is None else code_of
        codes = [code_of.setdefault(text, len(code_of)) for row in rows for text in row]
        sizes = np.fromiter(map(len, rows), np.int64, len(rows))
        return cls(
            starts=np.cumsum(sizes) - sizes, sizes=sizes, codes=np.array(codes, dtype=np.int64)
        )

    def shared(self, one: Whole, two: Whole) -> Truth:
        """Tell of each pair of rows whether their sets have something in common."""
        return self.met(one, self, two)

    def met(self, one: Whole, others: Sets, two: Whole) -> Truth:
        """Tell whether sets ``one`` of these have something in common with ``two`` of others."""
        found = np.zeros(len(one), bool)
        left, right = self.sizes[one], others.sizes[two]
        for a in range(int(left.max(initial=0))):
            for b in range(int(right.max(initial=0))):
                open_ones = np.flatnonzero((left > a) & (right > b) & ~found)
                if not len(open_ones):
                    break
                here = self.codes[self.starts[one[open_ones]] + a]
                there = others.codes[others.starts[two[open_ones]] + b]
                found[open_ones] = here == there
        return found

    def both_known(self, one: Whole, two: Whole) -> Truth:
        """Tell of each pair whether neither set is empty."""
        return np.asarray((self.sizes[one] > 0) & (self.sizes[two] > 0))

    def rows_by_code(self) -> tuple[Whole, Whole]:
        """Return every (code, row) there is, as two columns."""
        return self.codes, np.repeat(np.arange(len(self.sizes)), self.sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """One bag of words for each row, as bits by a fixed digest of the word."""

    bits: NDArray[np.uint64]
    sizes: Real

    @classmethod
    def of(cls, rows: Sequence[Collection[str]]) -> Bags:
        """Return the bags; the same words give the same bits on every machine."""
        lengths = np.fromiter(map(len, rows), np.int64, len(rows))
        places = np.array([_place(word) for row in rows for word in row], dtype=np.int64)
        bits = np.zeros((len(rows), WORD_BITS // 64), np.uint64)
        row = np.repeat(np.arange(len(rows)), lengths)
        np.bitwise_or.at(bits, (row, places >> 6), np.uint64(1) << (places & 63).astype(np.uint64))
        return cls(bits=bits, sizes=_counted(bits))

    def likeness(self, one: Whole, two: Whole) -> tuple[Real, Real]:
        """Return of each pair the share of words in both, among all and among the fewer."""
        common = _counted(self.bits[one] & self.bits[two])
        here, there = self.sizes[one], self.sizes[two]
        among_all = common / np.maximum(here + there - common, 1)
        return among_all, common / np.maximum(np.minimum(here, there), 1)


def _counted(bits: NDArray[np.uint64]) -> Real:
    ones: NDArray[Any] = np.bitwise_count(bits)
    return np.asarray(ones.sum(axis=1), np.float64)


@lru_cache(maxsize=1 << 18)
def _place(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) % WORD_BITS
