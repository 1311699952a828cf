"""Names of places written in scripts that the English parser cannot read.

No tagger knows these words, so the gazetteer proposes and a few hand-set pieces of evidence judge:
how well known the place is, how many words its name has, a type word or preposition of the
language beside it, a capital inside a sentence, the countries of the names around it. Words of
ordinary speech that some village bears too are refused (``lexicons/native_words.csv`` and the
languages' stop words).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from geo.language import stop_words
from geo.places.inflection import base_forms
from geo.places.linear import Linear, probability
from geo.places.names import fold
from geo.places.recognise import Name
from geo.places.scripts import Word, foreign_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.places.gazetteer import Gazetteer
    from geo.places.page import Page

# Set by hand, in log odds, on sentences written for it in ten languages: a lone town of 200,000
# after a preposition is as likely a name as not, one of 3,000 after "the village of" likelier.
WEIGHTS = Linear(
    bias=-3.6,
    weights={
        "rank": 0.55,  # for each tenfold more people
        "several words": 2.0,
        "type word": 2.5,
        "preposition": 1.3,
        "done to places before": 1.6,
        "beside a likely name": 1.0,
        "prefix": 0.7,  # of Arabic, Hebrew, Amharic, or the particle of Korean
        "capital behind": -2.0,  # a person's name goes on
        "capital before": -2.0,  # a name that nobody knows goes on ("Великая Новосёлка")
        "capital inside a sentence": 1.0,
        "stands alone": 2.0,
        "at home": 1.5,
        "stranger": -0.8,
        "two letters": -2.0,
        "ordinary word": -6.0,
    },
)
ACCEPTED = 0.4
_SURE = 0.8
_LONGEST = 5
_LEAST_LETTERS = 2
_SENTENCE_END = re.compile(r"(?:[.!?።؟\n]\s*[\"«“(]?|^\s*[\"«“]?)\Z")
_KATAKANA = re.compile("[\u30a0-\u30ff]")
_LANGUAGES = ("am", "ar", "fa", "he", "ja", "ko", "ru", "ti", "uk", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A known name, by its offsets, and the evidence for its meaning a place here."""

    start: int
    end: int
    text: str
    kind: str | None
    evidence: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeWords:
    """Folded words by what they tell.

    Kinds before and behind names, prepositions, what is done to places ("shelled"), joints of lists
    ("and"), ordinary words.
    """

    kinds: dict[str, str]
    kinds_behind: dict[str, str]
    prepositions: frozenset[str]
    done: frozenset[str]
    joints: frozenset[str]
    ordinary: frozenset[str]


@cache
def native_words() -> NativeWords:
    """Return the words of ``lexicons/native_words.csv`` and spaCy's stop words."""
    path = resources.files("geo") / "lexicons" / "native_words.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    by_role = {
        role: {fold(row["word"]): row["kind"] for row in rows if row["role"] == role}
        for role in ("kind", "kind_after", "preposition", "done", "joint", "ordinary")
    }
    stops = {fold(word) for language in _LANGUAGES for word in stop_words(language)}
    told = {word for role, words in by_role.items() if role != "ordinary" for word in words}
    return NativeWords(
        kinds=by_role["kind"],
        kinds_behind=by_role["kind_after"],
        prepositions=frozenset(by_role["preposition"]),
        done=frozenset(by_role["done"]),
        joints=frozenset(by_role["joint"]),
        ordinary=frozenset(by_role["ordinary"]) | stops | told,
    )


def native_names(page: Page) -> tuple[Name, ...]:
    """Return the names of places in other scripts, in the order of the text, none overlapping."""
    text = page.parsed.document.text
    runs = [list(run) for _, run in groupby(foreign_words(text), key=lambda word: word.run)]
    found = [name for run in runs for name in _names_of(run, text, page.gazetteer)]
    home = page.home | _countries(found, page.gazetteer)
    names: list[Name] = []
    for each in found:
        beside = bool(names) and _is_list(text[names[-1].end : each.start], each.text)
        name = _judged(each, page, home, beside=beside)
        if name.score >= ACCEPTED:
            names.append(name)
    return tuple(names)


def _is_list(between: str, name: str) -> bool:
    """Whether only a joint stands between two names, or is written as one word with the second."""
    words = fold(between)
    if not words:
        return "," in between or "،" in between or name.startswith("و")
    return words in native_words().joints


def _names_of(run: Sequence[Word], text: str, gazetteer: Gazetteer) -> Iterator[Found]:
    at = 0
    while at < len(run):
        if run[at].spaceless:
            yield from _inside(run[at], text, gazetteer)
            at += 1
            continue
        length = _longest(run, at, gazetteer)
        if length:
            yield _found(run, at, length, text=text)
        at += max(1, length)


def _longest(run: Sequence[Word], at: int, gazetteer: Gazetteer) -> int:
    """Return how many words from ``at`` on make the longest known name that is no plain speech."""
    if _is_small(run[at].text):
        return 0
    for length in range(min(_LONGEST, len(run) - at), 0, -1):
        words = [fold(word.text) for word in run[at : at + length]]
        if length > 1 and words[-1] in native_words().ordinary - set(native_words().kinds_behind):
            continue
        name = " ".join(words)
        if name and gazetteer.is_known(name):
            return length
    return 0


def _is_small(word: str) -> bool:
    """Whether a word of a script with capitals has none."""
    return word[0].islower()


def _found(run: Sequence[Word], at: int, length: int, *, text: str) -> Found:
    first, last = run[at], run[at + length - 1]
    before = fold(run[at - 1].text) if at else ""
    behind = fold(run[at + length].text) if at + length < len(run) else ""
    folded = [fold(word.text) for word in run[at : at + length]]
    tells = native_words()
    kind = _kind(before) or tells.kinds_behind.get(behind) or tells.kinds_behind.get(folded[-1])
    evidence = {
        "several words": float(length > 1),
        "type word": float(kind is not None),
        "preposition": float(before in tells.prepositions),
        "done to places before": float(before in tells.done),
        "prefix": float(before not in tells.prepositions and _has_prefix(folded[0])),
        "capital behind": float(_goes_on(run, at + length)),
        "capital before": float(
            at > 0 and _goes_on(run, at - 1) and not _opens(text, run[at - 1]) and not kind
        ),
        "capital inside a sentence": float(first.text[0].isupper() and not _opens(text, first)),
        "stands alone": float(length == len(run)),
        "two letters": float(len(folded[0]) <= _LEAST_LETTERS and length == 1),
        "ordinary word": float(length == 1 and _is_ordinary(folded[0])),
    }
    return Found(
        start=first.start,
        end=last.end,
        text=text[first.start : last.end],
        kind=kind,
        evidence=evidence,
    )


def _opens(text: str, word: Word) -> bool:
    """Whether a word opens a sentence or a line."""
    return _SENTENCE_END.search(text[: word.start]) is not None


def _goes_on(run: Sequence[Word], at: int) -> bool:
    """Whether the word at ``at`` has a capital and is no type word."""
    if at >= len(run) or not run[at].text[0].isupper():
        return False
    return fold(run[at].text) not in native_words().kinds_behind


def _kind(before: str) -> str | None:
    """Return the kind that the word before a name tells, itself perhaps inflected ("بمدينة")."""
    kinds = native_words().kinds
    return next((kinds[form] for form in (before, *base_forms(before)) if form in kinds), None)


def _has_prefix(word: str) -> bool:
    """Whether a word of a script with prefixes may begin with one that means "in" or "to"."""
    return not "\u0400" <= word[0] <= "\u04ff" and bool(base_forms(word))


def _is_ordinary(word: str) -> bool:
    return any(form in native_words().ordinary for form in (word, *base_forms(word)))


def _inside(word: Word, text: str, gazetteer: Gazetteer) -> Iterator[Found]:
    """Yield the known names inside a stretch of a script without spaces, the longest first."""
    folded = fold(word.text)
    if len(folded) != len(word.text):
        return
    at = 0
    while at < len(folded):
        length = gazetteer.longest_inside(folded[at:])
        if length < _LEAST_LETTERS or _cuts_katakana(folded, at, at + length):
            at += 1
            continue
        behind, before = folded[at + length : at + length + 2], folded[:at][-1:]
        tells = native_words()
        kind = next(
            (tells.kinds_behind[k] for k in (behind, behind[:1], folded[at + length - 1])
             if k in tells.kinds_behind), None
        )  # fmt: skip
        evidence = {
            "several words": float(length > _LEAST_LETTERS),
            "type word": float(kind is not None),
            "preposition": float(before in tells.prepositions),
            "stands alone": float(length == len(folded)),
            "ordinary word": float(folded[at : at + length] in tells.ordinary),
        }
        start = word.start + at
        yield Found(
            start=start,
            end=start + length,
            text=text[start : start + length],
            kind=kind,
            evidence=evidence,
        )
        at += length


def _cuts_katakana(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends inside a word that is spelled in katakana."""
    return any(
        0 < at < len(text) and _KATAKANA.match(text[at - 1]) and _KATAKANA.match(text[at])
        for at in (start, end)
    )


def _countries(found: Sequence[Found], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the countries named, and those of the names that are sure by themselves."""
    countries = set()
    for name in found:
        best = gazetteer.candidates(name.text, limit=1)[0].entry
        chance = probability(WEIGHTS.score(name.evidence | {"rank": best.rank / 10}))
        if best.country and chance >= _SURE:
            countries.add(best.country)
    return frozenset(countries)


def _judged(found: Found, page: Page, home: frozenset[str], *, beside: bool) -> Name:
    candidates = page.gazetteer.candidates(found.text)
    at_home = [c for c in candidates if c.entry.country in home]
    best = max(at_home or candidates, key=lambda c: c.entry.rank)
    evidence = found.evidence | {
        "rank": best.entry.rank / 10,
        "beside a likely name": float(beside),
        "at home": float(bool(at_home)),
        "stranger": float(bool(home) and not at_home),
    }
    tokens = page.doc.char_span(found.start, found.end, alignment_mode="expand")
    return Name(
        start=found.start,
        end=found.end,
        text=found.text,
        first=tokens.start,
        last=tokens.end,
        lookup=found.text,
        kind=found.kind,
        score=probability(WEIGHTS.score(evidence)),
        reason=", ".join(WEIGHTS.strongest(evidence)),
    )
