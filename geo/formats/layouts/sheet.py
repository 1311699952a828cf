"""A stretch of somebody's table: its columns as texts, read as what ours should hold.

Values are read once for each distinct text, so plain Python rules cost little over columns.
Whatever cannot be read is null and told: nothing of a record is lost silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from geo.errors import InputError
from geo.formats.layouts.days import AmbiguousDateError, Order, day_of
from geo.formats.layouts.numbers import count_of, degree_of

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

Value = TypeVar("Value")
_MOST_IN_A_CELL = 20
"""Of a cell with more texts the last holds the rest: each costs a column."""
_ODD = re.compile(r"\W+")


def key_of(name: str) -> str:
    """Return a column's name as it is compared: "Event ID" and "event_id" are one."""
    if name.lstrip().startswith("#"):
        return "".join(name.lower().split())
    return _ODD.sub("_", name.strip().lower()).strip("_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Rows of one column that break a rule. ``kept``: the value is used all the same."""

    rows: NDArray[np.int64]
    column: str
    values: Sequence[object]
    rule: str
    kept: bool = False


@dataclass(slots=True, kw_only=True)
class Sheet:
    """Columns of text by name, the rows' numbers, and their lines in a file of lines."""

    columns: Mapping[str, pa.Array]
    rows: int
    numbers: Sequence[int]
    lines: Sequence[int] | None = None
    order: Order | None = None
    nulls: frozenset[str] = frozenset({"", "NA", "N/A", "NULL", "null", "None", "nan", "NaN"})
    names: Mapping[str, str] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    _read: dict[tuple[object, ...], Any] = field(default_factory=dict)
    """What was read already: a column that serves two ends is read, and complained of, once."""

    def has(self, *names: str) -> bool:
        """Tell whether every one of the columns is there."""
        return all(name in self.columns for name in names)

    def first(self, *names: str) -> str | None:
        """Return the first of the names that is a column here."""
        return next((name for name in names if name in self.columns), None)

    def text(self, *names: str) -> pa.Array:
        """Return the first of the columns that is there, without blanks and words for nothing."""
        import pyarrow as pa
        import pyarrow.compute as pc

        name = self.first(*names)
        if name is None:
            return pa.nulls(self.rows, pa.string())
        column = pc.utf8_trim_whitespace(self.columns[name])
        absent = pc.is_in(column, value_set=pa.array(sorted(self.nulls)))
        return pc.if_else(absent, pa.scalar(None, pa.string()), column)

    def read(
        self, names: Sequence[str], rule: str, read: Callable[[str], Any], of: Any
    ) -> pa.Array:
        """Return a column read value by value; what reads as None though it is given is told."""
        name = self.first(*names) or names[0]
        if (name, rule) not in self._read:
            raw = self.text(*names)
            result = recode(raw, read, of)
            self.complain(known(raw) & ~known(result), name, raw, rule)
            self._read[name, rule] = result
        return self._read[name, rule]

    def count(self, *names: str) -> pa.Array:
        """Return whole numbers that are not negative."""
        import pyarrow as pa

        return self.read(names, "must be a whole number, not negative", count_of, pa.int64())

    def counts(self, of: Mapping[Any, Sequence[str]]) -> dict[Any, pa.Array]:
        """Return columns of ours as whole numbers, each under the first of its names that is there.

        What is wrong between them is told under those names, for the table's maker knows no others.
        """
        found = {ours: self.first(*names) for ours, names in of.items()}
        told = {ours: self.names.get(name, name) for ours, name in found.items() if name}
        self.names = {**self.names, **told}
        return {ours: self.count(*names) for ours, names in of.items()}

    def degrees(self, *names: str) -> pa.Array:
        """Return decimal degrees."""
        import pyarrow as pa

        return self.read(names, "must be a number of degrees", degree_of, pa.float64())

    def day(self, *names: str) -> pa.Array:
        """Return days. Raises ``InputError`` for dates that can be read in two ways."""
        import pyarrow as pa

        try:
            return self.read(
                names, "must be a date", lambda text: day_of(text, self.order), pa.date32()
            )
        except AmbiguousDateError as error:
            column = self.names.get(self.first(*names) or "", names[0])
            raise InputError(f"column {column}: {error}; say --dayfirst or --monthfirst") from error

    def word(self, names: Sequence[str], meanings: Mapping[str, str | None]) -> pa.Array:
        """Return what each word means; words nobody listed are told. Case does not count."""
        import pyarrow as pa

        folded = {word.casefold(): meaning for word, meaning in meanings.items()}
        nothing = {word for word, meaning in folded.items() if meaning is None}
        raw = self.text(*names)
        result = recode(raw, lambda text: folded.get(text.casefold()), pa.string())
        silent = recode(raw, lambda text: (text.casefold() in nothing) or None, pa.bool_())
        missed = known(raw) & ~known(result) & ~known(silent)
        shown = ", ".join(list(meanings)[:8])
        self.complain(missed, self.first(*names) or names[0], raw, f"must be one of: {shown}")
        return result

    def complain(
        self,
        mask: NDArray[np.bool_],
        column: str,
        values: Any,
        rule: str,
        *,
        kept: bool = False,
    ) -> None:
        """Tell of the rows of a mask."""
        rows = np.flatnonzero(mask)
        if len(rows):
            found = values.take(rows).to_pylist()
            name = self.names.get(column, column)
            self.flaws.append(Flaw(rows=rows, column=name, values=found, rule=rule, kept=kept))


def recode(column: pa.Array, read: Callable[[str], Any], of: Any) -> pa.Array:
    """Return what ``read`` makes of each value, asked once for each distinct one."""
    import pyarrow as pa

    encoded = column.dictionary_encode()
    values = [read(value) for value in encoded.dictionary.to_pylist()]
    return pa.array(values, of).take(encoded.indices)


def known(column: pa.Array) -> NDArray[np.bool_]:
    """Return which rows of a column hold something."""
    return np.asarray(column.is_valid().to_numpy(zero_copy_only=False), dtype=bool)


def lists_of(column: pa.Array) -> list[list[str]]:
    """Return the texts that semicolons part in each cell."""
    cells = (cell.split(";", _MOST_IN_A_CELL - 1) if cell else [] for cell in column.to_pylist())
    return [[part.strip() for part in cell if part.strip()] for cell in cells]


def nth_of(lists: Sequence[Sequence[str]], number: int) -> pa.Array:
    """Return one text of each list, null where a list has none there."""
    import pyarrow as pa

    return pa.array([dict(enumerate(one)).get(number) for one in lists], pa.string())


def first_known(columns: Iterable[pa.Array]) -> pa.Array:
    """Return for each row the first of the columns that holds something."""
    import pyarrow.compute as pc

    return pc.coalesce(*columns)
