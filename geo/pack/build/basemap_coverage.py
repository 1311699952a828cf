"""One coverage of the world's first-level units: simplified together, taken apart into lines."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from basemap_lines import QUANTUM
from basemap_sources import UNITS

if TYPE_CHECKING:
    from basemap_sources import MapSources

LEFT_OUT_AREA = 0.0008  # square degrees, about 10 km2: smaller islands would be a dot at any zoom
TOLERANCE = 0.024  # degrees in the plane of `simplify`: about 2.5 km in full detail
FULL_DETAIL_LAT, FULL_DETAIL = (44.0, 62.0), (1.0, 0.4)  # by degree of latitude, linear between
NEAR_DISPUTED = 0.06  # degrees between the simplified border and the same one as a line
WESTERN_SAHARA = shapely.box(-18.0, 20.0, -8.665, 27.6667)
MINOR_ZOOMS = (10, 11)  # at these zooms Natural Earth shows mere municipalities
NO_COUNTRY = {"KAS", "PGA", "CLP", "CSI", "IOA"}  # claimed by several, or uninhabited specks
PAIR = 2  # an ISO code has two letters, an inner edge two owners


def country_of(properties: dict) -> str | None:
    """Return the ISO code that GeoNames gives to the unit, where Natural Earth knows it."""
    if properties["adm0_a3"] in NO_COUNTRY:
        return None
    for key in ("gn_a1_code", "iso_3166_2", "iso_a2"):
        code = (properties.get(key) or "")[:2]
        if len(code) == PAIR and code.isalpha():
            return code
    return {"KOS": "XK"}.get(properties["adm0_a3"])


def read_units(sources: MapSources) -> list[dict]:
    """Return name, country, ids and polygon of every first-level unit."""
    collection = sources.json(UNITS, "package/data/states/admin1.json")
    units = []
    for feature in collection["features"]:
        p = feature["properties"]
        names = [p.get(k) for k in ("name", "name_en", "gn_name", "woe_name")]
        names += (p.get("name_alt") or "").split("|")
        units.append(
            {
                "country": country_of(p),
                "geonames": p["gn_id"] if (p.get("gn_id") or 0) > 0 else None,
                "names": [n for n in dict.fromkeys(names) if n],
                "is_minor": p["min_zoom"] in MINOR_ZOOMS,
                "polygon": shapely.make_valid(
                    shapely.from_geojson(json.dumps(feature["geometry"]))
                ),
            }
        )
    return units


def set_western_sahara_apart(units: list[dict]) -> list[dict]:
    """Cut what lies in Western Sahara out of the units of Morocco and make one unit of it."""
    inside, kept = [], []
    for unit in units:
        if unit["country"] in {"MA", "EH"}:
            inside.append(shapely.intersection(unit["polygon"], WESTERN_SAHARA))
            unit["polygon"] = shapely.difference(unit["polygon"], WESTERN_SAHARA)
        if not unit["polygon"].is_empty:
            kept.append(unit)
    whole = shapely.unary_union(inside)
    kept = [u for u in kept if u["country"] != "EH"]
    return [
        *kept,
        {
            "country": "EH",
            "geonames": None,
            "names": ["Western Sahara"],
            "is_minor": False,
            "polygon": whole,
        },
    ]


def simplify(polygons: list) -> np.ndarray:
    """Simplify all polygons together, in a plane that gives detail to where people live.

    The plane is equal-area, and shrunk towards the poles: Arctic coasts are long and empty.
    """
    latitudes = np.linspace(-90, 90, 3601)
    detail = np.interp(np.abs(latitudes), FULL_DETAIL_LAT, FULL_DETAIL)
    heights = np.cumsum(detail) * (latitudes[1] - latitudes[0])

    def widths(lat: np.ndarray) -> np.ndarray:
        return np.maximum(np.cos(np.radians(lat)), 1e-6) * np.interp(lat, latitudes, detail)

    def to_plane(xy: np.ndarray) -> np.ndarray:
        lon, lat = xy.T
        return np.column_stack([lon * widths(lat), np.interp(lat, latitudes, heights)])

    def to_degrees(xy: np.ndarray) -> np.ndarray:
        lat = np.interp(xy[:, 1], heights, latitudes)
        return np.column_stack([np.clip(xy[:, 0] / widths(lat), -180, 180), lat])

    plane = shapely.transform(np.array(polygons), to_plane)
    simple = shapely.transform(shapely.coverage_simplify(plane, TOLERANCE), to_degrees)
    return shapely.make_valid(simple)


def rings(geometry: shapely.Geometry, smallest: float = LEFT_OUT_AREA) -> list[np.ndarray]:
    """Return the rings of all polygons above the given area, outer ones and holes."""
    found = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon" and part.area >= smallest:
            found += [np.asarray(r.coords) for r in (part.exterior, *part.interiors)]
    return found


def edges(polygons: np.ndarray) -> dict[tuple, list[int]]:
    """Return every edge of the coverage with the one or two polygons it bounds."""
    sides = defaultdict(list)
    for index, polygon in enumerate(polygons):
        for ring in rings(polygon):
            points = list(map(tuple, np.round(ring * QUANTUM).astype(int).tolist()))
            for a, b in pairwise(points):
                if a != b:
                    sides[min(a, b), max(a, b)].append(index)
    return sides


def disputed_borders(sources: MapSources) -> shapely.STRtree:
    """Return the borders that Natural Earth marks as anything but settled."""
    frame = sources.frame("borders")
    words = "Disputed|Indefinite|Line of control|Indeterminant|Unrecognized"
    return shapely.STRtree(
        shapely.get_parts(frame[frame["FEATURECLA"].str.contains(words)].geometry)
    )


def classify(sides: dict, units: list[dict], disputed: shapely.STRtree) -> dict[str, list]:
    """Sort the inner edges into borders, disputed borders and lines between units."""
    kinds = {"borders": [], "disputed": [], "admin1": []}
    for edge, owners in sides.items():
        if len(owners) != PAIR:
            continue
        pair = [units[i] for i in owners]
        countries = {unit["country"] for unit in pair}
        if len(countries) == PAIR:
            kinds["disputed" if countries == {"EH", "MA"} else "borders"].append(edge)
        elif not all(unit["is_minor"] for unit in pair):
            kinds["admin1"].append(edge)
    outer = np.array(kinds["borders"]) / QUANTUM
    near = set(disputed.query(shapely.points(outer.mean(axis=1)), "dwithin", NEAR_DISPUTED)[0])
    kinds["disputed"] += [e for i, e in enumerate(kinds["borders"]) if i in near]
    kinds["borders"] = [e for i, e in enumerate(kinds["borders"]) if i not in near]
    return kinds


def merged(segments: list) -> list[np.ndarray]:
    """Join edges into the longest lines."""
    lines = shapely.line_merge(shapely.multilinestrings(np.array(segments, dtype=float) / QUANTUM))
    return [np.asarray(line.coords) for line in shapely.get_parts(lines)]
