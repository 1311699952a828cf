"""Dates of other people's tables: many orders and languages, refused where two readings fit."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\.0|\d{6})?$")
_NUMBERS = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ,].*)?$")
_TIME_LEFT = re.compile(r"[T ,]+\d{1,2}:\d{2}.*$")
_WORDS = re.compile(r"[^\W_]+(?:-[^\W\d_]+)?", re.UNICODE)
_FILLERS = frozenset("de del of the di le der den г года р року عام".split())
_MONTHS_IN_A_YEAR = 12


class Order(StrEnum):
    """Which number of 03/04/2021 is the day, as --dayfirst and --monthfirst say."""

    DAY_FIRST = "dayfirst"
    MONTH_FIRST = "monthfirst"


class AmbiguousDateError(ValueError):
    """Two readings of a date fit and nobody said which is meant."""


def day_of(text: str, order: Order | None = None) -> date | None:
    """Return the day that a cell states, or None where it states none.

    Raises ``AmbiguousDateError`` for 03/04/2021 unless ``order`` says which number is the day.
    """
    stripped = unicodedata.normalize("NFKC", text).strip()
    for pattern in (_ISO, _COMPACT):
        found = pattern.match(stripped)
        if found:
            return _day(*(int(number) for number in found.groups()))
    found = _NUMBERS.match(stripped)
    if found:
        first, second, year = (int(number) for number in found.groups())
        return _of_numbers(first, second, year, order)
    return _of_words(_TIME_LEFT.sub("", stripped))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_numbers(first: int, second: int, year: int, order: Order | None) -> date | None:
    if order is Order.DAY_FIRST:
        return _day(year, second, first)
    if order is Order.MONTH_FIRST:
        return _day(year, first, second)
    if first <= _MONTHS_IN_A_YEAR and second <= _MONTHS_IN_A_YEAR and first != second:
        message = f"{first:02}/{second:02}/{year} may be two days"
        raise AmbiguousDateError(message)
    day, month = (first, second) if second <= _MONTHS_IN_A_YEAR else (second, first)
    return _day(year, month, day)


def _of_words(text: str) -> date | None:
    """Read "3 de marzo de 2021", "March 3, 2021", "01-January-2015", "03-Mar-2021"."""
    numbers, months = [], set()
    for word in _WORDS.findall(_with_joined_months(text.casefold())):
        for part in _parts(word):
            if part.isdecimal():
                numbers.append(part)
            elif part in _months():
                months.add(_months()[part])
            elif part not in _FILLERS and part not in {"st", "nd", "rd", "th"}:
                return None
    if len(months) != 1 or len(numbers) != 2:  # noqa: PLR2004  (a day and a year)
        return None
    years = [n for n in numbers if len(n) == 4]  # noqa: PLR2004  (of two digits: which century?)
    days = [n for n in numbers if len(n) <= 2]  # noqa: PLR2004
    if len(years) != 1 or len(days) != 1:
        return None
    return _day(int(years[0]), months.pop(), int(days[0]))


def _with_joined_months(text: str) -> str:
    return text.replace("تشرين ال", "تشرين-ال").replace("كانون ال", "كانون-ال")


def _parts(word: str) -> list[str]:
    """Return a word as it is where it is a month's name, else its runs of digits and letters."""
    return [word] if word in _months() else re.findall(r"\d+|[^\W\d_]+", word)


@cache
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    with (Path(__file__).parent / "months.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in row["names"].split():
                months[unicodedata.normalize("NFKC", name.casefold())] = int(row["month"])
    return months


def is_ambiguous(text: str) -> bool:
    """Tell whether a cell is a date that --dayfirst and --monthfirst read differently."""
    try:
        day_of(text)
    except AmbiguousDateError:
        return True
    return False


def from_datetime(value: datetime | date) -> str:
    """Return the ISO day of a typed cell."""
    return (value.date() if isinstance(value, datetime) else value).isoformat()
