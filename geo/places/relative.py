"""What the words around a place's name make of it: "15 km north of Kunduz" is not Kunduz.

The rules, and why. UCDP's where_prec calls a site known "within about 25 km of a known point" its
second-best grade, Airwars grades "nearby" below "settlement": both want the reader to see that the
point is not the site. So every wording below gives ``Precision.NEAR`` (roads: ``AREA``) and a
radius that should hold the site.

=============================  ===========================  ==================================
wording                        point                        radius in km
=============================  ===========================  ==================================
15 km north of X               X moved 15 km north          0.4 of the distance (a wind names a
                                                            sector of ±22.5°, whose half width
                                                            is 0.41 of it), and X's own
15 km from X, outside X        X                            the distance and X's own
north of X                     X moved 12 km north          13: from X itself to 25 km beyond
near X, around X, outside X    X                            25
outskirts of X                 X                            X's own and 5
X countryside, rural X         X                            X's own and 25
off the coast of X             X                            X's own and 50
between X and Y                halfway                      half the distance from X to Y
on the X-Y road                halfway                      half the distance from X to Y
X (35.33 N, 40.14 E)           the coordinates              by their decimals, 0.1 at least
northern X province            X                            X's own: a direction inside a unit
                                                            is no point, only the words are kept
=============================  ===========================  ==================================

Only settlements and sites are moved or widened; a unit stays what it is.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.model import Place, Precision
from geo.places.coordinates import find_coordinates
from geo.sphere import distance_km, moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.language import Parsed
    from geo.model import Mention

NEAR_KM = 25.0
OUTSKIRTS_KM = 5.0
COAST_KM = 50.0
SECTOR = 0.4
_FARTHEST_KM = 500.0
_WINDOW = 100

Refined = tuple[Place, int, int]

_POINTS = frozenset({Precision.SETTLEMENT, Precision.EXACT, Precision.NEAR})

_WINDS = (
    "north north-northeast northeast east-northeast east east-southeast southeast south-southeast "
    "south south-southwest southwest west-southwest west west-northwest northwest north-northwest"
).split()
_BEARINGS = {wind.replace("-", ""): 22.5 * step for step, wind in enumerate(_WINDS)}
_LETTERS = {
    "N": 0.0,
    "NE": 45.0,
    "E": 90.0,
    "SE": 135.0,
    "S": 180.0,
    "SW": 225.0,
    "W": 270.0,
    "NW": 315.0,
}

_WIND = (
    r"(?P<wind>north[\s-]?north[\s-]?(?:east|west)|south[\s-]?south[\s-]?(?:east|west)"
    r"|east[\s-]?(?:north|south)[\s-]?east|west[\s-]?(?:north|south)[\s-]?west"
    r"|(?:north|south)[\s-]?(?:east|west)|north|south|east|west)"
)
_INNER_WIND = (
    r"(?:north|south)[\s-]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?|central|rural"
    r"|upper|lower|coastal|inner|outer"
)
_KIND = (
    "city|town|village|settlement|hamlet|suburb|neighbou?rhood|district|quarter|camp|port|capital"
    "|province|governorate|region|county|state|area|municipality|community"
)
_LEAD = rf"(?:the\s+(?:[\w'-]+\s+){{0,3}}?(?:{_KIND})\s+of\s+|(?:{_KIND})\s+of\s+|the\s+)?\Z"
_NUMBERS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "a": 1.0, "an": 1.0, "half a": 0.5, "a couple of": 2.0, "a few": 3.0, "several": 5.0,
    "a dozen": 12.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "a hundred": 100.0,
}  # fmt: skip
_UNITS = {"k": 1.0, "m": 1.609344, "n": 1.852, "s": 0.001}
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True)).replace(" ", r"\s+")
_DISTANCE = re.compile(
    rf"(?P<number>\b(?:\d+(?:[.,]\d+)?|{_NUMBER}))(?:\s*(?:-|–|to)\s*(?P<upper>\d+(?:[.,]\d+)?))?"
    r"[\s-]*(?P<unit>k(?:m|ms|ilomet(?:er|re)s?)|miles?|mi|nautical\s+miles?|nm|m|met(?:er|re)s?)\b"
    r"\.?(?:\s*\([^)]{1,30}\))?,?\s+"
    rf"(?:(?:to\s+the\s+|due\s+)?(?:{_WIND}|(?P<letters>(?-i:[NS]?[EW]|[NS])))\s+(?:of|from)"
    r"|away\s+from|from|outside(?:\s+of)?|off|short\s+of)\s+" + _LEAD,
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    rf"(?P<inside>\b(?:in|across|over)\s+the\s+(?:[\w-]+\s+)?)?\b{_WIND}(?:ern)?"
    rf"(?P<part>\s+(?:part|side|areas?|districts?|suburbs|neighbou?rhoods?)s?)?\s+of\s+{_LEAD}",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near(?:by)?|close\s+to|not\s+far\s+from|vicinity\s+of|outside(?:\s+of)?|around"
    r"|adjacent\s+to|in\s+the\s+area\s+of|on\s+the\s+(?:road|way|highway)\s+to)\s+" + _LEAD,
    re.IGNORECASE,
)
_OUTSKIRTS = re.compile(
    rf"\b(?:(?:{_INNER_WIND})\s+)?(?:outskirts|edges?|suburbs|fringes?|entrance)\s+(?:of|to)"
    rf"\s+{_LEAD}",
    re.IGNORECASE,
)
_COUNTRYSIDE = re.compile(
    rf"\b(?:(?:{_INNER_WIND})\s+)?(?:(?:countryside|rural\s+areas?|hinterland)\s+of|rural)"
    rf"\s+{_LEAD}",
    re.IGNORECASE,
)
_COAST = re.compile(
    r"\boff\s+(?:the\s+(?:[\w-]+\s+)?(?:coast|shores?)\s+(?:of|from|near)\s+)?" + _LEAD,
    re.IGNORECASE,
)
_INNER = re.compile(rf"\b(?:{_INNER_WIND})\s+\Z", re.IGNORECASE)
_KIND_AFTER = re.compile(rf"\s+(?:{_KIND}|oblast|raion|prefecture|department)\b")
_COUNTRYSIDE_AFTER = re.compile(
    rf"(?:['’]s)?\s+(?:(?:{_INNER_WIND})\s+)?"
    r"(?:countryside|hinterland|(?P<edge>outskirts|suburbs))\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*(?:\(|,?\s*at\s+(?:coordinates\s+)?)(?P<inside>[^()]{6,60})\)?")
_BETWEEN = re.compile(r"\bbetween\s+" + _LEAD, re.IGNORECASE)
_ROAD_BEFORE = re.compile(
    r"\b(?:road|highway|route|motorway|railway|line)\s+(?:that\s+)?"
    r"(?:between|from|linking|links|connecting|connects)\s+" + _LEAD,
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:and|to|with)\s+(?:the\s+)?(?:(?:[\w-]+\s+)?(?:of\s+))?\Z")
_DASH = re.compile(r"\s*(?:-|–|—|/|to)\s*\Z")
_ROAD_AFTER = re.compile(r"\s+(?:main\s+)?(?:road|highway|route|motorway|railway|axis)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """A mention, its place, the text before it, and where its own wording ends."""

    text: str
    mention: Mention
    place: Place
    before: str
    end: int

    def wording(self, match: re.Match[str], place: Place, *, group: str | int = 0) -> Refined:
        """Return a place whose wording begins with a match of the text before the mention."""
        return place, self.mention.start - len(self.before) + match.start(group), self.end

    def radius(self) -> float:
        """Return the place's own radius, in km."""
        return self.place.uncertainty_km or 0.0


def refine(parsed: Parsed, mention: Mention, mentions: Sequence[Mention]) -> Refined | None:
    """Return the place that a mention's surrounding words really denote, and the whole wording.

    The wording is given by its offsets into the document's text ("15 km north of Kunduz",
    "northern Deir Ezzor province"). None where the name stands for itself, or has no place.
    """
    if mention.place is None:
        return None
    text = parsed.document.text
    kind = _KIND_AFTER.match(text, mention.end)
    here = _Around(
        text=text,
        mention=mention,
        place=mention.place,
        before=text[max(0, mention.start - _WINDOW) : mention.start],
        end=kind.end() if kind else mention.end,
    )
    if mention.place.precision not in _POINTS:
        return _in_words(here)
    return (
        _by_coordinates(here)
        or _between(here, mentions)
        or _by_distance(here)
        or _by_direction(here)
        or _by_nearness(here)
        or _in_words(here)
    )


def _by_coordinates(here: _Around) -> Refined | None:
    """X (35.33 N, 40.14 E)."""
    beside = _IN_BRACKETS.match(here.text, here.end)
    if beside is None:
        return None
    for found in find_coordinates(beside["inside"]):
        place = replace(
            here.place,
            lon=found.lon,
            lat=found.lat,
            precision=Precision.EXACT,
            uncertainty_km=found.radius_km,
        )
        return place, here.mention.start, beside.end()
    return None


def _between(here: _Around, mentions: Sequence[Mention]) -> Refined | None:
    """Between X and Y; on the X-Y road; on the road from X to Y; for either of the two."""
    for first, second in pairwise(mentions):
        if here.mention not in (first, second) or first.place is None or second.place is None:
            continue
        wording = _pair_wording(here.text, first, second)
        if wording is None or not {first.place.precision, second.place.precision} <= _POINTS:
            continue
        start, end, precision = wording
        return _halfway(first.place, second.place, precision), start, end
    return None


def _pair_wording(text: str, first: Mention, second: Mention) -> tuple[int, int, Precision] | None:
    within = text[first.end : second.start]
    before = text[max(0, first.start - _WINDOW) : first.start]
    offset = first.start - len(before)
    for pattern, joint, precision in (
        (_ROAD_BEFORE, _AND, Precision.AREA),
        (_BETWEEN, _AND, Precision.NEAR),
    ):
        match = pattern.search(before)
        if match and joint.fullmatch(within):
            return offset + match.start(), second.end, precision
    road = _ROAD_AFTER.match(text, second.end)
    if road and _DASH.fullmatch(within):
        return first.start, road.end(), Precision.AREA
    return None


def _halfway(one: Place, other: Place, precision: Precision) -> Place:
    distance = distance_km((one.lon, one.lat), (other.lon, other.lat))
    bearing = _bearing((one.lon, one.lat), (other.lon, other.lat))
    lon, lat = moved(one.lon, one.lat, distance / 2, bearing=bearing)
    return replace(
        one,
        lon=lon,
        lat=lat,
        precision=precision,
        uncertainty_km=round(max(distance / 2, one.uncertainty_km or 1.0), 1),
    )


def _by_distance(here: _Around) -> Refined | None:
    """15 km north of X; 15 km from X."""
    match = _DISTANCE.search(here.before)
    if match is None:
        return None
    distance = _kilometres(match)
    if not 0 < distance <= _FARTHEST_KM:
        return None
    if match["wind"] is None and match["letters"] is None:
        place = _widened(here.place, distance + here.radius())
    else:
        bearing = (
            _BEARINGS[re.sub(r"[\s-]", "", match["wind"].lower())]
            if match["wind"]
            else _LETTERS[match["letters"]]
        )
        radius = math.hypot(SECTOR * distance, here.radius())
        place = _shifted(here.place, distance, bearing=bearing, radius=radius)
    return here.wording(match, place)


def _kilometres(match: re.Match[str]) -> float:
    written = match["upper"] or match["number"]
    words = " ".join(written.lower().split())
    number = _NUMBERS[words] if words in _NUMBERS else float(written.replace(",", "."))
    if match["upper"]:
        lower = match["number"].lower()
        number = (
            (number + _NUMBERS.get(lower, number)) / 2
            if lower in _NUMBERS
            else (number + float(lower.replace(",", "."))) / 2
        )
    unit = match["unit"].lower()
    if unit.startswith("m") and not unit.startswith("mi"):
        return number / 1000
    return number * _UNITS[unit[0]]


def _by_direction(here: _Around) -> Refined | None:
    """North of X; in the north of X (which is X)."""
    match = _DIRECTION.search(here.before)
    if match is None:
        return None
    if match["inside"] or match["part"]:
        return here.wording(match, here.place, group="wind")
    bearing = _BEARINGS[re.sub(r"[\s-]", "", match["wind"].lower())]
    half = NEAR_KM / 2
    return here.wording(match, _shifted(here.place, half, bearing=bearing, radius=half))


def _by_nearness(here: _Around) -> Refined | None:
    """Near X; the outskirts of X; off the coast of X; X countryside."""
    for pattern, radius in (
        (_OUTSKIRTS, here.radius() + OUTSKIRTS_KM),
        (_COUNTRYSIDE, here.radius() + NEAR_KM),
        (_COAST, here.radius() + COAST_KM),
        (_NEAR, NEAR_KM),
    ):
        match = pattern.search(here.before)
        if match:
            return here.wording(match, _widened(here.place, max(radius, here.radius())))
    after = _COUNTRYSIDE_AFTER.match(here.text, here.mention.end)
    if after is None:
        return None
    extra = OUTSKIRTS_KM if after["edge"] else NEAR_KM
    inner = _INNER.search(here.before)
    start = here.mention.start - len(inner[0]) if inner else here.mention.start
    return _widened(here.place, here.radius() + extra), start, after.end()


def _in_words(here: _Around) -> Refined | None:
    """Northern X province: the same place, the whole wording."""
    match = _INNER.search(here.before)
    if match:
        return here.wording(match, here.place)
    match = _DIRECTION.search(here.before)
    if match and (match["inside"] or match["part"]):
        return here.wording(match, here.place, group="wind")
    after = _COUNTRYSIDE_AFTER.match(here.text, here.mention.end)
    end = after.end() if after else here.end
    return (here.place, here.mention.start, end) if end > here.mention.end else None


def _widened(place: Place, radius: float) -> Place:
    return replace(place, precision=Precision.NEAR, uncertainty_km=round(radius, 1))


def _shifted(place: Place, distance: float, *, bearing: float, radius: float) -> Place:
    lon, lat = moved(place.lon, place.lat, distance, bearing=bearing)
    return replace(_widened(place, radius), lon=lon, lat=lat)


def _bearing(one: tuple[float, float], other: tuple[float, float]) -> float:
    lat1, lat2 = math.radians(one[1]), math.radians(other[1])
    east = math.radians(other[0] - one[0])
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(east)
    return math.degrees(math.atan2(math.sin(east) * math.cos(lat2), north)) % 360
