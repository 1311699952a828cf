"""Reading GeoNames dumps: ``allCountries.zip``, ``SY.zip``, ``alternateNamesV2.zip`` or their text.

UTF-8 lines, tab-separated, no header (https://download.geonames.org/export/dump/readme.txt).
A broken line is skipped and told of; a broken archive is an error (its own checksum is checked).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import contextmanager
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import InputError, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PLACE_COLUMNS = 19
_NAME_COLUMNS = (8, 10)  # alternateNames, and V2 with the years of use
_SNIFFED_LINES = 50
_READ_AT_ONCE = 1 << 20
_LATITUDES, _LONGITUDES = 90.0, 180.0
_NOTES = frozenset({"readme.txt", "iso-languagecodes.txt"})

# "Languages" of alternateNames that are links, codes or sounds.
_NO_LANGUAGE = frozenset("link post wkdt unlc iata icao faac tcid phon".split())


class DumpKind(Enum):
    """What a dump lists."""

    PLACES = "places"
    NAMES = "alternate names"


# Both are plain tuples because twelve million of them are made.
class DumpPlace(NamedTuple):
    """A line of ``allCountries.txt``: ``admin1`` and ``admin2`` are GeoNames' codes."""

    number: int
    name: str
    ascii_name: str
    alternates: str
    lon: float
    lat: float
    feature: str
    country: str
    admin1: str
    admin2: str
    population: int


class DumpName(NamedTuple):
    """A line of ``alternateNamesV2.txt`` that is a name in a language."""

    number: int
    name: str
    language: str
    is_best_known: bool


def kind_of(path: Path) -> DumpKind:
    """Return what a dump lists; raises :class:`geo.errors.InputError` if it is none."""
    with _lines(path) as lines:
        for line in islice(lines, _SNIFFED_LINES):
            count = line.count(b"\t") + 1
            if count == _PLACE_COLUMNS:
                return DumpKind.PLACES
            if count in _NAME_COLUMNS:
                return DumpKind.NAMES
    raise InputError(
        f"{path} is no GeoNames dump: lines have neither 19 columns (places) nor 10 (names)"
    )


def read_places(path: Path, report: Callable[[Skipped], None]) -> Iterator[DumpPlace]:
    """Yield the places of a dump in its order."""
    with _lines(path) as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield _place(line.decode().rstrip("\r\n").split("\t"))
            except ValueError as error:
                report(Skipped(source=str(path), line=number, reason=_reason(error)))


def read_names(path: Path, report: Callable[[Skipped], None]) -> Iterator[DumpName]:
    """Yield the names of a dump that people use: no links, codes or sounds."""
    with _lines(path) as lines:
        for number, line in enumerate(lines, start=1):
            try:
                name = _name(line.decode().rstrip("\r\n").split("\t"))
            except ValueError as error:
                report(Skipped(source=str(path), line=number, reason=_reason(error)))
            else:
                if name:
                    yield name


def _place(cells: list[str]) -> DumpPlace:
    if len(cells) != _PLACE_COLUMNS:
        raise ValueError(f"{len(cells)} columns, not {_PLACE_COLUMNS}")
    lat, lon, name = float(cells[4]), float(cells[5]), cells[1]
    # Written so that "nan" fails as well.
    if not (abs(lat) <= _LATITUDES and abs(lon) <= _LONGITUDES):
        raise ValueError(f"latitude {cells[4]}, longitude {cells[5]} are on no globe")
    if not name.strip():
        raise ValueError("no name")
    return DumpPlace(
        number=_positive(cells[0]),
        name=name,
        ascii_name=cells[2],
        alternates=cells[3],
        lon=lon,
        lat=lat,
        feature=cells[7] or ("PPL" if cells[6] == "P" else ""),
        country=cells[8],
        admin1=cells[10],
        admin2=cells[11],
        population=max(int(cells[14] or 0), 0),
    )


def _name(cells: list[str]) -> DumpName | None:
    if len(cells) not in _NAME_COLUMNS:
        raise ValueError(f"{len(cells)} columns, not {_NAME_COLUMNS[1]}")
    language, name = cells[2], cells[3]
    if language in _NO_LANGUAGE or not name.strip():
        return None
    preferred, colloquial, historic = cells[4] == "1", cells[6] == "1", cells[7] == "1"
    return DumpName(
        number=_positive(cells[1]),
        name=name,
        language=language,
        is_best_known=language == "en" and preferred and not (colloquial or historic),
    )


def _positive(text: str) -> int:
    number = int(text)
    if not 0 < number < 1 << 32:
        raise ValueError(f"{text} is no GeoNames number")
    return number


def _reason(error: ValueError) -> str:
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)


@contextmanager
def _lines(path: Path) -> Iterator[Iterable[bytes]]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open(_member(path, archive)) as file:
                yield io.BufferedReader(file, _READ_AT_ONCE)  # type: ignore[type-var]
        else:
            if path.suffix.casefold() == ".zip":
                raise InputError(f"{path} is no whole ZIP archive: fetch it again")
            with path.open("rb", buffering=_READ_AT_ONCE) as plain:
                yield plain
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise InputError(f"{path} is damaged ({error}): fetch it again") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error


def _member(path: Path, archive: zipfile.ZipFile) -> str:
    """Return the text file of an archive: the one of its name, or the largest."""
    texts = [m for m in archive.infolist() if m.filename.casefold().endswith(".txt")]
    texts = [m for m in texts if Path(m.filename).name.casefold() not in _NOTES]
    if not texts:
        raise InputError(f"{path} holds no text file")
    own = [m for m in texts if Path(m.filename).stem == path.stem]
    return max(own or texts, key=lambda m: m.file_size).filename
