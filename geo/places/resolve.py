"""Which place each name of a report means, judged by the whole report.

Names that read alike are one sense (one sense per document), unless a parent in apposition
("Paris, Texas") sets them apart. Every candidate of a sense is weighed twice by a linear model:
first by itself and by what the report says outright (parents, demonyms, the publisher's domain),
then besides by the company of the other senses' likely places (same country, same province, near).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.model import Mention
from geo.places.gazetteer import Match, PlaceClass
from geo.places.linear import shares, weights
from geo.places.names import fold
from geo.places.page import KINDS, Page
from geo.places.recognise import given, recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.language import Parsed
    from geo.places.gazetteer import Candidate, Entry, Gazetteer
    from geo.places.online import OnlineGeocoder
    from geo.places.recognise import Name

LIMIT = 80
ABSTAIN_BELOW = 0.2
_HALF_TURN_KM = 20_038.0

_UNITS = frozenset({PlaceClass.ADMIN1, PlaceClass.ADMIN2})
_CLASSES_OF_KIND = {
    **dict.fromkeys(
        "province governorate oblast state region department prefecture territory emirate canton "
        "wilaya republic regency krai zone".split(),
        _UNITS,
    ),
    **dict.fromkeys(
        "county district raion subdistrict woreda cercle parish township municipality "
        "commune division".split(),
        frozenset({PlaceClass.ADMIN2, PlaceClass.SETTLEMENT, PlaceClass.ADMIN1}),
    ),
    **dict.fromkeys(
        "city town village settlement suburb neighborhood neighbourhood hamlet capital "
        "outskirts".split(),
        frozenset({PlaceClass.SETTLEMENT}),
    ),
    **dict.fromkeys(
        "river lake strait bay gulf sea ocean creek canal".split(), frozenset({PlaceClass.WATER})
    ),
    **dict.fromkeys(
        "valley island islands mountain mountains desert peninsula forest plain basin".split(),
        frozenset({PlaceClass.REGION, PlaceClass.WATER}),
    ),
    **dict.fromkeys(("camp", "base", "airbase", "airport", "port"), frozenset({PlaceClass.SITE})),
}
_TOP_LEVEL = {"uk": "GB"}
_NO_COUNTRY = frozenset({"io", "tv", "me", "co", "ai", "fm", "ly", "cc", "ws"})


@dataclass(slots=True, kw_only=True)
class Sense:
    """All names of a report that read alike, their candidates and how likely each is."""

    key: str
    names: list[Name] = field(default_factory=list)
    parents: tuple[Entry, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    shares: list[float] = field(default_factory=list)

    @property
    def best(self) -> Entry | None:
        """Return the likeliest place, None without candidates."""
        if not self.candidates:
            return None
        return self.candidates[max(range(len(self.shares)), key=self.shares.__getitem__)].entry


def locate(
    parsed: Parsed, gazetteer: Gazetteer, *, online: OnlineGeocoder | None = None
) -> tuple[Mention, ...]:
    """Return every place a report mentions, in the order of the text.

    Where ``document.spans`` is given, exactly one mention a span is returned and nothing else is
    recognised. A name that could not be placed has no place and says why.
    """
    spans = parsed.document.spans
    page = Page(parsed, gazetteer)
    names = recognise(page) if spans is None else given(page, spans)
    senses = senses_of(parsed, names, gazetteer)
    weigh(senses, Hints.of(parsed, gazetteer))
    mentions = []
    for sense in senses:
        mentions += [_mention(parsed, sense, name) for name in sense.names]
    return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


# --- senses ---


def senses_of(parsed: Parsed, names: Sequence[Name], gazetteer: Gazetteer) -> list[Sense]:
    """Group names by how they read and by their parents, and find the candidates of each group."""
    parents = _parents(parsed, names, gazetteer)
    groups: dict[str, dict[tuple[str, ...], list[Name]]] = defaultdict(lambda: defaultdict(list))
    for name in names:
        own = tuple(sorted(e.id for e in parents.get(name.start, ())))
        groups[f"{fold(name.lookup)}|{name.country or ''}"][own].append(name)
    senses = []
    for key, by_parent in groups.items():
        bare = by_parent.pop((), [])
        if not by_parent:
            senses.append(Sense(key=key, names=bare))
            continue
        first = max(by_parent, key=lambda own: len(by_parent[own]))
        by_parent[first] = sorted([*by_parent[first], *bare], key=lambda n: n.start)
        for own, members in by_parent.items():
            parent = next(parents[n.start] for n in members if own and n.start in parents)
            senses.append(Sense(key=key, names=members, parents=parent))
    for sense in senses:
        sense.candidates = _candidates(sense.names[0], gazetteer)
    return senses


def _candidates(name: Name, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    demonym = gazetteer.country_of_demonym(name.text)
    if demonym and not name.country:
        country = gazetteer.country(demonym)
        if country is not None:
            return gazetteer.candidates(country.name, country=demonym, limit=1)
    found = gazetteer.candidates(name.lookup, country=name.country, limit=LIMIT)
    if name.country:
        return found[:1]
    return found


def _parents(
    parsed: Parsed, names: Sequence[Name], gazetteer: Gazetteer
) -> dict[int, tuple[Entry, ...]]:
    """Return, by the start of a name, the units that the next name in apposition may mean."""
    text = parsed.document.text
    found = {}
    for name, following in pairwise(names):
        between = text[name.end : following.start].strip()
        if between not in {",", "(", ", in", "in", "/"} and not _is_apposition(between):
            continue
        if len(text[name.end : following.start]) > 30:
            continue
        units = tuple(
            c.entry
            for c in _candidates(following, gazetteer)
            if c.entry.place_class in {PlaceClass.COUNTRY, *_UNITS}
        )
        if units:
            found[name.start] = units
    return found


def _is_apposition(between: str) -> bool:
    """Whether the words between two names say that the second holds the first."""
    words = between.casefold().split()
    return (
        bool(words)
        and words[-1] in {"in", "of"}
        and len(words) <= 4
        and (
            set(words) & (KINDS | {"city", "town", "village", "capital"}) != set()
        )
    )


# --- hints ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a report says about where it plays without naming a place."""

    demonyms: dict[str, float]
    publisher: str | None

    @classmethod
    def of(cls, parsed: Parsed, gazetteer: Gazetteer) -> Hints:
        """Read demonyms out of the words and a country out of the publisher's domain."""
        counts: Counter[str] = Counter()
        for token in parsed.doc:
            if token.text[:1].isupper():
                country = gazetteer.country_of_demonym(token.text)
                if country:
                    counts[country] += 1
        total = sum(counts.values())
        return cls(
            demonyms={c: n / total for c, n in counts.items()},
            publisher=_country_of_domain(parsed.document.source, gazetteer),
        )


def _country_of_domain(source: str | None, gazetteer: Gazetteer) -> str | None:
    if not source or "." not in source or " " in source:
        return None
    top = source.rsplit(".", 1)[1].lower()
    if top in _NO_COUNTRY:
        return None
    code = _TOP_LEVEL.get(top, top.upper())
    return code if gazetteer.country(code) else None


# --- weighing ---


def weigh(senses: list[Sense], hints: Hints) -> None:
    """Set the shares of every sense's candidates: first alone, then in company."""
    alone = weights("alone")
    evidence = [[own_evidence(s, c, hints) for c in s.candidates] for s in senses]
    for sense, rows in zip(senses, evidence, strict=True):
        sense.shares = shares([alone.score(row) for row in rows])
    together = weights("together")
    company = Company(senses)
    found = [
        [row | company.evidence(s, c.entry) for c, row in zip(s.candidates, rows, strict=True)]
        for s, rows in zip(senses, evidence, strict=True)
    ]
    for sense, rows in zip(senses, found, strict=True):
        sense.shares = shares([together.score(row) for row in rows])


def own_evidence(sense: Sense, candidate: Candidate, hints: Hints) -> dict[str, float]:
    """Return what speaks for a candidate by itself."""
    entry = candidate.entry
    top = max(c.entry.rank for c in sense.candidates)
    found = {
        f"class:{entry.place_class.value}": 1.0,
        f"match:{candidate.match.value}": 1.0,
        "rank": entry.rank / 10,
        "below the top": (top - entry.rank) / 10,
    }
    if candidate.entry is sense.candidates[0].entry:
        found["first"] = 1.0
    if entry.feature in {"PPLC", "PPLA", "PPLX"}:
        found[f"feature:{entry.feature}"] = 1.0
    if candidate.similarity < 1:
        found["unlike"] = 1 - candidate.similarity
    found |= _kind_evidence(sense, candidate)
    if sense.parents:
        agrees = any(_holds(parent, entry) for parent in sense.parents)
        found["parent agrees" if agrees else "parent disagrees"] = 1.0
    if entry.country:
        if entry.country in hints.demonyms:
            found["demonym"] = hints.demonyms[entry.country]
        if hints.publisher:
            found["publisher" if entry.country == hints.publisher else "not publisher"] = 1.0
    return found


def _kind_evidence(sense: Sense, candidate: Candidate) -> dict[str, float]:
    entry = candidate.entry
    last_word = sense.key.split("|")[0].split(" ")[-1]
    within = last_word if last_word in _CLASSES_OF_KIND else None
    kinds = {n.kind for n in sense.names if n.kind in _CLASSES_OF_KIND} | {within} - {None}
    found = {}
    for kind in kinds - {None}:
        agrees = entry.place_class in _CLASSES_OF_KIND[kind]
        found["kind agrees" if agrees else "kind disagrees"] = 1.0
    if not kinds and entry.place_class is PlaceClass.ADMIN2 and candidate.match is not Match.NAME:
        found["unit without its word"] = 1.0
    if not kinds and entry.place_class is PlaceClass.ADMIN1 and candidate.match is not Match.NAME:
        found["province without its word"] = 1.0
    return found


def _holds(parent: Entry, entry: Entry) -> bool:
    """Whether a unit holds a place, by the names of its units."""
    if parent.id == entry.id or parent.country != entry.country:
        return False
    if parent.place_class is PlaceClass.COUNTRY:
        return True
    if parent.place_class is PlaceClass.ADMIN1:
        return entry.admin1 == parent.name
    return entry.admin2 == parent.name and entry.admin1 == parent.admin1


class Company:
    """Where the senses of a report lie by the first weighing."""

    def __init__(self, senses: Sequence[Sense]) -> None:
        self.countries: Counter[str] = Counter()
        self.units: Counter[tuple[str | None, str]] = Counter()
        self.own: dict[int, tuple[Counter[str], Counter[tuple[str | None, str]]]] = {}
        self.points: list[tuple[int, float, Entry]] = []
        for sense in senses:
            self._add(sense)
        self.total = sum(self.countries.values())

    def _add(self, sense: Sense) -> None:
        weight = math.sqrt(len(sense.names))
        countries: Counter[str] = Counter()
        units: Counter[tuple[str | None, str]] = Counter()
        for candidate, share in zip(sense.candidates, sense.shares, strict=True):
            entry = candidate.entry
            if entry.country:
                countries[entry.country] += weight * share
            unit = entry.name if entry.feature == "ADM1" else entry.admin1
            if unit:
                units[entry.country, unit] += weight * share
            if share > 0.2 and entry.place_class is not PlaceClass.COUNTRY:  # noqa: PLR2004
                self.points.append((id(sense), share, entry))
        self.own[id(sense)] = (countries, units)
        self.countries.update(countries)
        self.units.update(units)

    def evidence(self, sense: Sense, entry: Entry) -> dict[str, float]:
        """Return what the other senses say for a candidate of this sense."""
        countries, units = self.own[id(sense)]
        found = {}
        total = self.total - sum(countries.values())
        if entry.country and total > 0:
            found["same country"] = (
                self.countries[entry.country] - countries[entry.country]
            ) / total
            unit = entry.name if entry.feature == "ADM1" else entry.admin1
            if unit:
                key = (entry.country, unit)
                found["same province"] = (self.units[key] - units[key]) / total
                if self.units[key] - units[key] > 0.5:  # noqa: PLR2004
                    found["province named"] = 1.0
        if entry.place_class is not PlaceClass.COUNTRY:
            found |= self._nearness(sense, entry)
        return found

    def _nearness(self, sense: Sense, entry: Entry) -> dict[str, float]:
        near = far = 0.0
        for owner, share, other in self.points:
            if owner != id(sense) and other.id != entry.id:
                distance = kilometres(entry, other)
                near = max(near, share * math.exp(-distance / 40))
                far = max(far, share * math.exp(-distance / 250))
        return {"near another": near, "in reach of another": far}


def kilometres(one: Entry, other: Entry) -> float:
    """Return the great-circle distance of two places."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    )
    return 2 * 6371.009 * math.asin(min(1.0, math.sqrt(half)))


# --- mentions ---


def _mention(parsed: Parsed, sense: Sense, name: Name) -> Mention:
    place, score, reason = None, 0.0, "no place of this name in the gazetteer"
    if sense.candidates:
        index = max(range(len(sense.shares)), key=sense.shares.__getitem__)
        score = sense.shares[index] * name.score
        if sense.shares[index] < ABSTAIN_BELOW:
            reason, score = f"{len(sense.candidates)} places are about equally likely", 0.0
        else:
            place, reason = sense.candidates[index].entry.to_place(), name.reason
    return Mention(
        document_id=parsed.document.id,
        start=name.start,
        end=name.end,
        text=name.text,
        place=place,
        score=round(score, 3),
        reason=reason,
    )
