"""Where two neighbouring countries meet: points of each border, some 20 km apart.

The points are Natural Earth's simplified borders, written by ``geo/pack/build/borders.py``.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from geo.sphere import distance_km

Point = tuple[float, float]

_ENOUGH_POINTS = 60
"""A middle found among this many points of a border is as good as its other roundings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """Points (lon, lat) of the line in which two countries meet, in WGS 84 degrees; never empty."""

    points: tuple[Point, ...]

    def nearest(self, point: Point) -> Point:
        """Return the point of the border that is nearest to ``point``."""
        return min(self.points, key=lambda other: distance_km(point, other))

    def middle(self) -> tuple[Point, float]:
        """Return the point of the border nearest to all of it, and the km to its farthest end."""
        some = self.points[:: len(self.points) // _ENOUGH_POINTS + 1]
        middle = min(some, key=lambda one: max(distance_km(one, other) for other in some))
        return middle, max(distance_km(middle, other) for other in self.points)


@cache
def border_of(one: str, other: str) -> Border | None:
    """Return the border of two countries (ISO codes, in any order); None if they share none.

    >>> border_of("SY", "TR") == border_of("TR", "SY")
    True
    """
    points = _borders().get("-".join(sorted((one, other))))
    return Border(points=tuple((lon, lat) for lon, lat in points)) if points else None


@cache
def _borders() -> dict[str, list[list[float]]]:
    packed = resources.files("geo") / "pack" / "borders.json.gz"
    borders: dict[str, list[list[float]]] = json.loads(gzip.decompress(packed.read_bytes()))
    return borders
