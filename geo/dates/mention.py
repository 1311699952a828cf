"""What a date expression is: where it stands, which days it means, and what it hangs on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.model import When


class DateKind(StrEnum):
    """What a date expression needs to be understood."""

    ABSOLUTE = "absolute"
    """Written with its year; needs nothing."""
    PARTIAL = "partial"
    """A day or month without its year, which comes from the publication date."""
    RELATIVE = "relative"
    """Counted from the publication date: "yesterday", "on Tuesday", "last month"."""
    ANAPHORIC = "anaphoric"
    """Counted from another event ("two weeks later", "the same day"): ``when`` is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """One date expression. ``when`` is unknown where the text does not settle it.

    ``attributive``: the date belongs to the noun that follows ("the Feb. 7 attack", "Tuesday's
    raid"), so it dates that noun and not the sentence.
    """

    start: int
    end: int
    text: str
    when: When
    kind: DateKind
    attributive: bool = False


Reading = tuple[When, DateKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern, and how to read a match; ``read`` returns None where it is no date after all."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None], Reading | None]
