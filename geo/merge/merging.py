"""One merging: from incidents and people's decisions to events, and why."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo.merge.columns import Columns, columns_of
from geo.merge.combine import combine
from geo.merge.decisions import bound_rows, settle
from geo.merge.edits import edits_of, put_back
from geo.merge.group import groups
from geo.merge.tellings import tellings_of
from geo.merge.totals import totals
from geo.merge.weigh import Weighed, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.merge.decisions import Decision
    from geo.model import Incident


def merge(incidents: Iterable[Incident], decisions: Iterable[Decision] = ()) -> list[Incident]:
    """Return each event once, by first day and id; what nothing was merged with is unchanged.

    The same whatever the order of the input and however it was split and merged before:
    ``merge([*merge(x), *y]) == merge([*x, *y])``. What ``decisions`` say always holds.
    """
    return Merging(incidents, decisions).incidents


class Merging:
    """Tellings, what was weighed between them, and the events that they were grouped into."""

    def __init__(self, incidents: Iterable[Incident], decisions: Iterable[Decision] = ()) -> None:
        """Weigh and group; raises ``DataError`` if the decisions contradict each other."""
        given = list(incidents)
        self.edits = edits_of(given)
        told = tellings_of(given)
        self.tellings = told.incidents
        self.columns: Columns = columns_of(self.tellings)
        self.decided = bound_rows(self.tellings, list(decisions))
        musts = [*told.musts, *self.decided.same]
        settle(self.tellings, musts, self.decided)
        self.weighed: Weighed = _without(weigh(self.columns), self.decided.different)
        found = groups(len(self.tellings), self.weighed, musts)
        fixed = {row for pair in musts for row in pair}
        self.totals = totals(self.columns, self.weighed, found, fixed)
        self.groups = sorted(part for group in found for part in _apart(group, self.totals))

    @cached_property
    def incidents(self) -> list[Incident]:
        """The events, by first day and id."""
        return sorted(self._made(), key=in_time_order)

    def _made(self) -> list[Incident]:
        made = put_back(self.edits, [self._incident(group) for group in self.groups])
        for group, number in self._summing.items():
            sums = {made[part].id for part in number}
            made[group] = replace(made[group], sums=tuple(sorted(sums)))
        return made

    @cached_property
    def group_of(self) -> list[int]:
        """The number of the group that each telling is in."""
        home = [0] * len(self.tellings)
        for number, group in enumerate(self.groups):
            for row in group:
                home[row] = number
        return home

    @property
    def _summing(self) -> dict[int, set[int]]:
        """The groups that are totals, with the groups that they sum."""
        summing: dict[int, set[int]] = {}
        for total, parts in self.totals.items():
            summed = summing.setdefault(self.group_of[total], set())
            summed.update(self.group_of[part] for part in parts)
        return summing

    def _incident(self, group: list[int]) -> Incident:
        if len(group) == 1:
            return self.tellings[group[0]]
        return combine([self.tellings[row] for row in group])


def _apart(group: list[int], sums: dict[int, set[int]]) -> list[list[int]]:
    """Return the totals of a group and the rest of it, where it has both."""
    parts = [row for row in group if row in sums], [row for row in group if row not in sums]
    return [part for part in parts if part]


def _without(weighed: Weighed, different: set[tuple[int, int]]) -> Weighed:
    """Leave out the pairs that people told apart: what is missing forbids to join."""
    if not different:
        return weighed
    size = int(weighed.two.max(initial=max(two for _, two in different))) + 1
    gone = np.array([one * size + two for one, two in different], dtype=np.int64)
    kept = ~np.isin(weighed.one * size + weighed.two, gone)
    return Weighed(weighed.one[kept], weighed.two[kept], weighed.odds[kept])


def in_time_order(incident: Incident) -> tuple[str, str]:
    """Return what events are sorted by: their first day, then their id."""
    return (str(incident.when.start or "9999"), incident.id)
