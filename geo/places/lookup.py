"""One name on its own ("Khasham", in "Deir Ezzor, Syria") -> what the gazetteer knows, ranked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.places.asked_online import ONLINE_TRUST
from geo.places.gazetteer import Candidate, Match, PlaceClass
from geo.places.names import fold
from geo.places.parents import holds
from geo.sphere import distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Place
    from geo.places.gazetteer import Gazetteer
    from geo.places.online import OnlineGeocoder

# How often the first candidate lies within 25 km of the true place: of 2,756 villages and towns
# that UCDP GED or Maverick placed exactly or nearby in Syria and Kenya; the shipped
# gazetteer knows the names of 467. tests/benchmarks/name_table.py counts.
_IN_UNIT = 0.97  # of 367 places that lie in the unit asked for; however loosely the name matches
_OUTSIDE = 0.03  # of 68 places that lie in other units than the one asked for
_IN_COUNTRY = {
    Match.NAME: 0.95, Match.ALIAS: 0.92, Match.JOINED: 0.47, Match.SOFT: 0.45, Match.FUZZY: 0.55,
}  # fmt: skip
_ANYWHERE = {Match.NAME: 0.9, Match.ALIAS: 0.65, Match.JOINED: 0.13, Match.SOFT: 0.05}
_WITH_RIVALS = 0.5  # the share that is left where another place, farther off, fits as well
_RIVAL_KM = 25.0
_OUTSHINES = 15  # in ranks: thirty times as prominent, and called so, a place has no rivals
ABSTAIN_BELOW = 0.5

_CANDIDATES = 500
_BETWEEN_PARENTS = re.compile(r"\s*[>;,/|]\s*")
_IN_BRACKETS = re.compile(r"(?P<first>[^()]+)\((?P<second>[^()]+)\)\s*")
_CODE_LENGTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with the parents asked for that hold it, and the words that say why."""

    candidate: Candidate
    inside: tuple[str, ...]
    asked: int

    def __str__(self) -> str:
        """Return one line: name, parents, kind, point, and what decided."""
        entry = self.candidate.entry
        where = ", ".join(p for p in (entry.name, entry.admin1, entry.country) if p)
        kind = f"{entry.place_class} {entry.feature}"
        point = f"{entry.lat:.4f}, {entry.lon:.4f}"
        return f"{where}  [{kind}]  {point}  {entry.id}  ({self.reason})"

    @property
    def reason(self) -> str:
        """Return what decided: the match, the people, the parents."""
        entry = self.candidate.entry
        people = f"population {entry.population:,}" if entry.population else "population unknown"
        match = f"{self.candidate.match} match"
        if self.candidate.similarity < 1:
            match += f" {self.candidate.similarity:.2f}"
        parents = f"; in {', '.join(self.inside)} as asked" if self.inside else ""
        missed = "; not in the parents asked for" if self.asked and not self.inside else ""
        return f"{match}; {people}{parents}{missed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The place a name was taken for, how likely it is right (0 to 1), and why; or why none."""

    place: Place | None
    score: float
    reason: str


def look_up(name: str, gazetteer: Gazetteer, *, limit: int = 10) -> list[Ranked]:
    """Return candidates for ``name``, best first.

    Parts after the first comma are parents, country last if given: candidates inside more of them
    come first, then the gazetteer's own order. Misspelt names are looked for only inside a country.
    """
    first, *parents = [part.strip() for part in name.split(",") if part.strip()] or [""]
    country = _country_among(parents, gazetteer)
    found = _ranked(first, parents, country, gazetteer)
    if not found and country:
        found = _ranked(first, parents, None, gazetteer)
    return found[:limit]


def locate_name(
    name: str,
    gazetteer: Gazetteer,
    *,
    country: str = "",
    admin: str = "",
    online: OnlineGeocoder | None = None,
) -> Located:
    """Return the place a name of a table means, at most one.

    ``country`` is a code or a name, "" for anywhere; only its places count. ``admin`` is a unit, or
    several ("Idlib > Harim"): a place in more of them wins. ``online`` is asked for what the
    gazetteer does not know.
    """
    if not fold(name):
        return _nowhere("no name")
    code = country_code(country, gazetteer)
    if country.strip() and code is None:
        return _nowhere(f"unknown country {country.strip()!r}")
    parents = [part for part in _BETWEEN_PARENTS.split(admin.strip()) if part]
    ranked = _ranked(name, parents, code, gazetteer)
    if not ranked:
        return _asked_online(name, code, online)
    score = _score(ranked, in_country=code is not None)
    if score < ABSTAIN_BELOW:
        return Located(place=None, score=score, reason=f"too unsure: {ranked[0]}")
    return Located(place=ranked[0].candidate.entry.to_place(), score=score, reason=ranked[0].reason)


def country_code(text: str, gazetteer: Gazetteer) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country's code or name, None where there is none.

    >>> from geo.places.gazetteer import Gazetteer
    >>> country_code("DR Congo (Zaire)", Gazetteer.open())
    'CD'
    """
    text = text.strip()
    if len(text) == _CODE_LENGTH and gazetteer.country(text.upper()):
        return text.upper()
    in_brackets = _IN_BRACKETS.fullmatch(text)
    for form in (text, *(in_brackets.groups() if in_brackets else ())):
        for candidate in gazetteer.candidates(form)[:1]:
            if candidate.entry.place_class is PlaceClass.COUNTRY:
                return candidate.entry.country
    return None


def _ranked(
    name: str, parents: Sequence[str], country: str | None, gazetteer: Gazetteer
) -> list[Ranked]:
    """Return the candidates, those inside more of the known parents first."""
    named = {parent: _names(parent, gazetteer, country) for parent in parents}
    holders = {parent: names for parent, names in named.items() if names}
    ranked = [
        Ranked(
            candidate=candidate,
            inside=tuple(p for p, names in holders.items() if _holds(names, candidate)),
            asked=len(holders),
        )
        for candidate in gazetteer.candidates(name, country=country, limit=_CANDIDATES)
    ]
    return sorted(ranked, key=lambda r: -len(r.inside))


def _score(ranked: Sequence[Ranked], *, in_country: bool) -> float:
    first = ranked[0]
    if first.inside:
        score = _IN_UNIT
    elif first.asked and first.candidate.entry.admin1:
        score = _OUTSIDE
    else:
        score = (_IN_COUNTRY if in_country else _ANYWHERE).get(first.candidate.match, _OUTSIDE)
    return score * (_WITH_RIVALS if _has_rivals(ranked) else 1)


def _has_rivals(ranked: Sequence[Ranked]) -> bool:
    """Whether another place, farther off, fits as well as the first and is nearly as prominent.

    A town and the unit that it gives its name to are none: the one lies in the other.
    """
    first = ranked[0]
    entry = first.candidate.entry
    outshines = _OUTSHINES if first.candidate.match is Match.NAME else math.inf
    return any(
        distance_km((entry.lon, entry.lat), (other.lon, other.lat)) > _RIVAL_KM
        for other in (r.candidate.entry for r in ranked if len(r.inside) == len(first.inside))
        if entry.rank - other.rank < outshines and not (holds(other, entry) or holds(entry, other))
    )


def _nowhere(reason: str) -> Located:
    return Located(place=None, score=0.0, reason=reason)


def _asked_online(name: str, country: str | None, online: OnlineGeocoder | None) -> Located:
    place = online.locate(name, country) if online else None
    if place is None or online is None:
        return _nowhere("unknown to the gazetteer" + (f" and to {online.name}" if online else ""))
    return Located(place=place, score=ONLINE_TRUST, reason=f"online: {online.name}")


def _country_among(parents: Sequence[str], gazetteer: Gazetteer) -> str | None:
    codes = (country_code(parent, gazetteer) for parent in reversed(parents))
    return next(filter(None, codes), None)


def _names(parent: str, gazetteer: Gazetteer, country: str | None) -> frozenset[str]:
    """Return the unit names and country codes that a parent may stand for."""
    names: set[str] = set()
    for candidate in gazetteer.candidates(parent, country=country):
        entry = candidate.entry
        if entry.place_class is PlaceClass.COUNTRY and entry.country:
            names.add(entry.country)
        elif entry.place_class in {PlaceClass.ADMIN1, PlaceClass.ADMIN2}:
            names.add(entry.name)
    return frozenset(names)


def _holds(names: frozenset[str], candidate: Candidate) -> bool:
    entry = candidate.entry
    return not names.isdisjoint({entry.country, entry.admin1, entry.admin2} - {None})
