"""The words that can tell an act: the lexicon, and where a report holds them.

A match here is only a candidate: :mod:`geo.incidents.needs` asks for what must stand around it,
:mod:`geo.incidents.realis` whether it happened.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.incidents.words import Phrases, Words, rows, split
from geo.model import SubEventType

if TYPE_CHECKING:
    from collections.abc import Iterator

CARRIES = "never"  # the need of support verbs: their object is the act, they are none
REACH = 6  # words between a verb and its particle: "shot the two men dead"
_NOUN_TAGS = frozenset({"NOUN", "PROPN"})
_BETWEEN = frozenset({"DET", "ADJ", "ADV", "PRON", "NOUN", "PROPN", "NUM", "PART", "ADP"})


class Trigger(NamedTuple):
    """One row of ``acts.csv``: what a word or phrase can tell and what it needs around it."""

    words: tuple[str, ...]
    pos: str
    sub_event_type: SubEventType | None
    needs: str
    weight: float


class Candidate(NamedTuple):
    """A trigger found in a report; ``first`` and ``last`` are positions in ``Words``."""

    token: int
    first: int
    last: int
    trigger: Trigger


@cache
def triggers() -> tuple[Trigger, ...]:
    """Return the rows of the lexicon."""
    return tuple(_trigger(row) for row in rows("acts"))


@cache
def _indexed() -> tuple[Phrases[Trigger], dict[str, list[Trigger]]]:
    """Return the triggers as phrases, and verbs of several words by their first word."""
    every = triggers()
    gapped: dict[str, list[Trigger]] = {}
    for trigger in every:
        if trigger.pos == "v" and len(trigger.words) > 1:
            gapped.setdefault(trigger.words[0], []).append(trigger)
    return Phrases((" ".join(t.words), t) for t in every), gapped


def _trigger(row: Any) -> Trigger:
    kind = row["sub_event_type"]
    return Trigger(
        words=split(row["term"]),
        pos=row["pos"],
        sub_event_type=SubEventType(kind) if kind else None,
        needs=row["needs"],
        weight=float(row["weight"]),
    )


# --- a parsed report -------------------------------------------------------------------------


def candidates(words: Words) -> Iterator[Candidate]:
    """Yield the triggers of a report in order, longest match first, none inside another."""
    phrases, gapped = _indexed()
    taken = -1
    for at in range(len(words.lower)):
        if at <= taken:
            continue
        for candidate in _at(words, at, phrases=phrases, gapped=gapped):
            yield candidate
            taken = max(taken, candidate.last if candidate.trigger.pos == "n" else at)


def _at(
    words: Words, at: int, *, phrases: Phrases[Trigger], gapped: dict[str, list[Trigger]]
) -> Iterator[Candidate]:
    """Yield the longest fitting candidates that begin here (several rows may share a phrase)."""
    best = 0
    for trigger in gapped.get(words.lemma[at], ()):
        last = _particles(words, at, trigger)
        if last is not None and _is_verb(words, at):
            yield Candidate(words.tokens[at], at, last, trigger)
    for length, trigger in phrases.every(words.lemma, at):
        if length < best or (trigger.pos == "v" and length > 1):
            continue
        head = at + length - 1
        while head > at and words.doc[words.tokens[head]].pos_ == "ADP":
            head -= 1  # "capture of": the noun is the act
        if _is_noun(words, head) if trigger.pos == "n" else _is_verb(words, at):
            best = length
            yield Candidate(words.tokens[head], at, head, trigger)


def _is_verb(words: Words, at: int) -> bool:
    token = words.doc[words.tokens[at]]
    if token.pos_ == "VERB":
        return not (token.tag_ == "VBG" and token.dep_ in ("compound", "amod"))
    return bool(token.pos_ == "ADJ" and token.tag_ in ("VBN", "VBD"))


def _is_noun(words: Words, at: int) -> bool:
    token = words.doc[words.tokens[at]]
    if token.pos_ in _NOUN_TAGS:
        return True
    return bool(
        token.tag_ == "VBG" and token.dep_ in ("pobj", "nsubj", "dobj", "nsubjpass", "conj")
    )


def _particles(words: Words, at: int, trigger: Trigger) -> int | None:
    """Return where the rest of "blow ... up" ends, or None if it does not stand close by."""
    position = at
    for word in trigger.words[1:]:
        for ahead in range(position + 1, min(position + REACH, len(words.lower))):
            if word in (words.lemma[ahead], words.lower[ahead]):
                position = ahead
                break
            if words.doc[words.tokens[ahead]].pos_ not in _BETWEEN:
                return None
        else:
            return None
    return position
