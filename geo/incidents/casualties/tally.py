"""A claim while a report is being read, and the list of them that the readers fill."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from geo.model import Outcome, Toll, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.casualties.claims import Standing
    from geo.incidents.casualties.victims import Counter, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A claim by its tokens: ``first`` and ``last`` bound its words, ``heads`` name its victims.

    ``part_of`` is the index, in :class:`Tallies`, of a wider tally that includes this one.
    """

    outcome: Outcome
    trigger: int
    first: int
    last: int
    toll: Toll
    standing: Standing
    victims: str | None = None
    group: VictimGroup = VictimGroup.UNKNOWN
    heads: frozenset[int] = frozenset()
    part_of: int | None = None
    total: bool = False


@dataclass(slots=True)
class Tallies:
    """Everything counted so far in one report, in the order in which it was found."""

    doc: Any
    counter: Counter
    items: list[Tally] = field(default_factory=list)

    def add(self, tally: Tally) -> int:
        """Add a tally and return its index."""
        self.items.append(tally)
        return len(self.items) - 1

    def told(self, outcome: Outcome | None) -> bool:
        """Whether an outcome has been told of anybody."""
        return any(t.outcome is outcome for t in self.items)

    def names(self, heads: frozenset[int], outcome: Outcome) -> bool:
        """Whether an outcome has been told of these victims."""
        return any(t.outcome is outcome and t.heads & heads for t in self.items)

    def whole(self, outcome: Outcome, *, before: int, above: int = -1) -> int | None:
        """Return the last whole tally told before a token with a best above a number."""
        found = [
            index
            for index, t in enumerate(self.items)
            if t.outcome is outcome
            and t.part_of is None
            and t.trigger < before
            and (t.toll.best or 0) > above
        ]
        return found[-1] if found else None

    def add_part(self, whole: int, party: Party) -> None:
        """Add some of the victims of a tally."""
        self.add(
            replace(
                self.items[whole],
                first=party.first,
                last=party.last,
                toll=party.toll,
                victims=party.victims,
                group=party.group,
                heads=frozenset({party.head}),
                part_of=whole,
            )
        )


def together(tolls: Sequence[Toll]) -> Toll:
    """Return the toll of a list's members: at least the known ones, where some are unknown."""
    known = [t for t in tolls if t.known]
    if len(tolls) == 1 or not known:
        return tolls[0]
    highs = [t.high for t in tolls]
    return Toll(
        low=sum(t.low or 0 for t in known),
        best=sum(t.best or 0 for t in known),
        high=None if None in highs else sum(h for h in highs if h is not None),
    )
