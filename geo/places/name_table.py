"""A table with a column of place names -> the same table with where each name is."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InputError, Skipped, UsageError
from geo.places.lookup import locate_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.places.gazetteer import Gazetteer
    from geo.places.lookup import Located
    from geo.places.online import OnlineGeocoder

FOUND = (
    "found_place", "found_id", "found_country", "found_admin1", "found_lon", "found_lat",
    "found_precision", "found_uncertainty_km", "found_score", "found_reason",
)  # fmt: skip

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1 << 24


@dataclass(frozen=True, slots=True, kw_only=True)
class NameColumns:
    """Which columns hold the names, their countries and their units."""

    name: str
    country: str | None = None
    admin: str | None = None

    def named(self) -> list[str]:
        """Return the columns that are given."""
        return [c for c in (self.name, self.country, self.admin) if c is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTable:
    """A CSV file's text, read by :meth:`located`; ``source`` names it in messages."""

    text: str
    source: str
    columns: NameColumns

    def located(
        self,
        gazetteer: Gazetteer,
        *,
        report: Callable[[Skipped], None],
        online: OnlineGeocoder | None = None,
    ) -> Iterator[list[str]]:
        """Yield the header and each row with the columns of ``FOUND`` behind its own.

        An unknown name has empty cells and a reason. Columns of those names that the table brings
        along are replaced. A row with more cells than the header goes to ``report``. Raises
        :class:`geo.errors.UsageError` where a column is not there, and
        :class:`geo.errors.InputError` for a table without a header.
        """
        rows = csv.reader(io.StringIO(self.text, newline=""), delimiter=self._delimiter())
        header = self._header(rows)
        kept = [i for i, column in enumerate(header) if column not in FOUND]
        yield [*(header[i] for i in kept), *FOUND]
        places = [None if c is None else header.index(c) for c in self._wanted()]
        for row in self._rows(rows, len(header), report):
            name, country, admin = ("" if i is None else row[i] for i in places)
            found = locate_name(name, gazetteer, country=country, admin=admin, online=online)
            yield [*(row[i] for i in kept), *_cells(found)]

    def _wanted(self) -> tuple[str | None, ...]:
        return self.columns.name, self.columns.country, self.columns.admin

    def _delimiter(self) -> str:
        """Return the delimiter that makes the columns asked for appear in the header."""
        first = self.text.lstrip("\r\n").split("\n", 1)[0]

        def found(delimiter: str) -> int:
            cells = next(csv.reader([first], delimiter=delimiter), [])
            return len(set(self.columns.named()) & set(cells))

        return max(_DELIMITERS, key=found)

    def _header(self, rows: Iterator[list[str]]) -> list[str]:
        csv.field_size_limit(_LONGEST_CELL)
        header = next((row for row in rows if row), None)
        if header is None:
            raise InputError(f"{self.source} is empty: a table with a header is needed")
        missing = [column for column in self.columns.named() if column not in header]
        if missing:
            raise UsageError(
                f"{self.source} has no column {missing[0]!r}; it has {', '.join(header)}"
            )
        return header

    def _rows(
        self, rows: Iterator[list[str]], width: int, report: Callable[[Skipped], None]
    ) -> Iterator[list[str]]:
        for number, row in enumerate(rows, start=2):
            if len(row) > width:
                reason = f"row {number} has {len(row)} cells, the header {width}"
                report(Skipped(source=self.source, line=None, reason=reason))
            elif row:
                yield row + [""] * (width - len(row))


def _cells(found: Located) -> tuple[str, ...]:
    place = found.place
    if place is None:
        return ("",) * (len(FOUND) - 1) + (found.reason,)
    values = (
        place.name, place.id, place.country, place.admin1, f"{place.lon:.6f}", f"{place.lat:.6f}",
        place.precision, place.uncertainty_km, round(found.score, 3), found.reason,
    )  # fmt: skip
    return tuple("" if value is None else str(value) for value in values)
