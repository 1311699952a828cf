"""Calendar arithmetic around the day of publication. Weeks run from Monday to Sunday (ISO 8601)."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from geo.model import DatePrecision, When

UNKNOWN = When()

NEAR_FUTURE_DAYS = 10
"""A day and month without a year may lie this far ahead of publication before the past year is
meant: publication dates are wrong by days, and "on 30 December" in January means last year."""

FEW = (3, 9)
"""Low and high of "a few", "several" and a plural alone, as for tolls (CONTRACT section 5)."""

_MONTHS_A_YEAR = 12
_DAYS_A_WEEK = 7
_HOURS_A_DAY = 24
_LATEST_SAME_DAY_HOUR = 11
_PRECISION = {
    "hour": DatePrecision.DAY,
    "day": DatePrecision.DAY,
    "week": DatePrecision.WEEK,
    "month": DatePrecision.MONTH,
    "year": DatePrecision.YEAR,
}
_COARSER = {"day": DatePrecision.WEEK, "week": DatePrecision.MONTH, "month": DatePrecision.YEAR}


def span_of(start: date, end: date, precision: DatePrecision = DatePrecision.DAY) -> When:
    """Return the days from ``start`` to ``end``."""
    return When(start=start, end=end, precision=precision)


def day_in(year: int, month: int, day: int) -> date | None:
    """Return that day, or None where the calendar has none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift(day: date, unit: str, n: int) -> date | None:
    """Return ``day`` moved by ``n`` days, weeks, months or years; None beyond the calendar.

    A month's move keeps the day where the month has it, and takes its last day where not.
    """
    if unit in {"day", "week"}:
        try:
            return day + timedelta(days=n * (_DAYS_A_WEEK if unit == "week" else 1))
        except OverflowError:
            return None
    months = n * (_MONTHS_A_YEAR if unit == "year" else 1)
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period_of(day: date, unit: str) -> When:
    """Return the day, week, month or year that ``day`` lies in."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return span_of(monday, monday + timedelta(days=6), DatePrecision.WEEK)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "year":
        return span_of(date(day.year, 1, 1), date(day.year, 12, 31), DatePrecision.YEAR)
    return When.day(day)


def month_of(year: int, month: int, part: str | None = None) -> When:
    """Return a month, or its early, mid or late third."""
    last = monthrange(year, month)[1]
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(
        part or "", (1, last)
    )
    return span_of(date(year, month, first_day), date(year, month, last_day), DatePrecision.MONTH)


def year_of(year: int, part: str | None = None) -> When:
    """Return a year, or its early, middle or late four months."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part or "", (1, 12))
    end = date(year, last, monthrange(year, last)[1])
    return span_of(date(year, first, 1), end, DatePrecision.YEAR)


def not_after(when: When, published: date) -> When:
    """Return ``when`` without the days after publication, which no report can tell of."""
    if when.start is None or when.end is None or when.start > published:
        return when
    return span_of(when.start, min(when.end, published), when.precision)


def weekday_near(published: date, weekday: int, *, ahead: bool, strictly: bool = False) -> date:
    """Return the nearest such weekday (Monday is 0) behind or ahead of publication.

    The day of publication itself counts, unless ``strictly``.
    """
    distance = (weekday - published.weekday()) if ahead else (published.weekday() - weekday)
    days = distance % _DAYS_A_WEEK or (_DAYS_A_WEEK if strictly else 0)
    return published + timedelta(days=days if ahead else -days)


def day_near(published: date, month: int, day: int, *, ahead: bool) -> date | None:
    """Return the nearest such day of a year, looking back unless ``ahead``."""
    latest = None if ahead else published + timedelta(days=NEAR_FUTURE_DAYS)
    years = range(published.year - (0 if ahead else 8), published.year + 9)
    days = [d for year in years if MINYEAR <= year <= MAXYEAR and (d := day_in(year, month, day))]
    if latest is None:
        return next((d for d in days if d >= published), None)
    return next((d for d in reversed(days) if d <= latest), None)


def year_near(published: date, month: int, *, ahead: bool) -> int:
    """Return the year of the nearest such month, looking back unless ``ahead``."""
    if ahead:
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def day_of_month_near(published: date, day: int) -> date | None:
    """Return the last such day of a month, up to the day of publication ("on the 6th")."""
    for back in range(3):
        first = shift(published.replace(day=1), "month", -back)
        found = first and day_in(first.year, first.month, day)
        if found and found <= published:
            return found
    return None


def weekend_near(published: date, *, ahead: bool) -> When:
    """Return the weekend that is on, was last, or (``ahead``) comes next."""
    sunday_today = published.weekday() == 6  # noqa: PLR2004  (Monday is 0)
    if ahead:
        saturday = weekday_near(published, 5, ahead=True)
    elif sunday_today:
        saturday = published - timedelta(days=1)
    else:
        saturday = weekday_near(published, 5, ahead=False, strictly=True)
    return span_of(saturday, saturday + timedelta(days=1))


def ago(published: date, unit: str, n: tuple[int, int]) -> When:
    """Return "n units ago": that day, or the week, month or year in which it lies.

    With a vague count the result spans all of it, one precision coarser.
    """
    if unit in {"minute", "hour"}:
        hours = n[0] if unit == "hour" else 0
        back = 0 if hours <= _LATEST_SAME_DAY_HOUR else max(1, hours // _HOURS_A_DAY)
        return _day_or_unknown(shift(published, "day", -back))
    low, high = n
    near, far = shift(published, unit, -low), shift(published, unit, -high)
    if near is None or far is None:
        return UNKNOWN
    if low == high:
        return period_of(near, unit)
    precision = _COARSER.get(unit)
    return span_of(far, near, precision) if precision else UNKNOWN


def past(published: date, unit: str, n: tuple[int, int]) -> When:
    """Return "the past n units", up to the day of publication."""
    high = n[1]
    if unit == "hour":
        unit, high = "day", max(1, -(-high // _HOURS_A_DAY))
    start = shift(published, unit, -high)
    if start is None:
        return UNKNOWN
    precision = _PRECISION[unit] if n[0] == n[1] else _COARSER.get(unit, DatePrecision.YEAR)
    return span_of(start, published, precision)


def neighbour(published: date, unit: str, step: int) -> When:
    """Return the period before (-1), of (0) or after (1) publication."""
    day = shift(published, unit, step)
    return period_of(day, unit) if day else UNKNOWN


def _day_or_unknown(day: date | None) -> When:
    return When.day(day) if day else UNKNOWN
