"""All date expressions of a text, with offsets, resolved against the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.dates.absolute import ABSOLUTE
from geo.dates.mention import DateKind, DateMention
from geo.dates.reckoning import span_of
from geo.dates.relative import RELATIVE
from geo.model import DatePrecision, When

if TYPE_CHECKING:
    from datetime import date

RULES = ABSOLUTE + RELATIVE

_PRECISIONS = tuple(DatePrecision)
_FROM = re.compile(r"\b(from|between)\s+$", re.IGNORECASE)
_SINCE = re.compile(r"\b(since)\s+$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s+(?:on\s+)?", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:\b(?:the|an?|that|its|their|his|her)|[^\W_]['’]s)\s+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\s+\w")
_BEFORE = 40
_CUE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)|day|night|morning|evening|noon|dawn|dusk"
    r"|week|month|year|hour|minute|moment|morrow|just\s+now|(?:19|20)\d\d|\d(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
"""Every date expression holds one of these; the rules look only around them, to be quick."""
_REACH = 60


def find_dates(text: str, *, published: date | None, start: int = 0) -> tuple[DateMention, ...]:
    """Return the date expressions of ``text`` in order, none overlapping.

    ``published`` is what "yesterday" counts from; without it every expression that needs it is
    still returned, with an unknown ``when``. A weekday, and a day or month without a year, means
    the nearest one in the past unless the clause speaks of the future. ``start`` is added to all
    offsets (where ``text`` is a piece of a document). Nothing here is clipped to the past: a date
    after ``published`` is returned as such.
    """
    chosen: list[DateMention] = []
    for mention in sorted(_read_all(text, published), key=lambda m: (m.start, -m.end)):
        if not chosen or mention.start >= chosen[-1].end:
            chosen.append(mention)
    joined = _join_ranges(text, chosen)
    complete = (_since(text, m, published) for m in joined)
    return tuple(replace(m, start=m.start + start, end=m.end + start) for m in complete)


def read_date(text: str) -> date | None:
    """Return the one full day that ``text`` names ("Tue, 27 Feb 2018 10:00 GMT"), or None."""
    for mention in find_dates(text, published=None):
        when = mention.when
        if when.precision is DatePrecision.DAY and when.start == when.end:
            return when.start
    return None


def _read_all(text: str, published: date | None) -> list[DateMention]:
    found = []
    for low, high in _windows(text):
        for rule in RULES:
            for match in rule.pattern.finditer(text, low, high):
                reading = rule.read(match, published)
                if reading:
                    found.append(_mention(match, *reading))
    return found


def _windows(text: str) -> list[tuple[int, int]]:
    """Return the stretches around cues, those that touch made one."""
    windows: list[tuple[int, int]] = []
    for cue in _CUE.finditer(text):
        low, high = max(0, cue.start() - _REACH), min(len(text), cue.end() + _REACH)
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    return windows


def _mention(match: re.Match[str], when: When, kind: DateKind) -> DateMention:
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    attributive = kind is not DateKind.ANAPHORIC and bool(
        _DETERMINER.search(before) or _POSSESSIVE.match(match.string, match.end())
    )
    return DateMention(
        start=match.start(),
        end=match.end(),
        text=match[0],
        when=when,
        kind=kind,
        attributive=attributive,
    )


def _join_ranges(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Make one mention of "from A to B" and "between A and B"."""
    joined: list[DateMention] = []
    for mention in mentions:
        range_ = _range(text, joined[-1], mention) if joined else None
        if range_:
            joined[-1] = range_
        else:
            joined.append(mention)
    return joined


def _range(text: str, first: DateMention, last: DateMention) -> DateMention | None:
    opening = _FROM.search(text, max(0, first.start - _BEFORE), first.start)
    if not opening or not _TO.fullmatch(text, first.end, last.start):
        return None
    if (opening[1].lower() == "between") != ("and" in text[first.end : last.start].lower()):
        return None
    start = opening.start(1)
    when, end = When(), last.when.end
    # "from Monday to Wednesday": the Monday before that Wednesday, not before publication.
    begin = first if first.kind is DateKind.ABSOLUTE else _reread(text[start : first.end], end)
    if begin and begin.when.start and end and begin.when.start <= end:
        coarser = max(begin.when.precision, last.when.precision, key=_PRECISIONS.index)
        when = span_of(begin.when.start, end, coarser)
    return DateMention(
        start=start, end=last.end, text=text[start : last.end], when=when, kind=last.kind
    )


def _reread(text: str, published: date | None) -> DateMention | None:
    return next(iter(find_dates(text, published=published)), None)


def _since(text: str, mention: DateMention, published: date | None) -> DateMention:
    """Let "since Monday" reach from Monday to publication."""
    opening = _SINCE.search(text, max(0, mention.start - _BEFORE), mention.start)
    if not opening:
        return mention
    begin, when = mention.when.start, mention.when
    if begin and published and begin <= published:
        when = span_of(begin, published, when.precision)
    start = opening.start(1)
    return replace(mention, start=start, text=text[start : mention.end], when=when)
