"""Distances and directions on a sphere that stands for Earth; points are (lon, lat), degrees."""

from __future__ import annotations

import math

EARTH_RADIUS_KM = 6371.009
"""Mean radius of the IUGG's reference ellipsoid, GRS 80."""


def moved(lon: float, lat: float, distance: float, *, bearing: float) -> tuple[float, float]:
    """Return the point ``distance`` km from (lon, lat) along a great circle; bearing in degrees."""
    angle, turn = distance / EARTH_RADIUS_KM, math.radians(bearing)
    here = math.radians(lat)
    there = math.asin(
        math.sin(here) * math.cos(angle) + math.cos(here) * math.sin(angle) * math.cos(turn)
    )
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(here),
        math.cos(angle) - math.sin(here) * math.sin(there),
    )
    around = (lon + math.degrees(east) + 540) % 360 - 180
    return round(around, 6), round(math.degrees(there), 6)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance in km of two points (lon, lat)."""
    lat1, lat2 = math.radians(one[1]), math.radians(other[1])
    across = math.sin(math.radians(other[0] - one[0]) / 2) ** 2
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * across
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
