"""Coordinates written in a report: decimal degrees, degrees with minutes and seconds, MGRS."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from geo.places.mgrs import REFERENCE, point_of

_DEGREES_KM = 111.2
_LEAST_KM = 0.1

_HEMISPHERE = r"(?P<{0}>[NSEW]|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)"
_ANGLE = (
    r"(?P<{0}d>\d{{1,3}}(?:\.\d+)?)\s*(?:°|º|deg(?:rees)?\.?)?\s*"
    r"(?:(?P<{0}m>\d{{1,2}}(?:\.\d+)?)\s*['’′]\s*)?(?:(?P<{0}s>\d{{1,2}}(?:\.\d+)?)\s*(?:[\"”″]|''|’’)\s*)?"
)
# 35°20'12"N, 40°09'E and 35.33 N 40.14 E: the hemisphere after each angle.
_LETTERED = re.compile(
    _ANGLE.format("a") + _HEMISPHERE.format("ah") + r"[\s,;/]*(?:and\s+)?"
    + _ANGLE.format("b") + _HEMISPHERE.format("bh") + r"\b"
)  # fmt: skip
# 35.3361, 40.1408: latitude first, by custom; at least three decimals each, or any two numbers that
# compare to them would do ("2.5, 3.1").
_PLAIN = re.compile(
    r"(?<![\d.,-])(?P<lat>-?\d{1,2}\.\d{3,})°?\s*[,;]\s*(?P<lon>-?\d{1,3}\.\d{3,})(?![\d.])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """A point written in the text, and the radius in kilometres that its last digit leaves open."""

    start: int
    end: int
    lon: float
    lat: float
    radius_km: float


def find_coordinates(text: str) -> tuple[Coordinates, ...]:
    """Return the points written in ``text``, in order; impossible angles are passed over."""
    found = [_lettered(match) for match in _LETTERED.finditer(text)]
    found += [_plain(match) for match in _PLAIN.finditer(text)]
    found += [_grid(match) for match in REFERENCE.finditer(text)]
    return tuple(sorted((c for c in found if c), key=lambda c: c.start))


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


def _plain(match: re.Match[str]) -> Coordinates | None:
    decimals = min(len(match[name].partition(".")[2]) for name in ("lat", "lon"))
    return _coordinates(match, float(match["lon"]), float(match["lat"]), step=10.0**-decimals)


def _grid(match: re.Match[str]) -> Coordinates | None:
    point = point_of(match)
    if point is None:
        return None
    lon, lat, side_km = point
    return _coordinates(match, lon, lat, step=side_km / _DEGREES_KM)


def _coordinates(
    match: re.Match[str], lon: float, lat: float, *, step: float
) -> Coordinates | None:
    if abs(lat) > 90 or abs(lon) > 180 or (lon == 0 and lat == 0):  # noqa: PLR2004  (degrees)
        return None
    radius = max(_LEAST_KM, round(step * _DEGREES_KM / math.sqrt(2), 1))
    return Coordinates(start=match.start(), end=match.end(), lon=lon, lat=lat, radius_km=radius)


def _angle(match: re.Match[str], name: str) -> float:
    minutes, seconds = float(match[name + "m"] or 0), float(match[name + "s"] or 0)
    return float(match[name + "d"]) + minutes / 60 + seconds / 3600


def _step(match: re.Match[str], name: str) -> float:
    """Return, in degrees, what one unit of the last digit written is worth."""
    for part, size in (("s", 3600), ("m", 60), ("d", 1)):
        written = match[name + part]
        if written is not None:
            return float(10.0 ** -len(written.partition(".")[2]) / size)
    raise AssertionError  # the degrees are always written
