"""What each online geocoder is asked, and how its answer is read into one form.

geopy builds the requests (see :mod:`geo.places.online`). The answers' fields are those of the
services' own documentation (Nominatim search, Photon and Pelias GeoJSON, GeoNames ``searchJSON``).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Any

from geo.model import Place, Precision

if TYPE_CHECKING:
    from collections.abc import Callable

_KM_A_DEGREE = 111.2
_SETTLEMENT_KM = 5.0
_EXACT_KM = 1.0

_PRECISIONS = {
    **dict.fromkeys(("country", "PCLI", "PCLD", "PCLS", "PCL", "TERR"), Precision.COUNTRY),
    **dict.fromkeys(("state", "region", "macroregion", "province", "ADM1"), Precision.REGION),
    **dict.fromkeys(
        ("county", "macrocounty", "district", "state_district", "municipality", "ADM2", "ADM3"),
        Precision.DISTRICT,
    ),
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "isolated_dwelling", "locality", "localadmin"),
        Precision.SETTLEMENT,
    ),
    **dict.fromkeys(
        ("suburb", "borough", "neighbourhood", "quarter", "city_district", "P"),
        Precision.SETTLEMENT,
    ),
    **dict.fromkeys(
        ("house", "building", "venue", "address", "amenity", "military", "aeroway", "S"),
        Precision.EXACT,
    ),
}
"""Kinds of place as the services call them. What is not here is an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A service's best answer. ``box`` is west, south, east, north in degrees."""

    id: str
    name: str
    lon: float
    lat: float
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    box: tuple[float, float, float, float] | None

    def place(self) -> Place:
        """Return the place; raises ``ValueError`` where its point is not on Earth."""
        precision = _PRECISIONS.get(self.kind, Precision.AREA)
        return Place(
            name=self.name,
            lon=self.lon,
            lat=self.lat,
            precision=precision,
            uncertainty_km=self._radius_km(precision),
            id=self.id,
            country=self.country,
            admin1=self.admin1,
            admin2=self.admin2,
        )

    def _radius_km(self, precision: Precision) -> float | None:
        if precision is Precision.EXACT:
            return _EXACT_KM
        if self.box:
            west, south, east, north = self.box
            width = (east - west) * cos(radians((south + north) / 2))
            return round(max(hypot(width, north - south) / 2 * _KM_A_DEGREE, _EXACT_KM), 1)
        return _SETTLEMENT_KM if precision is Precision.SETTLEMENT else None

    def to_json(self) -> dict[str, Any]:
        """Return what :meth:`from_json` takes."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Answer:
        """Return the answer that was written."""
        box = values["box"]
        return cls(**{**values, "box": tuple(box) if box else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One geocoder: where it lives, how it is asked, how its answers are read.

    ``key_argument`` is geopy's name for its key, None where it needs none. ``ask`` takes an ISO
    country code or None and gives the arguments of ``geocode``.
    """

    domain: str
    key_argument: str | None
    ask: Callable[[str | None], dict[str, Any]]
    read: Callable[[dict[str, Any]], Answer]


def _read_nominatim(raw: dict[str, Any]) -> Answer:
    address = raw.get("address", {})
    south, north, west, east = (float(edge) for edge in raw["boundingbox"])
    return Answer(
        id=f"nominatim:{raw['osm_type']}/{raw['osm_id']}",
        name=raw.get("name") or raw["display_name"].split(",")[0],
        lon=float(raw["lon"]),
        lat=float(raw["lat"]),
        kind=raw.get("addresstype") or raw.get("type", ""),
        country=_country(address.get("country_code")),
        admin1=address.get("state") or address.get("province"),
        admin2=address.get("county") or address.get("state_district"),
        box=(west, south, east, north),
    )


def _read_photon(raw: dict[str, Any]) -> Answer:
    properties = raw["properties"]
    extent = properties.get("extent")
    box = None
    if extent:
        west, north, east, south = (float(edge) for edge in extent)
        box = (west, south, east, north)
    return Answer(
        id=f"photon:{properties['osm_type']}{properties['osm_id']}",
        name=properties["name"],
        lon=float(raw["geometry"]["coordinates"][0]),
        lat=float(raw["geometry"]["coordinates"][1]),
        kind=properties.get("type") or properties.get("osm_value", ""),
        country=_country(properties.get("countrycode")),
        admin1=properties.get("state"),
        admin2=properties.get("county"),
        box=box,
    )


def _read_pelias(raw: dict[str, Any]) -> Answer:
    properties = raw["properties"]
    box = raw.get("bbox")
    return Answer(
        id=f"pelias:{properties['gid']}",
        name=properties["name"],
        lon=float(raw["geometry"]["coordinates"][0]),
        lat=float(raw["geometry"]["coordinates"][1]),
        kind=properties.get("layer", ""),
        country=_country(properties.get("country_code")),
        admin1=properties.get("region"),
        admin2=properties.get("county"),
        box=(float(box[0]), float(box[1]), float(box[2]), float(box[3])) if box else None,
    )


def _read_geonames(raw: dict[str, Any]) -> Answer:
    code = raw.get("fcode", "")
    return Answer(
        id=f"geonames:{raw['geonameId']}",
        name=raw["name"],
        lon=float(raw["lng"]),
        lat=float(raw["lat"]),
        kind=code if code in _PRECISIONS else raw.get("fcl", ""),
        country=_country(raw.get("countryCode")),
        admin1=raw.get("adminName1") or None,
        admin2=raw.get("adminName2") or None,
        box=None,
    )


def _country(code: str | None) -> str | None:
    return code.upper() if code else None


SERVICES = {
    "nominatim": Service(
        domain="https://nominatim.openstreetmap.org",
        key_argument=None,
        ask=lambda country: {
            "country_codes": country,
            "language": "en",
            "addressdetails": True,
        },
        read=_read_nominatim,
    ),
    "photon": Service(
        domain="https://photon.komoot.io",
        key_argument=None,
        ask=lambda _country: {"language": "en"},
        read=_read_photon,
    ),
    "pelias": Service(
        domain="https://api.geocode.earth",
        key_argument="api_key",
        ask=lambda country: {"countries": [country] if country else None, "language": "en"},
        read=_read_pelias,
    ),
    "geonames": Service(
        # Its free service answers over plain HTTP only.
        domain="http://api.geonames.org",
        key_argument="username",
        ask=lambda country: {"country": country},
        read=_read_geonames,
    ),
}
