"""What speaks for a candidate: by itself, by outright hints, and by the company it keeps.

Every function returns named evidence for :class:`geo.places.linear.Linear`.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.places.gazetteer import Match, PlaceClass
from geo.places.names import fold
from geo.places.words import CLASSES_OF_KIND
from geo.sphere import distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.places.gazetteer import Candidate, Entry, Gazetteer
    from geo.places.page import Page
    from geo.places.senses import Sense

Unit = tuple[str | None, str]

_TOP_LEVEL = {"uk": "GB"}
# Top-level domains of countries that publishers elsewhere use for their sound.
_FOR_SALE = frozenset({"io", "tv", "me", "co", "ai", "fm", "ly", "cc", "ws"})
_NEAR_KM, _REACH_KM = 40.0, 250.0
_LIKELY = 0.2
_NAMED = 0.5
_MOST = 0.5
_SMALL = 45  # thirty thousand people
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a report says about where it plays without naming a place.

    ``demonyms`` are shares by country code of the words for peoples ("Syrian"). ``publisher`` is
    the country of the publisher's domain, ``publisher_name`` its folded letters, in which a home
    town or province may stand ("deirezzor24").
    """

    demonyms: dict[str, float]
    publisher: str | None
    publisher_name: str = ""

    @classmethod
    def of(cls, page: Page) -> Hints:
        """Read demonyms out of the words and a country out of the publisher's domain."""
        gazetteer = page.gazetteer
        found = (gazetteer.country_of_demonym(w) for w in page.words if w[:1].isupper())
        counts = Counter(country for country in found if country)
        total = sum(counts.values())
        source = page.parsed.document.source
        return cls(
            demonyms={country: count / total for country, count in counts.items()},
            publisher=_country_of_domain(source, gazetteer),
            publisher_name=_letters_of(source),
        )

    def is_in_publisher_name(self, sense: Sense) -> bool:
        """Whether the publisher is called after the place that a sense names."""
        letters = sense.key.partition("|")[0].replace(" ", "")
        return len(letters) >= _LEAST_LETTERS and letters in self.publisher_name


def _letters_of(source: str | None) -> str:
    """Return the folded letters of a publisher's name, of a domain without its top level."""
    if not source:
        return ""
    name = source if " " in source else source.rpartition(".")[0] or source
    return fold(name).replace(" ", "")


def _country_of_domain(source: str | None, gazetteer: Gazetteer) -> str | None:
    if not source or "." not in source or " " in source:
        return None
    top = source.rsplit(".", 1)[1].lower()
    code = _TOP_LEVEL.get(top, top.upper())
    return code if top not in _FOR_SALE and gazetteer.country(code) else None


def own_evidence(sense: Sense, hints: Hints) -> list[dict[str, float]]:
    """Return what speaks for each candidate of a sense by itself."""
    top = max((c.entry.rank for c in sense.candidates), default=0)
    held = [sense.parents is not None and sense.parents.hold(c.entry) for c in sense.candidates]
    at_home = hints.is_in_publisher_name(sense)
    rows = []
    for candidate, inside in zip(sense.candidates, held, strict=True):
        row = _by_itself(candidate, top=top) | _by_kind(sense, candidate)
        row |= _by_hints(candidate.entry, hints)
        if any(held):
            row["parent agrees" if inside else "parent disagrees"] = 1.0
        elif sense.parents and sense.parents.sure:
            row["parent contradicts"] = 1.0
        if sense.part:
            row["part of the name"] = 1.0
        if at_home:
            row |= _by_publisher_name(row)
        rows.append(row)
    if rows:
        rows[0]["first"] = 1.0
    return rows


def _by_itself(candidate: Candidate, *, top: int) -> dict[str, float]:
    entry = candidate.entry
    found = {
        f"class:{entry.place_class.value}": 1.0,
        f"match:{candidate.match.value}": 1.0,
        "rank": entry.rank / 10,
        "below the top": (top - entry.rank) / 10,
        "unlike": 1 - candidate.similarity,
    }
    if entry.feature in {"PPLC", "PPLA", "PPLX"}:
        found[f"feature:{entry.feature}"] = 1.0
    return found


def _by_publisher_name(row: dict[str, float]) -> dict[str, float]:
    """Return what a place has from its name's standing in the publisher's: fame counts less."""
    found = {"publisher's, below the top": row["below the top"]}
    if "class:settlement" in row:
        found["publisher's town"] = 1.0
    return found


def _by_hints(entry: Entry, hints: Hints) -> dict[str, float]:
    found = {}
    if entry.country in hints.demonyms:
        found["demonym"] = hints.demonyms[entry.country]
    if entry.country and hints.publisher:
        found["publisher" if entry.country == hints.publisher else "not publisher"] = 1.0
    return found


def _by_kind(sense: Sense, candidate: Candidate) -> dict[str, float]:
    entry = candidate.entry
    last_word = sense.key.partition("|")[0].rpartition(" ")[2]
    kind = sense.kind or (last_word if last_word in CLASSES_OF_KIND else None)
    if kind:
        agrees = entry.place_class in CLASSES_OF_KIND[kind]
        return {"kind agrees" if agrees else "kind disagrees": 1.0}
    found = {}
    if candidate.match is not Match.NAME:
        if entry.place_class is PlaceClass.ADMIN2:
            found["district without its word"] = 1.0
        if entry.place_class is PlaceClass.ADMIN1:
            found["province without its word"] = 1.0
    if entry.place_class is PlaceClass.WATER and sense.first.after_the:
        found["the water"] = 1.0
    if entry.place_class is PlaceClass.REGION and sense.first.after_the:
        found["the region"] = 1.0
    return found


def unit_of(entry: Entry) -> Unit | None:
    """Return the first-level unit of a place, as (country, name); a unit is its own."""
    name = entry.name if entry.feature == "ADM1" else entry.admin1
    return (entry.country, name) if name else None


class Company:
    """Where the senses of a report lie by their present shares."""

    def __init__(self, senses: Sequence[Sense], hints: Hints) -> None:
        self.named = set(hints.demonyms)
        self.countries: Counter[str] = Counter()
        self.units: Counter[Unit] = Counter()
        self._own: dict[int, tuple[Counter[str], Counter[Unit]]] = {}
        self._points: list[tuple[int, float, Entry]] = []
        for sense in senses:
            self._add(sense)
        self.total = self.countries.total()
        self.named |= {c for c, amount in self.countries.items() if amount > _MOST * self.total}

    def _add(self, sense: Sense) -> None:
        countries: Counter[str] = Counter()
        units: Counter[Unit] = Counter()
        weight = math.sqrt(len(sense.names))
        for candidate, share in zip(sense.candidates, sense.shares, strict=True):
            entry = candidate.entry
            if entry.place_class is PlaceClass.COUNTRY and share > _NAMED and entry.country:
                self.named.add(entry.country)
            if entry.country:
                _count(countries, entry.country, weight * share)
            unit = unit_of(entry)
            if unit:
                _count(units, unit, weight * share)
            if share > _LIKELY and entry.place_class is not PlaceClass.COUNTRY:
                self._points.append((id(sense), share, entry))
        self._own[id(sense)] = (countries, units)
        self.countries.update(countries)
        self.units.update(units)

    def evidence(self, sense: Sense, entry: Entry) -> dict[str, float]:
        """Return what the other senses say for a candidate of this sense."""
        countries, units = self._own[id(sense)]
        total = self.total - countries.total()
        found = {}
        if entry.country and total > 0:
            others = self.countries[entry.country] - countries[entry.country]
            found["same country"] = others / total
            unit = unit_of(entry)
            if unit:
                named = self.units[unit] - units[unit]
                found["same province"] = named / total
                found["province named"] = float(named > _NAMED)
        if entry.place_class is not PlaceClass.COUNTRY:
            found |= self._by_distance(sense, entry)
            if entry.country and self.named:
                at_home = entry.country in self.named
                found["at home" if at_home else "not at home"] = 1.0
                found["rank at home" if at_home else "rank abroad"] = entry.rank / 10
        return found

    def _by_distance(self, sense: Sense, entry: Entry) -> dict[str, float]:
        near = reach = 0.0
        for owner, share, other in self._points:
            if owner != id(sense) and other.id != entry.id:
                distance = distance_km((entry.lon, entry.lat), (other.lon, other.lat))
                near = max(near, share * math.exp(-distance / _NEAR_KM))
                reach = max(reach, share * math.exp(-distance / _REACH_KM))
        return {"near another": near, "in reach of another": reach}


def _count(counter: Counter[str] | Counter[Unit], key: str | Unit, amount: float) -> None:
    counter[key] += amount  # type: ignore[index, assignment]


def trust_evidence(sense: Sense, chosen: int, evidence: dict[str, float]) -> dict[str, float]:
    """Return what speaks for the likeliest candidate's being right at all.

    ``evidence`` is what spoke for it against the others.
    """
    entry = sense.candidates[chosen].entry
    share = sense.shares[chosen]
    here = (entry.lon, entry.lat)
    about = sum(
        s
        for c, s in zip(sense.candidates, sense.shares, strict=True)
        if distance_km(here, (c.entry.lon, c.entry.lat)) <= _NEAR_KM
    )
    kept = {
        name: value
        for name, value in evidence.items()
        if name not in {"below the top", "first"} and not name.startswith("feature:")
    }
    small = entry.rank < _SMALL and "not at home" in evidence
    above = {unit.country for unit in sense.parents.units} if sense.parents else set()
    return kept | {
        "small and abroad": float(small),
        "outside its parents' country": float(bool(above) and entry.country not in above),
        "share": share,
        "log odds": math.log(max(about, 1e-6) / max(1 - about, 1e-3)),
        "homonyms": math.log(len(sense.candidates)),
        "alone in the report": float(not evidence.get("same country")),
    }
