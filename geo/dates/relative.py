"""Dates counted from publication ("last night", "on Tuesday") or another event ("a week later")."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

from geo.dates.absolute import looks_ahead
from geo.dates.mention import DateKind, Reading, Rule
from geo.dates.reckoning import (
    FEW,
    UNKNOWN,
    ago,
    neighbour,
    not_after,
    past,
    shift,
    span_of,
    weekday_near,
    weekend_near,
)
from geo.dates.words import (
    COUNT,
    ORDINAL,
    TIME_OF_DAY,
    WEEKDAY,
    count_of,
    ordinal_number,
    pattern,
    weekday_number,
)
from geo.model import When

_STEPS = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_END = r"(?![^\W_])"
_CLOSING = rf"(?:\s+{TIME_OF_DAY}{_END})?"
_NAMES = r"(?:times|telegraph|mirror|express|herald|world|mail|post|accords?|agreement|massacre)"
_OF_MANY = re.compile(r"\b(?:every|each|bloody|good|black|ash|palm|easter)\s+$", re.IGNORECASE)
_NAMED_TODAY = re.compile(r"(?:\b[A-Z]\w+|\bUSA)\s+$")


def _around(
    _match: re.Match[str], published: date | None, *, first: int, last: int
) -> Reading | None:
    """Read words that mean fixed days around publication."""
    if published is None:
        return UNKNOWN, DateKind.RELATIVE
    start, end = (shift(published, "day", n) for n in (first, last))
    return (span_of(start, end) if start and end else UNKNOWN), DateKind.RELATIVE


def _read_today(match: re.Match[str], published: date | None) -> Reading | None:
    """Read "today", but not the newspaper's name."""
    if match[0][0].isupper() and _NAMED_TODAY.search(
        match.string[max(0, match.start() - 20) : match.start()]
    ):
        return None
    return _around(match, published, first=0, last=0)


def _read_weekday(match: re.Match[str], published: date | None) -> Reading | None:
    """Read a weekday: the nearest in the tense's direction, the day of publication included."""
    if _OF_MANY.search(match.string[max(0, match.start() - 10) : match.start()]):
        return None
    if published is None:
        return UNKNOWN, DateKind.RELATIVE
    which = (match["which"] or "").lower()
    ahead = which in {"next", "coming"} or (which in {"", "this"} and looks_ahead(match))
    weekday = weekday_number(match["weekday"])
    strictly = which not in {"", "this"}
    day = weekday_near(published, weekday, ahead=ahead, strictly=strictly)
    return When.day(day), DateKind.RELATIVE


def _read_weekday_of_week(match: re.Match[str], published: date | None) -> Reading | None:
    """Read "Tuesday of last week"."""
    if published is None:
        return UNKNOWN, DateKind.RELATIVE
    week = neighbour(published, "week", _STEPS[match["step"].lower()])
    day = week.start and week.start + timedelta(days=weekday_number(match["weekday"]))
    return (When.day(day) if day else UNKNOWN), DateKind.RELATIVE


def _read_period(match: re.Match[str], published: date | None) -> Reading | None:
    """Read "last week", "earlier this month", "next year"."""
    if published is None:
        return UNKNOWN, DateKind.RELATIVE
    unit, step = match["unit"].lower(), _STEPS[match["step"].lower()]
    when = neighbour(published, unit, step)
    if when.end is None or step:
        return when, DateKind.RELATIVE
    if (match["side"] or "").lower() == "later" or looks_ahead(match):
        return span_of(published, when.end, when.precision), DateKind.RELATIVE
    return not_after(when, published), DateKind.RELATIVE


def _read_weekend(match: re.Match[str], published: date | None) -> Reading | None:
    if published is None:
        return UNKNOWN, DateKind.RELATIVE
    ahead = (match["step"] or "").lower() in {"next", "coming"} or looks_ahead(match)
    return weekend_near(published, ahead=ahead), DateKind.RELATIVE


def _read_ago(match: re.Match[str], published: date | None) -> Reading | None:
    if published is None:
        return UNKNOWN, DateKind.RELATIVE
    count = count_of(match["count"], FEW)
    return ago(published, match["unit"].lower(), count), DateKind.RELATIVE


def _read_past(match: re.Match[str], published: date | None) -> Reading | None:
    """Read "the past 24 hours", "the last three days", "recent weeks"."""
    if published is None:
        return UNKNOWN, DateKind.RELATIVE
    groups = match.groupdict()
    vague = FEW if groups.get("plural") else (1, 1)
    count = count_of(groups.get("count"), vague)
    return past(published, match["unit"].lower(), count), DateKind.RELATIVE


def _read_running(match: re.Match[str], published: date | None) -> Reading | None:
    """Read "for the third day": that many days up to publication."""
    days = ordinal_number(match["ordinal"])
    return _around(match, published, first=1 - days, last=0)


def _anaphoric(_match: re.Match[str], _published: date | None) -> Reading | None:
    return UNKNOWN, DateKind.ANAPHORIC


_THIS_DAY = (
    rf"(?:earlier\s+|later\s+)?today{_END}{_CLOSING}|(?:early\s+|late\s+)?this\s+{TIME_OF_DAY}{_END}"
    rf"|tonight{_END}"
)
_JUST_NOW = (
    rf"(?:just\s+)?(?:a\s+few\s+|some\s+|only\s+)?(?:moments|minutes|hours)\s+ago{_END}"
    rf"|just\s+now{_END}"
)

RELATIVE = (
    Rule(pattern=pattern(_THIS_DAY), read=_read_today),
    Rule(pattern=pattern(_JUST_NOW), read=partial(_around, first=0, last=0)),
    Rule(
        pattern=pattern(
            rf"(?:early\s+|late\s+|earlier\s+)?yesterday{_END}{_CLOSING}|(?:late\s+)?last\s+(?:night|evening){_END}"
        ),
        read=partial(_around, first=-1, last=-1),
    ),
    Rule(pattern=pattern(rf"overnight{_END}"), read=partial(_around, first=-1, last=0)),
    Rule(
        pattern=pattern(rf"the\s+day\s+before\s+yesterday{_END}"),
        read=partial(_around, first=-2, last=-2),
    ),
    Rule(
        pattern=pattern(rf"tomorrow{_END}{_CLOSING}"),
        read=partial(_around, first=1, last=1),
    ),
    Rule(
        pattern=pattern(rf"the\s+day\s+after\s+tomorrow{_END}"),
        read=partial(_around, first=2, last=2),
    ),
    Rule(
        pattern=pattern(
            r"(?:(?:early|late|later|earlier)\s+(?:on\s+)?)?(?:(?P<which>last|past|this|next|coming)\s+)?"
            rf"{WEEKDAY}(?!\s+{_NAMES}{_END}){_CLOSING}"
        ),
        read=_read_weekday,
    ),
    Rule(
        pattern=pattern(
            rf"(?:(?:early|late)\s+(?:on\s+)?)?{WEEKDAY}{_CLOSING},?\s+(?:of\s+)?"
            rf"(?P<step>last|this|next)\s+week{_END}"
        ),
        read=_read_weekday_of_week,
    ),
    Rule(
        pattern=pattern(
            r"(?:(?P<side>earlier|later|early|late)\s+)?(?P<step>last|this|current|next)\s+"
            rf"(?P<unit>week|month|year){_END}"
        ),
        read=_read_period,
    ),
    Rule(
        pattern=pattern(
            rf"(?:(?:over|during|at|on)\s+the|(?P<step>last|past|this|next|coming))\s+week-?end{_END}"
        ),
        read=_read_weekend,
    ),
    Rule(
        pattern=pattern(
            rf"(?:(?:about|around|some|nearly|almost|just\s+over|more\s+than)\s+)?(?:{COUNT}\s+)?"
            rf"(?P<unit>minute|hour|day|week|month|year)s?\s+(?:ago|back){_END}"
        ),
        read=_read_ago,
    ),
    Rule(
        pattern=pattern(
            rf"(?:(?:in|over|during|within)\s+)?(?:the\s+)?(?:past|last)\s+(?:{COUNT}\s+)?"
            rf"(?P<unit>hour|day|week|month|year)(?P<plural>s){_END}"
        ),
        read=_read_past,
    ),
    Rule(
        pattern=pattern(
            rf"(?:(?:in|over|during|within)\s+)?the\s+past\s+"
            rf"(?P<unit>hour|day|week|month|year){_END}"
        ),
        read=_read_past,
    ),
    Rule(
        pattern=pattern(
            rf"(?:in\s+|over\s+)?(?:the\s+)?recent\s+"
            rf"(?P<unit>day|week|month|year)(?P<plural>s){_END}"
        ),
        read=_read_past,
    ),
    Rule(
        pattern=pattern(
            rf"(?:(?:for|entered|entering|into)\s+)?(?:the|a|its|their)\s+{ORDINAL}\s+"
            rf"(?:(?:consecutive|straight|successive)\s+day|day\s+(?:running|in\s+a\s+row)){_END}"
        ),
        read=_read_running,
    ),
    Rule(pattern=pattern(rf"for\s+(?:the|a)\s+{ORDINAL}\s+day{_END}"), read=_read_running),
    Rule(
        pattern=pattern(
            rf"(?:(?:about|less\s+than|more\s+than|just|some)\s+)?{COUNT}\s+"
            r"(?:hour|day|week|month|year)s?\s+"
            rf"(?:later|earlier|before|after|afterwards|previously){_END}"
        ),
        read=_anaphoric,
    ),
    Rule(
        pattern=pattern(
            rf"(?:the|that|that\s+very|the\s+very)\s+(?:same|previous|next|following|preceding)\s+"
            rf"(?:day|week|month|year|{TIME_OF_DAY}){_END}"
            rf"|that\s+(?:day|week|month|year|{TIME_OF_DAY}){_END}"
            rf"|the\s+(?:day|week|month|year|night)\s+(?:before|after){_END}"
            rf"|(?:earlier|later)\s+(?:in\s+the|that|the\s+same)\s+(?:day|week|month|year){_END}"
            rf"|(?:days|weeks|months|years|hours)\s+(?:later|earlier|before|after){_END}"
        ),
        read=_anaphoric,
    ),
)
