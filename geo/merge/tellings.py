"""The single tellings that merging starts from, each once, whatever was merged before.

Merged incidents are taken apart into their tellings first. That is why merging in parts gives what
merging at once gives, why merging twice changes nothing, and why a person can take a merger back.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from geo.merge.block import REACH
from geo.merge.columns import days_of, radius_of
from geo.merge.combine import in_order, members_of, unfolded
from geo.sphere import distance_km
from geo.table import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Incident

log = logging.getLogger(__name__)

REVISED_DAYS = 31
"""Days by which a record may move between two versions of it and still be that record."""

REVISED_KM = 50


@dataclass(frozen=True, slots=True)
class Tellings:
    """Tellings in the order of their ids, and pairs of rows that are one event as a matter of fact.

    Two versions of one record are (a dataset corrects itself), and so are two older mergers that
    share a member but did not keep their tellings.
    """

    incidents: list[Incident]
    musts: list[tuple[int, int]]


def tellings_of(incidents: Iterable[Incident]) -> Tellings:
    """Return every telling once, those of merged incidents as they were before."""
    single = [_bare(told) for incident in incidents for told in unfolded(incident)]
    distinct = _renamed(in_order(_uncovered(_without_copies(single))))
    musts = [(row, row + 1) for row, (a, b) in enumerate(pairwise(distinct)) if a.id == b.id]
    return Tellings(distinct, musts + _sharing(distinct))


def _bare(incident: Incident) -> Incident:
    """Return the incident without the links to its parts, which are found anew."""
    return replace(incident, sums=()) if incident.sums else incident


def _without_copies(incidents: list[Incident]) -> list[Incident]:
    by_id: defaultdict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        versions = by_id[incident.id]
        if incident not in versions:
            versions.append(incident)
    return [incident for versions in by_id.values() for incident in versions]


def _uncovered(incidents: list[Incident]) -> list[Incident]:
    """Leave out what is already a member of a merged incident that did not keep its tellings."""
    merged = [incident for incident in incidents if incident.members]
    if not merged:
        return incidents
    owners: defaultdict[str, list[Incident]] = defaultdict(list)
    for incident in merged:
        for member in incident.members:
            owners[member].append(incident)
    return [i for i in incidents if not _is_part(i, owners)]


def _is_part(incident: Incident, owners: dict[str, list[Incident]]) -> bool:
    """Tell whether another incident holds this one, or all that was merged into it and more."""
    mine = set(members_of(incident))
    others = owners.get(min(mine), ())
    if not incident.members:
        return bool(others)
    return any(mine < set(other.members) for other in others)


def _sharing(incidents: list[Incident]) -> list[tuple[int, int]]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, incident in enumerate(incidents):
        for member in incident.members:
            rows[member].append(row)
    return [pair for shared in rows.values() for pair in pairwise(shared)]


def _renamed(incidents: list[Incident]) -> list[Incident]:
    """Tell apart what bears one id by chance: row 1 of two people's tables."""
    by_id: defaultdict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        by_id[incident.id].append(incident)
    if len(by_id) == len(incidents):
        return incidents
    renamed = []
    for identity, versions in by_id.items():
        if all(_is_revision(one, two) for one, two in combinations(versions, 2)):
            renamed += versions
            continue
        log.warning("%d different incidents bear the id %s: told apart", len(versions), identity)
        renamed += [replace(v, id=f"{identity}~{content_id([repr(v)])[:8]}") for v in versions]
    return in_order(renamed)


def _is_revision(one: Incident, two: Incident) -> bool:
    """Tell whether two incidents of one id may be two versions of one record."""
    records = [{s.record for s in i.sources if s.record} for i in (one, two)]
    if records[0] & records[1]:
        return True
    (start, end), (other_start, other_end) = days_of(one), days_of(two)
    gap = max(start, other_start) - min(end, other_end)
    known = start <= end and other_start <= other_end
    if known and gap > REVISED_DAYS:
        return False
    here, there = one.place, two.place
    if here is None or there is None:
        return True
    km = distance_km((here.lon, here.lat), (there.lon, there.lat))
    return km <= REACH * max(radius_of(here) + radius_of(there), REVISED_KM)
