"""The places of dumps and those of the base, merged on their way into the writer."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

from geo.places.build.keys import keys_of, rank_of
from geo.places.build.survey import units_of
from geo.places.build.writer import NewPlace
from geo.places.entries import PlaceClass, class_of, features
from geo.places.names import fold
from geo.sphere import distance_km

if TYPE_CHECKING:
    from geo.places.build.base import Base, OldPlace
    from geo.places.build.geonames import DumpName, DumpPlace
    from geo.places.build.survey import Survey
    from geo.places.build.writer import IndexWriter

_ABSENT = 0xFFFFFFFF
_SAME_PLACE_KM = 10.0
_LEVELS = {"PCLI": 1, "ADM1": 2, "ADM2": 3}  # how many codes name a unit


class Merger:
    """Call :meth:`add_units` first, :meth:`add` for every place, then :meth:`add_rest_of_base`."""

    def __init__(self, survey: Survey, base: Base, writer: IndexWriter) -> None:
        self.writer = writer
        self._survey = survey
        self._base = base
        self._index_of_number = array("I")
        self._index_of_old = array("I", [_ABSENT]) * len(base)
        self._index_of_unit: dict[tuple[str, ...], int] = {}
        self._has_type_word = bytearray()
        self._twins = _Twins(base)

    def add_units(self) -> None:
        """Write countries, first-level and second-level units of dumps and base, in this order."""
        known = {old.country: old.number for old in self._base if old.feature == "PCLI"}
        for code, place in sorted(self._survey.countries().items()):
            if known.get(code, place.number) == place.number:
                self.add(place._replace(feature="PCLI", admin1="", admin2=""))
        self._add_old_units("PCLI")
        for feature in ("ADM1", "ADM2"):
            for place in self._survey.units(feature):
                self.add(place)
            self._add_old_units(feature)

    def add(self, place: DumpPlace) -> None:
        """Write a place of a dump, unless it has been or is of a kind that no report names."""
        if place.feature not in features() or self._index_of(place.number) != _ABSENT:
            return
        old = self._base.of_number(place.number)
        index = self._write(self._merged(place, old))
        self._remember(place, index)
        if old:
            self._index_of_old[old.index] = index
        self._add_keys(index, place.name, best_known=True)
        for alternate in {place.ascii_name, *place.alternates.split(",")} - {place.name, ""}:
            self._add_keys(index, alternate, best_known=False)
        self._twins.meet(place, index)

    def add_rest_of_base(self) -> None:
        """Write what only the base knows, and all names that the base knows places by."""
        for old in self._base:
            twin = self._twins.found.get(old.index)
            if twin is not None:
                self._index_of_old[old.index] = twin
            elif self._index_of_old[old.index] == _ABSENT:
                self._add_old(old)
        for old_index, key, best_known in self._base.names():
            self.writer.name(self._index_of_old[old_index], key, best_known=best_known)

    def add_name(self, name: DumpName) -> None:
        """Give a place another name; a name of no place here is passed over."""
        index = self._index_of(name.number)
        if index != _ABSENT:
            self._add_keys(index, name.name, best_known=name.is_best_known)

    def _add_old_units(self, feature: str) -> None:
        for old in self._base:
            if old.feature == feature and old.number not in self._survey.numbers:
                self._add_old(old)

    def _add_old(self, old: OldPlace) -> None:
        self._index_of_old[old.index] = self._write(
            NewPlace(
                id=old.id,
                name=old.name,
                lon=old.lon,
                lat=old.lat,
                feature=old.feature,
                rank=old.rank,
                country=old.country,
                admin1=self._new_index(old.admin1),
                admin2=self._new_index(old.admin2),
                population=old.population,
                extent_km=old.extent_km,
            )
        )

    def _new_index(self, old_index: int | None) -> int | None:
        index = _ABSENT if old_index is None else self._index_of_old[old_index]
        return None if index == _ABSENT else index

    def _merged(self, place: DumpPlace, old: OldPlace | None) -> NewPlace:
        """Return a dump's place with what the base knows besides: extent, people, prominence."""
        own, parents = _own_and_parents(place)
        units = [self._index_of_unit.get(parent) for parent in parents] + [None, None, None]
        if old and units[1] is None:  # a dump of cities names its units by codes alone
            units[1], units[2] = self._new_index(old.admin1), self._new_index(old.admin2)
        extent = old.extent_km if old else None
        if extent is None and own:
            extent = self._survey.members.radius_km(own, place.lon, place.lat)
        rank = rank_of(place.feature, place.population)
        if old and not place.population:
            rank = old.rank
        return NewPlace(
            id=f"geonames:{place.number}",
            name=" ".join(place.name.split()),
            lon=place.lon,
            lat=place.lat,
            feature=place.feature,
            rank=rank,
            country=place.country or None,
            admin1=units[1],
            admin2=units[2],
            population=place.population or (old.population if old else 0),
            extent_km=extent,
        )

    def _write(self, place: NewPlace) -> int:
        kind = class_of(place.feature)
        self._has_type_word.append(kind in {PlaceClass.ADMIN1, PlaceClass.ADMIN2})
        return self.writer.add(place)

    def _remember(self, place: DumpPlace, index: int) -> None:
        missing = place.number + 1 - len(self._index_of_number)
        if missing > 0:
            self._index_of_number.extend(array("I", [_ABSENT]) * missing)
        self._index_of_number[place.number] = index
        own, _ = _own_and_parents(place)
        if own:
            self._index_of_unit.setdefault(own, index)

    def _index_of(self, number: int) -> int:
        known = self._index_of_number
        return known[number] if number < len(known) else _ABSENT

    def _add_keys(self, index: int, name: str, *, best_known: bool) -> None:
        unit = bool(self._has_type_word[index])
        for key, flag in keys_of(name, best_known=best_known, unit=unit):
            self.writer.name(index, key, best_known=flag)


def _own_and_parents(
    place: DumpPlace,
) -> tuple[tuple[str, ...] | None, tuple[tuple[str, ...], ...]]:
    """Return the codes of the unit a place is, if it is one, and those of the units it lies in."""
    units = units_of(place) if place.country else ()
    level = _LEVELS.get(place.feature)
    if level is None:
        return None, units
    return (units[level - 1] if len(units) >= level else None), units[: level - 1]


class _Twins:
    """Places that the base has from elsewhere than GeoNames and a dump has as well.

    The same name, kind and country within 10 km: then the dump's place stands for both.
    """

    def __init__(self, base: Base) -> None:
        self.found: dict[int, int] = {}
        self._own: defaultdict[tuple[str | None, str], list[OldPlace]] = defaultdict(list)
        for old in base:
            if not old.number:
                self._own[old.country, fold(old.name)].append(old)

    def meet(self, place: DumpPlace, index: int) -> None:
        """Note which places of the base a dump's place is."""
        if not self._own:
            return
        for old in self._own.get((place.country, fold(place.name)), ()):
            if (
                class_of(old.feature) is class_of(place.feature)
                and distance_km((old.lon, old.lat), (place.lon, place.lat)) < _SAME_PLACE_KM
            ):
                self.found.setdefault(old.index, index)
