"""Names that read alike, gathered: one sense a report, unless its own words set two apart.

"Paris, Texas" and "Paris, France" are two senses, and so are "Kandahar" and "Kandahar province".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.language import ordinary_words
from geo.places.names import fold
from geo.places.parents import EXACT, Parents, parents_of
from geo.places.words import CLASSES_OF_KIND, HOUSES, LOCAL, adjectives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.places.gazetteer import Candidate, Gazetteer
    from geo.places.recognise import Name

LIMIT = 80

_NATURE = ("River", "Sea", "Ocean", "Mountains")
_LEAST_PART = 4
_LIST_JOINTS = frozenset({",", "and", ", and", "or"})


@dataclass(slots=True, kw_only=True)
class Sense:
    """Names of a report that mean one place, its candidates and how likely each is.

    ``part`` is the known name inside an unknown one that the candidates bear ("Manila" of "Manila
    Cathedral").
    """

    key: str
    names: list[Name]
    kind: str | None = None
    parents: Parents | None = None
    part: str | None = None
    candidates: tuple[Candidate, ...] = ()
    shares: list[float] = field(default_factory=list)

    def keep_inside(self) -> None:
        """Keep only the candidates inside the parents where those are sure and hold any."""
        if self.parents and self.parents.sure:
            inside = tuple(c for c in self.candidates if self.parents.hold(c.entry))
            self.candidates = inside or self.candidates

    @property
    def first(self) -> Name:
        """Return the first of its names."""
        return self.names[0]

    def best(self) -> int:
        """Return the number of the likeliest candidate; there must be one."""
        return max(range(len(self.shares)), key=self.shares.__getitem__)


def senses_of(text: str, names: Sequence[Name], gazetteer: Gazetteer) -> list[Sense]:
    """Group names by how they read, by their type words and by their parents.

    A name without parents belongs with the most frequent parents of its like.
    """
    kinds = _kinds(text, names)
    parents = parents_of(text, names, lambda n: candidates_of(n, n.kind, gazetteer))
    groups: dict[tuple[str, str | None], dict[tuple[str, ...], list[Name]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for name in names:
        above = parents.get(name.start)
        own = tuple(sorted(unit.id for unit in above.units)) if above else ()
        groups[f"{fold(name.lookup)}|{name.country or ''}", kinds[name.start]][own].append(name)
    senses = []
    for (key, kind), by_parent in groups.items():
        bare = by_parent.pop((), [])
        first = max(by_parent, key=lambda own: len(by_parent[own]), default=())
        by_parent[first] = sorted([*by_parent[first], *bare], key=lambda n: n.start)
        for members in by_parent.values():
            theirs = [parents[n.start] for n in members if n.start in parents]
            senses.append(Sense(key=key, names=members, kind=kind, parents=_surest(theirs)))
    for sense in senses:
        sense.candidates = candidates_of(sense.first, sense.kind, gazetteer)
        if not any(c.match in EXACT for c in sense.candidates):
            _fall_back_on_part(sense, gazetteer)
        sense.keep_inside()
    return senses


def _surest(parents: list[Parents]) -> Parents | None:
    return next((p for p in parents if p.sure), parents[0] if parents else None)


def _fall_back_on_part(sense: Sense, gazetteer: Gazetteer) -> None:
    """Take the places that a known name inside an unknown one of several words may mean."""
    part = _known_part(sense.first.text, gazetteer)
    if part:
        inner = replace(sense.first, text=part, lookup=part, country=None, kind=None)
        found = candidates_of(inner, None, gazetteer)
        if found:
            sense.part, sense.candidates = part, found


def _known_part(text: str, gazetteer: Gazetteer) -> str | None:
    """Return the known name inside that of a building, street or body ("Manila Cathedral")."""
    words = text.split()
    folded = [fold(word) for word in words]
    if len(words) < 2:  # noqa: PLR2004  (a part of a word is no name)
        return None
    if folded[0] in adjectives() or gazetteer.country_of_demonym(words[0]):
        return words[0]
    if folded[-1] not in LOCAL | HOUSES:
        return None
    for i, word in enumerate(words):
        length = gazetteer.longest(folded, i)
        part = " ".join(words[i : i + length])
        ordinary = length == 1 and word.lower() in ordinary_words()
        if len(part) >= _LEAST_PART and word[0].isupper() and not ordinary:
            return part
    return None


def candidates_of(name: Name, kind: str | None, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the places a name may mean, only those of its type word's kind if there are any."""
    meaning = adjectives().get(fold(name.text))
    if meaning:
        return gazetteer.candidates(meaning.place, country=meaning.country, limit=1)
    people = None if name.country else gazetteer.country_of_demonym(name.text)
    country = gazetteer.country(people) if people else None
    if country:
        return gazetteer.candidates(country.name, country=people, limit=1)
    if name.country:
        return gazetteer.candidates(name.lookup, country=name.country, limit=1)
    found = gazetteer.candidates(name.lookup, limit=LIMIT)
    return of_kind(_with_nature(name, found, gazetteer), kind)


def _with_nature(
    name: Name, found: tuple[Candidate, ...], gazetteer: Gazetteer
) -> tuple[Candidate, ...]:
    """Add the river, sea or range that "the X" may mean."""
    if not name.after_the or name.kind:
        return found
    fuller = [f"{name.lookup} {word}" for word in _NATURE]
    added = [
        c
        for text in fuller
        if gazetteer.is_known(text)
        for c in gazetteer.candidates(text, limit=3)
    ]
    exact = [c for c in found if added == [] or c.match in EXACT]
    return tuple({c.entry.index: c for c in [*added, *exact]}.values())


def of_kind(found: tuple[Candidate, ...], kind: str | None) -> tuple[Candidate, ...]:
    """Return the candidates that a type word admits, all of them where it admits none."""
    classes = CLASSES_OF_KIND.get(kind or "")
    admitted = tuple(c for c in found if classes and c.entry.place_class in classes)
    return admitted or found


def _kinds(text: str, names: Sequence[Name]) -> dict[int, str | None]:
    """Return the telling type word of each name, by its start; lists share theirs.

    "Homs and Hama provinces", "the towns of Saraqib and Binnish".
    """
    kinds = {n.start: n.kind if n.kind in CLASSES_OF_KIND else None for n in names}
    couples = [(a, b) for a, b in pairwise(names) if text[a.end : b.start].strip() in _LIST_JOINTS]
    for left, right in reversed(couples):
        word = text[right.end :].split(maxsplit=1)[:1]
        if kinds[left.start] is None and word and word[0].rstrip(".,;").endswith("s"):
            kinds[left.start] = kinds[right.start]
    for left, right in couples:
        before = text[: left.start].split()[-2:]
        if kinds[right.start] is None and before[-1:] == ["of"] and before[0].endswith("s"):
            kinds[right.start] = kinds[left.start]
    return kinds
