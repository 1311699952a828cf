"""Names of armed groups, states and their forces, and common nouns for people, from CSV."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.incidents.words import Phrases, rows
from geo.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Force(NamedTuple):
    """What the words for a state's forces say of them."""

    branch: str


class State(NamedTuple):
    """A state, as its name or its adjective."""

    name: str
    country: str
    adjective: bool


class Group(NamedTuple):
    """An armed group, coalition or force that has a name of its own."""

    name: str
    kind: ActorKind | None
    country: str | None
    start: int | None
    end: int | None
    aliases: tuple[str, ...]


class Agent(NamedTuple):
    """A common noun for somebody who acts or suffers: "gunmen", "villagers".

    ``bears`` is ``armed``, ``mob``, ``civil``, ``private`` (what he does is crime) or ``modified``
    (armed only behind a word of war, as in "army unit"); an empty ``name`` lets the report's own
    words name him.
    """

    kind: ActorKind | None
    name: str
    bears: str


class ActorLexicon:
    """Names of armed groups, states and their forces, and common nouns for people."""

    def __init__(self) -> None:
        """Read the lexicons that ship with the package."""
        groups = [_group(row) for row in rows("actors")]
        self.groups = Phrases((alias, group) for group in groups for alias in group.aliases)
        self.spellings = {alias.lower(): alias for group in groups for alias in group.aliases}
        self.states = Phrases(_states())
        self.capitals = {row["capital"].lower(): row["country"] for row in rows("actors_states")}
        self.forces = Phrases((row["term"], Force(row["branch"])) for row in rows("actors_forces"))
        self.agents = Phrases((row["term"], _agent(row)) for row in rows("actors_agents"))

    def __eq__(self, other: object) -> bool:
        """Return whether it is a lexicon too: all are read from the package."""
        return isinstance(other, ActorLexicon)

    def __hash__(self) -> int:
        """Return the hash that all lexicons share."""
        return hash(ActorLexicon)

    @classmethod
    def load(cls) -> ActorLexicon:
        """Return the lexicon, read once a process."""
        return _lexicon()


@cache
def _lexicon() -> ActorLexicon:
    return ActorLexicon()


def _group(row: Mapping[str, str]) -> Group:
    return Group(
        name=row["name"],
        kind=ActorKind(row["kind"]) if row["kind"] else None,
        country=row["country"] or None,
        start=int(row["start"]) if row["start"] else None,
        end=int(row["end"]) if row["end"] else None,
        aliases=tuple(dict.fromkeys([row["name"], *filter(None, row["aliases"].split("|"))])),
    )


_BEARS = {
    "yes": "armed",
    "mob": "mob",
    "no": "civil",
    "private": "private",
    "modified": "modified",
}


def _agent(row: Mapping[str, str]) -> Agent:
    private = row["kind"] == "private"
    return Agent(
        kind=None if private else ActorKind(row["kind"]),
        name=row["name"],
        bears=_BEARS[row["armed"]],
    )


def _states() -> Iterator[tuple[str, State]]:
    for row in rows("actors_states"):
        for name in row["names"].split("|"):
            yield name, State(row["name"], row["country"], adjective=False)
        for word in filter(None, row["adjectives"].split("|")):
            yield word, State(row["name"], row["country"], adjective=True)
