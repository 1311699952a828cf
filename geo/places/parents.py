"""Names in apposition that say where another lies: "Talbiseh, Homs", "Alexandria, La."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.places.gazetteer import Match, PlaceClass
from geo.places.names import fold
from geo.places.words import CLASSES_OF_KIND, KINDS, LOCAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.places.gazetteer import Candidate, Entry
    from geo.places.recognise import Name

    CandidatesOf = Callable[[Name], tuple[Candidate, ...]]

EXACT = frozenset({Match.NAME, Match.ALIAS})

_FAR = 40
# What may stand between a name and the comma: "X gas field, Y", "X military airport, Y".
_KINDS_OF_SITES = (
    KINDS
    | LOCAL
    | frozenset(
        "air army checkpoint crossing crossings crossroad crossroads dam depot district farm "
        "farms field fields gas industrial junction military mine mines oil plant port post power "
        "quarter refinery refugee reservoir road silos spring springs station zone".split()
    )
)
_CLOSING = re.compile(r"\s*(?:[,.;:)]|\Z|\n)(?!\s*(?:and|or)\b)")
_WORD = re.compile(r"\s+([a-z]+)\b")
# A second name of the same place: "Aydun/Abdun village".
_OTHER_NAME = re.compile(r"^/[^\W\d_][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)?(?=[ ,])")
_WHOLES = frozenset({"PCLI", "CONT"})
# How much less prominent a province may be than a town of its name, and how much more it must be
# for the name to mean the province for sure, in ten times a decimal logarithm.
_MARGIN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Parents:
    """The units that the name after another may mean.

    ``sure`` where they can hardly mean anything else, in an apposition that is closed as lists are
    not: "in Paris, Texas, on Monday", but not "Athens, Geneva and Rome". ``country`` is the one in
    which the apposition puts the place, None where that is open.
    """

    units: tuple[Entry, ...]
    sure: bool
    country: str | None

    def hold(self, entry: Entry) -> bool:
        """Whether one of the units holds a place."""
        return any(holds(unit, entry) for unit in self.units)


def parents_of(text: str, names: Sequence[Name], candidates_of: CandidatesOf) -> dict[int, Parents]:
    """Return the parents of the names that have any, by the start of the name."""
    found: dict[int, Parents] = {}
    listed = _listed(text, names)
    for name, following in reversed(list(pairwise(names))):
        between = text[name.end : following.start]
        if len(between) > _FAR or name.start in listed or not _is_apposition(between):
            continue
        own, others = candidates_of(name), candidates_of(following)
        units = _units(following, others, own[0].entry if own else None)
        if units:
            closed = _is_closed(text, name, following)
            countries = {unit.country for unit in (*units, others[0].entry)}
            found[name.start] = Parents(
                units=units,
                sure=closed and _is_unit(following, units, others),
                country=countries.pop() if closed and len(countries) == 1 else None,
            )
        elif between.strip() == "/" and following.start in found:
            # Two names of one place: "Kobane/Ayn al-Arab, Aleppo".
            found[name.start] = found[following.start]
    return found


def _listed(text: str, names: Sequence[Name]) -> frozenset[int]:
    """Return the starts of the names in lists of three and more: "Athens, Geneva, Seoul and Rome".

    "Paris, Texas, and Rome" is none: of three names a list joins the last two without a comma.
    """
    found: set[int] = set()
    chain: list[int] = []
    for name, following in pairwise(names):
        between = text[name.end : following.start].strip()
        chain.append(name.start)
        if between in {"and", "or"} and len(chain) > 1:
            found.update(chain)
        if between != ",":
            chain = []
    return frozenset(found)


def _units(name: Name, found: tuple[Candidate, ...], inner: Entry | None) -> tuple[Entry, ...]:
    """Return the countries and provinces so called that are prominent enough to be meant.

    Districts count only where a type word says so: "Columbus" is no county. Nothing holds a country
    or continent, and only a country holds a province: ``inner`` is the likeliest place inside.
    """
    if inner and inner.feature in _WHOLES:
        return ()
    if inner and inner.feature == "ADM1":
        found = tuple(c for c in found if c.entry.feature == "PCLI")
    worded = _is_worded(name)
    top = max((c.entry.rank for c in found), default=0)
    return tuple(
        c.entry
        for c in found
        if c.match in EXACT
        and (
            c.entry.feature == "PCLI"
            or (
                c.entry.place_class is PlaceClass.ADMIN1
                and (worded or c.entry.rank >= top - _MARGIN)
            )
            or (c.entry.place_class is PlaceClass.ADMIN2 and worded)
        )
    )


def _is_worded(name: Name) -> bool:
    return not CLASSES_OF_KIND.keys().isdisjoint({fold(name.text).rpartition(" ")[2], name.kind})


def _is_unit(name: Name, units: tuple[Entry, ...], found: tuple[Candidate, ...]) -> bool:
    """Whether the name means a unit rather than a town of that name ("Texas", not "Geneva")."""
    if name.country or _is_worded(name):
        return True
    towns = [c.entry.rank for c in found if c.entry.place_class is PlaceClass.SETTLEMENT]
    return max(unit.rank for unit in units) >= max(towns, default=0) + _MARGIN


def _is_closed(text: str, name: Name, following: Name) -> bool:
    """Whether what follows "X, Y" ends it, and no comma stands before it as in a list."""
    end = following.end
    word = _WORD.match(text, end)
    if word and word[1] in KINDS:
        end = word.end()
    ends = _CLOSING.match(text, end) is not None or following.country is not None
    return ends and not text[: name.start].rstrip().endswith((",", " and"))


def _is_apposition(between: str) -> bool:
    """Whether the words between two names say that the second holds the first."""
    between = _OTHER_NAME.sub("", between)
    words = between.replace("(", ",").replace(",", " , ").split()
    if "and" in words or any(word[0].isupper() for word in words):
        return False
    while len(words) > 1 and words[0] in _KINDS_OF_SITES:
        words = words[1:]
    if words in ([","], ["in"], [",", "in"], ["/"]):
        return True
    return words[-1:] in (["in"], ["of"]) and not KINDS.isdisjoint(words)


def holds(parent: Entry, entry: Entry) -> bool:
    """Whether a unit holds a place, by the names of the place's units."""
    if parent.id == entry.id or parent.country != entry.country:
        return False
    if parent.place_class is PlaceClass.COUNTRY:
        return True
    if parent.place_class is PlaceClass.ADMIN1:
        return entry.admin1 == parent.name
    return entry.admin2 == parent.name and entry.admin1 == parent.admin1
