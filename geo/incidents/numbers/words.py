"""The words reports count with, and what each is worth (CONTRACT section 5).

Tables and their arithmetic; :mod:`geo.incidents.numbers` holds the grammar that joins them.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TypeVar

from geo.model import UNKNOWN_TOLL, Toll

NOBODY = Toll(low=0, best=0, high=0)
ONE = Toll(low=1, best=1, high=1)
SOME = Toll(low=3, best=3, high=9)
"""What a plural alone says ("soldiers were killed"): CONTRACT section 5."""


Value = TypeVar("Value")


class Bound(Enum):
    """What the words around a number make of it."""

    AT_LEAST = auto()
    MORE = auto()
    UP_TO = auto()
    FEWER = auto()
    ABOUT = auto()


UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_TEN = 10
UNITS_AFTER_TENS = {word: value for word, value in UNITS.items() if 1 <= value < _TEN}
FUSED = {
    f"{ten}{unit}": value + rest
    for ten, value in TENS.items()
    for unit, rest in UNITS_AFTER_TENS.items()
}
HUNDRED = 100
SCALES = {
    "dozen": 12,
    "hundred": HUNDRED,
    "thousand": 1_000,
    "k": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
}
PLURAL_SCALES = {f"{word}s": value for word, value in SCALES.items() if word != "k"}
# The highest count that still goes by the name (CONTRACT section 5).
CEILINGS = {12: 99, 100: 999, 1_000: 9_999, 100_000: 999_999, 1_000_000: 9_999_999}
MANY_OF = {
    "tens": Toll(low=10, best=10, high=99),
    "dozens": Toll(low=12, best=12, high=99),
    "scores": Toll(low=20, best=20, high=99),
    "hundreds": Toll(low=100, best=100, high=999),
}
TWO = Toll(low=2, best=2, high=2)


def _table(rows: dict[Value, str]) -> dict[tuple[str, ...], Value]:
    """Return the value of each phrase, the phrases of a row being parted by commas."""
    return {
        tuple(phrase.split()): value
        for value, phrases in rows.items()
        for phrase in phrases.split(", ")
    }


VAGUE = _table(
    {
        TWO: "a couple of, a couple, couple of, both, a pair of, a pair",
        Toll(low=3, best=3, high=3): "a trio of",
        SOME: (
            "several, a few, quite a few, many, numerous, multiple, a handful of, a handful, "
            "handful of, a number of, a large number of, a small number of, large numbers of"
        ),
        MANY_OF["tens"]: "tens of, tens",
        MANY_OF["scores"]: "scores",
        Toll(low=20, best=20, high=20): "a score of",
        NOBODY: "no, nobody, no one, no - one, none, zero",
        UNKNOWN_TOLL: (
            "an unknown number of, an undetermined number of, an unspecified number of, "
            "an undisclosed number of, an uncertain number of, an unknown number, "
            "an undetermined number, an unspecified number, an undisclosed number"
        ),
    }
)
FEW = _table({3: "several, a few, quite a few", 2: "a couple of, a couple"})
MODIFIERS = _table(
    {
        Bound.AT_LEAST: (
            "at least, no fewer than, no less than, not less than, not fewer than, a minimum of, "
            "minimum of, upwards of, upward of"
        ),
        Bound.MORE: "more than, over, above, in excess of, greater than, >",
        Bound.UP_TO: (
            "up to, as many as, as much as, no more than, not more than, at most, at the most, "
            "a maximum of, maximum of"
        ),
        Bound.FEWER: "fewer than, less than, under, below, <",
        Bound.ABOUT: (
            "about, some, around, approximately, approx ., approx, nearly, almost, roughly, "
            "close to, an estimated, estimated, circa, perhaps, possibly, exactly, precisely, "
            "only, just, a total of, total of, an additional, a further, another, an initial, "
            "as high as, well, far, slightly, a little, a group of, all, ~"
        ),
    }
)
AFTER = _table(
    {
        Bound.AT_LEAST: "or more, and more, +, - plus",
        Bound.UP_TO: "or fewer, or less",
        Bound.ABOUT: "or so, - odd, odd, - strong",
    }
)
FIRST_WORDS = frozenset(phrase[0] for table in (VAGUE, FEW, MODIFIERS, AFTER) for phrase in table)
LONGEST = max(len(phrase) for table in (VAGUE, MODIFIERS, AFTER) for phrase in table)


def exact(value: float) -> Toll:
    """Return a count known to the last one."""
    return Toll(low=int(value), best=int(value), high=int(value))


def bounded(toll: Toll, bound: Bound) -> Toll:
    """Return what "at least", "up to" and their like make of a count."""
    if toll.low is None or toll.best is None or bound is Bound.ABOUT:
        return toll
    top = toll.best if toll.high is None else toll.high
    return {
        Bound.AT_LEAST: Toll(low=toll.low, best=toll.best, high=None),
        Bound.MORE: Toll(low=toll.low + 1, best=toll.best + 1, high=None),
        Bound.UP_TO: Toll(low=0, best=top, high=top),
        Bound.FEWER: Toll(low=0, best=max(top - 1, 0), high=max(top - 1, 0)),
    }[bound]


def times(toll: Toll, factor: int) -> Toll:
    """Return "tens" of thousands: the high is the last count before the next name."""
    assert toll.low is not None
    assert toll.best is not None
    high = None if toll.high is None else (toll.high + 1) * factor - 1
    return Toll(low=toll.low * factor, best=toll.best * factor, high=high)
