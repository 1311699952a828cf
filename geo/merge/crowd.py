"""How much else is told of a town at a time: what a likeness there is worth.

Any two reports from a quiet village are one event; in a capital on a day of riots they are not.
And whoever tells of several events there, a report or a dataset, means several: at most one of
them is the other's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.merge.block import kilometres

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.merge.columns import Columns
    from geo.merge.sets import Real, Truth, Whole

CROWD_KM = 25


class Crowd(NamedTuple):
    """What else is told around each row.

    ``others`` holds of each row the logarithm of how many others tell of that town at that time;
    ``keys`` (sorted) and ``counts`` say how many of these are told by whom.
    """

    others: Real
    told_by: Whole
    keys: Whole
    counts: Whole

    @classmethod
    def of(cls, columns: Columns, found: Iterable[tuple[Whole, Whole]]) -> Crowd:
        """Count, among the pairs that may be one event, those of the same town and time."""
        near = [
            (one[same], two[same]) for one, two in found for same in [_close(columns, one, two)]
        ]
        row = np.concatenate([np.zeros(0, np.int64), *(side for pair in near for side in pair)])
        other = np.concatenate([np.zeros(0, np.int64), *(s for p in near for s in p[::-1])])
        told_by = columns.told_by
        keys, counts = np.unique(_keys(told_by, row, told_by[other]), return_counts=True)
        others = np.log1p(np.bincount(row, minlength=len(columns)))
        return cls(others, told_by, keys, counts)

    def rivals(self, one: Whole, two: Whole) -> Real:
        """Return of each pair how many more of whoever tells the second might be the first."""
        sought = _keys(self.told_by, one, self.told_by[two])
        at = np.minimum(np.searchsorted(self.keys, sought), max(len(self.keys) - 1, 0))
        if not len(self.keys):
            return np.zeros(len(one))
        counted = np.where(self.keys[at] == sought, self.counts[at], 0)
        return np.asarray(np.log1p(np.maximum(counted - 1, 0)))


def _keys(told_by: Whole, row: Whole, teller: Whole) -> Whole:
    return np.asarray(row * (told_by.max(initial=0) + 1) + teller)


def _close(columns: Columns, one: Whole, two: Whole) -> Truth:
    near = kilometres(columns, one, two) <= CROWD_KM
    return np.asarray(near | columns.places.shared(one, two))
