"""Adding to a merged table: only what is near the new tellings is compared again.

The answer is that of merging everything at once. A new telling changes what is weighed between
itself and those it may be one with, and, as one more in their crowd, between these and theirs.
Wherever a pair so weighed joins, the change goes on; where it does not, it ends.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geo.merge.block import pairs
from geo.merge.columns import columns_of, spans_of
from geo.merge.combine import members_of, unfolded
from geo.merge.group import JOIN_ABOVE
from geo.merge.merging import Merging, in_time_order
from geo.merge.weigh import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.merge.decisions import Decision
    from geo.merge.sets import Truth
    from geo.model import Incident


def is_merged(incidents: Sequence[Incident]) -> bool:
    """Tell whether a table came out of a merging as it is: mergers in it, and in their order.

    Rows that were put below it since, or a second table, have not been compared with the rest.
    """
    order = [in_time_order(incident) for incident in incidents]
    in_order = all(one < two for one, two in pairwise(order))
    return in_order and any(incident.tellings for incident in incidents)


class Added(Merging):
    """A merging of new incidents into a table that came out of one.

    ``incidents`` are all of them, those far from anything new the very objects that were given.
    """

    def __init__(
        self,
        old: Sequence[Incident],
        new: Iterable[Incident],
        decisions: Iterable[Decision] = (),
    ) -> None:
        """Find what is near, and merge that."""
        fresh, decided = list(new), list(decisions)
        reach = _Reach(old, fresh, {name for d in decided for name in (d.one, d.two)})
        near = [old[n] for n in np.flatnonzero(reach.near).tolist()]
        self.compared = len(near)
        super().__init__([*near, *fresh], decided)
        self._as_before = [old[n] for n in np.flatnonzero(~reach.touched).tolist()]

    @cached_property
    def incidents(self) -> list[Incident]:
        """The events, by first day and id."""
        # What was compared only because a neighbour changed is what it was.
        settled = {member for i in self._as_before for member in members_of(i)}
        changed = (i for i in self._made() if settled.isdisjoint(members_of(i)))
        return sorted([*changed, *self._as_before], key=in_time_order)


class _Reach:
    """Which old incidents may change (``touched``), and which are compared for their sake."""

    def __init__(self, old: Sequence[Incident], new: Sequence[Incident], named: set[str]) -> None:
        rows = [telling for incident in old for telling in unfolded(incident)]
        sizes = [len(unfolded(incident)) for incident in old]
        tellings = [telling for incident in new for telling in unfolded(incident)]
        self._rows = [*rows, *tellings]
        self._old = len(rows)
        self._owner = np.repeat(np.arange(len(old)), sizes)
        self._spans = spans_of(self._rows)
        ids = named | {name for i in (*new, *tellings) for name in (i.id, *members_of(i))}
        known = [not ids.isdisjoint((incident.id, *members_of(incident))) for incident in old]
        asked = np.ones(len(self._rows), bool)
        asked[: self._old] = np.array(known, bool)[self._owner]
        self._changing = self._whole(self._beside(asked))
        while not self._settled():
            pass
        self.touched = self._incidents(self._changing, len(old))
        self.near = self._incidents(self._context(), len(old))

    def _beside(self, rows: Truth) -> Truth:
        """Return the rows and all that they may be one with."""
        found = rows.copy()
        for one, two in pairs(self._spans, rows):
            found[one] = found[two] = True
        return found

    def _whole(self, rows: Truth) -> Truth:
        """Return the rows and what was merged with them."""
        found = rows.copy()
        owners = np.unique(self._owner[rows[: self._old]])
        found[: self._old] |= np.isin(self._owner, owners)
        return found

    def _context(self) -> Truth:
        """Return what is needed to weigh the pairs of all that changes as in the whole table."""
        return self._whole(self._beside(self._beside(self._changing)))

    def _settled(self) -> bool:
        """Let the change go on along what joins; tell whether it went nowhere."""
        here = np.flatnonzero(self._context())
        weighed = weigh(columns_of([self._rows[row] for row in here]))
        one, two = here[weighed.one], here[weighed.two]
        inside = self._changing
        spans = self._spans
        # A telling of several days may be a total of the others.
        long = (spans.end > spans.start)[one] | (spans.end > spans.start)[two]
        goes_on = ((weighed.odds > JOIN_ABOVE) | long) & (inside[one] != inside[two])
        if not goes_on.any():
            return True
        reached = inside.copy()
        reached[one[goes_on]] = reached[two[goes_on]] = True
        self._changing = self._whole(reached)
        return False

    def _incidents(self, rows: Truth, size: int) -> Truth:
        found = np.zeros(size, bool)
        found[self._owner[rows[: self._old]]] = True
        return found
