"""Anybody's spreadsheet: columns named by the user (``--map ours=theirs``), or guessed."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import InputError, Skipped, UsageError
from geo.formats.json_columns import only_where
from geo.formats.layouts.countries import by_name
from geo.formats.layouts.finish import Party, Rows
from geo.formats.layouts.layout import Layout
from geo.formats.layouts.sheet import Sheet, first_known, key_of, recode
from geo.formats.layouts.sources import sources_of
from geo.model import EVENT_TYPE_OF, DatePrecision, EventType, Grade, Precision, Role, SubEventType
from geo.table import SCHEMA, Column, ColumnType
from geo.table.columns import LATITUDE, LONGITUDE

if TYPE_CHECKING:
    import pyarrow as pa

_SHOWN = 12
NOTES, SOURCE, URL = "notes", "source", "url"
_FLAT = tuple(str(spec.name) for spec in SCHEMA if spec.type is not ColumnType.LIST)
TARGETS = (*_FLAT, LONGITUDE, LATITUDE, NOTES, SOURCE, URL)
"""What ``--map`` may name on the left."""
_WORDS: dict[Column, Sequence[str]] = {
    Column.DATE_PRECISION: list(DatePrecision),
    Column.EVENT_TYPE: list(EventType),
    Column.SUB_EVENT_TYPE: list(SubEventType),
    Column.PLACE_PRECISION: list(Precision),
    Column.GRADE: list(Grade),
}
_TEXTS: tuple[Column, ...] = (
    Column.PLACE,
    Column.PLACE_TEXT,
    Column.PLACE_ID,
    Column.ADMIN1,
    Column.ADMIN2,
)
_TEXTS += (Column.PLACE_REASON,)


def mapped_layout(
    names: Sequence[str],
    given: Mapping[str, str],
    source: str,
    report: Any,
    *,
    has_points: bool = False,
) -> Layout:
    """Return a layout of these columns; what the user did not name is guessed, and said.

    Raises ``UsageError`` for a column that is not there and ``InputError`` where neither a place
    nor a date can be told.
    """
    theirs: dict[str, str] = {}
    for name in names:
        theirs.setdefault(key_of(name), name)
    chosen = {_target(ours): _theirs(column, theirs, source) for ours, column in given.items()}
    guessed = {
        ours: key
        for ours, key in _guesses(frozenset(theirs)).items()
        if ours not in chosen and key not in chosen.values()
    }
    if not has_points:
        _check({**guessed, **chosen}, names, source)
    if guessed:
        pairs = ",".join(f"{ours}={theirs[key]}" for ours, key in guessed.items())
        reason = f"columns guessed: {pairs}; say --map OURS=THEIRS,... where one is wrong"
        report(Skipped(source=source, line=None, reason=reason, note=True))
    columns = {**guessed, **chosen}
    unused = [name for key, name in theirs.items() if key and key not in columns.values()]
    if unused:
        reason = f"columns not kept: {listing(unused)}"
        report(Skipped(source=source, line=None, reason=reason, note=True))
    return Layout(
        name="mapped",
        title="a table with columns of its own",
        marks=(),
        read=partial(read_columns, columns=columns),
        uses=frozenset(columns.values()),
    )


def listing(names: Sequence[str]) -> str:
    """Return the names, of very many only the first."""
    if len(names) <= _SHOWN + 2:
        return ", ".join(names)
    return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"


def parse_map(text: str) -> dict[str, str]:
    """Return the pairs of ``ours=theirs,ours=theirs``; raises ``UsageError`` for anything else."""
    pairs = {}
    for part in next(csv.reader([text])):
        ours, equals, theirs = part.partition("=")
        if not equals or not theirs.strip():
            raise UsageError(f"--map {part}: write OURS=THEIRS, such as date_start=Fecha")
        pairs[_target(ours.strip())] = theirs.strip()
    return pairs


def _target(ours: str) -> str:
    if ours not in TARGETS:
        raise UsageError(f"--map {ours}=: no such column of ours; use one of {', '.join(TARGETS)}")
    return ours


def _theirs(column: str, theirs: Mapping[str, str], source: str) -> str:
    if key_of(column) not in theirs:
        held = ", ".join(name for name in theirs.values() if name)
        raise UsageError(f"{source} has no column {column!r}; it has {held}")
    return key_of(column)


def _guesses(keys: frozenset[str]) -> dict[str, str]:
    """Return our columns, each with the first of its usual names that the table has."""
    found: dict[str, str] = {}
    for ours, usual in _usual().items():
        key = next((name for name in usual if name in keys), None)
        if key is not None and key not in found.values():
            found[ours] = key
    return found


@cache
def _usual() -> dict[str, tuple[str, ...]]:
    with (Path(__file__).parent / "guesses.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["column"]: tuple(row["names"].split()) for row in csv.DictReader(file)}
    return {ours: (ours, *rows.get(ours, ())) for ours in TARGETS}


def looks_like_points(keys: frozenset[str]) -> bool:
    """Tell whether a header has a latitude and a longitude among its usual names."""
    return {LATITUDE, LONGITUDE} <= _guesses(keys).keys()


def _check(columns: Mapping[str, str], names: Sequence[str], source: str) -> None:
    placed = {LATITUDE, LONGITUDE} <= columns.keys() or Column.PLACE in columns
    if not placed and Column.DATE_START not in columns:
        raise InputError(
            f"{source}: no known layout, and neither a date nor a place among its columns "
            f"({', '.join(names[:12])}); say --map date_start=...,latitude=...,longitude=..."
        )


def read_columns(sheet: Sheet, columns: Mapping[str, str]) -> Rows:
    """Return the rows, our columns read from those of the sheet that ``columns`` names."""
    import pyarrow as pa

    at = _Columns(sheet, columns)
    ids = at.text(Column.ID)
    source = at.text(SOURCE)
    made: dict[Column, pa.Array] = {
        Column.DATE_START: sheet.day(at.key(Column.DATE_START)),
        Column.DATE_END: sheet.day(at.key(Column.DATE_END)),
        Column.COUNTRY: sheet.read(
            (at.key(Column.COUNTRY),), "must be the name or code of a country", by_name, pa.string()
        ),
        **{name: at.text(name) for name in _TEXTS},
        **{
            name: sheet.word((at.key(name),), {str(word): str(word) for word in words})
            for name, words in _WORDS.items()
        },
        **{
            spec.name: sheet.count(at.key(spec.name))
            for spec in SCHEMA
            if spec.type is ColumnType.COUNT
        },
    }
    by_sub = recode(
        made[Column.SUB_EVENT_TYPE], lambda sub: EVENT_TYPE_OF[SubEventType(sub)], pa.string()
    )
    made[Column.EVENT_TYPE] = first_known([made[Column.EVENT_TYPE], by_sub])
    made[Column.UNCERTAINTY_KM] = sheet.degrees(at.key(Column.UNCERTAINTY_KM))
    made[Column.CONFIDENCE] = sheet.read(
        (at.key(Column.CONFIDENCE),), "must lie in 0..1", _share, pa.float64()
    )
    follows = {str(Column.EVENT_TYPE)} if str(Column.SUB_EVENT_TYPE) in columns else set()
    given = follows | set(columns)
    return Rows(
        dataset="",
        ids=ids,
        lon=sheet.degrees(at.key(LONGITUDE), LONGITUDE),
        lat=sheet.degrees(at.key(LATITUDE), LATITUDE),
        columns={name: column for name, column in made.items() if str(name) in given},
        words=at.text(NOTES),
        parties=(
            Party(name=at.text(Column.ACTOR1), role=Role.INITIATOR),
            Party(name=at.text(Column.ACTOR2), role=Role.TARGET),
        ),
        sources=only_where(ids.is_valid(), sources_of("", ids, source, urls=at.text(URL))),
    )


def _share(text: str) -> float | None:
    try:
        share = float(text)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


class _Columns:
    """The sheet's columns by our names."""

    def __init__(self, sheet: Sheet, columns: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._columns = columns

    def key(self, ours: str) -> str:
        """Return the sheet's column for ours; a name that no column has where there is none."""
        return self._columns.get(str(ours), "\0")

    def text(self, ours: str) -> pa.Array:
        return self._sheet.text(self.key(ours))
