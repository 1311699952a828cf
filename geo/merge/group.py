"""Incidents that are one event, grouped: the likeliest pair first, and only whole consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.merge.block import pairs
from geo.merge.compare import likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.merge.compare import Sketch


def groups(sketches: Sequence[Sketch]) -> list[list[Sketch]]:
    """Return the sketches partitioned into events.

    Two groups join only if each of the one may be the same event as each of the other (complete
    linkage): shelling on Monday, "Monday or Tuesday" and Tuesday never chains into one incident.
    The result depends on the incidents alone if ``sketches`` come in the order of their ids.
    """
    weights = _weights(sketches)
    group_of = list(range(len(sketches)))
    members = {position: [position] for position in group_of}
    for one, two in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        here, there = group_of[one], group_of[two]
        if here == there or not _consent(members[here], members[there], weights):
            continue
        for position in members[there]:
            group_of[position] = here
        members[here] += members.pop(there)
    return [[sketches[position] for position in sorted(group)] for group in members.values()]


def _weights(sketches: Sequence[Sketch]) -> dict[tuple[int, int], float]:
    weights = {}
    for one, two in pairs(sketches):
        weight = likeness(sketches[one], sketches[two])
        if weight is not None and weight > 0:
            weights[one, two] = weight
    return weights


def _consent(one: list[int], two: list[int], weights: dict[tuple[int, int], float]) -> bool:
    return all((min(a, b), max(a, b)) in weights for a in one for b in two)
