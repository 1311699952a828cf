"""The actors of a row: its list of them, and what people write into ``actor1`` and ``actor2``.

Both columns follow from the list. Whoever edits one in a spreadsheet does not edit the JSON beside
it: where they disagree the cell is what somebody meant, and the list follows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geo.model import Actor, ActorKind, Role, leading
from geo.table.cells import Cells, needed
from geo.table.schema import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEADING = ((Column.ACTOR1, Role.INITIATOR), (Column.ACTOR2, Role.TARGET))


def actors_of(properties: Mapping[str, Any], cells: Cells) -> tuple[Actor, ...]:
    """Return the actors of a row, with what was written into its two columns beside the list."""
    listed = cells.each(Column.ACTORS, _actor)
    made: list[Actor | None] = list(listed)
    for (column, role), lead in zip(_LEADING, leading(listed), strict=True):
        name = cells.text(column) if column in properties else _name(lead)
        if _alike(name, lead):
            continue
        new = None if name is None else _named(name, listed, lead.role if lead else role)
        if lead is None:
            made.append(new)
        else:
            made[listed.index(lead)] = new
    return tuple(actor for actor in made if actor is not None)


def edits(properties: Mapping[str, Any]) -> Iterator[tuple[str, object, str]]:
    """Yield each of the two columns that says something else than the list: value and rule."""
    cells = Cells(properties, lambda *_: None)
    listed = cells.each(Column.ACTORS, _actor)
    if not listed:
        return
    for (column, _), lead in zip(_LEADING, leading(listed), strict=True):
        if column in properties and not _alike(cells.text(column), lead):
            said = "nobody" if lead is None else repr(lead.name)
            yield column, properties[column], f"must be what actors say ({said})"


def _alike(name: str | None, lead: Actor | None) -> bool:
    return _plain(name) == _plain(_name(lead))


def _name(actor: Actor | None) -> str | None:
    return None if actor is None else actor.name


def _plain(name: str | None) -> str:
    """Return a name without what formats lose: control characters, blanks at the ends."""
    return "".join(c for c in name or "" if c.isprintable() and c != "\ufffd").strip()


def _named(name: str, listed: tuple[Actor, ...], role: Role) -> Actor:
    """Return the actor of that name: of another one nobody knows kind and country."""
    known = next((actor for actor in listed if actor.name == name), None)
    if known is None:
        return Actor(name=name, text=name, role=role)
    return Actor(name=name, text=known.text, role=role, kind=known.kind, country=known.country)


def _actor(cells: Cells) -> Actor:
    name = needed(cells.text("name") or cells.text("text"), "name")
    return Actor(
        name=name,
        text=cells.text("text") or name,
        role=cells.word("role", Role) or Role.INVOLVED,
        kind=cells.word("kind", ActorKind),
        country=cells.text("country"),
    )
