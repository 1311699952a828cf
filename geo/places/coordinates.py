"""Coordinates written in a report: degrees in all their spellings, grids, links to maps."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from geo.places import utm
from geo.places.mgrs import REFERENCE, point_of

_DEGREES_KM = 111.2
_LEAST_KM = 0.1

_HEMISPHERE = r"(?P<{0}>[NSEW]|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)"
_ANGLE = (
    r"(?P<{0}d>\d{{1,3}}(?:[.,]\d+)?)\s*(?:°|º|˚|deg(?:rees)?\.?)?\s*"
    r"(?:(?P<{0}m>\d{{1,2}}(?:[.,]\d+)?)\s*['’′]\s*)?"
    r"(?:(?P<{0}s>\d{{1,2}}(?:[.,]\d+)?)\s*(?:[\"”″]|''|’’|′′)\s*)?"
)
_JOINT = r"[\s,;/]*(?:and\s+)?"
# 35°20'12"N, 40°09'E and 35.33 N 40.14 E: the hemisphere after each angle.
_LETTERED = re.compile(
    r"(?<![\w.])"
    + _ANGLE.format("a") + _HEMISPHERE.format("ah") + _JOINT
    + _ANGLE.format("b") + _HEMISPHERE.format("bh") + r"\b"
)  # fmt: skip
# N35.33 E40.14: before each.
_LED = re.compile(
    r"\b(?P<ah>[NSEW])\s?" + _ANGLE.format("a") + _JOINT
    + r"\b(?P<bh>[NSEW])\s?" + _ANGLE.format("b") + r"(?!\d|\.\d)"
)  # fmt: skip
_SIGNED = r"(?P<{0}>[-−–]?\d{{1,{1}}}\.\d{{{2},}})"
# 35.3361, 40.1408: latitude first, by custom; at least three decimals each, or any two numbers that
# compare to them would do ("2.5, 3.1"); not of a longer list, nor counted or paid.
_PLAIN = re.compile(
    r"(?<![\d.,$€£−-])" + _SIGNED.format("lat", 2, 3) + r"°?\s*[,;/]\s*"
    + _SIGNED.format("lon", 3, 3) + r"(?!\d|\.\d|%)"
    + r"(?!(?:,|,?\s*and)\s+\d)"
    + r"(?!\s+(?:votes|people|men|women|euros?|dollars|tons|tonnes|percent)\b)"
)  # fmt: skip
# 35,3361; 40,1408: four decimals, or they would be thousands.
_COMMAS = re.compile(
    r"(?<![\d.,$€£])(?P<lat>[-−–]?\d{1,2},\d{4,})°?\s*[;/]\s*(?P<lon>[-−–]?\d{1,3},\d{4,})(?![\d,])"
)
_NUMBER = r"[-−–]?\d{1,3}(?:\.\d+)?"
_LABELLED = re.compile(
    rf"\bm?lat(?:itude)?\.?\s*(?:[:=]\s*|of\s+)?(?P<lat>{_NUMBER})°?(?:[\s,;&/]|and)*"
    rf"\bm?(?:lon|lng)(?:g|gitude)?\.?\s*(?:[:=]\s*|of\s+)?(?P<lon>{_NUMBER})",
    re.IGNORECASE,
)
# geo:35.33,40.14 (RFC 5870) and the two forms in links to maps.
_LINKED = re.compile(
    rf"(?:\bgeo:|[?&](?:q|ll|query|center)=|/@)(?P<lat>{_NUMBER})(?:,|%2C)(?P<lon>{_NUMBER})"
)
_PINNED = re.compile(rf"!3d(?P<lat>{_NUMBER})!4d(?P<lon>{_NUMBER})")
_UTM_METRE = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """A point written in the text, and the radius in kilometres that its last digit leaves open."""

    start: int
    end: int
    lon: float
    lat: float
    radius_km: float


def find_coordinates(text: str) -> tuple[Coordinates, ...]:
    """Return the points written in ``text``, in order; impossible angles are passed over.

    Of readings that overlap, the longest is returned ("geo:35.3361,40.1408").
    """
    readings = (
        (_lettered, (_LETTERED, _LED)),
        (_decimal, (_PLAIN, _COMMAS, _LABELLED, _LINKED, _PINNED)),
        (_grid, (REFERENCE,)),
        (_utm, (utm.REFERENCE,)),
    )
    found = [
        point
        for read, patterns in readings
        for pattern in patterns
        for point in map(read, pattern.finditer(text))
        if point
    ]
    kept: list[Coordinates] = []
    for point in sorted(found, key=lambda c: (c.start - c.end, c.start)):
        if all(point.end <= other.start or point.start >= other.end for other in kept):
            kept.append(point)
    return tuple(sorted(kept, key=lambda c: c.start))


def _lettered(match: re.Match[str]) -> Coordinates | None:
    first, second = match["ah"][0].upper(), match["bh"][0].upper()
    angles = {first: _angle(match, "a"), second: _angle(match, "b")}
    lat, lon = angles.get("N", angles.get("S")), angles.get("E", angles.get("W"))
    if lat is None or lon is None:
        return None
    step = max(_step(match, "a"), _step(match, "b"))
    return _coordinates(
        match, -lon if "W" in angles else lon, -lat if "S" in angles else lat, step=step
    )


def _decimal(match: re.Match[str]) -> Coordinates | None:
    lat, lon = (re.sub("[−–]", "-", match[name]).replace(",", ".") for name in ("lat", "lon"))
    decimals = min(len(number.partition(".")[2]) for number in (lat, lon))
    return _coordinates(match, float(lon), float(lat), step=10.0**-decimals)


def _grid(match: re.Match[str]) -> Coordinates | None:
    point = point_of(match)
    if point is None:
        return None
    lon, lat, side_km = point
    return _coordinates(match, lon, lat, step=side_km / _DEGREES_KM)


def _utm(match: re.Match[str]) -> Coordinates | None:
    point = utm.point_of(match)
    return _coordinates(match, *point, step=_UTM_METRE / _DEGREES_KM) if point else None


def _coordinates(
    match: re.Match[str], lon: float, lat: float, *, step: float
) -> Coordinates | None:
    if abs(lat) > 90 or abs(lon) > 180 or (lon == 0 and lat == 0):  # noqa: PLR2004  (degrees)
        return None
    radius = max(_LEAST_KM, round(step * _DEGREES_KM / math.sqrt(2), 1))
    return Coordinates(start=match.start(), end=match.end(), lon=lon, lat=lat, radius_km=radius)


def _angle(match: re.Match[str], name: str) -> float:
    degrees, minutes, seconds = (
        float((match[name + part] or "0").replace(",", ".")) for part in "dms"
    )
    return degrees + minutes / 60 + seconds / 3600


def _step(match: re.Match[str], name: str) -> float:
    """Return, in degrees, what one unit of the last digit written is worth."""
    for part, size in (("s", 3600), ("m", 60), ("d", 1)):
        written = match[name + part]
        if written is not None:
            return float(10.0 ** -len(written.replace(",", ".").partition(".")[2]) / size)
    raise AssertionError  # the degrees are always written
