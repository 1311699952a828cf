"""The files of an index of places: what they hold and how they are read.

``geo/places/build`` writes them and :mod:`geo.places.gazetteer` answers from them. Nothing is read
before it is asked for, so that an index opens in about a millisecond:

* ``places.bin``                   one fixed-size record a place (``RECORD``), memory-mapped;
  countries first, then first-level units, then second-level ones, because others point at them
* ``places.txt``                   the spelling of each place's name, memory-mapped
* ``names.marisa``, ``names.bin``  a trie of all folded names -> the places of each
* ``soft.marisa``, ``soft.bin``    a trie of all soft keys -> the folded names of each
* ``places.json``                  the layout's number, the codes of features and countries
"""

from __future__ import annotations

import json
import mmap
import struct
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import marisa_trie

from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

LAYOUT = 2
FILES = frozenset({
    "places.bin", "places.txt", "places.json", "names.marisa", "names.bin", "soft.marisa",
    "soft.bin",
})  # fmt: skip

# geonames number, lon and lat in 1e-5 degrees, population, offset of the name in places.txt,
# index of the first-level and of the second-level unit, extent in km, feature, country, rank.
RECORD = struct.Struct("<IiiIIHHHHBB")
COUNTRY_AT, RANK_AT = RECORD.size - 2, RECORD.size - 1
NO_UNIT = 0xFFFF
NO_EXTENT = 0xFFFF

# One posting: a value of 30 bits, a flag, and a mark that it stands for several.
FLAG, MANY, VALUE = 1 << 31, 1 << 30, (1 << 30) - 1


class Postings:
    """Lists of small integers by key number, in one file of little-endian 32-bit words.

    The first word is the number of keys. Then one word a key: its only value, or, with ``MANY``
    set, where in the rest its values begin, after a word that counts them. The top bit of a value
    is a flag.
    """

    def __init__(self, path: Path) -> None:
        self._words = memoryview(mapped(path)).cast("I")
        self._keys = self._words[0]

    def __len__(self) -> int:
        return self._keys

    def of(self, key: int) -> Iterator[tuple[int, bool]]:
        """Yield (value, flag) of a key."""
        for word in self.words(key):
            yield word & VALUE, word >= FLAG

    def words(self, key: int) -> tuple[int, ...] | memoryview:
        """Return the words of a key: each a value, with ``FLAG`` set or not."""
        word = self._words[1 + key]
        if not word & MANY:
            return (word,)
        at = 1 + self._keys + (word & VALUE)
        return self._words[at + 1 : at + 1 + self._words[at]]


class Index:
    """The open files of an index, read-only."""

    def __init__(self, folder: Path) -> None:
        """Open the index of a folder; raises :class:`geo.errors.InputError` where there is none."""
        try:
            about = json.loads((folder / "places.json").read_bytes())
            self.records = mapped(folder / "places.bin")
            self.texts = mapped(folder / "places.txt")
            self.names = marisa_trie.Trie().mmap(str(folder / "names.marisa"))
            self.softs = marisa_trie.Trie().mmap(str(folder / "soft.marisa"))
            self.places_of = Postings(folder / "names.bin")
            self.names_of = Postings(folder / "soft.bin")
        except (OSError, ValueError) as error:
            raise InputError(
                f"{folder} holds no gazetteer ({error}): geo gazetteer build makes one"
            ) from error
        if about.get("layout") != LAYOUT:
            raise InputError(
                f"the gazetteer in {folder} was built by another version of geo: build it again"
            )
        self.features: list[str] = about["features"]
        self.countries: list[str | None] = [None, *about["countries"]]

    def __len__(self) -> int:
        return len(self.records) // RECORD.size

    def record(self, place: int) -> tuple[Any, ...]:
        """Return the numbers of a place, as ``RECORD`` lists them."""
        return RECORD.unpack_from(self.records, place * RECORD.size)

    def text(self, at: int) -> tuple[str, str]:
        """Return the name and the id at an offset of ``places.txt``; "" for a GeoNames number."""
        name, _, own_id = self.texts[at : self.texts.find(b"\n", at)].decode().partition("\t")
        return name, own_id


def shipped() -> Path:
    """Return the folder of the index that comes with the program."""
    return Path(str(files("geo") / "pack"))


def mapped(path: Path) -> mmap.mmap:
    """Return a file as read-only memory."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
