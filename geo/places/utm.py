"""Points of the Universal Transverse Mercator grid ("37S 412345 3891234"), after NGA.SIG.0012.

The letter is the band of eight degrees that the Military Grid Reference System uses, or, where the
point does not lie in that band, N or S for the half of Earth. The projection itself is PROJ's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_FIRST_BAND, _BAND_DEGREES, _EQUATOR = -80, 8, _BANDS.index("N")
_TOLERANCE = 0.1
_HIGHEST = 84.0

REFERENCE = re.compile(
    r"(?<![\w.,])(?P<zone>0?[1-9]|[1-5]\d|60)[ ]?(?P<band>[C-HJ-NP-X]),?[ ]+"
    r"(?:E[ ]?)?(?P<east>[1-8]\d{5})(?:\.\d+)?[ ]?(?:m?E\b)?[ ,/]+"
    r"(?:N[ ]?)?(?P<north>\d{6,7})(?:\.\d+)?(?:[ ]?m?N\b)?(?!\w)"
)


def point_of(match: re.Match[str]) -> tuple[float, float] | None:
    """Return (lon, lat) in WGS 84 degrees of a match of ``REFERENCE``; None if on no such band."""
    band = match["band"]
    zone, east, north = int(match["zone"]), float(match["east"]), float(match["north"])
    number = _BANDS.index(band)
    point = _transform(zone, east, north=north, northern=number >= _EQUATOR)
    south = _FIRST_BAND + _BAND_DEGREES * number
    height = _HIGHEST - south if band == _BANDS[-1] else _BAND_DEGREES
    if south - _TOLERANCE <= point[1] <= south + height + _TOLERANCE:
        return point
    if band not in "NS":
        return None
    return _transform(zone, east, north=north, northern=band == "N")


def _transform(zone: int, east: float, *, north: float, northern: bool) -> tuple[float, float]:
    lon, lat = _projection(zone, northern=northern).transform(east, north)
    return float(lon), float(lat)


@lru_cache(maxsize=120)
def _projection(zone: int, *, northern: bool) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs((32600 if northern else 32700) + zone, 4326, always_xy=True)
