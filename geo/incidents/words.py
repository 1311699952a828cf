"""A report as plain lists of words, and phrases looked up in them.

spaCy splits ``US-led`` into three tokens and keeps blanks as tokens; the lexicons are written as
people write. :class:`Words` leaves blanks, hyphens and quotes out, so that a phrase of a lexicon
and the words of a report meet; ``tokens`` leads back to the tokens.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.language import Parsed

T = TypeVar("T")

_SKIPPED = frozenset({"-", "–", "—", '"', "``", "''", "'", "`"})
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-–](?=[^\W\d_])")
_POSSESSIVE = re.compile(r"(?<=\w)(['’]s)\b")
_DOUBLED = ("ss", "us", "is")


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of ``geo/lexicons/<name>.csv``."""
    text = (resources.files("geo") / "lexicons" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def split(phrase: str) -> tuple[str, ...]:
    """Return the lower-case words of a phrase as :class:`Words` holds them.

    >>> split("US-led coalition")
    ('us', 'led', 'coalition')
    """
    return tuple(_POSSESSIVE.sub(r" \1", _HYPHEN.sub(" ", phrase.lower())).split())


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report: lower-case forms, lemmas, parts of speech, and token indices."""

    doc: Any
    lower: tuple[str, ...]
    lemma: tuple[str, ...]
    tokens: tuple[int, ...]
    position: Mapping[int, int]

    @classmethod
    def of(cls, parsed: Parsed) -> Words:
        """Return the words of a parsed report."""
        strings = parsed.doc.vocab.strings
        given = parsed.doc.to_array(["ORTH", "POS", "LEMMA"]).tolist()
        forms = [_forms(strings[text], strings[pos], strings[lemma]) for text, pos, lemma in given]
        kept = [i for i, form in enumerate(forms) if form is not None]
        words = [form for form in forms if form is not None]
        return cls(
            doc=parsed.doc,
            lower=tuple([lower for lower, _ in words]),
            lemma=tuple([lemma for _, lemma in words]),
            tokens=tuple(kept),
            position={token: position for position, token in enumerate(kept)},
        )

    def lemma_of(self, token: int) -> str:
        """Return the lemma of a token, or an empty string for a blank or a hyphen."""
        at = self.position.get(token)
        return "" if at is None else self.lemma[at]


@cache
def irregular() -> Mapping[str, str]:
    """Return irregular forms of the verbs we look for, and forms that the model mistakes."""
    return {row["form"]: row["lemma"] for row in rows("acts_irregular")}


@lru_cache(maxsize=65_536)
def _forms(text: str, pos: str, lemma: str) -> tuple[str, str] | None:
    """Return a token's lower-case form and its lemma; None for what no phrase holds."""
    if text.isspace() or text in _SKIPPED:
        return None
    lower = text.lower()
    if pos == "VERB":
        return lower, irregular().get(lower) or lemma.lower()
    return lower, _singular(text) if pos == "PROPN" else lemma.lower()


def _singular(name: str) -> str:
    """Return a proper noun without its plural, which spaCy leaves on."""
    lower = name.lower()
    plural = lower.endswith("s") and not lower.endswith(_DOUBLED) and len(lower) > 3  # noqa: PLR2004
    return lower[:-1] if plural and not name.isupper() else lower


class Phrases(Generic[T]):
    """Phrases to values, found at a position of a list of words, longest first."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        """Take (phrase, value) pairs; a phrase may have several values."""
        self._values: dict[tuple[str, ...], list[T]] = {}
        lengths: dict[str, set[int]] = {}
        for phrase, value in pairs:
            words = split(phrase)
            self._values.setdefault(words, []).append(value)
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def longest(self, words: Sequence[str], at: int) -> tuple[int, list[T]] | None:
        """Return (number of words, values) of the longest phrase that begins at ``at``."""
        for length in self._lengths.get(words[at], ()):
            values = self._values.get(tuple(words[at : at + length]))
            if values and at + length <= len(words):
                return length, values
        return None

    def every(self, words: Sequence[str], at: int) -> Iterator[tuple[int, T]]:
        """Yield (number of words, value) of all phrases that begin at ``at``, longest first."""
        for length in self._lengths.get(words[at], ()):
            if at + length <= len(words):
                for value in self._values.get(tuple(words[at : at + length]), ()):
                    yield length, value

    def get(self, phrase: str) -> list[T]:
        """Return the values of exactly this phrase."""
        return self._values.get(split(phrase), [])
