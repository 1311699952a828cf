"""The words dates are made of, as regular expressions (all matched without regard to case)."""

from __future__ import annotations

import re

_MONTH_STEMS = (
    "jan(?:uary|\\.)?",
    "feb(?:ruary|\\.)?",
    "mar(?:ch|\\.)?",
    "apr(?:il|\\.)?",
    "may",
    "june?\\.?",
    "july?\\.?",
    "aug(?:ust|\\.)?",
    "sep(?:t(?:ember)?)?\\.?",
    "oct(?:ober|\\.)?",
    "nov(?:ember|\\.)?",
    "dec(?:ember|\\.)?",
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_COUNTS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_LOW_HIGH = {"a": 1, "an": 1, "couple": 2, "dozen": 12, **{w: n for n, w in enumerate(_COUNTS)}}

MONTH = f"(?P<month>{'|'.join(_MONTH_STEMS)})(?![^\\W_])"
WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![^\W_])"
ANY_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:r(?:s)?)?|fri|sat(?:ur)?|sun)(?:day|\.)?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![^\W_])"
YEAR = r"(?:19|20)\d\d(?!\d)"
PART = r"(?P<part>early|late|mid|middle of|end of|beginning of|start of)"
TIME_OF_DAY = r"(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk)"
COUNT = (
    r"(?P<count>\d{1,3}|an?\s+(?:couple\s+of|few|dozen)|a\s+number\s+of|several|few|"
    rf"couple\s+of|an?|dozen|{'|'.join(_COUNTS[1:])})"
)
ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
COUNTED = (
    r"(?:people|persons|men|women|children|police|km\b|"
    r"(?!(?:was|is|has|as|this|its|his|us|perhaps)\b)[^\W\d_]{2,}s\b)"
)
"""A word that a number before it counts, as "12 soldiers", "5 kilometres" do."""

_VAGUE = re.compile(r"few|several|number", re.IGNORECASE)
_PARTS = {"middle of": "mid", "end of": "late", "beginning of": "early", "start of": "early"}


def pattern(expression: str) -> re.Pattern[str]:
    """Compile an expression that begins at a word's start."""
    return re.compile(rf"(?<![\w])(?:{expression})", re.IGNORECASE)


def month_number(word: str) -> int:
    """Return 1 to 12."""
    return _MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """Return 0 for Monday to 6 for Sunday."""
    return _WEEKDAYS.index(word[:3].lower())


def ordinal_number(word: str) -> int:
    """Return 3 for "third" and "3rd"."""
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _ORDINALS.index(word.lower()) + 1


def part_name(word: str | None) -> str | None:
    """Return ``early``, ``mid`` or ``late``."""
    plain = " ".join(word.lower().split()) if word else None
    return _PARTS.get(plain, plain) if plain else None


def count_of(words: str | None, vague: tuple[int, int]) -> tuple[int, int]:
    """Return low and high of a count in words; ``vague`` where it is none or says "several"."""
    if not words or _VAGUE.search(words):
        return vague
    if words.isdigit():
        return int(words), int(words)
    known = [_LOW_HIGH[w] for w in words.lower().split() if w in _LOW_HIGH]
    return known[-1], known[-1]
