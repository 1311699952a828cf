"""Days, months and years written as such: "7 Feb 2018", "March 3-5", "30 DEC 89", "in June"."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from geo.dates.mention import DateKind, Reading, Rule
from geo.dates.reckoning import (
    UNKNOWN,
    day_in,
    day_near,
    day_of_month_near,
    month_of,
    not_after,
    span_of,
    year_near,
    year_of,
)
from geo.dates.words import (
    ANY_WEEKDAY,
    COUNTED,
    DAY,
    MONTH,
    PART,
    TIME_OF_DAY,
    YEAR,
    month_number,
    part_name,
    pattern,
)
from geo.model import DatePrecision, When

_AHEAD = re.compile(
    r"\b(?:will|shall|would|due|scheduled|planned|plans?|planning|expected|slated|set to|upcoming|"
    r"next|is to|are to|to be held|going to)\b"
    r"(?:(?!\b(?:was|were|had|after|following|since|[^\W\d_]{2,}ed)\b)[^.;\n]){0,60}$",
    re.IGNORECASE,
)
_NAMED = (
    "movement|alliance|coalition|bloc|group|brigades?|battalion|front|organi[sz]ation|"
    "revolution|forces|camp|division|university|square|street|avenue|bridge|airport|hospital"
)
_NAME_AFTER = re.compile(
    rf"[\s-]+(?:(?P<word>[^\W\d_]+)\s+)?(?P<named>{_NAMED})(?![^\W_])", re.IGNORECASE
)
_DETERMINED = re.compile(r"(?:\bthe|\bpro-|\banti-|\s')\s*$", re.IGNORECASE)
_PREPOSED = re.compile(r"\b(?:on|in|since|late|early)\s+$", re.IGNORECASE)
_SUMMED = re.compile(rf"\s+{COUNTED}", re.IGNORECASE)
_IN = re.compile(r"\bin\s+$", re.IGNORECASE)

_OPENING = rf"(?:{ANY_WEEKDAY},?\s+(?:the\s+)?)?(?:(?:early|late)\s+(?:on\s+)?(?:the\s+)?)?"
_CLOSING = rf"(?:\s+{TIME_OF_DAY}(?![^\W_]))?"
_FIRST = rf"(?P<first>{DAY})"
_TO_SECOND = (
    r"(?:\s*(?:[-–—/]|\b(?:to|and|or|through|until|till)\b)\s*"
    rf"(?:{ANY_WEEKDAY},?\s+)?(?P<second>{DAY})(?!\s+(?:{COUNTED})))?"
)
_LONG_YEAR = rf"(?:\s*,\s*|-|\s+(?:of\s+)?)(?P<year>{YEAR})(?!\s+(?:{COUNTED}))"
_SHORT_YEAR = r"\s+(?P<short>'?\d\d)(?=\s*(?:$|[)(\[\].\n–—-]))"


def looks_ahead(match: re.Match[str]) -> bool:
    """Tell whether the clause before the date speaks of the future."""
    return bool(_AHEAD.search(match.string, max(0, match.start() - 100), match.start()))


def is_name(match: re.Match[str]) -> bool:
    """Tell whether the date is part of a name ("the March 14 alliance", "July 26 Brigade")."""
    after = _NAME_AFTER.match(match.string, match.end())
    if not after:
        return False
    before = match.string[max(0, match.start() - 12) : match.start()]
    if _DETERMINED.search(before):
        return True
    return after["named"][:1].isupper() and not _PREPOSED.search(before)


def _day_number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _year_written(match: re.Match[str], published: date | None) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("short"):
        short = int(groups["short"].strip("'"))
        pivot = (published.year if published else date.today().year) % 100  # noqa: DTZ011  (a century's pivot)
        century = published.year // 100 if published else 20
        return (century - (short > pivot + 1)) * 100 + short
    return None


def _read_day(match: re.Match[str], published: date | None) -> Reading | None:
    """Read a day of a month, or several days of it."""
    if is_name(match) or _counts_things(match):
        return None
    month = month_number(match["month"])
    first = _day_number(match["first"])
    second = _day_number(match["second"]) if match["second"] else first
    year = _year_written(match, published)
    kind = DateKind.PARTIAL if year is None else DateKind.ABSOLUTE
    start = _resolve(year, month, first, published=published, ahead=looks_ahead(match))
    if start is None:
        written = day_in(year or 2000, month, first)
        return (UNKNOWN, kind) if written and year is None else None
    end = day_in(start.year, month, second)
    return (span_of(start, end), kind) if end and start <= end else None


def _counts_things(match: re.Match[str]) -> bool:
    """Tell "In May 12 people died" and "march 5 kilometres" from "on May 12"."""
    if match.groupdict().get("year") or match.start("month") > match.start("first"):
        return False
    if not _SUMMED.match(match.string, match.end()):
        return False
    before = match.string[max(0, match.start() - 8) : match.start()]
    return bool(_IN.search(before)) or match["month"] in {"march", "may", "mar"}


def _resolve(
    year: int | None, month: int, day: int, *, published: date | None, ahead: bool
) -> date | None:
    if year is not None:
        return day_in(year, month, day)
    return day_near(published, month, day, ahead=ahead) if published else None


def _read_day_to_day(match: re.Match[str], published: date | None) -> Reading | None:
    """Read "28 February to 3 March": the months differ and may share the year."""
    parts = match.groupdict()
    year = int(parts["year"]) if parts["year"] else None
    last = _resolve(
        year,
        month_number(parts["month"]),
        _day_number(parts["second"]),
        published=published,
        ahead=looks_ahead(match),
    )
    kind = DateKind.PARTIAL if year is None else DateKind.ABSOLUTE
    if last is None:
        return (UNKNOWN, kind) if year is None else None
    start = day_near(
        last, month_number(parts["month_one"]), _day_number(parts["first"]), ahead=False
    )
    return (span_of(start, last), kind) if start and start <= last else None


def _read_day_alone(match: re.Match[str], published: date | None) -> Reading | None:
    """Read "on the 6th"."""
    day = published and day_of_month_near(published, _day_number(match["first"]))
    return (When.day(day) if day else UNKNOWN, DateKind.PARTIAL)


def _read_month(match: re.Match[str], published: date | None) -> Reading | None:
    """Read "in June", "early March 2015", "last January"."""
    if match["month"] in {"march", "may", "mar"} and not match.groupdict().get("year"):
        return None
    groups = match.groupdict()
    month, part = month_number(match["month"]), part_name(groups.get("part"))
    if groups.get("year"):
        return month_of(int(match["year"]), month, part), DateKind.ABSOLUTE
    if published is None:
        return UNKNOWN, DateKind.PARTIAL
    which = (groups.get("which") or "").lower()
    ahead = which == "next" or (which != "last" and looks_ahead(match))
    year = year_near(published, month, ahead=ahead)
    if which == "last" and (year, month) == (published.year, published.month):
        year -= 1
    when = month_of(year, month, part)
    return (when if ahead else not_after(when, published)), DateKind.PARTIAL


def _read_year(match: re.Match[str], _published: date | None) -> Reading | None:
    return year_of(int(match["year"]), part_name(match.groupdict().get("part"))), DateKind.ABSOLUTE


def _read_numbers(match: re.Match[str], _published: date | None, *, order: str) -> Reading | None:
    """Read a date in figures; where day and month could be swapped it stays unknown."""
    year, one, two = int(match["year"]), int(match["one"]), int(match["two"])
    if order == "year first":
        day = day_in(year, one, two)
        return (When.day(day), DateKind.ABSOLUTE) if day else None
    days = {d for d in (day_in(year, two, one), day_in(year, one, two)) if d}
    if not days:
        return None
    return (When.day(days.pop()) if len(days) == 1 else UNKNOWN), DateKind.ABSOLUTE


def _read_years(match: re.Match[str], _published: date | None) -> Reading | None:
    first, last = year_of(int(match["first"])), year_of(int(match["year"]))
    if first.start is None or last.end is None or first.start > last.end:
        return None
    return span_of(first.start, last.end, DatePrecision.YEAR), DateKind.ABSOLUTE


_MONTH_ONE = MONTH.replace("?P<month>", "?P<month_one>")
_RANGE_WORD = r"\s*(?:[-–—]|\b(?:to|and|through|until|till)\b)\s*"
_OPEN_RANGE = r"(?:(?:from|between)\s+)?"

ABSOLUTE = (
    Rule(
        pattern=pattern(
            rf"(?P<year>{YEAR})(?P<sep>[-/.])(?P<one>\d\d?)(?P=sep)(?P<two>\d\d?)"
            r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"
        ),
        read=partial(_read_numbers, order="year first"),
    ),
    Rule(
        pattern=pattern(
            rf"(?P<one>\d\d?)(?P<sep>[-/.])(?P<two>\d\d?)(?P=sep)(?P<year>{YEAR})(?![\w-])"
        ),
        read=partial(_read_numbers, order="day or month first"),
    ),
    Rule(
        pattern=pattern(
            rf"{_OPEN_RANGE}{_OPENING}(?P<first>{DAY})\s*(?:of\s+)?{_MONTH_ONE}{_RANGE_WORD}"
            rf"{_OPENING}(?P<second>{DAY})\s*(?:of\s+)?{MONTH}(?:{_LONG_YEAR})?"
        ),
        read=_read_day_to_day,
    ),
    Rule(
        pattern=pattern(
            rf"{_OPEN_RANGE}{_OPENING}{_MONTH_ONE}\s*(?P<first>{DAY}){_RANGE_WORD}"
            rf"{_OPENING}{MONTH}\s*(?P<second>{DAY})(?:{_LONG_YEAR})?"
        ),
        read=_read_day_to_day,
    ),
    Rule(
        pattern=pattern(
            rf"{_OPEN_RANGE}{_OPENING}{_FIRST}{_TO_SECOND}[\s-]*(?:of\s+)?{MONTH}"
            rf"(?:{_LONG_YEAR}|{_SHORT_YEAR})?{_CLOSING}"
        ),
        read=_read_day,
    ),
    Rule(
        pattern=pattern(
            rf"{_OPEN_RANGE}{_OPENING}{MONTH}\s*(?:the\s+)?{_FIRST}{_TO_SECOND}"
            rf"(?:{_LONG_YEAR})?{_CLOSING}"
        ),
        read=_read_day,
    ),
    Rule(
        pattern=pattern(
            r"(?:(?:early|late)\s+(?:on\s+)?|(?<=on )|(?<=of )|(?<=since )|(?<=until )|(?<=by )"
            rf"|(?<=from ))the\s+(?P<first>{DAY})(?<=[a-z]){_CLOSING}"
            r"(?=\s*(?:$|[.,;:!?)\]–—\n]|\s(?:and|at|in|by|when|after|near|during|around|to)\b))"
        ),
        read=_read_day_alone,
    ),
    Rule(
        pattern=pattern(
            rf"(?:{PART}[\s-]+)?{MONTH}(?:\s*,\s*|\s+(?:of\s+)?)(?P<year>{YEAR})"
            rf"(?!\s+(?:{COUNTED}))"
        ),
        read=_read_month,
    ),
    Rule(
        pattern=pattern(
            r"(?:(?:the\s+)?(?P<part>early|late|mid|middle of|end of|beginning of|start of)[\s-]+"
            r"|(?P<which>last|next|this)\s+|(?<=in )|(?<=since )|(?<=until )|(?<=from )|(?<=of )"
            rf"|(?<=during )|(?<=between )|(?<=and )){MONTH}(?!\s*{DAY}(?!\s+(?:{COUNTED})))"
        ),
        read=_read_month,
    ),
    Rule(
        pattern=pattern(
            rf"(?:(?:from|between)\s+)?(?P<first>{YEAR}){_RANGE_WORD}(?P<year>{YEAR})"
            rf"(?!\s+(?:{COUNTED}))(?![\w-])"
        ),
        read=_read_years,
    ),
    Rule(
        pattern=pattern(
            rf"(?:{PART}[\s-]+|(?:spring|summer|autumn|fall|winter)\s+(?:of\s+)?"
            r"|(?<=in )|(?<=since )|(?<=during )|(?<=until )|(?<=till )|(?<=year )"
            rf"|(?<=from )|(?<=through ))(?P<year>{YEAR})(?!\s+(?:{COUNTED}))(?![\w-]|[.,]\d)"
        ),
        read=_read_year,
    ),
    Rule(
        # "the 2015 attacks" is a year, "the 2000 attackers" are many.
        pattern=pattern(rf"(?<=the )(?!\d\d00)(?P<year>{YEAR})(?![\w-]|[.,]\d)"),
        read=_read_year,
    ),
)
