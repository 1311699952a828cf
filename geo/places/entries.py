"""What the gazetteer gives: one place with all that is known of it, and what a name may mean."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from geo.model import Place, Precision


class PlaceClass(StrEnum):
    """What kind of thing a place is, coarsely."""

    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    SETTLEMENT = "settlement"
    REGION = "region"
    WATER = "water"
    SITE = "site"


class Match(StrEnum):
    """How a name met a place, best first."""

    NAME = "name"  # the place's own name, or the one it is best known by
    ALIAS = "alias"  # another of its names, or its name but for a word like "province"
    JOINED = "joined"  # the same but for articles and spaces
    SOFT = "soft"  # the same but for sounds that transliterations confuse
    FUZZY = "fuzzy"  # nearly the same letters, inside the country asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer. ``admin1`` and ``admin2`` are names, ``extent_km`` a radius.

    ``feature`` is GeoNames' feature code, or one in its manner. ``rank`` is ten times the decimal
    logarithm of its prominence: its population, raised for countries (100-fold), and for regions,
    waters and sites that of the settlements they compete with.
    """

    index: int
    id: str
    name: str
    lon: float
    lat: float
    feature: str
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int
    extent_km: float | None
    rank: int

    @property
    def place_class(self) -> PlaceClass:
        """Return the coarse class of the feature."""
        return class_of(self.feature)

    def to_place(self, *, precision: Precision | None = None) -> Place:
        """Return the place with its precision and the radius that should hold the true site.

        The radius of a settlement grows with its population from 2 km (up to 5,000 people) to
        15 km (5 million); that of anything else is its extent, None where unknown.
        """
        return Place(
            name=self.name,
            lon=self.lon,
            lat=self.lat,
            precision=precision or _PRECISION[self.place_class],
            uncertainty_km=self._uncertainty_km(),
            id=self.id,
            country=self.country,
            admin1=self.name if self.feature == "ADM1" else self.admin1,
            admin2=self.name if self.feature == "ADM2" else self.admin2,
        )

    def _uncertainty_km(self) -> float | None:
        if self.extent_km is not None or self.place_class is not PlaceClass.SETTLEMENT:
            return self.extent_km
        growth = math.pow(max(1.0, self.population / 5000), 0.29)
        return round(min(15.0, 2.0 * growth), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place a name may mean. ``similarity`` is 1 where the letters agree once folded."""

    entry: Entry
    match: Match
    similarity: float


_PRECISION = {
    PlaceClass.COUNTRY: Precision.COUNTRY,
    PlaceClass.ADMIN1: Precision.REGION,
    PlaceClass.ADMIN2: Precision.DISTRICT,
    PlaceClass.SETTLEMENT: Precision.SETTLEMENT,
    PlaceClass.REGION: Precision.AREA,
    PlaceClass.WATER: Precision.AREA,
    PlaceClass.SITE: Precision.EXACT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What a feature code says: the class, and how prominent a place is whose people are unknown.

    ``level`` is ten times the decimal logarithm of the people it is worth, ``bonus`` is added for
    being named more often or more seldom than its people say. See ``geo/lexicons/README.md``.
    """

    place_class: PlaceClass
    level: int
    bonus: int


@cache
def features() -> dict[str, Feature]:
    """Return the kinds of places that reports name, by GeoNames' feature code."""
    text = (files("geo") / "lexicons" / "place_features.csv").read_text(encoding="utf-8")
    return {
        line["feature"]: Feature(
            place_class=PlaceClass(line["class"]),
            level=int(line["level"]),
            bonus=int(line["bonus"]),
        )
        for line in csv.DictReader(text.splitlines())
    }


def class_of(feature: str) -> PlaceClass:
    """Return the coarse class of a feature code; what is nothing else is a site."""
    known = features().get(feature)
    return known.place_class if known else PlaceClass.SITE
