"""The words that set a place apart from the place named: distances, winds, nearness, roads."""

from __future__ import annotations

import re

WINDS = (
    "north north-northeast northeast east-northeast east east-southeast southeast south-southeast "
    "south south-southwest southwest west-southwest west west-northwest northwest north-northwest"
).split()
_LETTERS = "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split()
_BEARINGS = {wind.replace("-", ""): 22.5 * step for step, wind in enumerate(WINDS)} | {
    letters.lower(): 22.5 * step for step, letters in enumerate(_LETTERS)
}

_WIND = (
    r"(?P<wind>north[\s-]?north[\s-]?(?:east|west)|south[\s-]?south[\s-]?(?:east|west)"
    r"|east[\s-]?(?:north|south)[\s-]?east|west[\s-]?(?:north|south)[\s-]?west"
    r"|(?:north|south)[\s-]?(?:east|west)|north|south|east|west)"
)
INNER_WIND = (
    r"(?:north|south)[\s-]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?|central|rural"
    r"|upper|lower|coastal|inner|outer"
)
_KIND = (
    "cit(?:y|ies)|towns?|villages?|settlement|hamlet|suburb|neighbou?rhood|district|quarter|camp"
    "|port|capital|province|governorate|region|county|state|area|municipality|community"
)
LEAD = (
    rf"(?:(?:the|an?|[\w-]+['’]s)\s+(?:[\w'’-]+\s+){{0,3}}?(?:{_KIND})\s+(?:of\s+)?"
    rf"|the\s+(?:[\w-]+\s+){{0,2}}capital,\s+|(?:{_KIND})\s+of\s+|the\s+)?\Z"
)
_NUMBERS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "a": 1.0, "an": 1.0, "half a": 0.5, "half an": 0.5, "a couple of": 2.0, "a few": 3.0,
    "several": 5.0, "a dozen": 12.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0,
    "a hundred": 100.0,
}  # fmt: skip
_UNITS = {"k": 1.0, "mi": 1.609344, "n": 1.852, "m": 0.001}
# By road in a country at war, and on foot: km an hour.
_SPEEDS = {"drive": 60.0, "ride": 60.0, "walk": 5.0}
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?)"
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True)).replace(" ", r"\s+")
_NUMBER = (
    rf"(?<![$€£\w.,-])(?P<number>{_DIGITS}|\b(?:{_WORDS})\b)"
    rf"(?:\s*(?:-|–|\bto\b|\band\b|\bor\b)\s*(?P<upper>{_DIGITS}|\b(?:{_WORDS})\b))?[\s-]*"
)
_TOWARDS = (
    rf"(?:(?:to\s+the\s+|due\s+|further\s+)?(?:{_WIND}"
    r"|(?P<letters>(?-i:[NS](?:[NS]?[EW])?|[EW](?:[NS][EW])?)))\s+(?:of|from)"
    r"|away\s+from|from|outside(?:\s+of)?|out\s+of|off|short\s+of|beyond|past|of"
    r"|(?:up|down)(?:stream|river)\s+(?:of|from)|inland\s+from)\s+"
)
DISTANCE = re.compile(
    _NUMBER
    + r"(?P<unit>k(?:m|ms|ilomet(?:er|re)s?)|miles?|mi|nautical\s+miles?|nm|m|met(?:er|re)s?)\b"
    + r"\.?(?:\s*\([^)]{1,30}\))?,?\s+(?:away\s+to\s+the\s+|away\s+)?"
    + _TOWARDS
    + LEAD,
    re.IGNORECASE,
)
JOURNEY = re.compile(
    _NUMBER
    + r"(?P<unit>minute|hour)s?(?:['’]s?)?[\s-]+(?P<way>drive|ride|walk)s?,?\s+"
    + _TOWARDS
    + LEAD,
    re.IGNORECASE,
)
DIRECTION = re.compile(
    rf"(?P<inside>\b(?:in|on|across|over)\s+the\s+(?:far\s+)?)?\b{_WIND}(?:ern)?"
    rf"(?P<part>\s+(?:part|side|area|district|neighbou?rhood)s?)?\s+of\s+{LEAD}",
    re.IGNORECASE,
)
NEAR = re.compile(
    r"\b(?:near(?:by)?(?:\s+to)?|close\s+to|not\s+far\s+from|vicinity\s+of|outside(?:\s+of)?"
    r"|just\s+(?:off|beyond)|around|adjacent\s+to|next\s+to|surrounding"
    r"|(?:areas?|surroundings|environs)\s+(?:of|around|near)"
    r"|(?:up|down)(?:stream|river)\s+(?:of|from)"
    r"|on\s+the\s+(?:main\s+)?(?:road|way|highway)\s+(?:to|from|into|towards?))\s+" + LEAD,
    re.IGNORECASE,
)
OUTSKIRTS = re.compile(
    rf"\b(?:(?:{INNER_WIND})\s+)?(?:outskirts|edges?|suburbs|fringes?|periphery|perimeter"
    rf"|entrances?|approach(?:es)?|gates)\s+(?:of|to)\s+{LEAD}",
    re.IGNORECASE,
)
COUNTRYSIDE = re.compile(
    rf"\b(?:(?:{INNER_WIND})\s+)?(?:(?:countryside|rural\s+(?:parts?|areas?)|hinterland)\s+"
    rf"(?:of|around|near)|rural)\s+{LEAD}",
    re.IGNORECASE,
)
COAST = re.compile(
    r"\boff\s+the\s+(?:[\w-]+\s+)?(?:coast|shores?)\s+(?:of|from|near)\s+" + LEAD,
    re.IGNORECASE,
)
OFF = re.compile(r"(?<!cut )(?<!sealed )(?<!blocked )(?<!closed )\boff\s+" + LEAD, re.IGNORECASE)
COAST_AFTER = re.compile(r"(?:['’]s)?\s+(?:[a-z-]+\s+)?(?:coast|shores?)\b")
OFF_BEFORE = re.compile(r"\boff\s+(?:the\s+)?\Z", re.IGNORECASE)
INNER = re.compile(rf"\b(?:{INNER_WIND})\s+\Z", re.IGNORECASE)
KIND_AFTER = re.compile(rf"\s+(?:{_KIND}|oblast|raion|prefecture|department)\b")
COUNTRYSIDE_AFTER = re.compile(
    rf"(?:['’]s)?\s+(?:(?:{INNER_WIND})\s+)?"
    r"(?:countryside|hinterland|(?P<edge>outskirts|suburbs))\b",
    re.IGNORECASE,
)
TOWARDS_AFTER = re.compile(
    r",?\s+(?:towards?|in\s+the\s+direction\s+of|(?:on|along)\s+the\s+(?:main\s+)?"
    r"(?:road|way|highway)\s+(?:to|towards?))\s+(?:the\s+(?:[\w-]+\s+)?of\s+)?"
)
IN_BRACKETS = re.compile(r"\s*(?:\(|,?\s*at\s+(?:coordinates\s+)?)(?P<inside>[^()]{6,60})\)?")
BETWEEN = re.compile(r"\b(?:(?:half[\s-]?way|midway)\s+)?between\s+" + LEAD, re.IGNORECASE)
ROAD_BEFORE = re.compile(
    r"\b(?:road|highway|route|motorway|railway|line)\s+(?:that\s+|which\s+)?(?:leading\s+|running\s+)?"
    r"(?:between|from|linking|links|connecting|connects)\s+" + LEAD,
    re.IGNORECASE,
)
AND = re.compile(r"\s*(?:and|to|with)\s+(?:the\s+)?(?:(?:[\w-]+\s+)?(?:of\s+))?\Z")
DASH = re.compile(r"\s*(?:-to-|-|–|—|/|to)\s*\Z")
ROAD_AFTER = re.compile(
    r"\s+(?:main\s+|international\s+|strategic\s+)?(?:road|highway|route|motorway|railway|axis"
    r"|corridor|front[\s-]?line|front|crossing)\b"
)
_BORDER = r"(?:borders?|frontiers?|borderlands?)(?:\s+(?:area|region|zone|strip)s?)?"
BORDER_BEFORE = re.compile(
    rf"\b{_BORDER}\s+(?:(?:with|to|between|of|separating)\s+){LEAD}", re.IGNORECASE
)
BORDER_AFTER = re.compile(
    rf"(?:['’]s)?(?:\s+(?:provinces?|governorates?|states?|regions?))?(?:\s+{_BORDER})\b"
)


def bearing(match: re.Match[str]) -> float | None:
    """Return the direction that a match of DISTANCE, JOURNEY or DIRECTION names, in degrees."""
    groups = match.groupdict()
    wind = groups["wind"] or groups.get("letters")
    return _BEARINGS[re.sub(r"[\s-]", "", wind.lower())] if wind else None


def kilometres(match: re.Match[str]) -> float:
    """Return the distance that a match of DISTANCE or JOURNEY names: of two figures, the mean."""
    number = _number(match["number"])
    if match["upper"]:
        number = (number + _number(match["upper"])) / 2
    unit = match["unit"].lower()
    if "way" in match.re.groupindex:
        return number * _SPEEDS[match["way"].lower()] / (60 if unit == "minute" else 1)
    return number * _UNITS.get(unit[:2], _UNITS[unit[0]])


def _number(written: str) -> float:
    words = " ".join(written.lower().split())
    if words in _NUMBERS:
        return _NUMBERS[words]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", written):
        return float(written.replace(",", ""))
    return float(written.replace(",", "."))
