"""How far a unit reaches, judged by the settlements in it."""

from __future__ import annotations

import random
from array import array
from typing import TYPE_CHECKING

from geo.sphere import distance_km

if TYPE_CHECKING:
    from collections.abc import Hashable

# So many settlements, drawn evenly from all of a unit, tell its reach; one or two tell nothing.
_DRAWN = 100
_LEAST = 3
_SHARE, _MARGIN, _LEAST_KM = 0.95, 1.25, 5.0


class Members:
    """An even sample of the settlements of each unit. Same input, same sample."""

    def __init__(self) -> None:
        self._points: dict[Hashable, array[float]] = {}
        self._seen: dict[Hashable, int] = {}
        self._draw = random.Random(0)  # noqa: S311  (a sample, no secret)

    def add(self, unit: Hashable, lon: float, lat: float) -> None:
        """Count a settlement to a unit."""
        seen = self._seen[unit] = self._seen.get(unit, 0) + 1
        points = self._points.setdefault(unit, array("f"))
        if seen <= _DRAWN:
            points.extend((lon, lat))
            return
        at = self._draw.randrange(seen)
        if at < _DRAWN:
            points[2 * at], points[2 * at + 1] = lon, lat

    def radius_km(self, unit: Hashable, lon: float, lat: float) -> float | None:
        """Return the radius around a unit's point that should cover it, None where unknown.

        1.25 times the distance within which 95 % of the settlements lie, at least 5 km: the rule
        of the shipped gazetteer for units without an outline.
        """
        points = self._points.get(unit)
        if points is None or len(points) < 2 * _LEAST:
            return None
        away = sorted(
            distance_km((lon, lat), (points[i], points[i + 1])) for i in range(0, len(points), 2)
        )
        return max(_LEAST_KM, _MARGIN * away[min(int(_SHARE * len(away)), len(away) - 1)])
