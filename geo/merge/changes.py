"""What became of the incidents of an earlier merging: new, changed, joined, split."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.atomic import write_atomically
from geo.merge.combine import members_of
from geo.merge.decisions import as_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.model import Incident

CHANGE_COLUMNS = ("change", "id", "was", "added", "gone")


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one incident: ``was`` are the ids it had, ``added`` and ``gone`` members."""

    change: str
    id: str
    was: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def changes(before: Iterable[Incident], after: Iterable[Incident]) -> Iterator[Change]:
    """Yield what is not as it was, by id; incidents of which nothing changed are not listed.

    ``new``: no member was there before. ``joined``: members of two or more. ``split``: shares the
    members of an old one with another. ``changed``: gained members, or tells something else.
    ``gone``: an old incident of which no member is left.
    """
    old = list(before)
    new = sorted(after, key=lambda incident: incident.id)
    owner = {member: incident for incident in old for member in members_of(incident)}
    heirs: defaultdict[str, set[str]] = defaultdict(set)
    for incident in new:
        for member in members_of(incident):
            if member in owner:
                heirs[owner[member].id].add(incident.id)
    for incident in new:
        yield from _change(incident, owner, heirs)
    for incident in sorted(old, key=lambda incident: incident.id):
        if incident.id not in heirs:
            yield Change("gone", incident.id, was=(incident.id,), gone=members_of(incident))


def _change(
    incident: Incident, owner: dict[str, Incident], heirs: dict[str, set[str]]
) -> Iterator[Change]:
    mine = set(members_of(incident))
    ancestors = {owner[member].id: owner[member] for member in mine if member in owner}
    had = {member for ancestor in ancestors.values() for member in members_of(ancestor)}
    added, gone = tuple(sorted(mine - had)), tuple(sorted(had - mine))
    if not ancestors:
        word = "new"
    elif len(ancestors) > 1:
        word = "joined"
    elif any(len(heirs[identity]) > 1 for identity in ancestors):
        word = "split"
    elif ancestors.get(incident.id) == incident:
        return
    else:
        word = "changed"
    yield Change(word, incident.id, was=tuple(sorted(ancestors)), added=added, gone=gone)


def write_changes(found: Iterable[Change], path: str | Path, *, overwrite: bool = False) -> None:
    """Write the changes as CSV, lists separated by a bar."""

    def write(made: Path) -> None:
        with made.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(CHANGE_COLUMNS)
            for change in found:
                lists = ("|".join(ids) for ids in (change.was, change.added, change.gone))
                rows.writerow([change.change, as_cell(change.id), *map(as_cell, lists)])

    write_atomically(path, write, overwrite=overwrite)
