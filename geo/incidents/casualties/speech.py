"""Whose words a stretch of a report is: quotations, and statements that a colon opens.

A quotation is its speaker's from mark to mark, whatever verbs stand inside; one without a speaker
of its own continues the one before. "The minister said:" at the end of a paragraph gives him the
paragraphs that follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.incidents.casualties.claimants import name_of, reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUOTE = re.compile(r"[“«„]|â€œ|[”»]|â€\x9d|â€�|\"+|(?<!\w)''|''(?!\w)")
_OPENING = ("“", "«", "„", "â€œ")
_CLOSING = ("”", "»", "â€\x9d", "â€�")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=[\"“«])")
_STATEMENT = re.compile(r":[ \t]*\n\s*(?=[^\s\"“«])")
_STATEMENT_ENDS = re.compile(
    r"\n\s*(?:notes? (?:to|for) editors|further information|background|media enquiries|ends\b|#)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?:(?<=[.?!\]]\s)|(?<=[.?!\]]\s\s)|(?<=[.?!\]]\n\n)|^)\[(?P<name>[A-Z][^\[\]\d]{2,40})\]"
    r"\s+(?!\[)",
    re.MULTILINE,
)
_NO_SPEAKER = frozenset(
    "text report begin end word words passage video number name as excerpt excerpts speech".split()
)
_ASKING = re.compile(r"reporter|question|moderator|announcer|correspondent", re.IGNORECASE)
_WORDS = 4
"""A shorter quotation is a term ("friendly fire"), no speech."""
_SPEAKING = frozenset("ask explain cry shout recall continue go conclude warn reply answer".split())
_REACH = 160
_CONTINUES = 250
"""How many characters may part a quotation from the one it continues."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody's own words in a report."""

    start: int
    end: int
    speaker: str


def speeches(doc: Any, text: str) -> tuple[Speech, ...]:
    """Return the stretches of a report that are somebody's words; ``text`` is as it was read."""
    found: list[Speech] = []
    for start, end in _quotations(doc.text):
        speaker = _speaker_beside(doc, start, end)
        if speaker is None and found and start - found[-1].end <= _CONTINUES:
            speaker = found[-1].speaker
        if speaker is not None:
            found.append(Speech(start, end, speaker))
    return (*found, *_statements(doc), *_transcribed(text))


def speaker_at(offset: int, said: Sequence[Speech]) -> str | None:
    """Return whose words an offset stands in; the narrowest, if one quotes another."""
    around = [s for s in said if s.start <= offset < s.end]
    return min(around, key=lambda s: s.end - s.start).speaker if around else None


def _transcribed(text: str) -> Iterator[Speech]:
    """Yield the turns of a transcript: "[Garcia] Things should be ..." up to the next label."""
    turns = [m for m in _TURN.finditer(text) if m["name"].casefold().split()[0] not in _NO_SPEAKER]
    ends = [*(m.start() for m in turns[1:]), len(text)] if turns else []
    for turn, end in zip(turns, ends, strict=True):
        if not _ASKING.search(turn["name"]):
            yield Speech(turn.end(), end, " ".join(turn["name"].split()))


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between quotation marks; an open one ends with its paragraph."""
    at = 0
    for end in [*(m.start() for m in _PARAGRAPH.finditer(text)), len(text)]:
        opened: int | None = None
        kind = ""
        for mark in _QUOTE.finditer(text, at, end):
            if mark.group() in _OPENING or (opened is None and _may_open(mark)):
                opened, kind = mark.end(), mark.group()[0]
            elif opened is not None and (mark.group()[0] == kind or kind not in "\"'"):
                words = text[opened : mark.start()]
                if len(words.split()) >= _WORDS or words.endswith((",", ".", "!", "?")):
                    yield opened, mark.start()
                opened = None
        if opened is not None and _QUOTE.match(text[end : end + 4].lstrip()):
            yield opened, end  # the next paragraph takes it up
        at = end


def _may_open(mark: re.Match[str]) -> bool:
    """Whether a straight mark stands before a word and not behind one."""
    text = mark.string
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    straight = mark.group() not in _CLOSING
    return straight and bool(after.strip()) and (not before or before.isspace() or before in "([")


def _speaker_beside(doc: Any, start: int, end: int) -> str | None:
    """Return the subject of the verb of saying right after a quotation, or right before it."""
    text = doc.text
    after = re.split(r"[.;!?\n]\s|[\"“]", text[end + 1 : end + _REACH], maxsplit=1)[0]
    before = re.split(r"[.;!?]\s|\n|[\"”]", text[max(0, start - _REACH) : start - 1])[-1]
    for first, last in (
        (end + 1, end + 1 + len(after)),
        (start - 1 - len(before), start - 1),
    ):
        span = doc.char_span(first, last, alignment_mode="contract") if last > first else None
        for verb in span or ():
            if reports(verb) or (verb.lemma_ in _SPEAKING and verb.pos_ == "VERB"):
                speaker = _subject_beside(verb, span)
                if speaker is not None:
                    return name_of(speaker)
    return None


def _subject_beside(verb: Any, span: Any) -> Any | None:
    own = [c for c in verb.children if c.dep_ == "nsubj" and span.start <= c.i < span.end]
    if own:
        return own[-1]
    nouns = [t for t in span if t.pos_ in ("NOUN", "PROPN", "PRON")]
    before = [t for t in nouns if t.i == verb.i - 1]
    after = [t for t in nouns if t.i > verb.i]
    near = before or after[:1]
    at = near[0] if near else None
    while at is not None and at.dep_ == "compound" and span.start <= at.head.i < span.end:
        at = at.head
    return at


def _statements(doc: Any) -> Iterator[Speech]:
    """Yield what follows "the minister said:" at the end of a line."""
    text = doc.text
    for colon in _STATEMENT.finditer(text):
        line = text.rfind("\n", 0, colon.start()) + 1
        span = doc.char_span(line, colon.start(), alignment_mode="contract")
        verbs = [t for t in span or () if reports(t)]
        speaker = _subject_beside(verbs[-1], span) if verbs else None
        name = None if speaker is None else name_of(speaker)
        if name is not None:
            ends = _STATEMENT_ENDS.search(text, colon.end())
            yield Speech(colon.end(), ends.start() if ends else len(text), name)
