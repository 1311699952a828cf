"""What the words around a place's name make of it: "15 km north of Kunduz" is not Kunduz.

The rules, and why. UCDP's where_prec calls a site known "within about 25 km of a known point" its
second-best grade, Airwars grades "nearby" below "settlement": both want the reader to see that the
point is not the site. So every wording below gives ``Precision.NEAR`` (roads, borders and coasts
of a unit: ``AREA``, as where_prec has no point for them) and a radius that should hold the site.

=============================  ===========================  ==================================
wording                        point                        radius in km
=============================  ===========================  ==================================
15 km north of X               X moved 15 km north          0.4 of the distance (a wind names a
                                                            sector of ±22.5°, whose half width
                                                            is 0.41 of it), and X's own
15 km from X towards Y         X moved 15 km to Y           the same: roads bend
15 km from X, outside X        X                            the distance and X's own
20 minutes' drive from X       as if 60 km an hour; on      as above; without a wind half more,
                               foot 5                       since nobody knows the speed
north of X                     X moved 12.5 km north        12.5: from X itself to 25 km beyond
near X, around X, outside X    X                            25 (where_prec 2)
outskirts of X                 X                            X's own and 5
X countryside, rural X         X                            X's own and 25
off the coast of X             X                            X's own and 50 (a unit: AREA)
between X and Y                halfway                      half the distance from X to Y
on the X-Y road, front line    halfway                      half the distance from X to Y
border of two provinces        halfway                      half the distance from X to Y
border of two countries        the border's point nearest   25, or that distance if larger
                               to the town or province
                               named in the sentence
the same, none named           the border's middle          to its farthest end
X (35.33 N, 40.14 E)           the coordinates              by their decimals, 0.1 at least
northern X province            X                            X's own: a direction inside a unit
                                                            is no point, only the words are kept
=============================  ===========================  ==================================

Only settlements and sites are moved or widened; a unit stays what it is, borders and coasts apart.
A town "near the border with Z" is that town. Patterns: :mod:`geo.places.wordings`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.model import Place, Precision
from geo.places import wordings
from geo.places.borders import border_of
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
_SPEED_UNKNOWN = 1.5
_FARTHEST_KM = 500.0
_WINDOW = 100

Refined = tuple[Place, int, int]

_POINTS = frozenset({Precision.SETTLEMENT, Precision.EXACT, Precision.NEAR})
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“])|\n\s*\n")


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
    kind = wordings.KIND_AFTER.match(text, mention.end)
    here = _Around(
        text=text,
        mention=mention,
        place=mention.place,
        before=text[max(0, mention.start - _WINDOW) : mention.start],
        end=kind.end() if kind else mention.end,
    )
    if mention.place.precision not in _POINTS:
        return _on_border(here, mentions) or _off_coast(here) or _in_words(here)
    return (
        _by_coordinates(here)
        or _between(here, mentions)
        or _by_distance(here, mentions)
        or _by_direction(here)
        or _off_coast(here)
        or _by_nearness(here)
        or _in_words(here)
    )


def denoted(parsed: Parsed, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with the places that they denote in their wordings."""
    found = []
    for mention in mentions:
        refined = refine(parsed, mention, mentions)
        if refined and mention.place and refined[0] != mention.place:
            place, start, end = refined
            place = replace(place, name=mention.place.name, id=mention.place.id)
            wording = parsed.document.text[start:end]
            found.append(replace(mention, place=place, wording=wording))
        else:
            found.append(mention)
    return tuple(found)


def _by_coordinates(here: _Around) -> Refined | None:
    """X (35.33 N, 40.14 E)."""
    beside = wordings.IN_BRACKETS.match(here.text, here.end)
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
    for pattern, precision in (
        (wordings.ROAD_BEFORE, Precision.AREA),
        (wordings.BETWEEN, Precision.NEAR),
    ):
        match = pattern.search(before)
        if match and wordings.AND.fullmatch(within):
            return offset + match.start(), second.end, precision
    road = wordings.ROAD_AFTER.match(text, second.end)
    if road and wordings.DASH.fullmatch(within):
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


def _on_border(here: _Around, mentions: Sequence[Mention]) -> Refined | None:
    """On the X-Y border; along the border with X; on the border of two provinces."""
    for first, second in pairwise(mentions):
        if here.mention not in (first, second) or first.place is None or second.place is None:
            continue
        wording = _border_wording(here.text, first.start, first.end, second=second)
        if wording:
            place = _shared(first.place, second.place, _named_nearest(here, mentions))
            return _called(here, place, wording)
    wording = _border_wording(here.text, here.mention.start, here.mention.end)
    if wording is None or here.place.precision is not Precision.COUNTRY:
        return None
    anchor = _named_nearest(here, mentions)
    named = _by_nearness_of(here, mentions) + _by_nearness_of(here, mentions, whole=True)
    home = next((place for place in named if _is_neighbour(place, here.place)), None)
    place = _shared(home, here.place, anchor) if home else None
    return _called(here, place, wording)


def _called(here: _Around, place: Place | None, wording: tuple[int, int]) -> Refined | None:
    """Name a border by the words of the report, as no gazetteer has a name for it."""
    start, end = wording
    return (replace(place, name=here.text[start:end], id=None), start, end) if place else None


def _border_wording(
    text: str, start: int, end: int, *, second: Mention | None = None
) -> tuple[int, int] | None:
    """Return the offsets of the words that make one name, or two in a row, a border."""
    before = text[max(0, start - _WINDOW) : start]
    match = wordings.BORDER_BEFORE.search(before)
    if second is None:
        if match:
            return start - len(before) + match.start(), end
        after = wordings.BORDER_AFTER.match(text, end)
        return (start, after.end()) if after else None
    within = text[end : second.start]
    if match and wordings.AND.fullmatch(within):
        kind = wordings.KIND_AFTER.match(text, second.end)
        return start - len(before) + match.start(), kind.end() if kind else second.end
    after = wordings.BORDER_AFTER.match(text, second.end)
    if after and (wordings.DASH.fullmatch(within) or within.strip() == "and"):
        return start, after.end()
    return None


def _named_nearest(here: _Around, mentions: Sequence[Mention]) -> Place | None:
    """Return the settlement or unit below a country that the same sentence names nearest."""
    return next(
        (p for p in _by_nearness_of(here, mentions) if p.precision is not Precision.COUNTRY), None
    )


def _by_nearness_of(
    here: _Around, mentions: Sequence[Mention], *, whole: bool = False
) -> list[Place]:
    """Return the places of the sentence's (or report's) other mentions, nearest in text first."""
    breaks = [match.end() for match in _SENTENCE_END.finditer(here.text)]
    start = max((at for at in breaks if at <= here.mention.start), default=0)
    end = min((at for at in breaks if at > here.mention.start), default=len(here.text))
    others = [m for m in mentions if m != here.mention and (whole or start <= m.start < end)]
    others.sort(key=lambda m: abs(m.start - here.mention.start))
    return [m.place for m in others if m.place]


def _is_neighbour(one: Place, other: Place) -> bool:
    return bool(one.country and other.country and border_of(one.country, other.country))


def _shared(one: Place, other: Place, anchor: Place | None) -> Place | None:
    """Return the border of two countries, or of two provinces, as an area."""
    if one.precision is Precision.REGION and other.precision is Precision.REGION:
        return _halfway(one, other, Precision.AREA)
    if Precision.COUNTRY not in {one.precision, other.precision}:
        return None
    border = border_of(one.country or "", other.country or "")
    if border is None:
        return None
    if anchor is None or anchor.country not in {one.country, other.country}:
        (lon, lat), radius = border.middle()
        admin1 = country = None
    else:
        lon, lat = border.nearest((anchor.lon, anchor.lat))
        radius = max(NEAR_KM, distance_km((lon, lat), (anchor.lon, anchor.lat)))
        admin1, country = anchor.admin1, anchor.country
    return Place(
        name="border",
        lon=lon,
        lat=lat,
        precision=Precision.AREA,
        uncertainty_km=round(max(radius, NEAR_KM), 1),
        country=country,
        admin1=admin1,
    )


def _off_coast(here: _Around) -> Refined | None:
    """Off the coast of X; off X's coast."""
    precision = Precision.NEAR if here.place.precision in _POINTS else Precision.AREA
    radius = round(here.radius() + COAST_KM, 1)
    place = replace(here.place, precision=precision, uncertainty_km=radius)
    match = wordings.COAST.search(here.before)
    if match:
        return here.wording(match, place)
    after = wordings.COAST_AFTER.match(here.text, here.mention.end)
    match = wordings.OFF_BEFORE.search(here.before)
    if after and match:
        return place, here.mention.start - len(match[0]), after.end()
    return None


def _by_distance(here: _Around, mentions: Sequence[Mention]) -> Refined | None:
    """15 km north of X; 15 km from X, and towards Y; 20 minutes' drive from X."""
    journey = wordings.JOURNEY.search(here.before)
    match = journey or wordings.DISTANCE.search(here.before)
    if match is None:
        return None
    distance = wordings.kilometres(match)
    if not 0 < distance <= _FARTHEST_KM:
        return None
    bearing = wordings.bearing(match)
    radius = math.hypot(SECTOR * distance, here.radius())
    if bearing is not None:
        return here.wording(match, _shifted(here.place, distance, bearing=bearing, radius=radius))
    goal = _goal(here, mentions)
    if goal and goal.place:
        bearing = _bearing((here.place.lon, here.place.lat), (goal.place.lon, goal.place.lat))
        place = _shifted(here.place, distance, bearing=bearing, radius=radius)
        return place, here.wording(match, place)[1], goal.end
    farthest = distance * (_SPEED_UNKNOWN if journey else 1)
    return here.wording(match, widened(here.place, farthest + here.radius()))


def _goal(here: _Around, mentions: Sequence[Mention]) -> Mention | None:
    """Return Y of "15 km from X towards Y"."""
    towards = wordings.TOWARDS_AFTER.match(here.text, here.end)
    if towards is None:
        return None
    return next((m for m in mentions if m.start == towards.end()), None)


def _by_direction(here: _Around) -> Refined | None:
    """North of X; in the north of X (which is X)."""
    match = wordings.DIRECTION.search(here.before)
    bearing = wordings.bearing(match) if match else None
    if match is None or bearing is None:
        return None
    if match["inside"] or match["part"]:
        return here.wording(match, here.place, group="wind")
    half = NEAR_KM / 2
    return here.wording(match, _shifted(here.place, half, bearing=bearing, radius=half))


def _by_nearness(here: _Around) -> Refined | None:
    """Near X; the outskirts of X; off X; X countryside."""
    for pattern, radius in (
        (wordings.OUTSKIRTS, here.radius() + OUTSKIRTS_KM),
        (wordings.COUNTRYSIDE, here.radius() + NEAR_KM),
        (wordings.OFF, here.radius() + COAST_KM),
        (wordings.NEAR, NEAR_KM),
    ):
        match = pattern.search(here.before)
        if match:
            return here.wording(match, widened(here.place, max(radius, here.radius())))
    after = wordings.COUNTRYSIDE_AFTER.match(here.text, here.mention.end)
    if after is None:
        return None
    extra = OUTSKIRTS_KM if after["edge"] else NEAR_KM
    inner = wordings.INNER.search(here.before)
    start = here.mention.start - len(inner[0]) if inner else here.mention.start
    return widened(here.place, here.radius() + extra), start, after.end()


def _in_words(here: _Around) -> Refined | None:
    """Northern X province, the countryside of X province: the same place, the whole wording."""
    match = wordings.INNER.search(here.before) or wordings.COUNTRYSIDE.search(here.before)
    start = here.mention.start - len(here.before) + match.start() if match else here.mention.start
    if match is None:
        match = wordings.DIRECTION.search(here.before)
        if match and (match["inside"] or match["part"]):
            return here.wording(match, here.place, group="wind")
    after = wordings.COUNTRYSIDE_AFTER.match(here.text, here.mention.end)
    end = after.end() if after else here.end
    if (start, end) == (here.mention.start, here.mention.end):
        return None
    return here.place, start, end


def widened(place: Place, radius: float) -> Place:
    """Return a place as one that is only near what was meant, ``radius`` in km."""
    return replace(place, precision=Precision.NEAR, uncertainty_km=round(radius, 1))


def _shifted(place: Place, distance: float, *, bearing: float, radius: float) -> Place:
    lon, lat = moved(place.lon, place.lat, distance, bearing=bearing)
    return replace(widened(place, radius), lon=lon, lat=lat)


def _bearing(one: tuple[float, float], other: tuple[float, float]) -> float:
    lat1, lat2 = math.radians(one[1]), math.radians(other[1])
    east = math.radians(other[0] - one[0])
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(east)
    return math.degrees(math.atan2(math.sin(east) * math.cos(lat2), north)) % 360
