"""The same event told twice becomes one incident that keeps both voices.

Incidents are compared only with those near in time and space (:mod:`geo.merge.block`), each pair
is weighed (:mod:`geo.merge.compare`), the likeliest pairs join first and a group grows only by
what fits each of its members (:mod:`geo.merge.group`); a group becomes one incident
(:mod:`geo.merge.combine`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.merge.combine import combine, members_of
from geo.merge.compare import sketch
from geo.merge.group import groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Incident

__all__ = ["merge"]


def merge(incidents: Iterable[Incident]) -> list[Incident]:
    """Return each event once, by first day and id; what nothing was merged with is unchanged.

    The same whatever the order of the input, and ``merge(merge(x)) == merge(x)``: what came of a
    round is compared again until nothing more belongs together.
    """
    current = _without_parts(_distinct(incidents))
    while True:
        joined = [
            combine([s.incident for s in group]) if len(group) > 1 else group[0].incident
            for group in groups([sketch(incident) for incident in current])
        ]
        if len(joined) == len(current):
            return sorted(joined, key=_order)
        current = _distinct(joined)


def _order(incident: Incident) -> tuple[str, str]:
    return (str(incident.when.start or "9999"), incident.id)


def _distinct(incidents: Iterable[Incident]) -> list[Incident]:
    """Return one incident for each id, in the order of the ids: the fullest, if they differ."""
    by_id: dict[str, Incident] = {}
    for incident in incidents:
        known = by_id.get(incident.id)
        if known is None or (known != incident and _fullness(incident) > _fullness(known)):
            by_id[incident.id] = incident
    return [by_id[identity] for identity in sorted(by_id)]


def _fullness(incident: Incident) -> tuple[int, str]:
    return (len(incident.evidence), repr(incident))


def _without_parts(incidents: list[Incident]) -> list[Incident]:
    """Make every member belong to one incident, where old results are read beside their input.

    What is already a member of another incident is left out; merged ones that share a member
    become one.
    """
    whole: dict[str, Incident] = {}
    for incident in sorted(incidents, key=lambda i: (-len(i.members), i.id)):
        members = members_of(incident)
        owners = {whole[member].id: whole[member] for member in members if member in whole}
        if len(owners) == 1 and all(member in whole for member in members):
            continue
        union = combine([incident, *owners.values()]) if owners else incident
        whole.update(dict.fromkeys(members_of(union), union))
    return _distinct(whole.values())
