"""Who an actor is to another: the same by another name, part of him, or of the same state.

A name leads to a key that all its spellings share, and from there up to whom it belongs: a brigade
to its movement, a member to his coalition, an army and a police to their state.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geo.incidents.words import rows
from geo.model import ActorKind
from geo.places.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Actor, Incident, Role

_UNNAMED = re.compile(r"(?:unknown|unidentified|unnamed|unclaimed)\b", re.IGNORECASE)
_CROWDS = {ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS}
_BRACKETED = re.compile(r"(?P<bare>.+?)\s*\((?P<within>[^)]*)\)\s*")
_LISTED = re.compile(r"\s*[,;]\s*")
_PEOPLE_OF = re.compile(
    r"(?:suspected |alleged )?(?:supporter|member|fighter|militant|follower|soldier|force|troop)s?"
    r" of (?:the )?(?P<whose>.+)"
)
_PEOPLE = re.compile(
    r"(?P<whose>.+?)(?: (?:ethnic|group|militia|gang|youth|fighter|militant|supporter|warrior|clan"
    r"|tribe|tribesmen|herder|herdsmen|community)s?)+"
)
"""Of a party or a people: "Members of the Dinka ethnic group", "Dinka militia", "Dinka youths"."""
STATE = "government of "


def is_named(actor: Actor) -> bool:
    """Tell whether an actor is more than a crowd or somebody unknown."""
    return actor.kind not in _CROWDS and not _UNNAMED.match(actor.name)


def named(incident: Incident) -> dict[str, set[Role]]:
    """Return who is named, by the name that all his names lead to, with his roles."""
    found: defaultdict[str, set[Role]] = defaultdict(set)
    where = incident.place.country if incident.place else None
    for actor in incident.actors:
        if is_named(actor):
            for key in actor_keys(actor.name):
                found[_whose(key, actor.country or where)].add(actor.role)
    return found


def _whose(key: str, country: str | None) -> str:
    """Return the key of "the army" where it stands for that of the country."""
    state, branch = _state_names().get(country or ""), _branches().get(key)
    return f"{branch} of {state}" if state and branch else key


def lines_of(incident: Incident) -> set[str]:
    """Return who is named and all to whom he belongs."""
    lines: set[str] = set().union(*map(line_of, named(incident)))
    states = (a.country for a in incident.actors if a.kind == ActorKind.STATE)
    return lines | {STATE + _state_names()[c] for c in states if c in _state_names()}


@lru_cache(maxsize=1 << 16)
def actor_keys(name: str) -> frozenset[str]:
    """Return the keys of an actor; of a list ("Ahrar al-Sham, HTS") those of each one in it."""
    whole = actor_key(name)
    parts = [part for part in _LISTED.split(name) if part]
    if len(parts) < 2 or whole in _kinds():  # noqa: PLR2004  (one is no list)
        return frozenset({whole})
    return frozenset(map(actor_key, parts))


@lru_cache(maxsize=1 << 16)
def actor_key(name: str) -> str:
    """Return the name that an actor's aliases share, folded, without what stands in brackets."""
    bracketed = _BRACKETED.fullmatch(name)
    bare, within = (fold(bracketed[part]) if bracketed else "" for part in ("bare", "within"))
    bare = bare or fold(name)
    known = _aliases().get(fold(name)) or _aliases().get(bare)
    return known or _force_key(bare, within) or bare


def _force_key(bare: str, within: str) -> str | None:
    """Return the key of a state's forces: "Police (Kenya)", "Syrian Army", "Government of Mali"."""
    what, of, whose = bare.partition(" of ")
    for state, force in ((whose if of else within, what), *_split(bare)):
        name = _states().get(state) or _states().get(within)
        branch = _branches().get(force)
        if name and branch:
            key = f"{branch} of {name}"
            return _aliases().get(key, key)
    return STATE + _states()[bare] if bare in _states() else None


def _split(bare: str) -> Iterator[tuple[str, str]]:
    words = bare.split()
    for n in range(1, len(words)):
        yield " ".join(words[:n]), " ".join(words[n:])


@lru_cache(maxsize=1 << 16)
def line_of(key: str) -> frozenset[str]:
    """Return a key and the keys of all to whom that actor belongs."""
    line, waiting = {key}, [key]
    while waiting:
        above = _above(waiting.pop()) - line
        line |= above
        waiting += above
    return frozenset(line)


def _above(key: str) -> set[str]:
    above = set(_parents().get(key, ()))
    kind, country = _kinds().get(key, ("", ""))
    branch, of, state = key.partition(" of ")
    if kind == ActorKind.STATE and country in _state_names():
        above.add(STATE + _state_names()[country])
    elif of and branch in ("military forces", "police forces"):
        above.add(STATE + state)
    elif not kind:
        whose = _PEOPLE_OF.fullmatch(key) or _PEOPLE.fullmatch(key)
        if whose:
            above.add(actor_key(whose["whose"]))
    return above


# --- the lexicons -----------------------------------------------------------------------------


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    return {fold(row["name"]): (row["kind"], row["country"]) for row in rows("actors")}


@cache
def _aliases() -> dict[str, str]:
    return {
        fold(alias): fold(row["name"])
        for row in rows("actors")
        for alias in (row["name"], *row["aliases"].split("|"))
        if alias
    }


@cache
def _parents() -> dict[str, set[str]]:
    parents: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("actors_parents"):
        parents[fold(row["name"])].add(fold(row["parent"]))
    return parents


@cache
def _states() -> dict[str, str]:
    return {
        fold(name): fold(row["name"])
        for row in rows("actors_states")
        for name in (row["name"], *row["names"].split("|"), *row["adjectives"].split("|"))
        if name
    }


@cache
def _state_names() -> dict[str, str]:
    return {row["country"]: fold(row["name"]) for row in rows("actors_states")}


@cache
def _branches() -> dict[str, str]:
    forces = {fold(row["term"]): f"{fold(row['branch'])} forces" for row in rows("actors_forces")}
    return forces | {"police forces": "police forces", "government": "government"}
