"""Tellings that are one event, grouped: the likeliest first, and a group of one mind."""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.merge.sets import Truth, Whole
    from geo.merge.weigh import Weighed

JOIN_ABOVE = -1.4
"""Mean log odds from which two groups are one event. Below even chances, because a mean over all
pairs of two groups is harder to raise than one pair's odds: fitted with the weights, and moved
with them when these were calibrated."""
_UNITS = 10_000
"""Log odds are summed as whole numbers of this fraction: the same sum in any order."""

Pair = tuple[int, int]


class _Tie(NamedTuple):
    """What stands between two groups: the sum of the log odds, and of how many pairs."""

    sum: int
    pairs: int


def groups(size: int, weighed: Weighed, musts: Iterable[Pair] = ()) -> list[list[int]]:
    """Return rows 0 to ``size`` - 1 partitioned into events.

    Two groups join if their members, on average, tell of one event, and only if each of the one
    may be the same as each of the other: a pair that ``weighed`` does not hold forbids it.
    Shelling on Monday, Tuesday and Wednesday never chains into one incident. ``musts`` are joined
    before anything else.
    """
    bound = np.array(sorted(musts), dtype=np.int64).reshape(-1, 2)
    strong = weighed.odds > JOIN_ABOVE
    one = np.concatenate([weighed.one[strong], bound[:, 0]])
    two = np.concatenate([weighed.two[strong], bound[:, 1]])
    part = parts(size, one, two)
    whole = _all_agree(part, weighed, strong, bound)
    together = by_part(part, np.flatnonzero(whole[part]))
    for rows, ties, fixed in _doubtful(part, ~whole, weighed, bound):
        together.extend(_Grouping(rows, ties).joined(fixed))
    return sorted(together)


def parts(size: int, one: Whole, two: Whole) -> Whole:
    """Return for each row the least row that a chain of pairs leads to."""
    part = np.arange(size)
    while True:
        before = part.copy()
        least = np.minimum(part[one], part[two])
        np.minimum.at(part, part[one], least)
        np.minimum.at(part, part[two], least)
        while not np.array_equal(part, part[part]):
            part = part[part]
        if np.array_equal(part, before):
            return part


def _all_agree(part: Whole, weighed: Weighed, strong: Truth, bound: Whole) -> Truth:
    """Tell of each part whether every pair in it is strong: most are, and need no more thought."""
    size = np.bincount(part, minlength=len(part))
    inside = strong & (part[weighed.one] == part[weighed.two])
    agreed = np.bincount(part[weighed.one[inside]], minlength=len(part))
    agreed[part[bound[:, 0]]] = -1
    return np.asarray(agreed == size * (size - 1) // 2)


def by_part(part: Whole, rows: Whole) -> list[list[int]]:
    """Return the rows of each part."""
    order = rows[np.argsort(part[rows], kind="stable")]
    cuts = np.flatnonzero(np.diff(part[order])) + 1
    return [piece.tolist() for piece in np.split(order, cuts)] if len(order) else []


def _doubtful(
    part: Whole, open_parts: Truth, weighed: Weighed, bound: Whole
) -> Iterator[tuple[list[int], list[tuple[int, int, int]], list[Pair]]]:
    """Yield the rows, the weighed pairs and the musts of each part that is not of one mind."""
    inside = (part[weighed.one] == part[weighed.two]) & open_parts[part[weighed.one]]
    ties: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    odds = np.rint(weighed.odds[inside] * _UNITS).astype(np.int64)
    one, two = weighed.one[inside], weighed.two[inside]
    for home, *tie in zip(
        part[one].tolist(), one.tolist(), two.tolist(), odds.tolist(), strict=True
    ):
        ties[home].append((tie[0], tie[1], tie[2]))
    fixed: defaultdict[int, list[Pair]] = defaultdict(list)
    for first, second in bound.tolist():
        fixed[int(part[first])].append((first, second))
    for rows in by_part(part, np.flatnonzero(open_parts[part])):
        home = int(part[rows[0]])
        yield rows, ties[home], fixed[home]


class _Grouping:
    """One part of the pairs: rows that a chain of likely pairs holds together."""

    def __init__(self, rows: Sequence[int], ties: Sequence[tuple[int, int, int]]) -> None:
        self._members = {row: [row] for row in rows}
        self._ties: dict[int, dict[int, _Tie]] = {row: {} for row in rows}
        for one, two, odds in ties:
            self._ties[one][two] = self._ties[two][one] = _Tie(odds, 1)

    def joined(self, fixed: Iterable[Pair]) -> list[list[int]]:
        """Return the groups, after joining what must be and then what is likeliest."""
        for pair in fixed:
            one, two = sorted(self._home(row) for row in pair)
            if one != two:
                self._join(one, two)
        waiting = [
            (-self._mean(one, two), one, two)
            for one, others in self._ties.items()
            for two in others
            if one < two and self._mean(one, two) > JOIN_ABOVE
        ]
        heapify(waiting)
        while waiting:
            mean, one, two = heappop(waiting)
            if self._stands(one, two) and -mean == self._mean(one, two):
                self._join(one, two)
                for other in self._ties[one]:
                    if (now := self._mean(one, other)) > JOIN_ABOVE:
                        heappush(waiting, (-now, min(one, other), max(one, other)))
        return [sorted(members) for members in self._members.values()]

    def _home(self, row: int) -> int:
        return next(home for home, members in self._members.items() if row in members)

    def _stands(self, one: int, two: int) -> bool:
        return one in self._members and two in self._ties[one]

    def _mean(self, one: int, two: int) -> float:
        """Return the mean log odds of all pairs between two groups; no consent, no number."""
        tie = self._ties[one][two]
        if tie.pairs < len(self._members[one]) * len(self._members[two]):
            return -np.inf
        return tie.sum / tie.pairs / _UNITS

    def _join(self, one: int, two: int) -> None:
        self._members[one] += self._members.pop(two)
        for other, tie in self._ties.pop(two).items():
            del self._ties[other][two]
            if other != one:
                known = self._ties[one].get(other, _Tie(0, 0))
                total = _Tie(known.sum + tie.sum, known.pairs + tie.pairs)
                self._ties[one][other] = self._ties[other][one] = total
