"""Writing an index (:mod:`geo.places.layout`), however many places it holds.

Memory: a trie while it is made (measured: about 100 bytes a name), four bytes a name,
one a place, and the lines that :class:`SortedLines` sorts at once. All else goes through the disk.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO, Self

import marisa_trie

from geo.places.build.sorting import LINES_IN_MEMORY, SortedLines
from geo.places.layout import FLAG, LAYOUT, MANY, NO_EXTENT, NO_UNIT, RECORD, VALUE
from geo.places.names import soft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

_SHORTEST_SOFT = 3
_MOST = (1 << 32) - 1
_FARTHEST_KM = 20_000
_TRIES = 3  # more tries in a trie: smaller and slower; beyond three nothing is gained


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """One place as the index holds it; ``admin1`` and ``admin2`` are numbers ``add`` returned."""

    id: str
    name: str
    lon: float
    lat: float
    feature: str
    rank: int
    country: str | None = None
    admin1: int | None = None
    admin2: int | None = None
    population: int = 0
    extent_km: float | None = None


class IndexWriter:
    """Takes places and their names one by one; :meth:`finish` leaves the index in the folder.

    Countries come first, then first-level units, then second-level ones. A unit beyond number
    65,534 is a place like others, but nobody's parent. Use it in a ``with`` statement.
    """

    def __init__(self, folder: Path, *, lines_in_memory: int = LINES_IN_MEMORY) -> None:
        self._folder = folder
        self._lines_in_memory = lines_in_memory
        self._records = (folder / "places.bin").open("wb")
        self._texts = (folder / "places.txt").open("wb")
        self._text_end = 0
        self._features: dict[str, int] = {}
        self._countries: dict[str, int] = {}
        self._has_latin = bytearray()
        self._names = SortedLines(folder, "names.lines", in_memory=lines_in_memory)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._records.close()
        self._texts.close()

    def __len__(self) -> int:
        return len(self._has_latin)

    def add(self, place: NewPlace) -> int:
        """Write a place and return its number."""
        number = place.id.removeprefix("geonames:")
        country = place.country
        self._records.write(
            RECORD.pack(
                int(number) if number.isdigit() else 0,
                round(place.lon * 1e5),
                round(place.lat * 1e5),
                min(place.population, _MOST),
                self._text_end,
                _unit(place.admin1),
                _unit(place.admin2),
                _extent(place.extent_km),
                self._features.setdefault(place.feature, len(self._features)),
                self._countries.setdefault(country, len(self._countries) + 1) if country else 0,
                place.rank,
            )
        )
        tail = "" if number.isdigit() else f"\t{place.id}"
        self._text_end += self._texts.write(f"{place.name}{tail}\n".encode())
        self._has_latin.append(0)
        return len(self) - 1

    def name(self, place: int, key: str, *, best_known: bool) -> None:
        """Note that a place bears a folded name."""
        if key.isascii():
            self._has_latin[place] = 1
        self._names.add(_line(key, place, flag=best_known))

    def finish(self, about: Mapping[str, object]) -> int:
        """Write the tries and what the index is ``about``; return how many names there are."""
        self._records.close()
        self._texts.close()
        self._names.merge()
        softs = SortedLines(self._folder, "soft.lines", in_memory=self._lines_in_memory)
        names = _write_trie(self._names, self._folder / "names.marisa")
        self._write_names(names, softs)
        softs.merge()
        self._names.remove()
        trie = _write_trie(softs, self._folder / "soft.marisa")
        _write_lists(softs, trie, self._folder / "soft.bin")
        softs.remove()
        all_about = {
            "layout": LAYOUT,
            "features": list(self._features),
            "countries": list(self._countries),
            **about,
        }
        (self._folder / "places.json").write_text(json.dumps(all_about, indent=1) + "\n")
        return len(names)

    def _write_names(self, names: marisa_trie.Trie, softs: SortedLines) -> None:
        def take(key: str, number: int, words: list[int]) -> None:
            # A place with a Latin name is found by that one's soft key, in whatever script.
            alone = key.isascii() or not any(self._has_latin[word & VALUE] for word in words)
            sounds = soft(key) if alone and len(key) >= _SHORTEST_SOFT else ""
            if sounds:
                softs.add(_line(sounds, number, flag=False))

        _write_lists(self._names, names, self._folder / "names.bin", each=take)


def _unit(number: int | None) -> int:
    return NO_UNIT if number is None or number >= NO_UNIT else number


def _extent(km: float | None) -> int:
    return NO_EXTENT if km is None else min(math.ceil(km), _FARTHEST_KM)


def _line(key: str, value: int, *, flag: bool) -> bytes:
    return b"%s\t%08x%d" % (key.encode(), value, flag)


def _groups(lines: Iterable[bytes]) -> Iterator[tuple[str, list[int]]]:
    """Yield (key, its words in order): a value that comes with and without a flag has it."""
    for key, group in groupby((line.split(b"\t") for line in lines), key=lambda parts: parts[0]):
        words: dict[int, int] = {}
        for _, text in group:
            value = int(text[:8], 16)
            words[value] = value | (FLAG if text[8:] == b"1" else 0)
        yield key.decode(), list(words.values())


def _write_trie(lines: Iterable[bytes], path: Path) -> marisa_trie.Trie:
    keys = (key.decode() for key, _ in groupby(line.split(b"\t")[0] for line in lines))
    trie = marisa_trie.Trie(keys, num_tries=_TRIES)
    trie.save(str(path))
    return trie


def _write_lists(
    lines: Iterable[bytes],
    trie: marisa_trie.Trie,
    path: Path,
    *,
    each: Callable[[str, int, list[int]], None] | None = None,
) -> None:
    """Write the postings of a trie; call ``each`` with every key, its number and its words."""
    first = array("I", bytes(4 * len(trie)))
    with path.open("wb") as file:
        file.seek(4 * (1 + len(trie)))
        end = 0
        for key, words in _groups(lines):
            number = trie[key]
            first[number] = words[0] if len(words) == 1 else MANY | end
            if len(words) > 1:
                _write_words(file, array("I", [len(words), *words]))
                end += 1 + len(words)
            if each:
                each(key, number, words)
        file.seek(0)
        _write_words(file, array("I", [len(trie)]))
        _write_words(file, first)


def _write_words(file: BinaryIO, words: array[int]) -> None:
    if sys.byteorder == "big":
        words.byteswap()
    file.write(words.tobytes())
