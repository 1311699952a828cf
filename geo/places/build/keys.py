"""Which folded names a place is found by, and how prominent it is: rules of every index."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geo.places.entries import Feature, PlaceClass, features
from geo.places.names import admin_core, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_NAME = 60
_CODE_LENGTH = 5  # "DEZ", "SYDEZ": codes of airlines and the United Nations among the alternates
_SHORTEST_CORE = 3
_OTHER = Feature(place_class=PlaceClass.SITE, level=35, bonus=0)

# Words that name no unit once its type word is gone ("Northern Province").
_DIRECTIONS = re.compile(
    "(?:(?:north|south|east|west|northern|southern|eastern|western|central|centre|center|upper|"
    "lower|middle|inner|outer|greater|new|old|capital|federal|national|metropolitan|coast|lake|"
    "river|lakes|rivers|islands|island|highlands|mountain|mountains|plateau|plateaux|hills|valley|"
    "northwest|northeast|southwest|southeast|north west|north east|south west|south east|"
    "north central|littoral|maritime|oriental|occidental|centro|central|norte|sur|sud|nord|est|"
    r"ouest|delta|border|frontier|autonomous|special|city|urban|rural|of|and|the|de|la|le) ?)+"
)
# "Damascus Countryside" is a unit beside Damascus, not Damascus.
_COUNTRYSIDE = re.compile(r"\b(?:countryside|ريف)\b")


def keys_of(name: str, *, best_known: bool, unit: bool) -> Iterator[tuple[str, bool]]:
    """Yield (folded name, whether the place is best known by it): the keys one name gives.

    A ``unit`` is also found without its type word, unless nothing that names is left.
    """
    if len(name) > LONGEST_NAME or not (best_known or _is_name(name)):
        return
    key = fold(name)
    if len(key) > 1 and any(c.isalpha() for c in key):
        yield key, best_known
        core = admin_core(key) if unit and not _COUNTRYSIDE.search(key) else None
        if core and len(core) >= _SHORTEST_CORE and not _DIRECTIONS.fullmatch(core):
            yield core, False


def _is_name(name: str) -> bool:
    """Whether an alternate is a name in use: no code, no lower-case machine romanisation."""
    if not name.isprintable():
        return False
    is_code = name.islower() or (name.isupper() and len(name) <= _CODE_LENGTH)
    return not (name.isascii() and is_code)


def rank_of(feature: str, population: int, *, level: int | None = None) -> int:
    """Return how prominent a place is: ten times the decimal logarithm of its weight, 0 to 255.

    The weight is its population; where that is unknown, the ``level`` of its feature code in
    ``geo/lexicons/place_features.csv`` or the one given. The code's bonus comes on top.
    """
    kind = features().get(feature, _OTHER)
    weight = kind.level if level is None else level
    if population > 0:
        weight = round(10 * math.log10(population))
    return min(max(weight + kind.bonus, 0), 255)
