"""Country names and codes of other people's tables as ISO 3166-1 alpha-2."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from geo.formats.layouts.sheet import Sheet

_BESIDE = re.compile(r"^(.*?)\s*\((.*)\)$")


@cache
def _tables() -> dict[str, dict[str, str]]:
    """Return, for each kind of code and for folded names, what means which country."""
    from geo.places.names import fold  # (all of geo.places comes with it)

    tables: dict[str, dict[str, str]] = {"iso2": {}, "iso3": {}, "numeric": {}, "fips": {}}
    names: dict[str, str] = {}
    with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for kind, codes in tables.items():
                if row[kind]:
                    codes[row[kind]] = row["iso2"]
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                names.setdefault(fold(name), row["iso2"])
    return {**tables, "name": names}


def country_of(sheet: Sheet, *names: str) -> pa.Array:
    """Return the countries of a column; what is no name or code of one is told."""
    import pyarrow as pa

    return sheet.read(names, "must be the name of a country", by_name, pa.string())


@cache
def by_name(name: str) -> str | None:
    """Return the code of a country's name, of "New name (old name)", or of a code itself."""
    from geo.places.names import fold

    names = _tables()["name"]
    found = names.get(fold(name))
    beside = _BESIDE.match(name)
    if found is None and beside:
        found = names.get(fold(beside[1])) or names.get(fold(beside[2]))
    if found is None and len(name) == 2:  # noqa: PLR2004  (alpha-2)
        found = _tables()["iso2"].get(name.upper())
    if found is None and len(name) == 3:  # noqa: PLR2004  (alpha-3)
        found = by_iso3(name.upper())
    return found


def by_iso3(code: str) -> str | None:
    """Return the alpha-2 code of an alpha-3 code."""
    return _tables()["iso3"].get(code)


def by_numeric(code: str) -> str | None:
    """Return the alpha-2 code of a numeric ISO code."""
    return _tables()["numeric"].get(code.zfill(3))


def by_fips(code: str) -> str | None:
    """Return the alpha-2 code of a FIPS 10-4 code, which GDELT uses."""
    return _tables()["fips"].get(code)


@cache
def _rows() -> dict[str, tuple[str, str]]:
    with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso2"]: (row["name"], row["numeric"]) for row in csv.DictReader(file)}


@cache
def name_of(code: str) -> str:
    """Return the English name of an alpha-2 code, or the code itself where it is unknown."""
    return _rows().get(code, (code, ""))[0]


@cache
def numeric_of(code: str) -> str | None:
    """Return the numeric ISO code of an alpha-2 code."""
    number = _rows().get(code, ("", ""))[1]
    return str(int(number)) if number else None
