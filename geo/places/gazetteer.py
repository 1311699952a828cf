"""The gazetteer: a name -> the places that bear it. Offline, read-only, knows no text.

It answers from an index (:mod:`geo.places.layout` says what its files hold): the shipped one of
``geo/pack``, or one that ``geo gazetteer build`` made. Names, points, populations and country codes
are GeoNames' (see ``CREDIT``); a country code never comes from an outline, so that disputed land
belongs to whom GeoNames says.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from geo.places.entries import Candidate, Entry, Match, PlaceClass
from geo.places.inflection import base_forms
from geo.places.layout import (
    COUNTRY_AT,
    FLAG,
    NO_EXTENT,
    NO_UNIT,
    RANK_AT,
    RECORD,
    VALUE,
    Index,
    shipped,
)
from geo.places.names import admin_core, fold, joined, settlement_core, soft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["CREDIT", "Candidate", "Entry", "Gazetteer", "Match", "PlaceClass"]

CREDIT = (
    "Places: GeoNames (geonames.org), CC BY 4.0. Rivers, seas, outlines: Natural Earth, public "
    "domain. Airfields: airportsdata, MIT."
)

_JARO_WINKLER_LEAST = 0.92  # precision .94 in Syria, Iraq, Yemen, Afghanistan, Mali; .69 in Ukraine
# Of short names sound-alikes are other places as a rule ("Saqba" and "Shahba"). By hand.
_SHORT, _SHORT_ALIKE = 5, 0.85
_FUZZY_LETTERS = 6
_NO_FUZZY_IN = frozenset({"UA"})
_ALIAS_DISCOUNT = 13  # an alternate speaks for a place one twentieth as strongly as its own name
_LONGEST_WORDS = 9
_UNITS = frozenset({PlaceClass.COUNTRY, PlaceClass.ADMIN1, PlaceClass.ADMIN2, PlaceClass.REGION})


class Gazetteer:
    """All places of the pack, by name. Open it once with :meth:`open`; safe to share."""

    def __init__(self, folder: Path) -> None:
        self._index = Index(folder)
        self._records = self._index.records
        self._names = self._index.names
        self._country_numbers = {code: n for n, code in enumerate(self._index.countries)}
        self.entry: Callable[[int], Entry] = lru_cache(maxsize=4096)(self._entry)
        self._candidate = lru_cache(maxsize=8192)(self._exact_candidate)
        self._cascade = lru_cache(maxsize=8192)(self._run_cascade)
        self._name_of = lru_cache(maxsize=8192)(self._read_name)
        self._country_indices: dict[str, int] | None = None
        self._fuzzy_names = lru_cache(maxsize=64)(self._names_in)

    @classmethod
    def open(cls, folder: Path | None = None) -> Gazetteer:
        """Open the gazetteer of ``folder``, by default the shipped one.

        Raises :class:`geo.errors.InputError` where the folder holds none.
        """
        return cls(folder or shipped())

    def __len__(self) -> int:
        return len(self._index)

    def _entry(self, index: int) -> Entry:
        number, lon, lat, population, at, admin1, admin2, extent, feature, country, rank = (
            self._index.record(index)
        )
        name, own_id = self._index.text(at)
        return Entry(
            index=index,
            id=own_id or f"geonames:{number}",
            name=name,
            lon=lon / 100_000,
            lat=lat / 100_000,
            feature=self._index.features[feature],
            country=self._index.countries[country],
            admin1=None if admin1 == NO_UNIT else self._name_of(admin1),
            admin2=None if admin2 == NO_UNIT else self._name_of(admin2),
            population=population,
            extent_km=None if extent == NO_EXTENT else float(extent),
            rank=rank,
        )

    def _read_name(self, index: int) -> str:
        return self._index.text(self._index.record(index)[4])[0]

    def is_known(self, name: str) -> bool:
        """Whether some place bears this name, once folded. Case is no help: "of" is a town."""
        folded = fold(name)
        return folded in self._names or bool(self.base_names(folded))

    def base_names(self, folded: str) -> tuple[str, ...]:
        """Return the known names that a folded name in another script is an inflected form of."""
        return tuple(form for form in base_forms(folded) if form in self._names)

    def candidates(
        self, name: str, *, country: str | None = None, limit: int = 50
    ) -> tuple[Candidate, ...]:
        """Return the places ``name`` may mean, likeliest first, at most ``limit``.

        A cascade that stops at the first step that finds any: the folded name; what it is an
        inflected form of (:mod:`geo.places.inflection`); the same but for a word such as
        "province" or "city of"; but for articles and spaces; the soft key; and, only inside
        ``country``, the nearest name (Jaro-Winkler at least .92, six letters or more).
        With ``country`` (ISO 3166-1 alpha-2) only its places count, besides those of no country
        (seas, rivers, continents), so that a step that finds only foreign places is passed over.
        The order is by rank, an alternate counting a twentieth of a name.
        """
        return self._cascade(name, country, limit)

    def _run_cascade(self, name: str, country: str | None, limit: int) -> tuple[Candidate, ...]:
        folded = fold(name)
        if not folded:
            return ()
        exact = self._exact(folded, country, limit)
        if exact:
            return exact
        inflected = self._inside(self._by_base_name(folded), country)
        if inflected:
            return _ordered(inflected)[:limit]
        for step in (self._by_core, self._by_soft_core, self._by_soft):
            found = self._inside(step(folded), country)
            if found:
                return _ordered(found)[:limit]
        return _ordered(self._by_fuzzy(folded, country))[:limit]

    def _exact(self, folded: str, country: str | None, limit: int) -> tuple[Candidate, ...]:
        """Return what bears the folded name itself; only the first ``limit`` are read whole."""
        key = self._names.get(folded)
        if key is None:
            return ()
        words: Iterable[int] = self._index.places_of.words(key)
        if country is not None:
            words = self._words_inside(words, country)
        first = sorted(words, key=self._order_of)[:limit]
        return tuple([self._candidate(word) for word in first])

    def _words_inside(self, words: Iterable[int], country: str) -> list[int]:
        records, size, code = self._records, RECORD.size, self._country_numbers.get(country)
        return [
            word
            for word in words
            if not (own := records[(word & VALUE) * size + COUNTRY_AT]) or own == code
        ]

    def _order_of(self, word: int) -> tuple[int, int]:
        index = word & VALUE
        rank = self._records[index * RECORD.size + RANK_AT]
        return (-rank if word >= FLAG else _ALIAS_DISCOUNT - rank), index

    def _exact_candidate(self, word: int) -> Candidate:
        match = Match.NAME if word >= FLAG else Match.ALIAS
        return Candidate(entry=self.entry(word & VALUE), match=match, similarity=1.0)

    def _inside(self, found: Iterable[Candidate], country: str | None) -> list[Candidate]:
        return [c for c in found if country is None or c.entry.country in {country, None}]

    def _by_name(self, folded: str) -> Iterator[Candidate]:
        key = self._names.get(folded)
        if key is not None:
            for word in self._index.places_of.words(key):
                yield self._candidate(word)

    def _by_base_name(self, folded: str) -> Iterator[Candidate]:
        for base in self.base_names(folded):
            for found in self._by_name(base):
                yield Candidate(entry=found.entry, match=Match.ALIAS, similarity=1.0)

    def _by_core(self, folded: str) -> Iterator[Candidate]:
        return self._core(folded, self._by_name)

    def _by_soft_core(self, folded: str) -> Iterator[Candidate]:
        return self._core(folded, self._by_soft)

    def _core(self, folded: str, step: Callable[[str], Iterator[Candidate]]) -> Iterator[Candidate]:
        """Yield what the name means without its type word, of the kind that the word names."""
        for core, kinds in (
            (admin_core(folded), _UNITS),
            (settlement_core(folded), {PlaceClass.SETTLEMENT}),
        ):
            for found in step(core) if core else ():
                if found.entry.place_class in kinds:
                    match = Match.ALIAS if found.match is Match.NAME else found.match
                    yield Candidate(entry=found.entry, match=match, similarity=found.similarity)

    def _by_soft(self, folded: str) -> Iterator[Candidate]:
        key = self._index.softs.get(soft(folded))
        if key is None:
            return
        asked = joined(folded)
        best: dict[int, Candidate] = {}
        for number, _ in self._index.names_of.of(key):
            known = joined(self._names.restore_key(number))
            match = Match.JOINED if known == asked else Match.SOFT
            similarity = 1.0 if known == asked else _similarity(asked, known)
            if len(asked) <= _SHORT and similarity < _SHORT_ALIKE:
                continue
            for index, _ in self._index.places_of.of(number):
                if index not in best or best[index].similarity < similarity:
                    best[index] = Candidate(
                        entry=self.entry(index), match=match, similarity=similarity
                    )
        exact = [found for found in best.values() if found.match is Match.JOINED]
        yield from exact or best.values()

    def _by_fuzzy(self, folded: str, country: str | None) -> list[Candidate]:
        asked = joined(folded)
        if country is None or country in _NO_FUZZY_IN or len(asked) < _FUZZY_LETTERS:
            return []
        names, places = self._fuzzy_names(country)
        return [
            Candidate(entry=self.entry(places[at]), match=Match.FUZZY, similarity=similarity)
            for _, similarity, at in _nearest(asked, names)
        ]

    def _names_in(self, country: str) -> tuple[list[str], list[int]]:
        """Return the joined names of all places of a country, and their indices."""
        code = self._country_numbers.get(country)
        if code is None:
            return [], []
        column = self._records[COUNTRY_AT :: RECORD.size]
        places = [match.start() for match in re.finditer(re.escape(bytes([code])), column)]
        return [joined(fold(self._read_name(index))) for index in places], places

    def longest(self, words: Sequence[str], start: int = 0) -> int:
        """Return how many of the folded ``words`` from ``start`` on make the longest known name.

        0 where none begins there. Words that fold to "" (hyphens, apostrophes) may stand between
        and are counted, so that a recogniser can pass ``[fold(token.text) for token in doc]``.
        Case is gone: whether "us" or "of" is meant as a name is for the caller to judge.
        """
        if start >= len(words) or not words[start]:
            return 0
        ends: dict[int, int] = {}
        length, text = 0, []
        for count, word in enumerate(islice(words, start, start + 2 * _LONGEST_WORDS), start=1):
            if word:
                text.append(word)
                length += len(word) + (len(text) > 1)
                ends[length] = count
            if len(text) == _LONGEST_WORDS:
                break
        prefixes = self._names.prefixes(" ".join(text))
        return max((ends[len(p)] for p in prefixes if len(p) in ends), default=0)

    def longest_inside(self, folded: str) -> int:
        """Return how many letters of a folded text make the longest name known to begin it."""
        return max(map(len, self._names.prefixes(folded)), default=0)

    def country(self, code: str) -> Entry | None:
        """Return the country with this ISO 3166-1 alpha-2 code (or XK), None where none has it."""
        if self._country_indices is None:
            self._country_indices = {}
            for index in range(len(self)):
                entry = self._entry(index)
                if entry.feature != "PCLI" or entry.country is None:
                    break
                self._country_indices[entry.country] = index
        index_of = self._country_indices.get(code)
        return None if index_of is None else self.entry(index_of)

    def admin1(self, country: str, name: str) -> Entry | None:
        """Return the first-level unit of a country that bears the name, None where none does."""
        for found in self.candidates(name, country=country):
            if found.entry.feature == "ADM1":
                return found.entry
        return None

    def country_of_demonym(self, word: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code a word for a people or a nationality points to.

        >>> Gazetteer.open().country_of_demonym("Russians")
        'RU'
        """
        return _demonyms().get(fold(word))


def _ordered(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=_order))


def _order(found: Candidate) -> tuple[float, int, int]:
    rank = found.entry.rank - (0 if found.match is Match.NAME else _ALIAS_DISCOUNT)
    return -round(found.similarity, 2), -rank, found.entry.index


def _nearest(asked: str, names: Sequence[str]) -> list[tuple[str, float, int]]:
    """Return (name, similarity, number) of the names that are nearly ``asked``."""
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import extract

    return extract(
        asked,
        names,
        scorer=JaroWinkler.similarity,
        processor=None,
        limit=None,
        score_cutoff=_JARO_WINKLER_LEAST,
    )


def _similarity(one: str, other: str) -> float:
    from rapidfuzz.distance import JaroWinkler

    return float(JaroWinkler.similarity(one, other))


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    text = (files("geo") / "lexicons" / "demonyms.csv").read_text(encoding="utf-8")
    return {fold(line["demonym"]): line["country"] for line in csv.DictReader(text.splitlines())}
