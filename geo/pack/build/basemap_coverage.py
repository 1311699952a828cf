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
TOLERANCE = 0.04  # degrees in the equal-area plane: about 4 km
NEAR_DISPUTED = 0.06  # degrees between the simplified border and the same one as a line
WESTERN_SAHARA = shapely.box(-18.0, 20.0, -8.665, 27.6667)
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
        {"country": "EH", "geonames": None, "names": ["Western Sahara"], "polygon": whole},
    ]


def simplify(polygons: list) -> np.ndarray:
    """Simplify all polygons together, in a plane where a square kilometre is one everywhere."""

    def sinusoidal(xy: np.ndarray) -> np.ndarray:
        return np.column_stack([xy[:, 0] * np.cos(np.radians(xy[:, 1])), xy[:, 1]])

    def degrees(xy: np.ndarray) -> np.ndarray:
        lon = xy[:, 0] / np.maximum(np.cos(np.radians(xy[:, 1])), 1e-9)
        return np.column_stack([np.clip(lon, -180, 180), xy[:, 1]])

    plane = shapely.transform(np.array(polygons), sinusoidal)
    simple = shapely.transform(shapely.coverage_simplify(plane, TOLERANCE), degrees)
    return shapely.set_precision(shapely.make_valid(simple), 0)


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


def classify(sides: dict, countries: list, disputed: shapely.STRtree) -> dict[str, list]:
    """Sort the inner edges into borders, disputed borders and lines between units."""
    kinds = {"borders": [], "disputed": [], "admin1": []}
    outer = []
    for edge, owners in sides.items():
        if len(owners) == PAIR:
            one, two = (countries[i] for i in owners)
            if one == two:
                kinds["admin1"].append(edge)
            else:
                kinds["disputed" if {one, two} == {"EH", "MA"} else "borders"].append(edge)
    outer = np.array(kinds["borders"]) / QUANTUM
    near = set(disputed.query(shapely.points(outer.mean(axis=1)), "dwithin", NEAR_DISPUTED)[0])
    kinds["disputed"] += [e for i, e in enumerate(kinds["borders"]) if i in near]
    kinds["borders"] = [e for i, e in enumerate(kinds["borders"]) if i not in near]
    return kinds


def merged(segments: list) -> list[np.ndarray]:
    """Join edges into the longest lines."""
    lines = shapely.line_merge(shapely.multilinestrings(np.array(segments, dtype=float) / QUANTUM))
    return [np.asarray(line.coords) for line in shapely.get_parts(lines)]
