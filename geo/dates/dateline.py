"""The date a text gives itself in its head: a dateline, a line of its own, "Posted on ..."."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from geo.dates.find import find_dates, read_date
from geo.dates.mention import DateKind
from geo.model import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.dates.mention import DateMention

_HEAD_LINES = 10
_HEAD_CHARACTERS = 4_000
_BODY_LINE = 160
"""A line longer than this is a paragraph: the head ends with it."""
_HEADING = 80
_BLANK_OR_MARKDOWN = " \t\xa0*_#>"

_LABEL = re.compile(
    r"(?:(?:first\s+|last\s+)?(?:posted|published|updated|dated|issued|released?)"
    r"(?:\s+date)?(?:\s+(?:on|at))?|(?:publication\s+|release\s+)?date|this story is from)\s*:?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"[\s,|/–—-]*(?:at\s+)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?[\s.]*",
    re.IGNORECASE,
)
_PLACE = re.compile(
    # "SAN SALVADOR, " "Rome (Italy), " "KABUL, Afghanistan (" or capitalised words alone: "AMMAN ".
    r"[\W_]*[A-Z](?:[^.;:!?]{0,50}[,(]\s*|(?:[\w'’-]*[\s/–—-]+(?=[A-Z\d]|$)){1,5})"
)
_DASH = re.compile(r"\s*\)?\s*(?:[(\[][^)\]]{1,60}(?:[)\]]\s*|$))*(?:[-–—]|:\s|$)")
_PREPOSITION = re.compile(
    r"\b(?:on|of|in|since|from|to|until|between|before|after|by|the|and)\s*$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?!\s*(?:gmt|utc|hours|hrs|local))", re.IGNORECASE)


def find_dateline_date(text: str) -> date | None:
    """Return the day on which ``text`` says it was published, or None.

    Read are only its first lines: a date alone on a line ("Tuesday, February 27, 2018"), after a
    label ("Posted on ..."), at the end of a heading, and in a dateline ("KABUL (Feb. 3, 2011) -",
    "LIMA, 3 JAN 90 --"). A dateline without a year takes it from the head's short lines when these
    name exactly one. A date inside a sentence is an event's, not the report's.
    """
    head = tuple(_head(text))
    years = {year for line in head if len(line) <= _HEADING for year in _YEAR.findall(line)}
    for line in head:
        for mention in find_dates(line, published=None):
            day = _publication_day(line, mention, years)
            if day:
                return day
    return None


def is_report_date(mention: DateMention, text: str, published: date | None) -> bool:
    """Tell whether a date of the head says when the report was written, not when things happened.

    It is the day of publication, or the day before, in brackets, before a dash or alone at the end
    of a line: "KABUL (Feb. 3) -- ...", "Operational Update, Feb. 3, 2011".
    """
    day = mention.when.start
    if mention.start > _HEAD_CHARACTERS or mention.kind not in _CALENDAR or day != mention.when.end:
        return False
    if published is None or day is None or not 0 <= (published - day).days <= 1:
        return False
    before, after = text[: mention.start].rstrip(" "), text[mention.end :]
    bracketed = before.endswith("(") and after.lstrip(" ").startswith(")")
    return bracketed or bool(_DASH.match(after)) or after[:1] in {"", "\n", "\r"}


_CALENDAR = frozenset({DateKind.ABSOLUTE, DateKind.PARTIAL})


def _head(text: str) -> Iterator[str]:
    lines = (line.strip(_BLANK_OR_MARKDOWN) for line in text[:_HEAD_CHARACTERS].splitlines())
    for count, line in enumerate(filter(None, lines), 1):
        yield line[: 2 * _BODY_LINE]  # a dateline stands at a paragraph's start
        if count == _HEAD_LINES or len(line) > _BODY_LINE:
            return


def _publication_day(line: str, mention: DateMention, years: set[str]) -> date | None:
    before, after = line[: mention.start], line[mention.end :]
    in_dateline = _is_dateline(before, after)
    if mention.kind is DateKind.PARTIAL and in_dateline:
        return read_date(f"{mention.text}, {min(years)}") if len(years) == 1 else None
    when = mention.when
    if mention.kind is not DateKind.ABSOLUTE or when.precision is not DatePrecision.DAY:
        return None
    if when.start != when.end:
        return None
    return when.start if in_dateline or _is_heading(before, after) else None


def _is_dateline(before: str, after: str) -> bool:
    if before.strip() and not _PLACE.fullmatch(before):
        return False
    bracketed = before.rstrip().endswith("(") and after.lstrip().startswith(")")
    return bracketed or bool(_DASH.match(after))


def _is_heading(before: str, after: str) -> bool:
    """Tell whether the date stands alone, after a label, or ends a heading."""
    if not _CLOCK.fullmatch(after):
        return bool(_LABEL.fullmatch(before.strip()))
    if not before.strip() or _LABEL.fullmatch(before.strip()):
        return True
    return len(before) <= _HEADING and not _PREPOSITION.search(before) and after.strip() == ""
