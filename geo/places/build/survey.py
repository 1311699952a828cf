"""The first reading of the dumps: which places and units there are, and how far units reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.places.build.members import Members
from geo.places.entries import PlaceClass, features

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.places.build.geonames import DumpPlace

# Codes that a country of its own code may have, likeliest first.
_COUNTRY_CODES = ("PCLI", "PCL", "PCLD", "PCLF", "PCLS", "PCLIX", "TERR")
_UNIT_CODES = frozenset({*_COUNTRY_CODES, "ADM1", "ADM2"})


class Numbers:
    """A set of GeoNames numbers, one bit each: they run up to some fourteen million."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> bool:
        """Add a number; return whether it is new."""
        byte, bit = number >> 3, 1 << (number & 7)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits)))
        is_new = not self._bits[byte] & bit
        self._bits[byte] |= bit
        return is_new

    def __contains__(self, number: int) -> bool:
        byte = number >> 3
        return byte < len(self._bits) and bool(self._bits[byte] & 1 << (number & 7))


class Survey:
    """What the first reading found. ``left_out`` counts places of kinds that no report names."""

    def __init__(self, places: Iterable[DumpPlace]) -> None:
        self.numbers = Numbers()
        self.members = Members()
        self.left_out = 0
        self._by_code: dict[str, list[DumpPlace]] = {code: [] for code in _UNIT_CODES}
        for place in places:
            self._take(place)

    def _take(self, place: DumpPlace) -> None:
        kind = features().get(place.feature)
        if kind is None:
            self.left_out += 1
        elif self.numbers.add(place.number):
            if place.feature in _UNIT_CODES:
                self._by_code[place.feature].append(place)
            elif kind.place_class is PlaceClass.SETTLEMENT and place.country:
                for unit in units_of(place):
                    self.members.add(unit, place.lon, place.lat)

    def countries(self) -> dict[str, DumpPlace]:
        """Return the place that is the country of each code, independent states first."""
        found: dict[str, DumpPlace] = {}
        for code in _COUNTRY_CODES:
            for place in self._by_code[code]:
                if place.country:
                    found.setdefault(place.country, place)
        return found

    def units(self, code: str) -> list[DumpPlace]:
        """Return the units with the feature code ADM1 or ADM2."""
        return self._by_code[code]


def units_of(place: DumpPlace) -> tuple[tuple[str, ...], ...]:
    """Return the keys of the country, first-level and second-level unit a place lies in."""
    country, admin1, admin2 = place.country, place.admin1, place.admin2
    if admin1 and admin2:
        return (country,), (country, admin1), (country, admin1, admin2)
    return ((country,), (country, admin1)) if admin1 else ((country,),)
