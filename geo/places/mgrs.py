"""Grid references of the Military Grid Reference System ("37S FT 12345 67890") as points.

After NGA.STND.0037_2.0.0_GRIDS: a zone and a band of eight degrees, the letters of a square of
100 km, and as many digits of easting as of northing. The projection itself is PROJ's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_FIRST_BAND, _BAND_DEGREES, _LAST_BAND_DEGREES = -80, 8, 12
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_ROWS_OF_EVEN_ZONES = 5
_SQUARE_M = 100_000
_ROW_CYCLE_M, _HIGHEST_M = 2_000_000, 10_000_000
_DATE_DIGITS = 4
_MONTHS = frozenset("JAN FEB MAR JUN JUL SEP DEC".split())
# A square of 100 km reaches over the edge of its band by at most its own height.
_TOLERANCE = 1.0

REFERENCE = re.compile(
    r"(?<![\w.,])(?P<zone>0?[1-9]|[1-5]\d|60)[ ]?(?P<band>[C-HJ-NP-X])[ ]?"
    r"(?P<column>[A-HJ-NP-Z])(?P<row>[A-HJ-NP-V])[ ]?"
    r"(?:(?P<east>\d{2,5})[ ](?P<north>\d{2,5})|(?P<digits>(?:\d\d){2,5}))(?![\w])"
)


def point_of(match: re.Match[str]) -> tuple[float, float, float] | None:
    """Return (lon, lat, side of the square in km) of a match of ``REFERENCE``.

    The point (WGS 84 degrees) is the middle of the square that the digits name. None where the
    letters name no square of the zone, or the whole reads as a date ("10 MAR 2024").
    """
    east, north = _halves(match)
    letters = match["band"] + match["column"] + match["row"]
    if len(east) != len(north) or (letters in _MONTHS and 2 * len(east) == _DATE_DIGITS):
        return None
    zone = int(match["zone"])
    column = _COLUMNS[(zone - 1) % 3].find(match["column"])
    if column < 0:
        return None
    row = _ROWS.index(match["row"]) - (0 if zone % 2 else _ROWS_OF_EVEN_ZONES)
    side = 10 ** (5 - len(east))
    easting = (column + 1) * _SQUARE_M + int(east) * side + side / 2
    northing = row * _SQUARE_M % _ROW_CYCLE_M + int(north) * side + side / 2
    point = _in_band(zone, match["band"], easting, northing=northing)
    return (*point, side / 1000) if point else None


def _halves(match: re.Match[str]) -> tuple[str, str]:
    digits = match["digits"]
    if digits:
        return digits[: len(digits) // 2], digits[len(digits) // 2 :]
    return match["east"], match["north"]


def _in_band(
    zone: int, band: str, easting: float, *, northing: float
) -> tuple[float, float] | None:
    """Return (lon, lat) for the repeat of the row letters that lies in the band."""
    south = _FIRST_BAND + _BAND_DEGREES * _BANDS.index(band)
    height = _LAST_BAND_DEGREES if band == _BANDS[-1] else _BAND_DEGREES
    for start in range(0, _HIGHEST_M, _ROW_CYCLE_M):
        lon, lat = _projection(zone, north=south >= 0).transform(easting, northing + start)
        if south - _TOLERANCE <= lat <= south + height + _TOLERANCE:
            return float(lon), float(lat)
    return None


@lru_cache(maxsize=120)
def _projection(zone: int, *, north: bool) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs((32600 if north else 32700) + zone, 4326, always_xy=True)
