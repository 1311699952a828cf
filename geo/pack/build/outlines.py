"""Outlines of first-level units, simplified and packed small, for drawing a region as a region."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import shapely

TOLERANCE_DEGREES = 0.05
GRID_DEGREES = 0.01


def write_outlines(polygons: dict[str, Any], pack: Path) -> None:
    """Write ``outlines.bin``: one zlib-compressed GeoJSON-like JSON text, place id to rings."""
    import json

    packed: dict[str, Any] = {}
    for place, polygon in sorted(polygons.items()):
        small = polygon.simplify(TOLERANCE_DEGREES)
        parts = [p for p in getattr(small, "geoms", [small]) if p.geom_type == "Polygon" and p.area > 1e-4]
        packed[place] = [_rings(p) for p in parts or [_largest(polygon)]]
    text = json.dumps(packed, separators=(",", ":"))
    (pack / "outlines.bin").write_bytes(zlib.compress(text.encode(), 9))


def _rings(polygon: Any) -> list[list[int]]:
    """Return the rings of a polygon, each as one list of lon, lat steps on the grid."""
    return [_steps(ring) for ring in (polygon.exterior, *polygon.interiors)]


def _steps(ring: Any) -> list[int]:
    steps, last_x, last_y = [], 0, 0
    for lon, lat in shapely.get_coordinates(ring):
        x, y = round(lon / GRID_DEGREES), round(lat / GRID_DEGREES)
        steps += [x - last_x, y - last_y]
        last_x, last_y = x, y
    return steps


def _largest(polygon: Any) -> Any:
    return max(getattr(polygon, "geoms", [polygon]), key=lambda p: p.area)
