"""One name on its own ("Khasham, Deir Ezzor, Syria") -> what the gazetteer knows of it, ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.places.gazetteer import Candidate, PlaceClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with how many of the parents asked for hold it, and the words that say why."""

    candidate: Candidate
    inside: tuple[str, ...]
    asked: int

    def __str__(self) -> str:
        """Return one line: name, parents, kind, point, and what decided."""
        entry = self.candidate.entry
        where = ", ".join(p for p in (entry.name, entry.admin1, entry.country) if p)
        kind = f"{entry.place_class} {entry.feature}"
        people = f"population {entry.population:,}" if entry.population else "population unknown"
        match = f"{self.candidate.match} match"
        if self.candidate.similarity < 1:
            match += f" {self.candidate.similarity:.2f}"
        parents = f"; in {', '.join(self.inside)} as asked" if self.inside else ""
        missed = "; not in the parents asked for" if self.asked and not self.inside else ""
        point = f"{entry.lat:.4f}, {entry.lon:.4f}"
        return f"{where}  [{kind}]  {point}  {entry.id}  ({match}; {people}{parents}{missed})"


def look_up(name: str, gazetteer: Gazetteer, *, limit: int = 10) -> list[Ranked]:
    """Return candidates for ``name``, best first.

    Parts after the first comma are parents, country last if given: candidates inside more of them
    come first, then the gazetteer's own order. Misspelt names are looked for only inside a country.
    """
    first, *parents = [part.strip() for part in name.split(",") if part.strip()] or [""]
    country = _country(parents, gazetteer)
    found = gazetteer.candidates(first, country=country)
    if not found and country:
        found = gazetteer.candidates(first)
    holders = {p: _names(p, gazetteer, country) for p in parents}
    ranked = [
        Ranked(
            candidate=c,
            inside=tuple(p for p, names in holders.items() if _holds(names, c)),
            asked=len(parents),
        )
        for c in found
    ]
    ranked.sort(key=lambda r: -len(r.inside))
    return ranked[:limit]


def _country(parents: Sequence[str], gazetteer: Gazetteer) -> str | None:
    for parent in reversed(parents):
        for candidate in gazetteer.candidates(parent)[:1]:
            if candidate.entry.place_class is PlaceClass.COUNTRY:
                return candidate.entry.country
    return None


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
