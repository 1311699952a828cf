"""Which words of a report say what became of people (``outcomes.csv``), and of whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.incidents.casualties.frames import FRAMES
from geo.incidents.casualties.terse import adjacent, headline_verb, labelled
from geo.incidents.words import rows
from geo.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.incidents.casualties.victims import Counter


@dataclass(frozen=True, slots=True)
class Word:
    """One row of ``outcomes.csv``; ``outcome`` is None for words that leave it open."""

    frame: str
    outcome: Outcome | None
    people_only: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An outcome word in a report and the heads of the phrases that name its victims.

    ``own`` is True where the word itself carries the count ("12 deaths").
    """

    trigger: int
    word: Word
    heads: tuple[int, ...]
    own: bool = False


@cache
def _words() -> dict[tuple[str, str], Word]:
    table = {}
    for row in rows("outcomes"):
        outcome = Outcome(row["outcome"]) if row["outcome"] else None
        word = Word(row["frame"], outcome, row["people_only"] == "yes")
        table[row["term"], row["frame"]] = word
    return table


@cache
def _terms() -> frozenset[str]:
    return frozenset(term for term, _ in _words())


_VERB_FRAMES = (
    "object", "subject", "away", "down", "alive", "lost", "took", "flight", "treated", "hospital",
    "care", "gassed",
)  # fmt: skip
_NOUN_FRAMES = ("noun", "body", "life", "loss", "taken", "wounds", "condition", "casualty")


def find_hits(doc: Any, counter: Counter) -> Iterator[Hit]:
    """Yield every outcome word of a report with its victims' heads, in order."""
    for token in doc:
        known = token.lower_ in _terms() or token.lemma_.lower() in _terms()
        if not known or not token.is_alpha or _of_the_harmed(token):
            continue
        terse = _terse(token, counter)
        if terse is not None:
            yield terse
            continue
        for frame in _frames_of(token):
            word = _words().get((token.lemma_.lower(), frame)) or _words().get(
                (token.lower_, frame)
            )
            hit = _hit(token, word, counter) if word else None
            if hit is not None:
                yield hit
                break


def _terse(token: Any, counter: Counter) -> Hit | None:
    """Return what a word says by its place beside a count, where no sentence is built."""
    word = _any_word(token)
    if word is None or word.outcome is None:
        return None
    head = labelled(token, counter)
    if head is None:
        head = adjacent(token, counter)
    if head is None and word.frame == "object":
        head = headline_verb(token, counter)
    return None if head is None else Hit(token.i, word, (head.i,))


def _any_word(token: Any) -> Word | None:
    for frame in ("object", "state", "subject", "noun"):
        for term in (token.lower_, token.lemma_.lower()):
            if (term, frame) in _words():
                return _words()[term, frame]
    return None


def _of_the_harmed(token: Any) -> bool:
    """Whether it only names a whole: "four of the dead" is told as a part."""
    before = [t.lower_ for t in token.doc[max(0, token.i - 2) : token.i]]
    return (
        before in (["of", "the"], ["of", "those"])
        and token.pos_ != "PROPN"
        and (token.lower_ in ("dead", "wounded", "injured", "killed", "slain"))
    )


def _frames_of(token: Any) -> tuple[str, ...]:
    if token.pos_ in ("VERB", "AUX"):
        return (*_VERB_FRAMES, "state")
    if token.pos_ == "ADJ":
        return ("state", "object")
    return (*_NOUN_FRAMES, "state") if token.pos_ in ("NOUN", "PROPN") else ()


def _hit(token: Any, word: Word, counter: Counter) -> Hit | None:
    heads, own = FRAMES[word.frame](token, counter)
    return Hit(token.i, word, tuple(t.i for t in heads), own) if heads or own else None
