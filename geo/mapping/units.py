"""Which polygon an incident belongs to that is known only to its region or country.

The polygons are Natural Earth's, built by ``geo/pack/build/basemap.py``. A region joins by its
GeoNames id, else by country and name; a country by its code. Where nothing joins, the page draws
a circle of the incident's uncertainty instead, never a pin.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.model import Precision
from geo.places.names import fold
from geo.table import Column

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

PACK = Path(__file__).resolve().parent.parent / "pack"
GEONAMES = "geonames:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A country (level 0) or first-level unit (1): names, label point, where its outline is."""

    level: int
    country: str
    geonames: int | None
    names: tuple[str, ...]
    offset: int
    length: int
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """For each row 0 or the place of its unit + 1; the units' heads and outlines, for the page."""

    codes: NDArray[np.int64]
    header: dict[str, Any]
    outlines: bytes


class Atlas:
    """All units, to look one up by id, by name or by country."""

    def __init__(self, units: list[Unit]) -> None:
        self.by_id = {u.geonames: u for u in units if u.geonames is not None}
        self.countries = {u.country: u for u in units if u.level == 0}
        self.regions: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            if unit.level == 1:
                self.regions[unit.country].append(unit)
        self._named: dict[str, dict[str, Unit]] = {}

    def region(self, country: str | None, place_id: str | None, *names: str | None) -> Unit | None:
        """Return the unit of that GeoNames id, else the one of that name in the country."""
        if place_id and place_id.startswith(GEONAMES) and place_id[len(GEONAMES) :].isdigit():
            unit = self.by_id.get(int(place_id[len(GEONAMES) :]))
            if unit:
                return unit
        known = self._names_in(country) if country else {}
        return next((known[fold(n)] for n in names if n and fold(n) in known), None)

    def _names_in(self, country: str) -> dict[str, Unit]:
        if country not in self._named:
            named: dict[str, Unit] = {}
            for unit in self.regions.get(country, []):
                for name in unit.names:
                    named.setdefault(fold(name), unit)
            self._named[country] = named
        return self._named[country]


@cache
def atlas() -> Atlas:
    """Return the atlas of the data pack, read once."""
    rows = json.loads(gzip.decompress((PACK / "basemap_units.json.gz").read_bytes()))["units"]
    keys = ("level", "country", "geonames", "names", "offset", "length", "lon", "lat")
    units = [dict(zip(keys, row, strict=True)) for row in rows]
    return Atlas([Unit(**{**unit, "names": tuple(unit["names"])}) for unit in units])


def find_units(table: gpd.GeoDataFrame) -> Found:
    """Return the unit of every row that is known only to its region or country."""
    columns = (Column.PLACE_PRECISION, Column.COUNTRY, Column.PLACE_ID, Column.ADMIN1, Column.PLACE)
    coarse = table[Column.PLACE_PRECISION].isin([Precision.REGION, Precision.COUNTRY]).to_numpy()
    cells = table.loc[coarse, [str(c) for c in columns]].astype(object)
    values = list(cells.where(cells.notna(), None).itertuples(index=False, name=None))
    places: dict[Unit, int] = {}
    shown_as: list[str] = []
    unit_of: dict[tuple[str | None, ...], int] = {}
    for value in dict.fromkeys(values):
        precision, country, place_id, admin1, place = value
        unit = _unit_of(precision, country, place_id, (place, admin1))
        if unit is not None and unit not in places:
            places[unit] = len(places)
            shown_as.append((admin1 if unit.level else place) or place or unit.names[0])
        unit_of[value] = 0 if unit is None else places[unit] + 1
    codes = np.zeros(len(table), np.int64)
    codes[coarse] = [unit_of[value] for value in values]
    return _found(codes, list(zip(places, shown_as, strict=True)))


def _unit_of(
    precision: str | None,
    country: str | None,
    place_id: str | None,
    names: tuple[str | None, ...],
) -> Unit | None:
    if precision == Precision.REGION:
        return atlas().region(country, place_id, *names)
    if precision == Precision.COUNTRY and country:
        return atlas().countries.get(country)
    return None


def _found(codes: NDArray[np.int64], units: list[tuple[Unit, str]]) -> Found:
    outlines = (PACK / "basemap_units.bin").read_bytes() if units else b""
    heads, blob = [], bytearray()
    for unit, name in units:
        heads.append([name, unit.level, unit.lon, unit.lat, len(blob), unit.length])
        blob += outlines[unit.offset : unit.offset + unit.length]
    return Found(codes=codes, header={"units": heads, "unit_quantum": 1000}, outlines=bytes(blob))
