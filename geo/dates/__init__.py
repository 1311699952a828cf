"""Dates as reports write them: "Feb. 7", "late on Wednesday", "over the past 24 hours".

Pure functions over text. Libraries that guess were tried and left: they read "Feb. 7" as today's
day in February and put a weekday that equals the day of publication a week too early.
"""

from __future__ import annotations

from geo.dates.dateline import find_dateline_date, is_report_date
from geo.dates.find import find_dates, read_date
from geo.dates.mention import DateKind, DateMention

__all__ = [
    "DateKind",
    "DateMention",
    "find_dateline_date",
    "find_dates",
    "is_report_date",
    "read_date",
]
