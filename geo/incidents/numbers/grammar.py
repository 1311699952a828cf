"""How many: counts as reports write them, read as low, best and high (CONTRACT section 5).

Knows text only, no grammar of sentences: it reads "at least two dozen". Numbers that count nobody
are refused by :mod:`geo.incidents.numbers.traps`; whether the things counted are victims is for
:mod:`geo.incidents.casualties`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from geo.incidents.numbers.traps import counts_nobody
from geo.incidents.numbers.words import (
    AFTER,
    CEILINGS,
    FEW,
    FIRST_WORDS,
    FUSED,
    HUNDRED,
    LONGEST,
    MANY_OF,
    MODIFIERS,
    NOBODY,
    ONE,
    PLURAL_SCALES,
    SCALES,
    TENS,
    TWO,
    UNITS,
    UNITS_AFTER_TENS,
    VAGUE,
    Bound,
    Value,
    bounded,
    exact,
    times,
)
from geo.model import Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count and the words that give it; offsets are those of the text that was read."""

    start: int
    end: int
    text: str
    toll: Toll


class _Token(NamedTuple):
    word: str
    start: int
    end: int


class _Amount(NamedTuple):
    """A bare count: the index after its last token, its value, the scale word it was given in."""

    after: int
    toll: Toll
    scale: int = 1


_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!,?\d)|\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|\S"
)
_NOT_NOBODY = frozenset("longer more less doubt matter way later sooner .".split())
_WITHOUT = re.compile(
    r"without\s+(?:any\s+)?(?:human\s+)?(?:casualt|death|injur|fatalit|victim|loss)", re.IGNORECASE
)
_RANGE_WORDS = frozenset(("to", "or", "-", "–", "—"))
# "rose from 8 to 11" tells two counts, "from 8 to 11 people" one range.
_CHANGED = re.compile(
    r"\b(?:rose|ris(?:en|es?|ing)|climb\w*|increas\w*|grew|grown|jump\w*|rais\w+|revis\w+|drop\w*"
    r"|fell|fallen|lower\w*|updat\w+|went|gone|up|down)\b[^.;]{0,40}"
    r"\bfrom\s+(?:[a-z]+\s+){0,3}$",
    re.IGNORECASE,
)
_RISEN = re.compile(
    r"\b(?:toll|count|figure|number\s+of\s+\w+)\s+(?:(?:is|now|goes|went|gone|has)\s+)*$",
    re.IGNORECASE,
)
_PARTITION = re.compile(
    r"\s+of\s+(?:the|these|those|his|her|their|its|our)\s+(?:other\s+|remaining\s+)?(?=\w)",
    re.IGNORECASE,
)
# "one of the 12 people killed": the whole is what was harmed, so it is a count of its own.
_HARMED_WHOLE = re.compile(
    r"\s+(?:\w+\s+)?(?:dead|killed|victims|deaths|fatalities|wounded|injured)\b", re.IGNORECASE
)

_ANY_SCALE = SCALES | PLURAL_SCALES
_BEGINNERS = (
    FIRST_WORDS
    | UNITS.keys()
    | FUSED.keys()
    | TENS.keys()
    | SCALES.keys()
    | PLURAL_SCALES.keys()
    | MANY_OF.keys()
    | {"half", "many", "a", "an", "between", "from", "without"}
)


def find_quantities(text: str, start: int = 0) -> tuple[Quantity, ...]:
    """Return every count in ``text``, in order, never overlapping.

    ``start`` is added to the offsets, for a ``text`` that is a part of a document. Refused are
    numbers that measure, date, name or price; bare articles ("a soldier") are left to whoever
    knows the noun.
    """
    scanner = _Scanner(text)
    found = []
    at = 0
    while at < len(scanner.tokens):
        read = scanner.read(at)
        if read is None:
            at += 1
            continue
        if read.toll is not None:
            begin, end = scanner.tokens[at].start, scanner.tokens[read.after - 1].end
            words = text[begin:end]
            found.append(Quantity(start=start + begin, end=start + end, text=words, toll=read.toll))
        at = read.after
    return tuple(found)


def read_quantity(text: str) -> Toll | None:
    """Return the count that a phrase such as "the two soldiers" or "a farmer" begins with.

    None where it begins with none; a bare article counts one.
    """
    words = re.sub(r"^\s*(?:(?:the|these|those|other)\s+)*", "", text, flags=re.IGNORECASE)
    found = find_quantities(words)
    if found and found[0].start == 0:
        return found[0].toll
    return ONE if re.match(r"(?:an?|another)\b", words, re.IGNORECASE) else None


class _Read(NamedTuple):
    """What was read: the index after it, and its toll, None for a number that counts nobody."""

    after: int
    toll: Toll | None


class _Scanner:
    """The tokens of a text and the grammar of counts over them; every reader takes an index."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            _Token(match.group().casefold(), match.start(), match.end())
            for match in _TOKEN.finditer(text)
        ]

    def read(self, first: int) -> _Read | None:
        """Return the count that begins at ``first``, with what precedes and follows it."""
        word = self.tokens[first].word
        if word not in _BEGINNERS and not word[0].isdigit():
            return None
        number, bounds = self._modifiers(first)
        if number == first and _WITHOUT.match(self.text, self.tokens[first].start):
            return _Read(first + 1, NOBODY)
        joint = self._word(number) in ("between", "from")
        amount = self._amount(number + joint)
        if amount is None:
            return None
        whole = self._range(number + joint, amount)
        if joint and whole is amount:
            return None
        after, bound = self._longest(whole.after, AFTER) or (whole.after, Bound.ABOUT)
        if counts_nobody(self.text, self.tokens[number + joint].start, self.tokens[after - 1].end):
            return _Read(after, None)
        return _Read(self._partition(after), reduce(bounded, [bound, *bounds[::-1]], whole.toll))

    def _word(self, at: int) -> str:
        return self.tokens[at].word if at < len(self.tokens) else ""

    def _longest(self, at: int, table: dict[tuple[str, ...], Value]) -> tuple[int, Value] | None:
        if self._word(at) not in FIRST_WORDS:
            return None
        for length in range(LONGEST, 0, -1):
            phrase = tuple([token.word for token in self.tokens[at : at + length]])
            if phrase in table:
                return at + len(phrase), table[phrase]
        return None

    def _modifiers(self, at: int) -> tuple[int, list[Bound]]:
        bounds: list[Bound] = []
        if self._word(at) == "up" and _RISEN.search(self.text[: self.tokens[at].start]):
            at += 2  # "the toll is up to 27"
        while (found := self._longest(at, MODIFIERS)) is not None:
            at, bound = found
            bounds.append(bound)
        return at, bounds

    def _amount(self, at: int) -> _Amount | None:
        return (
            self._half(at)
            or self._few_scales(at)
            or self._many_scales(at)
            or self._digits(at)
            or self._spelled(at)
            or self._vague(at)
        )

    def _half(self, at: int) -> _Amount | None:
        """Read "half a dozen", "half a million"."""
        if self._word(at) != "half":
            return None
        scale_at = at + 1 + (self._word(at + 1) in ("a", "-"))
        scale = SCALES.get(self._word(scale_at))
        return _Amount(scale_at + 1, exact(scale // 2), scale) if scale else None

    def _few_scales(self, at: int) -> _Amount | None:
        """Read "several dozen", "a couple of hundred"."""
        found = self._longest(at, FEW)
        if found is None:
            return None
        after, count = found
        scale = _ANY_SCALE.get(self._word(after))
        if scale is None:
            return None
        high = count * scale if count == TWO.best else CEILINGS[scale]
        return _Amount(after + 1, Toll(low=count * scale, best=count * scale, high=high), scale)

    def _many_scales(self, at: int) -> _Amount | None:
        """Read "dozens", "hundreds", "many hundreds", "tens of thousands"."""
        at += self._word(at) == "many" and self._word(at + 1) in PLURAL_SCALES
        scale = PLURAL_SCALES.get(self._word(at + 2)) if self._word(at + 1) == "of" else None
        if self._word(at) in MANY_OF and scale:
            return _Amount(at + 3, times(MANY_OF[self._word(at)], scale), scale)
        scale = PLURAL_SCALES.get(self._word(at))
        if scale is None:
            return None
        return _Amount(at + 1, Toll(low=scale, best=scale, high=CEILINGS[scale]), scale)

    def _digits(self, at: int) -> _Amount | None:
        """Read "1,200", "1.2 million", "3 dozen"."""
        word = self._word(at)
        if not word[:1].isdigit() or not word[:1].isascii():
            return None
        thousands = re.fullmatch(r"\d{1,3}\.\d{3}", word)
        value = float(re.sub(r"[^\d.]", "", word.replace(".", "") if thousands else word))
        scale = self._scale(at + 1)
        if scale is None:
            return _Amount(at + 1, exact(value))
        return _Amount(at + 2, exact(round(value * scale)), scale)

    def _scale(self, at: int) -> int | None:
        word = self._word(at)
        if word == "k" and self.tokens[at].start != self.tokens[at - 1].end:
            return None
        return SCALES.get(word) or PLURAL_SCALES.get(word)

    def _spelled(self, at: int) -> _Amount | None:
        """Read "twenty-one", "two hundred and fifty", "three thousand forty", "two dozen"."""
        after, value = self._below_thousand(at)
        if after == at:
            return None
        scale = self._scale(after)
        if scale is None:
            return _Amount(after, exact(value), HUNDRED if value >= HUNDRED else 1)
        after, value = after + 1, value * scale
        if scale > HUNDRED:
            rest_at = after + (self._word(after) == "and")
            rest_after, rest = self._below_thousand(rest_at)
            if rest_after > rest_at:
                return _Amount(rest_after, exact(value + rest), scale)
        return _Amount(after, exact(value), scale)

    def _below_thousand(self, at: int) -> tuple[int, int]:
        article = self._word(at) in ("a", "an")
        if self._scale(at + article) is not None:  # "a hundred", or "hundred people" alone
            after, value = at + article, 1
        else:
            after, value = self._below_hundred(at)
        if self._word(after) != "hundred":
            return after, value
        rest_at = after + 1 + (self._word(after + 1) == "and")
        rest_after, rest = self._below_hundred(rest_at)
        return (after + 1 if rest_after == rest_at else rest_after), value * HUNDRED + rest

    def _below_hundred(self, at: int) -> tuple[int, int]:
        word = self._word(at)
        plain = UNITS.get(word, FUSED.get(word))
        if plain is not None:
            return at + 1, plain
        if word not in TENS:
            return at, 0
        unit_at = at + 1 + (self._word(at + 1) == "-")
        unit = UNITS_AFTER_TENS.get(self._word(unit_at))
        return (at + 1, TENS[word]) if unit is None else (unit_at + 1, TENS[word] + unit)

    def _vague(self, at: int) -> _Amount | None:
        found = self._longest(at, VAGUE)
        if self._word(at) == "many" and at and self._word(at - 1) in ("how", "so", "too"):
            return None
        if found is None or (self._word(at) == "no" and self._word(at + 1) in _NOT_NOBODY):
            return None
        return _Amount(*found)

    def _range(self, at: int, low: _Amount) -> _Amount:
        """Return "10 to 15" as one amount, or ``low`` itself where no range follows."""
        joiner = self._word(low.after)
        if joiner not in _RANGE_WORDS and not (joiner == "and" and self._word(at - 1) == "between"):
            return low
        if _CHANGED.search(self.text[: self.tokens[at].start]):
            return low
        high = self._amount(low.after + 1)
        if high is None or low.toll.best is None or not high.toll.best:
            return low
        floor = low.toll.best
        if low.scale == 1 < high.scale and floor < high.toll.best // high.scale:
            floor *= high.scale
        if floor >= high.toll.best:
            return low
        return _Amount(high.after, Toll(low=floor, best=floor, high=high.toll.high), high.scale)

    def _partition(self, after: int) -> int:
        """Return the index after "[two] of the three": the whole is no count of its own."""
        of = _PARTITION.match(self.text, self.tokens[after - 1].end)
        if of is None:
            return after
        at = next(i for i in range(after, len(self.tokens)) if self.tokens[i].start >= of.end())
        whole = self._amount(self._modifiers(at)[0])
        if whole is None or _HARMED_WHOLE.match(self.text, self.tokens[whole.after - 1].end):
            return after
        return whole.after
