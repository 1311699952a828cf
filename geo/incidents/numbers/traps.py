"""Numbers that count nobody: ages, dates, times, lengths, money, shares, calibres, designations.

Knows the text around a number, nothing else. Used by :mod:`geo.incidents.numbers`.
"""

from __future__ import annotations

import re

# Nouns after which even "2011" or "May 12" counts people.
_PEOPLE = (
    r"(?:people|persons|men|women|children|civilians|soldiers|troops|fighters|rebels|militants|"
    r"insurgents|residents|villagers|families|policemen|others|dead|killed|wounded|injured|deaths|"
    r"victims|bodies|prisoners|guerrillas|refugees|protesters|students)\b"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?"
    r"|may(?!\s+(?:have|be|not|also|still|well)\b)"
    r"|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_UNIT = (
    # time
    r"(?:years?|yrs?|months?|weeks?|weekends?|days?|nights?|hours?|hrs?|minutes?|mins?|seconds?|"
    r"decades?|centur(?:y|ies)|times|o['’]clock|a\.?m\b|p\.?m\b|gmt|utc|noon|midnight|"
    # length, area, weight, volume, speed, calibre
    r"kms?|(?:kilo|centi|milli)?met(?:er|re)s?|kph|mph|miles?|m|mm|cm|foot|feet|ft|inch(?:es)?|"
    r"yards?|hectares?|acres?|kgs?|kilos?|(?:kilo)?grams?|g|tons?|tonnes?|pounds?|lbs?|lit(?:er|re)s?|"
    r"barrels?|knots|(?:mega)?watts|degrees?|cal(?:iber|ibre)?|rounds|"
    # money and shares
    r"billions?|dollars?|euros?|pesos?|rupees?|usd|cents|percent(?:age)?|per\s+cent|pct|votes)\b"
)
# Between a number and its unit: "five consecutive days", "12 square kilometres".
_BEFORE_UNIT = (
    r"(?:(?:of|more|consecutive|long|full|square|nautical|whole|other|straight|successive|"
    r"additional|metric|calendar|working|cubic|u\.?s\.?)\s+)*"
)
_MEASURED = re.compile(rf"\s*(?:[%°′]|[-–]?\s*{_BEFORE_UNIT}{_UNIT})", re.IGNORECASE)
_MEASURED_BEFORE = re.compile(
    r"(?:[$€£¥₹#@]|\b(?:rs|us\$|usd|km|kilomet(?:er|re)))\.?\s*$", re.IGNORECASE
)

# "14-year-old", "five-member", "11th", "16A", "10:30", "12/05": the number is part of a word.
_GLUED_AFTER = re.compile(r"[-–]\s?[^\W\d_]|[^\W\d_]|[:/]\d|-\d|\.\d|['’]s\b")
_GLUED_BEFORE = re.compile(r"(?:[^\W_]|[^\W_][-–/]|\d[:.,])$")

# What precedes a number that names: "Battalion 2-5", "Route 9", "Resolution 2254".
_LABELLED = re.compile(
    r"\b(?:battalion|brigade|division|regiment|company|squad|platoon|unit|corps|route|road|highway|"
    r"street|avenue|room|floor|page|chapter|article|section|law|decree|resolution|flight|channel|"
    r"bulletin|paragraph|block|zone|sector|exit|hill|ward|no|nos|number|phone|tel|fax|box|version|"
    r"type|model|apartment|apt|level|phase|task\s+force)\.?\s*$",
    re.IGNORECASE,
)
_AGED_BEFORE = re.compile(
    r"\b(?:child(?:ren)?|boys?|girls?|minors?|kids?|those|people|women|men|anyone|persons?)\s+"
    r"(?:aged\s+)?(?:under|over|below|above)\s+$"
    r"|\bage[ds]?\s+(?:(?:between|from|about|only|just|around|under|over|of)\s+)*"
    r"(?:\w+\s*(?:,|and|to|or|-)\s*)*$",
    re.IGNORECASE,
)
# "0930", "7.62", "555-1234"
_NOT_WHOLE = re.compile(r"0\d.*|\d+\.(?:\d{1,2}|\d{4,})|\d{3}-\d{4}")
_OLDEST = 110
_APPOSED_BEFORE = re.compile(r"\w\s*[,(]\s*$")
_APPOSED_AFTER = re.compile(r"\s*[,)]")

_DAY_FIRST = re.compile(
    rf"\d{{1,2}}(?:\s*(?:and|to|or|-|–|,|&)\s*\d{{1,2}})*(?:\s+(?:of\s+)?|-){_MONTH}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\.?\s+(?:\d{{1,2}}\s*(?:-|–|to|and|,|&)\s*)*$", re.IGNORECASE
)
_DAY_BEFORE_YEAR = re.compile(rf"\b{_MONTH}\.?\s+\d{{1,2}},\s+$", re.IGNORECASE)
_YEAR_AFTER_DAY = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+(?:19|20)\d\d$", re.IGNORECASE
)
_YEAR_LOW, _YEAR_HIGH = 1900, 2099
_PEOPLE_AFTER = re.compile(rf"\s*(?:of\s+)?(?:\w+\s+)?{_PEOPLE}", re.IGNORECASE)

# After "at 9" these say that it was a time of day; a noun would say that it was a count.
_CLOCK_BEFORE = re.compile(
    r"\bat\s+(?:about\s+|around\s+|approximately\s+|nearly\s+)?$", re.IGNORECASE
)
_CLOCK_AFTER = re.compile(
    r"\s*(?:$|[.,;:)]|(?:in|on|and|this|that|today|yesterday|tonight|local|sharp|last|the|when|after|"
    r"as|by|while|to|with|near|but|during|from|for|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)",
    re.IGNORECASE,
)
_COUNTED_BEFORE = re.compile(
    r"\b(?:estimat\w+|puts?|plac\w+|sto?od|stands?|standing|remain\w*|toll|dead|number\w*|count|"
    r"figures?|casualties|killed|wounded|injured|deaths|total\w*|victims)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_LOOK_BACK, _LOOK_AHEAD = 80, 60


def counts_nobody(text: str, start: int, end: int) -> bool:
    """Whether the number ``text[start:end]`` measures, dates, prices or names something.

    ``start`` is where the number itself begins, after words such as "at least".
    """
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_AHEAD]
    number = text[start:end]
    if _glued(before, after) or _MEASURED.match(after) or _MEASURED_BEFORE.search(before):
        return True
    if _AGED_BEFORE.search(before):
        return True
    if not number[0].isdigit():
        return bool(_CLOCK_BEFORE.search(before)) and _is_clock(before, after)
    return _digits_count_nobody(number, before, after)


def _glued(before: str, after: str) -> bool:
    return bool(_GLUED_AFTER.match(after) or _GLUED_BEFORE.search(before))


def _digits_count_nobody(number: str, before: str, after: str) -> bool:
    if _NOT_WHOLE.fullmatch(number):
        return True
    if _is_age(number, before, after) or _is_clock(before, after):
        return True
    if _PEOPLE_AFTER.match(after) and not _YEAR_AFTER_DAY.search(before + number):
        return False
    if _LABELLED.search(before):
        return True
    return _is_date(number, before, after)


def _is_age(number: str, before: str, after: str) -> bool:
    """Whether it stands between commas or in brackets, as in "Ali Hassan, 34, was killed"."""
    apposed = _APPOSED_BEFORE.search(before) and _APPOSED_AFTER.match(after)
    return bool(apposed) and number.isdigit() and int(number) <= _OLDEST


def _is_clock(before: str, after: str) -> bool:
    at = _CLOCK_BEFORE.search(before)
    return bool(at and _CLOCK_AFTER.match(after) and not _COUNTED_BEFORE.search(before))


def _is_date(number: str, before: str, after: str) -> bool:
    if _MONTH_FIRST.search(before) or _DAY_BEFORE_YEAR.search(before):
        return True
    if _DAY_FIRST.match(number + after):
        return True
    bare_year = re.fullmatch(r"\d{4}(?:\s*(?:[-–]|to|and|or)\s*\d{2,4})?", number)
    if not bare_year or not _YEAR_LOW <= int(number[:4]) <= _YEAR_HIGH:
        return False
    return not re.search(r"\b(?:than|least|some|nearly|almost|over)\s+$", before, re.IGNORECASE)
