"""Where a table's header is, and what its columns are called where it has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.formats.layouts import gdelt, ucdp

_HASHTAG = re.compile(r"^#[A-Za-z]\w*(?:\s*\+\s*\w+)*$")
_MOSTLY = 0.6
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The columns' names, "" for one that is not read, and how many rows come before the data."""

    names: tuple[str, ...]
    skip: int


def find_head(rows: Sequence[Sequence[str]]) -> Head:
    """Return the header of a table's first rows: hashtags, a header, or what has none."""
    for number, row in enumerate(rows):
        if is_hashtags(row):
            return Head(names=_distinct(row), skip=number + 1)
    known = headerless(rows[0])
    if known is not None:
        return Head(names=tuple(known), skip=0)
    widest = max(_filled(row) for row in rows)
    skip = next(n for n, row in enumerate(rows) if _filled(row) >= _MOSTLY * widest)
    return Head(names=_distinct(rows[skip]), skip=skip + 1)


def is_hashtags(row: Sequence[str]) -> bool:
    """Tell whether a row holds HXL's hashtags."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 1 and all(_HASHTAG.match(cell) for cell in cells)


def headerless(row: Sequence[str]) -> Sequence[str] | None:
    """Return the columns' names of a publisher whose files begin with data, or None."""
    if gdelt.is_data(row):
        return gdelt.columns(len(row))
    if len(row) == len(ucdp.COLUMNS):
        cells = dict(zip(ucdp.COLUMNS, row, strict=True))
        if cells["id"].isdecimal() and _DAY.match(cells["date_start"]):
            return ucdp.COLUMNS
    return None


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _distinct(row: Sequence[str]) -> tuple[str, ...]:
    """Return the cells, a repeated one with its number."""
    seen: dict[str, int] = {}
    names = []
    for cell in row:
        name = cell.strip()
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 or not name else f"{name} {seen[name]}")
    return tuple(names)
