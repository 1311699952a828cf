"""What people changed by hand in a merged table: it stays, and they are told.

A merged incident that is not what its tellings give was edited: in QGIS somebody moved its point,
in a spreadsheet somebody corrected its toll. Merging again makes it anew of its tellings and of
what came in since; what was edited is put back.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.merge.combine import combine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Incident

log = logging.getLogger(__name__)

EDITABLE = (
    "when",
    "event_type",
    "sub_event_type",
    "place",
    "place_text",
    "killed",
    "injured",
    "civilians_killed",
    "actors",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The members of a merged incident, and what a person wrote over."""

    id: str
    members: frozenset[str]
    values: Mapping[str, Any]


def edits_of(incidents: Iterable[Incident]) -> list[Edit]:
    """Return what was edited in each merged incident that kept its tellings."""
    edits = []
    for incident in incidents:
        if incident.tellings:
            made = combine(incident.tellings)
            values = {
                name: getattr(incident, name)
                for name in EDITABLE
                if getattr(incident, name) != getattr(made, name)
            }
            if values:
                members = frozenset(incident.members)
                edits.append(Edit(id=incident.id, members=members, values=values))
    return sorted(edits, key=lambda edit: edit.id)


def put_back(edits: Iterable[Edit], incidents: list[Incident]) -> list[Incident]:
    """Return the incidents with what was edited, each where all of its members still are."""
    by_member = {member: n for n, one in enumerate(incidents) for member in one.members}
    kept = incidents[:]
    for edit in edits:
        homes = {by_member.get(member) for member in edit.members}
        home = homes.pop() if len(homes) == 1 else None
        what = ", ".join(edit.values)
        if home is None:
            log.warning("%s was edited by hand (%s) and is split now: look", edit.id, what)
        else:
            log.warning("%s was edited by hand: its %s stays", edit.id, what)
            kept[home] = replace(kept[home], **edit.values)
    return kept
