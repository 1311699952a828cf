"""The index that dumps add to: its places, their units and all their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.places.layout import NO_EXTENT, NO_UNIT, Index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPlace:
    """A place of the base. ``number`` is its GeoNames number, 0 for one of another source."""

    index: int
    number: int
    id: str
    name: str
    lon: float
    lat: float
    feature: str
    country: str | None
    admin1: int | None
    admin2: int | None
    population: int
    extent_km: float | None
    rank: int


class Base:
    """The places of an index by number and by GeoNames number; empty without a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._index = Index(folder) if folder else None
        self._by_number = {place.number: place.index for place in self if place.number}

    def __len__(self) -> int:
        return len(self._index) if self._index else 0

    def __iter__(self) -> Iterator[OldPlace]:
        for index in range(len(self)):
            yield self.place(index)

    def of_number(self, number: int) -> OldPlace | None:
        """Return the place with this GeoNames number."""
        index = self._by_number.get(number)
        return None if index is None else self.place(index)

    def place(self, index: int) -> OldPlace:
        """Return a place by its index."""
        assert self._index
        number, lon, lat, population, at, admin1, admin2, extent, feature, country, rank = (
            self._index.record(index)
        )
        name, own_id = self._index.text(at)
        return OldPlace(
            index=index,
            number=number,
            id=own_id or f"geonames:{number}",
            name=name,
            lon=lon / 1e5,
            lat=lat / 1e5,
            feature=self._index.features[feature],
            country=self._index.countries[country],
            admin1=None if admin1 == NO_UNIT else admin1,
            admin2=None if admin2 == NO_UNIT else admin2,
            population=population,
            extent_km=None if extent == NO_EXTENT else float(extent),
            rank=rank,
        )

    def names(self) -> Iterator[tuple[int, str, bool]]:
        """Yield (index, folded name, whether it is best known by it)."""
        if self._index is None:
            return
        for key in range(len(self._index.names)):
            folded = self._index.names.restore_key(key)
            for place, best_known in self._index.places_of.of(key):
                yield place, folded, best_known
