"""Points of other people's tables: on Earth, not (0, 0), not swapped, in the country they name."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.formats.layouts.sheet import Sheet, known
from geo.sphere import EARTH_RADIUS_KM

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

TOLERANCE_KM = 45
"""How far outside its country's outline a point may lie: the contiguous zone of a coast is 24
nautical miles, and the outlines of the pack are simplified and leave out the smallest islands."""
PACK = Path(__file__).resolve().parents[2] / "pack"
_QUANTUM = 1000
_KM_PER_DEGREE = np.pi * EARTH_RADIUS_KM / 180
_LON, _LAT = "longitude", "latitude"


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points that can be used, and why a place is doubted or missing."""

    lon: pa.Array
    lat: pa.Array
    reason: pa.Array


def check_points(
    sheet: Sheet, lon: pa.Array, lat: pa.Array, country: pa.Array, *, published: bool
) -> Points:
    """Return the points without those that cannot be meant; doubtful ones stay, told.

    Points that look swapped are left out of somebody's own sheet only: in a ``published`` set the
    country is rather one of its time, such as the Soviet Union.
    """
    import pyarrow as pa

    east, north = (
        np.array(degrees.to_numpy(zero_copy_only=False), dtype=float) for degrees in (lon, lat)
    )
    given = np.isfinite(east) | np.isfinite(north)
    with np.errstate(invalid="ignore"):
        on_earth = (np.abs(east) <= 180) & (np.abs(north) <= 90)  # noqa: PLR2004  (degrees)
    zero = (east == 0) & (north == 0)
    shown = _shown(lon, lat)
    sheet.complain(given & ~on_earth, _LAT, shown, "is no point on Earth (latitude, longitude)")
    sheet.complain(zero, _LAT, shown, "(0, 0) is the point of a lost value, not a place")
    used = on_earth & ~zero
    reasons: list[str | None] = [None] * sheet.rows
    if known(country).any():
        swapped, away = _against_countries(east, north, used, country)
        if not published:
            rule = "longitude and latitude are swapped: the other way round it lies in its country"
            sheet.complain(swapped, _LAT, shown, rule)
            used &= ~swapped
        outside = used & (away > TOLERANCE_KM)
        codes = country.to_pylist()
        for row in np.flatnonzero(outside):
            reasons[row] = f"the point lies about {away[row]:.0f} km outside {codes[row]}"
        rule = f"lies more than {TOLERANCE_KM} km outside the stated country"
        sheet.complain(outside, _LAT, shown, rule, kept=True)
    return Points(
        lon=pa.array(east, mask=~used),
        lat=pa.array(north, mask=~used),
        reason=pa.array(reasons, pa.string()),
    )


def _shown(lon: pa.Array, lat: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = [pc.fill_null(degrees.cast(pa.string()), "?") for degrees in (lat, lon)]
    return pc.binary_join_element_wise(*texts, ", ")


def _against_countries(
    east: NDArray[Any], north: NDArray[Any], used: NDArray[np.bool_], country: pa.Array
) -> tuple[NDArray[np.bool_], NDArray[Any]]:
    """Return which points lie in their country only when swapped, and how far outside all lie."""
    encoded = country.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    swapped, away = np.zeros(len(east), bool), np.zeros(len(east))
    for number, code in enumerate(encoded.dictionary.to_pylist()):
        shape = outline(code)
        rows = np.flatnonzero((codes == number) & used)
        if shape is None or not len(rows):
            continue
        points, back = np.unique(np.stack([east[rows], north[rows]]), axis=1, return_inverse=True)
        away[rows] = kilometres_outside(shape, points[0], points[1])[back]
        far = rows[away[rows] > TOLERANCE_KM]
        if len(far):
            turned = np.abs(east[far]) <= 90  # noqa: PLR2004  (only these can be latitudes)
            inside = kilometres_outside(shape, north[far], east[far]) == 0
            swapped[far] = turned & inside
    return swapped, away


def kilometres_outside(shape: Any, lon: NDArray[Any], lat: NDArray[Any]) -> NDArray[Any]:
    """Return how far outside a shape points lie, at least; 0 inside."""
    import shapely

    away = np.zeros(len(lon))
    out = np.flatnonzero(~shapely.contains_xy(shape, lon, lat))
    if len(out):
        narrowing = np.cos(np.radians(np.clip(lat[out], -89, 89)))
        degrees = shapely.distance(shape, shapely.points(lon[out], lat[out]))
        away[out] = degrees * _KM_PER_DEGREE * narrowing
    return away


@cache
def outline(country: str) -> Any | None:
    """Return a country's outline, prepared for questions; None for a code without one."""
    import shapely

    unit = _units().get(country)
    if unit is None:
        return None
    offset, length = unit
    content = (PACK / "basemap_units.bin").read_bytes()[offset : offset + length]
    lines = [shapely.linestrings(ring) for ring in _rings(content) if len(ring) > 3]  # noqa: PLR2004
    shape = shapely.build_area(shapely.geometrycollections(lines))
    shapely.prepare(shape)
    return shape


@cache
def _units() -> dict[str, tuple[int, int]]:
    content = gzip.decompress((PACK / "basemap_units.json.gz").read_bytes())
    units = json.loads(content)["units"]
    return {unit[1]: (unit[4], unit[5]) for unit in units if unit[0] == 0}


def _rings(content: bytes) -> list[NDArray[Any]]:
    """Return the rings written as varints of zigzag steps (geo/pack/build/basemap_lines.py)."""
    numbers = _numbers(content)
    rings, at, here = [], 0, np.zeros(2)
    while at < len(numbers):
        count = numbers[at]
        steps = np.array(numbers[at + 1 : at + 1 + 2 * count], dtype=float).reshape(-1, 2)
        ring = here + np.cumsum(steps, axis=0)
        here = ring[-1]
        rings.append(np.vstack([ring, ring[:1]]) / _QUANTUM)
        at += 1 + 2 * count
    return rings


def _numbers(content: bytes) -> list[int]:
    numbers, value, shift = [], 0, 0
    for byte in content:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:  # noqa: PLR2004  (the last digit to the base 128)
            numbers.append(-(value >> 1) - 1 if value & 1 else value >> 1)
            value = shift = 0
    return numbers
