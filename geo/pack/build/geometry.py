"""Points and radii of the things that are not points: units, seas, rivers.

Distances are great-circle kilometres. Rules for the radius that covers a unit, best first:

* its Natural Earth outline: the farthest corner of the parts that hold 98 % of its area;
* its member cities, where there are three: 1.25 times the distance within which 95 % of them
  lie, at least 5 km;
* a first-level unit with neither: the way to the nearest other unit of its country;
* a country besides: at least the radius of the disc of its area.
"""

from __future__ import annotations

import math
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.ops import polylabel

EARTH_KM = 6371.0088
SLIVER = 0.02  # parts of an outline that together hold less of its area are left out
GREAT_RIVER = 6  # Natural Earth's scalerank up to which a river is known by its bare name

Members = list[tuple[float, float, int]]  # lon, lat, population


def distances_km(lon: float, lat: float, lons: Any, lats: Any) -> Any:
    """Return great-circle distances from one point to many."""
    lon1, lat1, lon2, lat2 = map(np.radians, (lon, lat, np.asarray(lons), np.asarray(lats)))
    half = (
        np.sin((lat2 - lat1) / 2) ** 2
        + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))


def disc_radius_km(area_km2: float) -> float | None:
    """Return the radius of the disc of that area."""
    return math.sqrt(area_km2 / math.pi) if area_km2 else None


def mean_point(members: Members) -> tuple[float, float]:
    """Return the mean point of places, on the sphere, so that the date line does no harm."""
    lons, lats = np.radians(np.array([m[:2] for m in members])).T
    x, y, z = (
        (np.cos(lats) * np.cos(lons)).mean(),
        (np.cos(lats) * np.sin(lons)).mean(),
        np.sin(lats).mean(),
    )
    return (
        round(math.degrees(math.atan2(y, x)), 5),
        round(math.degrees(math.atan2(z, math.hypot(x, y))), 5),
    )


def radius_of_members(lon: float, lat: float, members: Members) -> float | None:
    """Return the radius around the point that should cover the unit its cities lie in."""
    if len(members) < 3:
        return None
    away = distances_km(lon, lat, [m[0] for m in members], [m[1] for m in members])
    return max(5.0, 1.25 * float(np.percentile(away, 95)))


def radii_from_neighbours(units: list[Any]) -> None:
    """Give each unit without an extent the distance to the nearest other one of its country."""
    placed: defaultdict[str, list[Any]] = defaultdict(list)
    for unit in units:
        if unit.lon is not None:
            placed[unit.country].append(unit)
    for unit in (u for group in placed.values() for u in group if u.extent_km is None):
        others = [o for o in placed[unit.country] if o is not unit]
        if others:
            away = distances_km(
                unit.lon, unit.lat, [o.lon for o in others], [o.lat for o in others]
            )
            unit.extent_km = max(5.0, float(away.min()))


@dataclass(slots=True)
class Outline:
    """The outline of a first-level unit, its label point and its names."""

    polygon: Any
    lon: float
    lat: float
    names: set[str] = field(default_factory=set)

    def radius_km(self, lon: float, lat: float) -> float:
        """Return how far its farthest corner is from the point, slivers left out."""
        corners = np.concatenate(
            [np.asarray(p.exterior.coords) for p in _large_parts(self.polygon)]
        )
        return float(distances_km(lon, lat, corners[:, 0], corners[:, 1]).max())

    def holds(self, members: Members) -> bool:
        """Whether at least half of the unit's cities lie in it or within 10 km of it.

        The packages are of different years; where a country was divided anew, codes and even
        names of units point at the outline of another one.
        """
        if not members:
            return True
        near = self.polygon.buffer(0.1)
        shapely.prepare(near)
        inside = shapely.contains_xy(near, [m[0] for m in members], [m[1] for m in members])
        return bool(np.mean(inside) >= 0.5)


def unit_outlines(features: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, Outline]:
    """Return the outline of each unit; features that share a unit are united."""
    grouped: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for place, feature in features:
        grouped[place].append(feature)
    return {place: _outline(parts) for place, parts in grouped.items()}


def _outline(parts: list[dict[str, Any]]) -> Outline:
    shapes = [shapely.make_valid(shape(part["geometry"])) for part in parts]
    largest = max(range(len(parts)), key=lambda i: shapes[i].area)
    about = parts[largest]["properties"]
    names: set[str] = set()
    if len(parts) == 1:
        # The names of one part are not the names of a unit that was merged from many.
        alternates = (about.get("name_alt") or "").split("|")
        translated = [about[key] for key in about if re.fullmatch("name_[a-z]{2}", key)]
        names = {about.get("name") or "", *alternates, *translated}
    return Outline(
        shapely.union_all(shapes),
        float(about["longitude"]),
        float(about["latitude"]),
        {n.strip() for n in names if isinstance(n, str) and n.strip()},
    )


def _large_parts(polygon: Any) -> list[Polygon]:
    parts = sorted(
        (p for p in getattr(polygon, "geoms", [polygon]) if isinstance(p, Polygon)),
        key=lambda p: p.area,
        reverse=True,
    )
    total, kept, held = sum(p.area for p in parts), [], 0.0
    for part in parts:
        kept.append(part)
        held += part.area
        if held >= (1 - SLIVER) * total:
            break
    return kept


def area_point(polygons: list[Any]) -> tuple[float, float, float]:
    """Return (lon, lat, radius in km) of a sea given as (box, ring[, holes]) parts."""
    area = shapely.make_valid(MultiPolygon([Polygon(part[1]) for part in polygons]))
    largest = _large_parts(area)[0]
    point = polylabel(largest, tolerance=0.1)
    corners = np.concatenate([np.asarray(p.exterior.coords) for p in _large_parts(area)])
    radius = distances_km(point.x, point.y, corners[:, 0], corners[:, 1]).max()
    return round(point.x, 3), round(point.y, 3), float(radius)


@dataclass(slots=True)
class River:
    """One river: its names, the middle of its longest course, and the radius that holds it."""

    names: list[str]
    number: int
    lon: float
    lat: float
    extent_km: float
    great: bool


def rivers(parts: dict[str, bytes]) -> list[River]:
    """Return Natural Earth's named rivers from the bytes of a shapefile by extension."""
    import pyogrio

    with tempfile.TemporaryDirectory() as folder:
        for extension, content in parts.items():
            Path(folder, "rivers" + extension).write_bytes(content)
        frame = pyogrio.read_dataframe(Path(folder, "rivers.shp"))
    named = frame[frame["name"].notna() & (frame["featurecla"] == "River")]
    found = [_river(group) for _, group in named.groupby(["rivernum", "name"], sort=True)]
    return [river for river in found if river.names]


def _river(group: Any) -> River:
    line = shapely.line_merge(shapely.union_all(group.geometry.values))
    course = max(getattr(line, "geoms", [line]), key=lambda part: part.length)
    middle = course.interpolate(0.5, normalized=True)
    corners = shapely.get_coordinates(line)
    radius = float(distances_km(middle.x, middle.y, corners[:, 0], corners[:, 1]).max())
    first = group.iloc[0]
    return River(
        _river_names(first["name"]),
        int(first["rivernum"]),
        round(middle.x, 3),
        round(middle.y, 3),
        max(radius, 5.0),
        float(group["scalerank"].min()) <= GREAT_RIVER,
    )


def _river_names(text: str) -> list[str]:
    """Return "Dnipro (Dnieper)" as two names; a name with lost letters ("S?n?gal") as none."""
    names = [" ".join(n.split()) for n in text.replace(")", "").split("(")]
    return [n for n in names if len(n) > 1 and "?" not in n]


class Nearest:
    """Finds the city nearest to a point."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows
        self._lons = np.array([row.lon for row in rows])
        self._lats = np.array([row.lat for row in rows])

    def within(self, lon: float, lat: float, *, km: float) -> Any | None:
        """Return the nearest row within so many kilometres, or None."""
        window = np.flatnonzero(np.abs(self._lats - lat) < km / 111)
        if not len(window):
            return None
        away = distances_km(lon, lat, self._lons[window], self._lats[window])
        best = int(away.argmin())
        return self._rows[int(window[best])] if away[best] <= km else None


def atlas_rows(content: bytes, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query on an SQLite file given as bytes."""
    with tempfile.NamedTemporaryFile(suffix=".sqlite3") as file:
        file.write(content)
        file.flush()
        connection = sqlite3.connect(file.name)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()
