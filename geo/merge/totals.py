"""Totals over several days ("12 killed in three days"): linked to what they sum, never merged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.merge.columns import Columns
    from geo.merge.weigh import Weighed

LONGEST_DAYS = 31
OPEN_ABOVE = 1.25
"""What "more than 12" may still mean, as a multiple of the number."""


def totals(
    columns: Columns, weighed: Weighed, groups: Sequence[Sequence[int]], fixed: Collection[int]
) -> dict[int, set[int]]:
    """Return each row that is a total, with the rows of the events that it sums.

    A telling of several days is one if two or more events of single days within it, at its place
    and with what else may be the same, have deaths that add up to its own. ``fixed`` rows are not
    asked: people decided about them.
    """
    group_of = {row: number for number, group in enumerate(groups) for row in group}
    inside: defaultdict[int, defaultdict[int, set[int]]]
    inside = defaultdict(lambda: defaultdict(set))
    for total, part in _candidates(columns, weighed):
        if total not in fixed:
            inside[total][group_of[part]].add(part)
    return {
        total: set().union(*events.values())
        for total, events in inside.items()
        if len(events) > 1
        and _adds_up(columns, total, [max(_killed(columns, e)) for e in events.values()])
    }


def _candidates(columns: Columns, weighed: Weighed) -> list[tuple[int, int]]:
    """Return pairs of a telling of several days and one of a single day within it."""
    days = columns.end - columns.start + 1
    best = columns.killed[:, 1]
    found: list[tuple[int, int]] = []
    for one, two in ((weighed.one, weighed.two), (weighed.two, weighed.one)):
        long = (days[one] > 1) & (days[one] <= LONGEST_DAYS) & (days[two] == 1)
        within = (columns.start[one] <= columns.start[two]) & (columns.end[two] <= columns.end[one])
        counted = (best[two] > 0) & (best[one] > best[two])
        kept = long & within & counted & (columns.radius[one] >= columns.radius[two])
        found += zip(one[kept].tolist(), two[kept].tolist(), strict=True)
    return found


def _killed(columns: Columns, rows: Collection[int]) -> list[float]:
    return [float(columns.killed[row, 1]) for row in rows]


def _adds_up(columns: Columns, total: int, parts: Sequence[float]) -> bool:
    low, best, high = columns.killed[total].tolist()
    highest = OPEN_ABOVE * best if np.isnan(high) else high
    lowest = best if np.isnan(low) else low
    return bool(lowest <= sum(parts) <= highest)
